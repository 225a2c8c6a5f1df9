import { describe, expect, it } from 'vitest'
import { findingsOf } from '../testing/findings-of.ts'

/** A small 部门支出表 whose rows a test may exchange. */
const expenditure = (rows: string, title = '2024年部门支出预算总表'): string => `
  示范区文化局2024年部门预算

  ${title}
  单位：万元
  科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
  ${rows}
`

const split = (rows: string): string => `
  示范区文化局2024年部门预算

  2024年部门支出预算总表
  单位：万元
  类 | 款 | 项 | 科目名称 | 合计 | 基本支出 | 项目支出
  ${rows}
`

const GOOD = `201 | 一般公共服务支出 | 30.00 | 20.00 | 10.00
  20103 | 政府办公厅（室）及相关机构事务 | 30.00 | 20.00 | 10.00
  2010301 | 行政运行 | 20.00 | 20.00 |
  2010302 | 一般行政管理事务 | 10.00 | | 10.00
  208 | 社会保障和就业支出 | 11.00 | 11.00 |
  20805 | 行政事业单位养老支出 | 11.00 | 11.00 |
  2080505 | 机关事业单位基本养老保险缴费支出 | 7.00 | 7.00 |
  2080506 | 机关事业单位职业年金缴费支出 | 4.00 | 4.00 |`

const basic = (rows: string): string => `
  示范区文化局2024年部门预算

  2024年部门一般公共预算基本支出表
  单位：万元
  科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费
  ${rows}
`

const CODE_RULES = [
  'CODE-FORM',
  'CODE-NAME',
  'CODE-UNKNOWN',
  'CODE-SUPERSEDED',
  'CODE-PARENT',
  'CODE-LEVEL',
  'CODE-DETAIL',
  'CODE-DUPLICATE',
]

it('says nothing about a table in order', async () => {
  expect(await findingsOf(expenditure(GOOD), ...CODE_RULES)).toEqual([])
})

describe('CODE-FORM', () => {
  it('names the code that a damaged one stands for', async () => {
    const rows = `210 | | | 卫生健康支出 | 5.00 | 5.00 |
      210 | 11 | | 行政事业单位医疗 | 5.00 | 5.00 |
      7 | 11 | 02 | 事业单位医疗 | 5.00 | 5.00 |
      221 | | | 住房保障支出 | 8.00 | 8.00 |
      221 | 02 | | 住房改革支出 | 8.00 | 8.00 |
      221 | 02 | 01 | 住房公积金 | 8.00 | 8.00 |`
    expect(await findingsOf(split(rows), ...CODE_RULES)).toEqual(['error CODE-FORM: 7 11 02 事业单位医疗'])
    expect(await findingsOf(split(rows.replace('7 | 11', '210 | 11')), ...CODE_RULES)).toEqual([])
  })

  it('makes one finding of zeros left out in one table', async () => {
    const rows = `301 | | | 工资福利支出 | 9.00 | 9.00 |
      301 | 01 | | 基本工资 | 4.00 | 4.00 |
      301 | 2 | | 津贴补贴 | 3.00 | 3.00 |
      301 | 7 | | 绩效工资 | 1.00 | 1.00 |
      301 | 13 | | 住房公积金 | 1.00 | 1.00 |`
    expect(await findingsOf(split(rows), 'CODE-FORM')).toEqual(['error CODE-FORM: 301 2 津贴补贴, 301 7 绩效工资'])
  })

  it('accepts a form that never prints the zero', async () => {
    const rows = `301 | | | 工资福利支出 | 8.00 | 8.00 |
      301 | 1 | | 基本工资 | 4.00 | 4.00 |
      301 | 2 | | 津贴补贴 | 3.00 | 3.00 |
      301 | 7 | | 绩效工资 | 1.00 | 1.00 |`
    expect(await findingsOf(split(rows), 'CODE-FORM')).toEqual([])
  })
})

