/** Procurement: rows of its table where there is one, else what the sentences give for goods, works and services. */
import type { ProcurementItem } from '@gouji/budget'
import type { Catalogue } from '@gouji/ledger'
import type { Undecided, Wanted } from './adopted.ts'
import type { Units } from './units.ts'

/** The first letters of the procurement catalogue. */
const DOORS: Readonly<Record<string, { code: string; name: string }>> = {
  'procured-goods': { code: 'A', name: '货物' },
  'procured-works': { code: 'B', name: '工程' },
  'procured-services': { code: 'C', name: '服务' },
}

export function procurementOf(
  wanted: readonly Wanted[],
  units: Units,
  catalogue: Catalogue,
  undecided: Undecided[],
): ProcurementItem[] {
  const kinds = new Map<string, Wanted>()
  for (const one of wanted) {
    const kind = one.asked.procurement
    if (kind === undefined || !(kind in DOORS) || one.nominal <= 0n || one.asked.unit !== undefined) continue
    const known = kinds.get(`${kind}|${one.asked.year}|${one.asked.stage}`)
    // Of a total and its parts, and of tables and sentences, the largest and finest is the whole.
    if (!known || one.nominal > known.nominal) kinds.set(`${kind}|${one.asked.year}|${one.asked.stage}`, one)
  }
  const [own] = units.units
  return [...kinds.values()].map((one, index) => {
    const { code, name } = DOORS[one.asked.procurement!]!
    undecided.push({ code: 'procurement-total-only', place: one.place, facts: { name, fen: String(one.nominal) } })
    return {
      unit: units.units.length > 1 ? units.root : own!.code,
      catalogue: catalogue.subject('procurement', code, Number(one.asked.year))?.code ?? code,
      name,
      fen: one.nominal,
      year: Number(one.asked.year),
      stage: one.asked.stage as ProcurementItem['stage'],
      origin: { file: 'procurement.csv', line: index + 2 },
    }
  })
}
