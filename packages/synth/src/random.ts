/** Chance from a seed (mulberry32): the same seed gives the same numbers on every machine and in every year. */
export interface Random {
  /** A whole number from `low` to `high`, both included. */
  readonly int: (low: number, high: number) => number
  /** The same for amounts beyond what a number holds. */
  readonly big: (low: bigint, high: bigint) => bigint
  readonly chance: (percent: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** `count` of the list in their order. */
  readonly some: <T>(list: readonly T[], count: number) => T[]
}

export function randomFrom(...seeds: readonly number[]): Random {
  let state = seeds.reduce((hash, seed) => Math.imul(hash ^ seed, 2654435761) ^ (hash >>> 15), 0x9e3779b9) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return (t ^ (t >>> 14)) >>> 0
  }
  const int = (low: number, high: number): number => low + (next() % (high - low + 1))
  const big = (low: bigint, high: bigint): bigint => {
    const wide = (BigInt(next()) << 32n) | BigInt(next())
    return low + (wide % (high - low + 1n))
  }
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('pick: empty list')
    return list[int(0, list.length - 1)]!
  }
  const some = <T>(list: readonly T[], count: number): T[] => {
    const rest = list.map((_, i) => i)
    const chosen = new Set<number>()
    while (chosen.size < Math.min(count, list.length)) chosen.add(rest.splice(int(0, rest.length - 1), 1)[0]!)
    return list.filter((_, i) => chosen.has(i))
  }
  return { int, big, chance: (percent) => int(1, 100) <= percent, pick, some }
}
