/** Did you mean …? */

/** The known word that takes the fewest changed letters, if that is at most a third of them. */
export function nearest(wrong: string, known: readonly string[]): string | undefined {
  const ranked = known
    .filter((word) => word.length > 2)
    .map((word) => ({ word, distance: editDistance(wrong, word) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best && best.distance * 3 <= Math.max(wrong.length, best.word.length) ? best.word : undefined
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + same))
    }
    row = next
  }
  return row[b.length]!
}
