/**
 * Coordinates as a product of trees: what lies under what, and which coordinates have nothing in common. All sums of a
 * table follow from this order.
 */
import { type Coordinates, DIMENSIONS, type Dimension, FIXED_MEMBERS, isUnder } from '@gouji/ledger'

/** Dimensions in which two claims must agree before one can be a part of the other. */
const FIXED: ReadonlySet<Dimension> = new Set(['stage', 'year'])

/** Whether `below` is a proper part of `above`: under it or equal in each dimension, and under it in at least one. */
export function isPart(below: Coordinates, above: Coordinates): boolean {
  let strictly = false
  for (const dimension of DIMENSIONS) {
    const b = below[dimension]
    const a = above[dimension]
    if (a === b) continue
    if (FIXED.has(dimension) || !isUnder(dimension, b, a)) return false
    strictly = true
  }
  return strictly
}

/** Whether no amount can belong to both: in some dimension they lie in different branches. */
export function areDisjoint(a: Coordinates, b: Coordinates): boolean {
  return DIMENSIONS.some((dimension) => {
    const x = a[dimension]
    const y = b[dimension]
    return x !== undefined && y !== undefined && x !== y && !isUnder(dimension, x, y) && !isUnder(dimension, y, x)
  })
}

const areEqual = (a: Coordinates, b: Coordinates): boolean => DIMENSIONS.every((d) => a[d] === b[d])

/** The dimensions in which `below` says more than `above`. */
export const dimensionsBelow = (below: Coordinates, above: Coordinates): string =>
  DIMENSIONS.filter((d) => below[d] !== above[d]).join('+')

/**
 * The greatest parts of one node among others, sorted into sets of which each exhausts the node by itself: parts that
 * differ in the same dimensions and are pairwise disjoint.
 */
export function partitionsOf<T extends { readonly coordinates: Coordinates }>(node: T, others: readonly T[]): T[][] {
  const parts = others.filter((o) => o !== node && isPart(o.coordinates, node.coordinates))
  const greatest = parts.filter((p) => !parts.some((q) => q !== p && isPart(p.coordinates, q.coordinates)))
  const groups = new Map<string, T[]>()
  for (const part of greatest) {
    const key = dimensionsBelow(part.coordinates, node.coordinates)
    groups.set(key, [...(groups.get(key) ?? []), part])
  }
  const alone = [...groups.values()]
  // Parts told apart by different dimensions may still exhaust the node together: sources of this year, and 结转.
  const together = alone.length > 1 && pairwiseDisjoint(greatest) ? [greatest] : alone
  return together.filter(pairwiseDisjoint)
}

function pairwiseDisjoint(nodes: readonly { readonly coordinates: Coordinates }[]): boolean {
  for (const [i, a] of nodes.entries()) {
    // Two rows of one subject (its old name and its new one) are two parts.
    for (const b of nodes.slice(i + 1)) {
      if (!areDisjoint(a.coordinates, b.coordinates) && !areEqual(a.coordinates, b.coordinates)) return false
    }
  }
  return true
}

/**
 * All the members that the law puts under the node's own in one dimension (运行费 and 购置费 under 公务用车), where each
 * is printed once: then they exhaust it, even below the word 其中. Empty when one is not printed.
 */
export function completeParts<T extends { readonly coordinates: Coordinates }>(node: T, others: readonly T[]): T[] {
  for (const [dimension, members] of Object.entries(FIXED_MEMBERS)) {
    const own = node.coordinates[dimension as Dimension]
    const children = own === undefined ? [] : members.filter((m) => m.parent === own)
    if (children.length < 2) continue
    const parts = children.flatMap((child) => {
      const at = { ...node.coordinates, [dimension]: child.id }
      const found = others.filter((o) => areEqual(o.coordinates, at))
      return found.length === 1 ? found : []
    })
    if (parts.length === children.length) return parts
  }
  return []
}