describe('CODE-NAME', () => {
  it('says which code the name belongs to', async () => {
    const rows = GOOD.replace('2080506 | 机关事业单位职业年金缴费支出', '2080506 | 机关事业单位基本养老保险缴费支出')
    expect(await findingsOf(expenditure(rows), 'CODE-NAME')).toEqual([
      'error CODE-NAME: 2080506 机关事业单位基本养老保险缴费支出',
    ])
  })

  it('makes one finding of a table with numbers of its own', async () => {
    const rows = `302 | 商品和服务支出 | 6.00 | | 6.00
      30201 | 办公费 | 1.00 | | 1.00
      30202 | 咨询费 | 1.00 | | 1.00
      30203 | 水费 | 1.00 | | 1.00
      30204 | 电费 | 1.00 | | 1.00
      30205 | 邮电费 | 1.00 | | 1.00
      30206 | 差旅费 | 1.00 | | 1.00`
    const found = await findingsOf(basic(rows), ...CODE_RULES)
    expect(found).toEqual(['error CODE-NAME: 30202 咨询费, 30203 水费, 30204 电费, 30205 邮电费, 30206 差旅费'])
  })

  it('accepts synonyms, brackets of either width and names without 支出', async () => {
    const rows = GOOD.replace('政府办公厅（室）及相关机构事务', '政府办公厅(室)及相关机构事务')
      .replace('一般公共服务支出', '一般公共服务')
      .replace('2080506 | 机关事业单位职业年金缴费支出', '2080506 | 机关事业单位职业年金缴费')
    expect(await findingsOf(expenditure(rows), ...CODE_RULES)).toEqual([])
  })
})

describe('CODE-UNKNOWN', () => {
  it('warns of a code that its known parent does not have', async () => {
    const rows = GOOD.replace('2080506 | 机关事业单位职业年金缴费支出', '2080577 | 机关事业单位职业年金缴费支出')
    expect(await findingsOf(expenditure(rows), ...CODE_RULES)).toEqual([
      'warning CODE-UNKNOWN: 2080577 机关事业单位职业年金缴费支出',
    ])
  })
})

describe('CODE-SUPERSEDED', () => {
  const balance = (name: string): string => `
    ${expenditure(`${GOOD}
    210 | 卫生健康支出 | 5.00 | 5.00 |
    21011 | 行政事业单位医疗 | 5.00 | 5.00 |
    2101101 | 行政单位医疗 | 5.00 | 5.00 |`)}

    2024年部门收支预算总表
    单位：万元
    收入 | | 支出 |
    项目 | 预算数 | 项目 | 预算数
    一、一般公共预算 | 46.00 | 一、一般公共服务支出 | 30.00
     | | 二、社会保障和就业支出 | 11.00
     | | 三、${name} | 5.00
    收入总计 | 46.00 | 支出总计 | 46.00
  `

  it('is an error beside the current name, wherever it stands', async () => {
    expect(await findingsOf(balance('医疗卫生与计划生育支出'), ...CODE_RULES)).toEqual([
      'error CODE-SUPERSEDED: 三、医疗卫生与计划生育支出',
    ])
    expect(await findingsOf(balance('卫生健康支出'), ...CODE_RULES)).toEqual([])
  })

  it('is a warning alone, and a hint where no money stands at it', async () => {
    const rows = `213 | 农林水事务 | 9.00 | 9.00 |
      221 | 住房保障支出 | 8.00 | 8.00 |`
    expect(await findingsOf(expenditure(rows), 'CODE-SUPERSEDED')).toEqual(['warning CODE-SUPERSEDED: 213 农林水事务'])
    const empty = rows.replace('9.00 | 9.00 |', ' | |')
    expect(await findingsOf(expenditure(empty), 'CODE-SUPERSEDED')).toEqual(['info CODE-SUPERSEDED: 213 农林水事务'])
  })
})

