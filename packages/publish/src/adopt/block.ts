/**
 * The amounts of one side, year and stage belong together; those at the same coordinates are one demand on the ledger.
 * Where copies of one figure contradict each other each value stays a demand of its own, and the solution leaves out
 * those that cost least to miss.
 */
import type { FactCoordinates, FactDimension } from '@gouji/budget'
import { lineage } from '@gouji/ledger'
import type { Wanted } from './adopted.ts'

/** Demands at the same coordinates that can hold together. */
export interface Demand {
  readonly asked: FactCoordinates
  readonly lo: bigint
  readonly hi: bigint
  readonly nominal: bigint
  readonly weight: number
  readonly by: readonly Wanted[]
  /** Follows from other demands and is printed nowhere: income by unit is spent by that unit. */
  readonly derived?: boolean
}

export interface Block {
  readonly flow: 'income' | 'expenditure'
  readonly year: string
  readonly stage: string
  readonly demands: readonly Demand[]
}

export function blocksOf(wanted: readonly Wanted[]): Block[] {
  const groups = new Map<string, Wanted[]>()
  for (const one of wanted) {
    const { flow, year, stage, procurement } = one.asked
    if (procurement !== undefined) continue
    const key = [flow, year, stage].join('|')
    groups.set(key, [...(groups.get(key) ?? []), one])
  }
  return [...groups.values()].map((group) => {
    const { flow, year, stage } = group[0]!.asked
    return { flow: flow as Block['flow'], year: year!, stage: stage!, demands: demandsOf(group) }
  })
}

export function demandsOf(wanted: readonly Wanted[]): Demand[] {
  const byKey = new Map<string, Wanted[]>()
  for (const one of wanted) {
    const key = keyOf(one.asked)
    byKey.set(key, [...(byKey.get(key) ?? []), one])
  }
  return [...byKey.values()].flatMap((group) => {
    // A blank beside a figure says nothing; the narrowest and surest first.
    const telling = group.some((w) => !w.blank) ? group.filter((w) => !w.blank) : group
    const sorted = [...telling].sort((a, b) => b.weight - a.weight || (a.hi - a.lo < b.hi - b.lo ? -1 : 1))
    const demands: Demand[] = []
    for (const one of sorted) {
      const at = demands.findIndex((d) => d.lo <= one.hi && one.lo <= d.hi)
      const known = demands[at]
      // A sentence that cuts digits off says the same as a table that prints more of them.
      const cut = known ? -1 : demands.findIndex((d) => one.cut && one.cut.lo <= d.lo && d.hi <= one.cut.hi)
      if (cut >= 0) {
        const d = demands[cut]!
        demands[cut] = { ...d, weight: d.weight + one.weight, by: [...d.by, one] }
        continue
      }
      if (!known) {
        const { asked, lo, hi, nominal, weight } = one
        demands.push({ asked, lo, hi, nominal, weight, by: [one] })
        continue
      }
      const lo = known.lo > one.lo ? known.lo : one.lo
      const hi = known.hi < one.hi ? known.hi : one.hi
      const finer = one.hi - one.lo < known.hi - known.lo ? one.nominal : known.nominal
      const nominal = finer < lo ? lo : finer > hi ? hi : finer
      demands[at] = { ...known, lo, hi, nominal, weight: known.weight + one.weight, by: [...known.by, one] }
    }
    return demands
  })
}

export const keyOf = (asked: FactCoordinates): string =>
  Object.entries(asked)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([dimension, member]) => `${dimension}=${member}`)
    .join(' ')

/** Members with all that lie above them, for asking often whether one covers another. */
export class Lineages {
  readonly #known = new Map<FactDimension, Map<string, ReadonlySet<string>>>()
  readonly #root: string

  constructor(root: string) {
    this.#root = root
  }

  of(dimension: FactDimension, member: string): ReadonlySet<string> {
    let members = this.#known.get(dimension)
    if (!members) {
      members = new Map()
      this.#known.set(dimension, members)
    }
    let known = members.get(member)
    if (!known) {
      known = new Set(this.#lineage(dimension, member))
      members.set(member, known)
    }
    return known
  }

  /** Whether a fact at these coordinates counts where `asked` is asked, as the cube decides it. */
  counts(has: FactCoordinates, asked: FactCoordinates): boolean {
    // Asked many times over, so without making lists of entries.
    for (const name in asked) {
      const dimension = name as FactDimension
      const member = asked[dimension]!
      const own = has[dimension]
      if (own === undefined || (own !== member && !this.of(dimension, own).has(member))) return false
    }
    return true
  }

  #lineage(dimension: FactDimension, member: string): string[] {
    if (dimension === 'unit') return member === this.#root ? [member] : [member, this.#root]
    if (dimension === 'year' || dimension === 'stage' || dimension === 'nature') return [member]
    return lineage(dimension, member)
  }
}
