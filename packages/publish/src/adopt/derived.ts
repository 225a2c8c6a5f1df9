/** What follows from income for expenditure: money of a source that a unit received is spent there and by it. */
import type { FactCoordinates } from '@gouji/budget'
import { type Block, type Demand, keyOf } from './block.ts'
import type { Scene } from './cells.ts'
import type { Distribution } from './distribution.ts'

export function spentAsReceived({ placed }: Distribution, block: Block, { units, root }: Scene): Demand[] {
  const carriesOn = block.demands.some((d) => d.asked.vintage === 'carried' && d.hi > 0n)
  const sums = new Map<string, { asked: FactCoordinates; fen: bigint }>()
  const add = (asked: FactCoordinates, fen: bigint): void => {
    const key = keyOf(asked)
    sums.set(key, { asked, fen: (sums.get(key)?.fen ?? 0n) + fen })
  }
  const common = { flow: 'expenditure', year: block.year, stage: block.stage }
  for (const { cell, fen } of placed) {
    const { source, vintage, unit, function: fn } = cell.line
    const by = units.length > 1 && unit !== root ? { unit } : {}
    const out = source === undefined ? {} : { source }
    add({ ...common, ...by, ...out }, fen)
    if (fn !== undefined) add({ ...common, ...out, function: fn }, fen)
    if (Object.keys(by).length > 0) add({ ...common, ...by }, fen)
    // What is not spent may come from either year's money.
    if (!carriesOn && placed.some((p) => p.cell.line.vintage === 'carried')) {
      add({ ...common, ...by, ...out, origin: vintage, vintage: 'current' }, fen)
    }
  }
  return [...sums.values()].map(({ asked, fen }) => ({
    asked,
    lo: fen,
    hi: fen,
    nominal: fen,
    weight: 0.1,
    by: [],
    derived: true,
  }))
}