describe('levels', () => {
  it('miss a 款 that the table prints elsewhere', async () => {
    const rows = `${GOOD}
      221 | 住房保障支出 | 8.00 | 8.00 |
      2210201 | 住房公积金 | 8.00 | 8.00 |`
    expect(await findingsOf(expenditure(rows), ...CODE_RULES)).toEqual(['warning CODE-LEVEL: 2210201 住房公积金'])
  })

  it('do not miss what the form leaves out on purpose', async () => {
    const rows = `2010301 | 行政运行 | 20.00 | 20.00 |
      2010302 | 一般行政管理事务 | 10.00 | | 10.00
      2080505 | 机关事业单位基本养老保险缴费支出 | 7.00 | 7.00 |
      2210201 | 住房公积金 | 8.00 | 8.00 |`
    expect(await findingsOf(expenditure(rows), ...CODE_RULES)).toEqual([])
  })

  it('hold a 项 below its own 款', async () => {
    const rows = `${GOOD}
      210 | 卫生健康支出 | 9.00 | 9.00 |
      21011 | 行政事业单位医疗 | 9.00 | 9.00 |
      2101101 | 行政单位医疗 | 9.00 | 9.00 |
      2080599 | 其他行政事业单位养老支出 | | |`
    expect(await findingsOf(expenditure(rows), 'CODE-PARENT', 'CODE-LEVEL')).toEqual([
      'warning CODE-PARENT: 2080599 其他行政事业单位养老支出',
    ])
  })

  it('leave to the sums what the sums already say', async () => {
    const rows = `${GOOD}
      210 | 卫生健康支出 | 9.00 | 9.00 |
      21011 | 行政事业单位医疗 | 9.00 | 9.00 |
      2101101 | 行政单位医疗 | 5.00 | 5.00 |
      2080599 | 其他行政事业单位养老支出 | 4.00 | 4.00 |`
    expect(await findingsOf(expenditure(rows), 'CODE-PARENT', 'CODE-LEVEL')).toEqual([])
  })
})

describe('CODE-DETAIL', () => {
  const classes = `201 | 一般公共服务支出 | 30.00 | 20.00 | 10.00
    208 | 社会保障和就业支出 | 11.00 | 11.00 |`

  it('asks for 项 where the law does, and only there', async () => {
    const law = '2024年部门一般公共预算支出表'
    expect(await findingsOf(expenditure(classes, law), ...CODE_RULES)).toHaveLength(1)
    expect(await findingsOf(expenditure(classes, law), 'CODE-DETAIL')).toHaveLength(1)
    expect(await findingsOf(expenditure(GOOD, law), 'CODE-DETAIL')).toEqual([])
    expect(await findingsOf(expenditure(classes), 'CODE-DETAIL')).toEqual([])
  })

  it('asks for 款 of 基本支出', async () => {
    const rows = `301 | 工资福利支出 | 20.00 | 20.00 |
      302 | 商品和服务支出 | 5.00 | | 5.00`
    expect(await findingsOf(basic(rows), 'CODE-DETAIL')).toHaveLength(1)
    expect(await findingsOf(basic(`${rows}\n30201 | 办公费 | 5.00 | | 5.00`), 'CODE-DETAIL')).toEqual([])
  })
})

describe('CODE-DUPLICATE', () => {
  it('finds a code listed twice', async () => {
    const rows = `${GOOD}
      2080506 | 机关事业单位职业年金缴费支出 | 4.00 | 4.00 |`
    expect(await findingsOf(expenditure(rows), 'CODE-DUPLICATE')).toEqual([
      'warning CODE-DUPLICATE: 2080506 机关事业单位职业年金缴费支出, 2080506 机关事业单位职业年金缴费支出',
    ])
  })

  it('lets each unit list the subjects anew', async () => {
    const rows = `101001 | 示范区文化馆 | 11.00 | 11.00 |
      2080505 | 机关事业单位基本养老保险缴费支出 | 7.00 | 7.00 |
      2080506 | 机关事业单位职业年金缴费支出 | 4.00 | 4.00 |
      101002 | 示范区图书馆 | 11.00 | 11.00 |
      2080505 | 机关事业单位基本养老保险缴费支出 | 7.00 | 7.00 |
      2080506 | 机关事业单位职业年金缴费支出 | 4.00 | 4.00 |`
    expect(await findingsOf(expenditure(rows), 'CODE-DUPLICATE')).toEqual([])
  })
})
