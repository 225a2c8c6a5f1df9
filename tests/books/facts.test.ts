/** The books may only use codes and names that the project's catalogue knows. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  CLASSES,
  ECONOMIES,
  FUNCTIONS,
  GOVERNMENT_ECONOMIES,
  governmentEconomyOf,
  PROCUREMENTS,
  REGIONS,
} from './facts.ts'

const file = (name: string): URL => new URL(`../../catalogue/${name}.csv`, import.meta.url)

/** `code,name` pairs; both stand before any column that could hold a comma. */
function pairsOf(name: string, codeAt: number): Set<string> {
  const rows = readFileSync(file(name), 'utf8').split(/\r?\n/).slice(1)
  return new Set(
    rows.map((r) =>
      r
        .split(',')
        .slice(codeAt, codeAt + 2)
        .join(' '),
    ),
  )
}

const present = existsSync(file('function'))

describe.skipIf(!present)('codes and names of the books (skipped while there is no catalogue)', () => {
  it.each([
    ['function', 2, { ...FUNCTIONS, ...Object.fromEntries(CLASSES) }],
    ['economy', 2, ECONOMIES],
    ['government-economy', 2, GOVERNMENT_ECONOMIES],
    ['procurement', 2, Object.fromEntries(PROCUREMENTS.map((p) => [p.code, p.name]))],
  ] as const)('%s', (name, codeAt, used) => {
    const known = pairsOf(name, codeAt)
    for (const [code, label] of Object.entries(used)) expect(known, name).toContain(`${code} ${label}`)
  })

  it('economies map as the catalogue says', () => {
    const rows = readFileSync(file('economy-map'), 'utf8').split(/\r?\n/).slice(1)
    for (const row of rows) {
      const [code = '', , office = '', , institution = ''] = row.split(',')
      if (!(code in ECONOMIES) || code === '30107') continue
      expect(governmentEconomyOf(code, 'office'), code).toBe(office)
      expect(governmentEconomyOf(code, 'institution'), code).toBe(institution)
    }
  })

  it('regions are invented', () => {
    const real = readFileSync(file('regions'), 'utf8')
    for (const region of REGIONS) {
      expect(real).not.toContain(region.name)
      expect(real).not.toContain(region.code)
    }
  })
})
