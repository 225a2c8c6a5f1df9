import { describe, expect, it } from 'vitest'
import { said } from './testing/said.ts'

const LEDGER = {
  expenditure: ['2012601 30101 一般公共预算 - 1230000.00', '2012601 30201 一般公共预算 - 300000.00'],
  last: ['基本支出 2024 budget 1530000'],
  reasons: { 基本支出: '人数没有变动' },
}

describe('what a sentence may ask of the ledger', () => {
  it('prints without zeros at the end where that is asked for', () => {
    expect(said('{支出总计|trim}，{基本支出|元|0|trim}，{项目支出|trim}', LEDGER).text).toBe(
      '153万元，1530000元，0万元',
    )
  })

  it('does not print a few yuan as nothing', () => {
    const ledger = { expenditure: ['2012601 30101 一般公共预算 - 49.00'] }
    expect(said('{支出总计}，{支出总计|trim}，{项目支出|trim}', ledger).text).toBe('0.00万元，0.00万元，0万元')
  })

  it('speaks of a text only where it was entered', () => {
    const { text, problems } = said(
      '{if reason 基本支出}因{reason 基本支出}{end}{if text 归口}归{text 归口}{end}',
      LEDGER,
    )
    expect(text).toBe('因人数没有变动')
    expect(problems).toEqual([])
  })

  it('tells a figure of last year that nobody entered, instead of printing nothing as 0', () => {
    const { text, problems } = said('上年{支出总计@last-budget}', LEDGER)
    expect(text).toBe('上年')
    expect(problems).toMatchObject([{ code: 'base-missing', facts: { figure: '支出总计', period: '上年预算数' } }])
  })

  it('counts posts and people over all units', () => {
    expect(said('编制{编制人数}人，在职{在职人数}人', LEDGER).text).toBe('编制24人，在职23人')
  })

  it('counts what is entered under several keys together', () => {
    const counts = ['车辆·机要通信用车 2024 1', '车辆·应急保障用车 2024 2']
    const { text, problems } = said('{#车辆·机要通信用车、车辆·应急保障用车}辆', { ...LEDGER, counts })
    expect(text).toBe('3辆')
    expect(problems).toEqual([])
  })

  it('tells a count that the book passes over, where it speaks of others of the kind', () => {
    const counts = ['设备·五十万元以上 2024 2', '资产·总额 2024 5']
    const { text, problems } = said('{#设备·单价50万元以上通用设备}台', { ...LEDGER, counts })
    expect(text).toBe('0台')
    expect(problems).toMatchObject([{ code: 'measurement-unsaid', facts: { key: '设备·五十万元以上', count: '2' } }])
  })
})
