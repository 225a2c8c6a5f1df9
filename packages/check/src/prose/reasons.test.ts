import { expect, test } from 'vitest'
import { findingsOf } from '../testing/findings-of.ts'

const book = (...sentences: readonly string[]): string => `
云湖市档案服务中心
2025年单位预算

一、2025年单位预算安排情况说明

（一）“三公”经费预算情况说明

${sentences.join('\n\n')}

（二）其他

无。
`

const RECEPTION = (reason: string): string =>
  `1.公务接待费：2025年预算安排2.00万元，比上年预算数减少1.00万元，下降33.3%${reason}`
const VEHICLES = (reason: string): string =>
  `2.公务用车运行维护费：2025年预算安排6.00万元，比上年预算数增加2.00万元，增长50.0%${reason}`

test('one reason pasted under opposite changes', async () => {
  const pasted = '，主要原因是更换了库房照明设施。'
  expect(await findingsOf(book(RECEPTION(pasted), VEHICLES(pasted)), 'PROSE-COPIED')).toEqual([
    'warning PROSE-COPIED: 比上年预算数增加2.00万元',
  ])
  const own = '，主要原因是到外地接收档案的次数增加。'
  expect(await findingsOf(book(RECEPTION(pasted), VEHICLES(own)), 'PROSE-COPIED')).toEqual([])
})

test('a reason that fits both directions is a hint, and one of a few characters nothing', async () => {
  const both = '，主要原因是根据实际需要安排。'
  expect(await findingsOf(book(RECEPTION(both), VEHICLES(both)), 'PROSE-COPIED')).toEqual([
    'info PROSE-COPIED: 比上年预算数增加2.00万元',
  ])
  const short = '，主要原因是标准不同。'
  expect(await findingsOf(book(RECEPTION(short), VEHICLES(short)), 'PROSE-COPIED')).toEqual([])
})

test('one sentence may explain what rose and what fell together', async () => {
  const together =
    '2025年基本支出60.00万元，比上年预算数减少1.00万元，项目支出30.00万元，比上年预算数增加2.00万元，主要原因是馆藏整理转为项目。'
  expect(await findingsOf(book(together), 'PROSE-COPIED')).toEqual([])
})

test('a reason that points the other way names the place where it is right', async () => {
  const more = '，主要原因是数字化加工项目经费增加。'
  const found = await findingsOf(book(RECEPTION(more), VEHICLES(more)), 'PROSE-REASON', 'PROSE-COPIED')
  expect(found).toEqual(['warning PROSE-REASON: 比上年预算数减少1.00万元'])
})

test.each([
  ['none at all', RECEPTION('。'), ['info PROSE-UNREASONED: 比上年预算数减少1.00万元']],
  ['none, and a sentence of something else', `${RECEPTION('。')}全年接待8批次。`, ['info']],
  ['in the sentence', RECEPTION('，主要原因是压减接待批次。'), []],
  ['in the sentence, without a word that announces it', RECEPTION('，馆际交流改为线上进行。'), []],
  ['in the following sentence', `${RECEPTION('。')}减少的主要原因是馆际交流改为线上。`, []],
  ['no change', RECEPTION('。').replace('减少1.00万元，下降33.3%', '增加0.00万元，增长0.0%'), []],
])('a reason: %s', async (_name, sentence, expected) => {
  const found = await findingsOf(book(sentence), 'PROSE-UNREASONED')
  expect(found).toHaveLength(expected.length)
  for (const [i, text] of expected.entries()) expect(found[i]).toContain(text)
})

test('the reason of a part explains the whole, and that of the whole the part that it names', async () => {
  const whole = (reason: string): string =>
    `2025年“三公”经费预算数8.00万元，比上年预算数减少1.00万元，下降11.1%${reason}`
  const part = RECEPTION('，主要原因是压减接待批次。')
  expect(await findingsOf(book(whole('，具体如下：'), part), 'PROSE-UNREASONED')).toEqual([])
  const named = whole('，主要原因是公务接待批次减少。')
  expect(await findingsOf(book(named, RECEPTION('。')), 'PROSE-UNREASONED')).toEqual([])
  expect(await findingsOf(book(named, VEHICLES('。')), 'PROSE-UNREASONED')).toHaveLength(1)
})

test('subjects whose changes nobody has to explain are left alone', async () => {
  const other = '2025年档案事务（款）支出20.00万元，比上年预算数增加2.00万元，增长11.1%。'
  expect(await findingsOf(book(other), 'PROSE-UNREASONED')).toEqual([])
})
