import { describe, expect, test } from 'vitest'
import { documentOf, findingsIn } from '../testing/findings-of.ts'

/** A small consistent book of a unit that does not exist; each case changes one thing in it. */
const BOOK = `
云湖市档案服务中心
2025年单位预算

一、2025年单位预算安排情况说明

（一）关于云湖市档案服务中心2025年支出预算情况说明

云湖市档案服务中心2025年支出预算100.00万元，比上年预算数增加20.00万元，增长25.0%，主要是新增数字化加工项目经费。

1.按支出功能分类，包括一般公共服务支出80.00万元、社会保障和就业支出20.00万元。

2.按支出用途分类，包括人员支出50.00万元，占50.0%；日常公用支出10.00万元，占10.0%；项目支出40.00万元，占40.0%。

（二）关于云湖市档案服务中心2025年政府性基金预算支出情况说明

云湖市档案服务中心2025年没有使用政府性基金预算拨款安排的支出。

2025年单位支出预算总表

单位：万元

科目编码 | 科目名称 | 总计 | 人员支出 | 公用经费 | 项目支出
 | 合计 | 100.00 | 50.00 | 10.00 | 40.00
201 | 一般公共服务支出 | 80.00 | 30.00 | 10.00 | 40.00
20126 | 档案事务 | 80.00 | 30.00 | 10.00 | 40.00
2012604 | 档案馆 | 80.00 | 30.00 | 10.00 | 40.00
208 | 社会保障和就业支出 | 20.00 | 20.00 | | 
20805 | 行政事业单位养老支出 | 20.00 | 20.00 | | 
2080505 | 机关事业单位基本养老保险缴费支出 | 20.00 | 20.00 | | 
`

async function told(book: string): Promise<string[]> {
  const found = findingsIn(await documentOf(book)).filter((f) => f.severity !== 'info')
  return found
    .filter((f) => /^(?:PROSE|SAME|CHANGE)/.test(f.rule))
    .map((f) => `${f.severity} ${f.rule} ${f.found ?? ''} → ${f.expected ?? ''}`)
}

const CASES: readonly (readonly [string, string, string, string])[] = [
  [
    'a total that the table does not print',
    '支出预算100.00万元',
    '支出预算103.00万元',
    'error SAME-COORDINATES 103.00 → 100.00',
  ],
  [
    'a part that the table does not print',
    '社会保障和就业支出20.00万元',
    '社会保障和就业支出28.00万元',
    'error SAME-COORDINATES 28.00 → 20.00',
  ],
  ['a wrong share', '占10.0%', '占16.0%', 'error PROSE-SHARE 16.0% → 10.0%'],
  ['a rate taken of this year', '增长25.0%', '增长20.0%', 'error PROSE-RATE 20.0% → 25.0%'],
  ['nothing said of a source that has money', '没有使用政府性基金', '没有使用一般公共预算财政', ''],
]

describe('one thing wrong in a sentence', () => {
  test('the book itself is silent', async () => {
    expect(await told(BOOK)).toEqual([])
  })

  test.each(CASES)('%s', async (_name, right, wrong, expected) => {
    expect(BOOK).toContain(right)
    const found = await told(BOOK.replace(right, wrong))
    expect(found).toEqual(expected === '' ? [] : [expected])
  })

  test('two amounts exchanged are one finding that names both', async () => {
    const swapped = BOOK.replace(
      '人员支出50.00万元，占50.0%；日常公用支出10.00万元',
      '人员支出10.00万元，占50.0%；日常公用支出50.00万元',
    )
    const found = findingsIn(await documentOf(swapped)).filter((f) => f.rule === 'SAME-COORDINATES')
    expect(found).toHaveLength(1)
    expect(found[0]!.suspects[0]).toMatchObject({ kind: 'exchanged' })
  })

  test('a reason that points the other way', async () => {
    const contrary = BOOK.replace('主要是新增数字化加工项目经费', '主要原因是数字化加工项目经费减少')
    expect(await told(contrary)).toEqual(['warning PROSE-REASON 数字化加工项目经费减少 → '])
  })

  test('a reason announced and not given', async () => {
    const empty = BOOK.replace('，主要是新增数字化加工项目经费。', '，主要原因是。')
    expect((await told(empty))[0]).toMatch(/^error PROSE-REASON/)
  })

  test('parts that are more than their whole', async () => {
    const area = BOOK.replace('（二）', '本中心房屋面积8013平方米（其中库房7998平方米，办公用房105平方米）。\n\n（二）')
    expect(await told(area)).toEqual(['error PROSE-PARTS 8013 → 8103'])
    const open = BOOK.replace('（二）', '编制50人，其中行政编制30人，在职45人。\n\n（二）')
    expect(await told(open)).toEqual([])
  })

  test('a budget compared with itself', async () => {
    const itself = BOOK.replace('比上年预算数增加20.00万元', '比年初预算80.00万元增加20.00万元')
    expect(await told(itself)).toContain('warning PROSE-BASE 年初预算 → 上年预算')
  })

  test('a year compared with itself', async () => {
    const same = BOOK.replace('支出预算100.00万元，比上年预算数', '2025年支出预算100.00万元，比2025年预算数')
    expect(await told(same)).toContain('error PROSE-BASE 2025 → 2024')
    const right = BOOK.replace('支出预算100.00万元，比上年预算数', '2025年支出预算100.00万元，比2024年预算数')
    expect(await told(right)).toEqual([])
  })

  test('mostly projects, explained as running costs', async () => {
    const running = '一般公共服务支出（类）80.00万元，主要用于保障单位运转的基本支出。\n\n（二）'
    expect(await told(BOOK.replace('（二）', running))).toEqual([])
    const projects = BOOK.replaceAll('80.00 | 30.00 | 10.00 | 40.00', '80.00 | 20.00 | 10.00 | 50.00')
    expect(await told(projects.replace('（二）', running))).toContain(
      'warning PROSE-CHARACTER 基本支出 → 基本支出和项目支出',
    )
  })

  test('the message names the sentence and its line', async () => {
    const document = await documentOf(BOOK.replace('支出预算100.00万元', '支出预算103.00万元'))
    const [finding] = findingsIn(document).filter((f) => f.rule === 'SAME-COORDINATES')
    expect(finding!.message).toContain('正文“支出预算”印为 103.00，应为 100.00')
    expect(finding!.suspects[0]!.place.line).toBe(9)
  })
})
