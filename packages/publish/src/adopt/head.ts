/** Whose book it is, of which year and stage: what the cover and the titles say. */
import type { BudgetHead } from '@gouji/budget'
import { type Catalogue, plainName } from '@gouji/ledger'
import type { Reading } from '@gouji/read'
import type { Undecided } from './adopted.ts'

export function headOf(
  reading: Reading,
  code: string,
  unitCount: number,
  catalogue: Catalogue,
  undecided: Undecided[],
): BudgetHead {
  const { organisation, audience, stage } = reading.identity
  const name = plainName(organisation ?? '')
  if (name === '') undecided.push({ code: 'name-missing', facts: {} })
  const year = yearOf(reading)
  if (year === undefined) undecided.push({ code: 'year-missing', facts: {} })
  const region = regionOf(name, catalogue)
  if (region === undefined) undecided.push({ code: 'region-missing', facts: { name } })
  const level = levelOf(region)
  return {
    year: year ?? 0,
    stage: stage ?? 'budget',
    audience: audience ?? (unitCount > 1 ? 'department' : 'unit'),
    name: name === '' ? '未读出名称' : name,
    code,
    region: region ?? '000000',
    ...(level !== undefined && { level }),
  }
}

/** The year of the cover, else the one that most tables name. */
export function yearOf(reading: Reading): number | undefined {
  if (reading.identity.year !== undefined) return reading.identity.year
  const counts = new Map<number, number>()
  for (const table of reading.tables) {
    if (table.year !== undefined) counts.set(table.year, (counts.get(table.year) ?? 0) + 1)
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || b - a)[0]?.[0]
}

/** The longest beginnings of the name that are names of places: 新乡市凤泉区… is 凤泉区 below 新乡市. */
function regionOf(name: string, catalogue: Catalogue): string | undefined {
  let at = 0
  let above: string | undefined
  for (;;) {
    const found = longest(name.slice(at), above, catalogue)
    if (!found) return above
    above = found.code
    at += found.length
  }
}

function longest(
  text: string,
  above: string | undefined,
  catalogue: Catalogue,
): { code: string; length: number } | undefined {
  for (let length = Math.min(12, text.length); length >= 2; length--) {
    const regions = catalogue.regionsByName(text.slice(0, length))
    const fitting = regions.filter((r) => above === undefined || isWithin(r.code, above))
    // A district's name alone may stand for several places; then nothing is said.
    if (fitting.length === 1) return { code: fitting[0]!.code, length }
  }
  return undefined
}

const isWithin = (code: string, above: string): boolean =>
  code !== above && code.startsWith(above.replace(/(?:00)+$/, ''))

function levelOf(region: string | undefined): string | undefined {
  if (region === undefined) return undefined
  if (region.endsWith('0000')) return '省级'
  if (region.endsWith('00')) return '市级'
  return Number(region.slice(4)) > 20 ? '县级' : '区级'
}
