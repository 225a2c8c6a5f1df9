import { expect, it } from 'vitest'
import type { Finding, Report } from './report.ts'
import { applyWaivers, type Waiver } from './waiver.ts'

const finding = (id: string, rule: string, page: number, where: string): Finding => ({
  id,
  rule,
  severity: 'warning',
  state: 'fail',
  origin: 'source',
  message: '表题为 2024 年，应为 2025 年',
  basis: '',
  evidence: [{ place: { page }, where, text: '2024 年“三公”经费支出表', role: 'suspect' }],
  suspects: [],
  consequences: [],
})

const report: Report = {
  verdict: 'fail',
  findings: [
    finding('STRUCT-YEAR@7', 'STRUCT-YEAR', 13, '表7 2024 年“三公”经费支出表'),
    finding('STRUCT-NOTE@8', 'STRUCT-NOTE', 14, '表8'),
  ],
  coverage: {
    figures: 2,
    related: 2,
    relations: { held: 1, failed: 0, unverified: 0 },
    tables: 1,
    tablesUnverified: 0,
    pagesWithoutText: 0,
  },
  relatedPlaces: [],
}

const said = { reason: '沿用上年表样', by: '预算科', until: '2025-06-30', line: 3 }
const year: Waiver = { ...said, of: { finding: 'STRUCT-YEAR@7' } }
const note: Waiver = { ...said, line: 9, of: { rule: 'STRUCT-NOTE', place: { page: 14 } } }

const statesOf = (waivers: Waiver[], today = '2025-06-30'): unknown[] =>
  applyWaivers(report, waivers, today).waivers!.map(({ state }) => state)

it('keeps an accepted finding and counts it no more', () => {
  const one = applyWaivers(report, [year], '2025-06-30')
  expect(one.findings.map((f) => f.waiver?.by)).toEqual(['预算科', undefined])
  expect(one.verdict).toBe('fail')
  expect(applyWaivers(report, [year, note], '2025-06-30').verdict).toBe('pass')
})

it('never makes a pass of what could not be checked', () => {
  const scan: Report = { ...report, coverage: { ...report.coverage, pagesWithoutText: 1 } }
  expect(applyWaivers(scan, [year, note], '2025-01-01').verdict).toBe('unverified')
})

it('holds on its last day and not on the next', () => {
  expect(statesOf([year], '2025-06-30')).toEqual(['applied'])
  expect(statesOf([year], '2025-07-01')).toEqual(['expired'])
  expect(applyWaivers(report, [year, note], '2025-07-01').verdict).toBe('fail')
})

it.each([
  [{ page: 13 }, 'applied'],
  [{ page: 14 }, 'unmatched'],
  [{ table: '2024年“三公”经费支出表' }, 'applied'],
  [{ table: '“三公”', page: 12 }, 'unmatched'],
  [{ text: '三公' }, 'applied'],
] as const)('takes a rule at the place %j to be %s', (place, state) => {
  expect(statesOf([{ ...said, of: { rule: 'STRUCT-YEAR', place } }])).toEqual([state])
})

it('tells a waiver that fits nothing', () => {
  expect(statesOf([{ ...said, of: { finding: 'STRUCT-YEAR@6' } }])).toEqual(['unmatched'])
})
