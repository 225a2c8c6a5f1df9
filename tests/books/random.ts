/** A small seeded generator (mulberry32), so that a seed names one book for ever. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  chance(percent: number): boolean
  pick<T>(list: readonly T[]): T
  /** `count` different elements in their original order. */
  some<T>(list: readonly T[], count: number): T[]
}

export function randomFrom(seed: number): Random {
  let state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
  const int = (low: number, high: number): number => low + (next() % (high - low + 1))
  const pick = <T>(list: readonly T[]): T => {
    const found = list[int(0, list.length - 1)]
    if (found === undefined) throw new RangeError('pick: empty list')
    return found
  }
  const some = <T>(list: readonly T[], count: number): T[] => {
    const rest = list.map((_, i) => i)
    const chosen = new Set<number>()
    while (chosen.size < Math.min(count, list.length)) chosen.add(rest.splice(int(0, rest.length - 1), 1)[0] ?? 0)
    return list.filter((_, i) => chosen.has(i))
  }
  return { int, chance: (percent) => int(1, 100) <= percent, pick, some }
}
