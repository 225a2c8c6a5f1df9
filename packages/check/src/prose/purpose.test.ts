import { expect, it } from 'vitest'
import { documentOf, findingsIn } from '../testing/findings-of.ts'

/** Final accounts of a unit that does not exist; two subjects spent the same, in the same words. */
const book = (medical: string, housing: string): string => `
云湖市档案馆
2024年度单位决算

三、2024年度单位决算情况说明

（三）一般公共预算财政拨款支出决算具体情况

1.卫生健康支出（类）行政事业单位医疗（款）公务员医疗补助（项）年初预算为1.20万元，支出决算为1.20万元，决算数与年初预算数持平。用于${medical}。

2.住房保障支出（类）住房改革支出（款）住房公积金（项）年初预算为1.20万元，支出决算为1.20万元，决算数与年初预算数持平。用于${housing}。
`

const told = async (text: string): Promise<string[]> =>
  findingsIn(await documentOf(text))
    .filter((f) => f.rule === 'PROSE-PURPOSE')
    .map((f) => f.message)

it('looks for the purpose behind the amount itself, not behind the same words elsewhere', async () => {
  expect(await told(book('公务员医疗补助缴费', '按比例为职工缴存'))).toEqual([])
})

it('tells the purpose of another subject', async () => {
  const found = await told(book('公务员医疗补助缴费', '公务员医疗补助缴费'))
  expect(found).toHaveLength(1)
  expect(found[0]).toContain('“住房公积金”的说明写的是“公务员医疗补助”')
})
