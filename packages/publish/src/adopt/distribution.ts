/**
 * The joint distribution that gives back every printed total: one amount for each candidate line. Demands that no
 * distribution can meet are named; of those that contradict each other the ones with the least behind them.
 */
import type { FactDimension } from '@gouji/budget'
import type { Block, Demand } from './block.ts'
import { type Cell, cellsOf, type Scene } from './cells.ts'
import { type Row, solve, type Variable } from './program.ts'
import { settle } from './settle.ts'

export interface Placed {
  readonly cell: Cell
  readonly fen: bigint
}

export interface Distribution {
  readonly placed: readonly Placed[]
  readonly missed: readonly Demand[]
}

/** Fen in one unit of the program. */
const SCALE = 10_000
/** Beside these the price of an unlikely line is small: a digit is not moved to make a nicer ledger. */
const PRICE = { deviation: 150, miss: 200_000, missDerived: 3000, place: 8000 }
/** Prices above this are those of lines that lack something. */
const DEAR = 2000
const PLACES_MOST = 200

const scaled = (fen: bigint): number => Number(fen) / SCALE

export async function distribute(block: Block, scene: Scene): Promise<Distribution> {
  const offered = cellsOf(block, scene)
  const covering = coveringOf(offered, scene)
  const demands = block.demands.map((demand) => ({ demand, cells: covering(demand) }))
  const trial = await solve(...programOf(offered, demands))
  if (!trial) return { placed: [], missed: block.demands.filter((d) => d.hi > 0n || d.lo < 0n) }
  // What no distribution can meet is left out, lest it pull at what can be met.
  const kept = demands.filter(({ demand, cells: own }) => own.length > 0 && !isMissed(demand, sumAt(trial, own)))
  const cells = withoutSurcharge(offered, trial, block)
  const first = (await solve(...programOf(cells, kept))) ?? trial
  const used = await withFewerSplits(cells, kept, first)
  const amounts = await settle(
    used.map((v) => v * SCALE),
    kept
      .filter((d) => !d.demand.derived)
      .map(({ demand, cells: own }) => ({ lo: demand.lo, hi: demand.hi, nominal: demand.nominal, cells: own })),
  )
  const at = (own: readonly number[]): bigint => own.reduce((sum, i) => sum + amounts[i]!, 0n)
  return {
    placed: cells.flatMap((cell, i) => (amounts[i] === 0n ? [] : [{ cell, fen: amounts[i]! }])),
    missed: demands
      .filter(({ demand, cells: own }) => at(own) < demand.lo || at(own) > demand.hi)
      .map(({ demand }) => demand),
  }
}

/**
 * Where much money has no better place than a line that lacks something, the document leaves it open; then the digits
 * of other lines are not to be moved to make it less.
 */
function withoutSurcharge(cells: readonly Cell[], values: readonly number[], { demands }: Block): Cell[] {
  const widest = demands.reduce((most, d) => (d.hi - d.lo > most ? d.hi - d.lo : most), 0n)
  const much = 10 * scaled(widest) + 0.01
  return cells.map((cell, i) => (cell.cost > DEAR && values[i]! > much ? { ...cell, cost: 20 } : cell))
}

/** The cells that count for a demand, looked for among those of its rarest member. */
function coveringOf(cells: readonly Cell[], { lineages }: Scene): (demand: Demand) => number[] {
  const byMember = new Map<string, number[]>()
  for (const [i, { coordinates }] of cells.entries()) {
    for (const [dimension, own] of Object.entries(coordinates) as [FactDimension, string][]) {
      for (const member of new Set([own, ...lineages.of(dimension, own)])) {
        const key = `${dimension}=${member}`
        const list = byMember.get(key)
        if (list) list.push(i)
        else byMember.set(key, [i])
      }
    }
  }
  return ({ asked }) => {
    let rarest: readonly number[] | undefined
    for (const [dimension, member] of Object.entries(asked)) {
      const list = byMember.get(`${dimension}=${member}`) ?? []
      if (!rarest || list.length < rarest.length) rarest = list
    }
    return (rarest ?? []).filter((i) => lineages.counts(cells[i]!.coordinates, asked))
  }
}

