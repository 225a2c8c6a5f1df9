/** A small seeded generator (mulberry32), so that every run changes the same digits. */
export function generator(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const percent = (a: number, b: number): string => (b === 0 ? 'n/a' : `${Math.round((1000 * a) / b) / 10} %`)
