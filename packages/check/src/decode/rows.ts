/**
 * Rows that are missing from a sum, or stand in a sum to which they do not belong. Every number is right then, and
 * still the sums of several columns fail, each by what the row has in that column.
 */
import type { Interval } from '@gouji/ledger'
import type { Candidate } from './candidate.ts'
import { isTotal } from './cells.ts'
import type { Network } from './network.ts'

/** Several columns lack a part at once, while the rows add up. */
const SEVERAL_COLUMNS = 5e-3
/** One column lacks just what is printed elsewhere. */
const ONE_COLUMN = 2e-4
/** The same row stands elsewhere with the very amounts. */
const SEEN_ELSEWHERE = 4
/** Amounts of fewer digits turn up elsewhere by chance. */
const TELLING_DIGITS = 3
const MOST_HYPOTHESES = 60

interface Lack {
  readonly relation: number
  /** What the sum lacks; negative for what it has too much. */
  readonly interval: Interval
}

interface Hypothesis {
  readonly lacks: readonly Lack[]
  /** Whether they are the same sum in several columns. */
  readonly parallel: boolean
}

export function wrongRows(net: Network, failing: readonly number[]): Candidate[] {
  const hypotheses = gather(net, failing).slice(0, MOST_HYPOTHESES)
  const found: Candidate[] = []
  for (const hypothesis of hypotheses) {
    if (hypothesis.lacks.every(({ interval }) => interval.lo > 0n)) {
      const candidate = missingRow(net, hypothesis)
      if (candidate) found.push(candidate)
    } else if (hypothesis.lacks.every(({ interval }) => interval.hi < 0n)) {
      found.push(...misplacedRows(net, hypothesis, hypotheses))
    }
  }
  return found
}

/** Sums over the same rows belong together; so do sums on several levels that lack the same amounts. */
function gather(net: Network, failing: readonly number[]): Hypothesis[] {
  const byRows = new Map<string, Lack[]>()
  for (const r of failing) {
    const rows = rowsOf(net, r)
    if (rows === undefined) continue
    const lack = { relation: r, interval: lackOf(net, r) }
    const known = byRows.get(rows)
    if (known) known.push(lack)
    else byRows.set(rows, [lack])
  }
  const merged: { lacks: Lack[]; amounts: Lack[]; parallel: boolean }[] = []
  for (const lacks of byRows.values()) {
    const amounts = lacks.toSorted((a, b) =>
      a.interval.lo < b.interval.lo ? -1 : a.interval.lo > b.interval.lo ? 1 : 0,
    )
    const alike = merged.find(
      (other) =>
        other.amounts.length === amounts.length &&
        other.amounts.every((lack, k) => meet(lack.interval, amounts[k]!.interval)),
    )
    if (alike) alike.lacks.push(...lacks)
    else merged.push({ lacks: [...lacks], amounts, parallel: lacks.length > 1 })
  }
  return merged
}

/** The rows that a sum goes over and their signs, as a key; undefined when it does not go over rows. */
function rowsOf(net: Network, r: number): string | undefined {
  if (net.relations[r]!.kind !== 'sum') return undefined
  const rows: string[] = []
  const seen = new Set<number>()
  for (let k = net.start[r]!; k < net.start[r + 1]!; k++) {
    const { group } = net.quantities[net.term[k]!]!
    if (group === undefined || seen.has(group)) return undefined
    seen.add(group)
    rows.push(`${net.weight[k]! > 0 ? '+' : '-'}${group}`)
  }
  return rows.length < 2 ? undefined : rows.sort().join(' ')
}

/** A part stands with the sign that most terms have; of two terms the larger is taken for the total. */
function lackOf(net: Network, r: number): Interval {
  let sign = 0
  for (let k = net.start[r]!; k < net.start[r + 1]!; k++) sign += Math.sign(net.weight[k]!)
  if (sign === 0) sign = net.sumLo[r]! > 0n ? -1 : 1
  const lo = net.sumLo[r]!
  const hi = net.sumHi[r]!
  return sign > 0 ? { lo: -hi, hi: -lo } : { lo, hi }
}

