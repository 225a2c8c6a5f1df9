import { describe, expect, it } from 'vitest'
import { said } from './testing/said.ts'

const LEDGER = {
  expenditure: [
    '2012601 30101 一般公共预算 - 1200000.00',
    '2012601 30201 一般公共预算 - 300000.00',
    '2210201 30113 一般公共预算 - 120000.00',
    '2012604 30227 一般公共预算 P1 1380000.00',
  ],
  projects: ['P1 库房改造'],
}

describe('an amount in a sentence', () => {
  it('stands in the unit of the pack, or in the one that the place asks for', () => {
    expect(said('支出{支出总计}，即{支出总计|元}，不带单位{支出总计|number}。', LEDGER).text).toBe(
      '支出300.00万元，即3000000.00元，不带单位300.00。',
    )
  })

  it('comes with its parts in the order of codes or of size, and with the chain of its subject', () => {
    expect(said('{each function 1 of 支出总计}{名称}{金额}{sep、}{end}', LEDGER).text).toBe(
      '一般公共服务支出288.00万元、住房保障支出12.00万元',
    )
    expect(said('{each function 3 by=amount of 支出总计}{编码}{sep，}{end}', LEDGER).text).toBe(
      '2012601，2012604，2210201',
    )
    expect(said('{each function 3 of 项目支出}{全称}{end}', LEDGER).text).toBe(
      '一般公共服务支出（类）档案事务（款）档案馆（项）',
    )
  })

  it('is told as a share of another', () => {
    expect(said('{share 项目支出 of 支出总计}，{share 项目支出 of 支出总计|2}', LEDGER).text).toBe('46.0%，46.00%')
  })

  it('has a branch for nothing', () => {
    const sentence = '{if 政府性基金支出}有{政府性基金支出}{else}没有安排{end}'
    expect(said(sentence, LEDGER).text).toBe('没有安排')
    expect(said(sentence, { expenditure: ['2120801 31005 政府性基金预算 - 500000.00'] }).text).toBe('有50.00万元')
  })
})

describe('a change against last year', () => {
  const change = '{change 支出总计 from last-budget}'

  it.each([
    ['rises', '支出总计 2024 budget 2000000', '比上年预算数增加100.00万元，增长50.0%，因新增库房改造'],
    ['is new', '支出总计 2024 budget 0', '比上年预算数增加300.00万元，因新增库房改造'],
    ['stays', '支出总计 2024 budget 3000000', '与上年预算数持平'],
  ])('that %s has the verb of its sign', (_, last, expected) => {
    const { text, problems } = said(change, { ...LEDGER, last: [last], reasons: { 支出总计: '新增库房改造' } })
    expect(text).toBe(expected)
    expect(problems).toEqual([])
  })

  it('that falls below nought has the verb of a fall', () => {
    const ledger = {
      expenditure: ['2012601 30101 一般公共预算 - -300000.00'],
      last: ['支出总计 2024 budget 0'],
      reasons: { 支出总计: '压减一般性支出' },
    }
    expect(said(change, ledger).text).toContain('比上年预算数减少30.00万元')
  })

  it('asks for its reason', () => {
    const { text, problems } = said(change, { ...LEDGER, last: ['支出总计 2024 budget 2000000'] })
    expect(text).toBe('比上年预算数增加100.00万元，增长50.0%')
    expect(problems).toMatchObject([
      { code: 'reason-missing', facts: { figure: '支出总计', now: '3,000,000.00 元', base: '2,000,000.00 元' } },
    ])
  })

  it('refuses a reason that speaks of the other direction', () => {
    const ledger = { ...LEDGER, last: ['支出总计 2024 budget 2000000'], reasons: { 支出总计: '压减一般性支出' } }
    expect(said(change, ledger).problems).toMatchObject([{ code: 'reason-contradicts' }])
  })

  it('is not told when last year is not known', () => {
    expect(said(change, LEDGER).problems).toMatchObject([
      { code: 'base-missing', facts: { figure: '支出总计', period: '上年预算数' } },
    ])
  })
})

describe('a template that is wrong', () => {
  it.each([
    ['{支出总计', 'open-brace'],
    ['支出总计}', 'close-brace'],
    ['{if 支出总计}有', 'end-missing'],
    ['{end}', 'end-without-begin'],
    ['{没有这个数}', 'name-unknown:没有这个数'],
    ['{share 支出总计}', 'needs-of'],
    ['{each 月份 of 支出总计}{end}', 'axis-unknown:月份'],
    ['{change 支出总计 from last-budget as 没有}', 'phrase-unknown:没有'],
    [`${'{each unit}'.repeat(5)}甲${'{end}'.repeat(5)}`, 'nested-too-deep'],
    [`${'{if 支出总计}'.repeat(41)}甲${'{end}'.repeat(41)}`, 'nested-too-deep'],
    ['很'.repeat(20_001), 'too-long'],
  ])('%s', (sentence, reason) => {
    const { problems } = said(sentence, LEDGER)
    expect(problems.map((problem) => problem.facts.reason)).toEqual([expect.stringContaining(reason)])
  })

  it('prints a doubled brace as one', () => {
    expect(said('{{支出}}', LEDGER).text).toBe('{支出}')
  })
})

describe('a ledger that is too coarse for a sentence', () => {
  it('is told, with the line that cannot be placed', () => {
    const { problems } = said('{each function 3 of 支出总计}{名称}{end}{基本支出}', {
      expenditure: ['2012601 - 一般公共预算 - 1200000.00'],
    })
    expect(problems).toMatchObject([{ code: 'ledger-too-coarse', facts: { line: 'expenditure.csv:2' } }])
  })
})
