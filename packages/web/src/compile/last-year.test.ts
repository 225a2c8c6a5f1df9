import type { LedgerRow } from '@gouji/api'
import { describe, expect, it } from 'vitest'
import { compareLines, isLarge, lastYearSources, rateText } from './last-year.ts'

const BOOK = { year: 2025, stage: 'budget' } as const
let nth = 0
const row = (sheet: string, values: Record<string, string>): LedgerRow => ({ sheet, key: `row-${++nth}`, values })
const line = (subject: string, economy: string, fen: string, more: Record<string, string> = {}): LedgerRow =>
  row('expenditure', { unit: '101', function: subject, economy, source: '一般公共预算', fen, ...more })

describe('last year beside this year', () => {
  it('holds a line against the sum of the same lines, by the names of projects', () => {
    const now = [
      row('projects', { code: 'P25-7', name: '档案修复' }),
      line('2012601', '30101', '120'),
      line('2012601', '30227', '30', { project: 'P25-7' }),
      line('2012601', '30227', '5', { project: 'P25-7', vintage: '本年' }),
      line('2012601', '30201', '9', { vintage: '上年结转' }),
      line('2012601', '30101', '999', { year: '2024' }),
    ]
    const then = [
      row('projects', { code: 'P24-1', name: '档案修复' }),
      line('2012601 行政运行', '30101', '100', { year: '2024' }),
      line('2012601', '30227', '50', { project: 'P24-1 档案修复' }),
      line('2012601', '30211', '8'),
    ]
    const [own, ledger] = lastYearSources(now, BOOK, { from: 'ledger', year: 2024, rows: then })
    expect([own!.label, ledger!.label]).toEqual(['本账册的 2024 年预算数', '2024 年预算账册'])
    const compared = compareLines('expenditure', now, BOOK, ledger!)
    const told = now.map(({ key }) => compared.of.get(key)).filter(Boolean)
    expect(told).toEqual([
      { base: 10000n, change: 2000n, isFirst: true },
      { base: 5000n, change: -1500n, isFirst: true },
      { base: 5000n, change: -1500n, isFirst: false },
      { base: undefined, change: 900n, isFirst: true },
    ])
    expect(compared.gone.map(({ fen, values }) => [values.economy, fen])).toEqual([['30211', 800n]])
    expect([compared.baseSum, compared.change]).toEqual([15800n, 600n])
  })

  it.each([
    [2000n, 10000n, '20.0%'],
    [-1n, 3n, '-33.3%'],
    [5n, 10000n, '0.1%'],
    [1n, 0n, ''],
    [1n, undefined, ''],
  ])('a change of %s on %s is %s', (change, base, text) => expect(rateText(change, base)).toBe(text))

  it('marks what reaches the limit, what is new, and nothing that stayed', () => {
    expect([isLarge(20n, 100n, 20), isLarge(19n, 100n, 20), isLarge(5n, undefined, 20), isLarge(0n, 0n, 0)]).toEqual([
      true,
      false,
      true,
      false,
    ])
  })
})
