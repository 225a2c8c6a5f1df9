import { expect, test } from 'vitest'
import { findingsOf } from '../testing/findings-of.ts'

const book = (sentence: string): string => `
云湖市档案服务中心
2025年单位预算

一、2025年单位预算安排情况说明

（一）支出预算情况

${sentence}
`

test.each([
  [
    'a part that was less than its whole',
    '支出总计80.00万元，比上年预算增加10.00万元。其中：基本支出50.00万元，比上年预算增加5.00万元。',
    0,
  ],
  [
    'a part that was more than its whole',
    '支出总计80.00万元，比上年预算增加10.00万元。其中：基本支出50.00万元，比上年预算减少35.00万元。',
    1,
  ],
  ['less than nothing', '支出总计80.00万元，比上年预算增加90.00万元。', 1],
  [
    'money that is given back, beside which a part is more than the whole',
    '支出总计80.00万元，比上年预算增加10.00万元。其中：基本支出100.00万元，比上年预算增加12.00万元；项目支出-20.00万元，比上年预算减少2.00万元。',
    0,
  ],
])('last year as the changes imply it: %s', async (_name, sentence, count) => {
  expect(await findingsOf(book(sentence), 'PROSE-PAST')).toHaveLength(count)
})
