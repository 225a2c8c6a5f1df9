/**
 * How far two names lie apart: insertions, deletions and replacements each cost 1, the replacement of a character by
 * one that looks like it costs ½, because that is damage of a scan rather than another word.
 */
import { looksLike } from './name-characters.ts'

/** The distance, or undefined when it exceeds `limit`. Give plain or bare names. */
export function nameDistance(a: string, b: string, limit: number): number | undefined {
  if (a === b) return 0
  const left = [...a]
  const right = [...b]
  if (Math.abs(left.length - right.length) > limit) return undefined
  // Only cells within `band` of the diagonal can stay below the limit.
  const band = Math.floor(limit)
  const far = limit + 1
  let previous = Array.from({ length: right.length + 1 }, (_, j) => (j <= band ? j : far))
  for (let i = 1; i <= left.length; i += 1) {
    const current = new Array<number>(right.length + 1).fill(far)
    if (i <= band) current[0] = i
    let best = current[0]!
    const from = Math.max(1, i - band)
    const to = Math.min(right.length, i + band)
    for (let j = from; j <= to; j += 1) {
      const x = left[i - 1]!
      const y = right[j - 1]!
      const change = x === y ? 0 : looksLike(x, y) ? 0.5 : 1
      const cost = Math.min(previous[j - 1]! + change, previous[j]! + 1, current[j - 1]! + 1)
      current[j] = cost
      if (cost < best) best = cost
    }
    if (best > limit) return undefined
    previous = current
  }
  const distance = previous[right.length]!
  return distance <= limit ? distance : undefined
}