interface Covered {
  readonly demand: Demand
  readonly cells: readonly number[]
}

const sumAt = (values: readonly number[], cells: readonly number[]): number => cells.reduce((s, i) => s + values[i]!, 0)

const isMissed = ({ lo, hi }: Demand, value: number): boolean =>
  value < scaled(lo) - 0.001 || value > scaled(hi) + 0.001

function programOf(cells: readonly Cell[], demands: readonly Covered[]): [Variable[], Row[]] {
  const variables: Variable[] = cells.map(({ cost }) => ({ cost }))
  const rows: Row[] = []
  for (const { demand, cells: own } of demands) {
    if (own.length === 0) continue
    const [lo, hi, nominal] = [scaled(demand.lo), scaled(demand.hi), scaled(demand.nominal)]
    const at = variables.length
    const miss = demand.derived ? PRICE.missDerived : PRICE.miss * demand.weight
    variables.push(
      { cost: PRICE.deviation, hi: Math.max(0, hi - nominal) },
      { cost: PRICE.deviation, hi: Math.max(0, nominal - lo) },
      { cost: miss },
      { cost: miss },
    )
    const slack: [number, number][] = [
      [at, -1],
      [at + 1, 1],
      [at + 2, -1],
      [at + 3, 1],
    ]
    rows.push({ terms: [...own.map((i): [number, number] => [i, 1]), ...slack], lo: nominal, hi: nominal })
  }
  return [variables, rows]
}

/** A project whose money several places could hold is put into as few of them as the totals allow. */
async function withFewerSplits(
  cells: readonly Cell[],
  demands: readonly Covered[],
  first: readonly number[],
): Promise<readonly number[]> {
  const places = new Map<string, Map<string, number[]>>()
  for (const [i, { line, cost }] of cells.entries()) {
    // A place that lacks something is one only where the money had to go there.
    if (line.project === undefined || (cost > DEAR && first[i]! === 0)) continue
    const own = places.get(line.project) ?? new Map<string, number[]>()
    const key = `${line.unit}|${line.function ?? ''}|${line.character ?? ''}`
    places.set(line.project, own.set(key, [...(own.get(key) ?? []), i]))
  }
  const open = [...places].filter(([, own]) => own.size > 1)
  const flags = open.reduce((n, [, own]) => n + own.size, 0)
  if (flags === 0 || flags > PLACES_MOST) return first
  const [variables, rows] = programOf(cells, demands)
  // Only projects move, and dear places that were not needed stay empty: that spares nearly all of the search.
  const moves = new Set([...places.values()].flatMap((own) => [...own.values()].flat()))
  const limited = variables.map((v, i) =>
    i >= cells.length || moves.has(i) ? v : { ...v, lo: first[i]!, hi: first[i]! },
  )
  const whole = new Map<string, number>()
  for (const { demand } of demands) {
    const { project } = demand.asked
    if (project !== undefined) whole.set(project, Math.max(whole.get(project) ?? 0, scaled(demand.hi)))
  }
  for (const [project, own] of open) {
    for (const members of own.values()) {
      const flag = limited.length
      limited.push({ cost: PRICE.place, hi: 1, integer: true })
      const terms = members.map((i): [number, number] => [i, 1])
      rows.push({ terms: [...terms, [flag, -(whole.get(project) ?? 0)]], lo: Number.NEGATIVE_INFINITY, hi: 0 })
    }
  }
  const choice = await solve(limited, rows)
  if (!choice) return first
  // With the places chosen, all digits are free again.
  const [free, freeRows] = programOf(cells, demands)
  const better = await solve(
    free.map((v, i) => (moves.has(i) && choice[i]! < 0.0001 ? { ...v, hi: 0 } : v)),
    freeRows,
  )
  const holds =
    better && demands.every(({ demand, cells: own }) => demand.derived || !isMissed(demand, sumAt(better, own)))
  return holds ? better.slice(0, cells.length) : first
}
