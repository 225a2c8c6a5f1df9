/** Which candidate lines nothing printed rules out. */
import type { FactCoordinates, FactDimension } from '@gouji/budget'
import type { Block, Demand, Lineages } from './block.ts'
import type { Cell } from './cells.ts'

/** Whether nothing that the document prints speaks against money here, and something speaks for each member. */
export function isPossible(block: Block, lineages: Lineages): (cell: Cell) => boolean {
  const positive = block.demands.filter((d) => d.hi > 0n)
  const zeros = block.demands.filter(
    (d) => d.hi === 0n && !positive.some((p) => p.weight >= d.weight && lineages.counts(p.asked, d.asked)),
  )
  const byMember = new Map<string, Demand[]>()
  for (const d of positive) {
    for (const dimension of FINE) {
      const member = d.asked[dimension]
      if (member === undefined) continue
      const key = `${dimension}|${member}`
      byMember.set(key, [...(byMember.get(key) ?? []), d])
    }
  }
  return ({ coordinates, line }) => {
    for (const dimension of FINE) {
      const member = coordinates[dimension]
      if (member === undefined || line[dimension] === undefined) continue
      if (dimension === 'economy' && coordinates.item !== undefined) continue
      const speaking = byMember.get(`${dimension}|${member}`)
      if (!speaking?.some((d) => agrees(coordinates, d.asked, lineages))) return false
    }
    return !zeros.some((z) => lineages.counts(coordinates, z.asked))
  }
}

const FINE = ['function', 'economy', 'project'] as const

/** Like counting, but what the cell leaves open speaks against nothing. */
function agrees(has: FactCoordinates, asked: FactCoordinates, lineages: Lineages): boolean {
  for (const [dimension, member] of Object.entries(asked) as [FactDimension, string][]) {
    const own = has[dimension]
    if (own === undefined) {
      if (dimension === 'project' || dimension === 'item') return false
      continue
    }
    if (own !== member && !lineages.of(dimension, own).has(member) && !lineages.of(dimension, member).has(own))
      return false
  }
  return true
}