function missingRow(net: Network, { lacks, parallel }: Hypothesis): Candidate | undefined {
  const own = new Set(lacks.flatMap(({ relation }) => net.members(relation).map((q) => net.quantities[q]!.group)))
  const like = printedElsewhere(net, lacks, own)
  const everywhere = like.every((q) => q !== undefined)
  if (!parallel && !everywhere) return undefined
  return {
    kind: 'missing-row',
    changes: [],
    mends: lacks.map(({ relation }) => relation).sort((a, b) => a - b),
    breaks: [],
    likelihood: (parallel ? SEVERAL_COLUMNS : ONE_COLUMN) * (parallel && everywhere ? SEEN_ELSEWHERE : 1),
    lacks: lacks.map((lack, k) => (like[k] === undefined ? lack : { ...lack, like: like[k] })),
  }
}

/** For each lack a quantity of just that amount outside the rows of the sums, preferably all in one row. */
function printedElsewhere(net: Network, lacks: readonly Lack[], own: ReadonlySet<number | undefined>) {
  const first = new Array<number | undefined>(lacks.length).fill(undefined)
  const byRow = new Map<number, (number | undefined)[]>()
  for (let q = 0; q < net.quantities.length; q++) {
    const { group, digits } = net.quantities[q]!
    if (digits === undefined || (digits < 10n ** BigInt(TELLING_DIGITS - 1) && lacks.length === 1)) continue
    if (group !== undefined && own.has(group)) continue
    for (let k = 0; k < lacks.length; k++) {
      const { lo, hi } = lacks[k]!.interval
      if (net.lo[q]! > hi || net.hi[q]! < lo) continue
      first[k] ??= q
      if (group === undefined) continue
      const row = byRow.get(group) ?? new Array<number | undefined>(lacks.length).fill(undefined)
      row[k] ??= q
      byRow.set(group, row)
    }
  }
  for (const row of byRow.values()) if (row.every((q) => q !== undefined)) return row
  return first
}

/** A row whose amounts are just what the sums have too much; another sum may lack it. */
function misplacedRows(net: Network, { lacks, parallel }: Hypothesis, all: readonly Hypothesis[]): Candidate[] {
  const rows = new Map<number, { cells: number[]; relations: Set<number> }>()
  for (const { relation, interval } of lacks) {
    const surplus = { lo: -interval.hi, hi: -interval.lo }
    for (const q of net.members(relation)) {
      const { group } = net.quantities[q]!
      if (group === undefined || isTotal(net, relation, q) || !meet({ lo: net.lo[q]!, hi: net.hi[q]! }, surplus))
        continue
      const row = rows.get(group) ?? { cells: [], relations: new Set() }
      if (!row.cells.includes(q)) row.cells.push(q)
      row.relations.add(relation)
      rows.set(group, row)
    }
  }
  const found: Candidate[] = []
  for (const { cells, relations } of rows.values()) {
    if (relations.size < lacks.length) continue
    const home = all.find(
      (other) =>
        other.lacks.every(({ interval }) => cells.some((q) => meet({ lo: net.lo[q]!, hi: net.hi[q]! }, interval))) &&
        other.lacks.length >= cells.length,
    )
    const both = home ? [...lacks, ...home.lacks] : lacks
    found.push({
      kind: 'wrong-code',
      changes: [],
      mends: both.map(({ relation }) => relation).sort((a, b) => a - b),
      breaks: [],
      likelihood: (parallel ? SEVERAL_COLUMNS : ONE_COLUMN) * (home ? SEEN_ELSEWHERE : 1),
      lacks: both,
      row: cells,
    })
  }
  return found
}

const meet = (a: Interval, b: Interval): boolean => a.lo <= b.hi && b.lo <= a.hi
