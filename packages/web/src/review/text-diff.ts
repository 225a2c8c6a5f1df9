/** Two sentences letter by letter, with amounts whole: what stayed, what went, what came. Pure. */

export interface Piece {
  readonly kind: 'same' | 'gone' | 'new'
  readonly text: string
}

/** Above this many steps a sentence is shown whole instead. */
const STEPS_MAX = 1_000_000

export function textDiff(left: string, right: string): readonly Piece[] {
  const [a, b] = [tokensOf(left), tokensOf(right)]
  if (a.length * b.length > STEPS_MAX)
    return pieces([
      ['gone', left],
      ['new', right],
    ])
  // Longest common subsequence, from the end, so that the walk below goes forward.
  const wide = b.length + 1
  const longest = new Uint32Array((a.length + 1) * wide)
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * wide + j] =
        a[i] === b[j]
          ? longest[(i + 1) * wide + j + 1]! + 1
          : Math.max(longest[(i + 1) * wide + j]!, longest[i * wide + j + 1]!)
    }
  }
  const out: [Piece['kind'], string][] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      out.push(['same', a[i]!])
      i++
      j++
    } else if (i < a.length && (j === b.length || longest[(i + 1) * wide + j]! >= longest[i * wide + j + 1]!)) {
      out.push(['gone', a[i]!])
      i++
    } else {
      out.push(['new', b[j]!])
      j++
    }
  }
  return pieces(out)
}

/** A number is one sign, so that no digit of an amount counts as kept. */
const tokensOf = (text: string): readonly string[] => text.match(/[\d.,]*\d[\d.,]*%?|[A-Za-z]+|./gsu) ?? []

/** Neighbours of a kind are one piece; what came stands behind what went. */
function pieces(steps: readonly (readonly [Piece['kind'], string])[]): readonly Piece[] {
  const out: Piece[] = []
  let [gone, come] = ['', '']
  const flush = (): void => {
    if (gone !== '') out.push({ kind: 'gone', text: gone })
    if (come !== '') out.push({ kind: 'new', text: come })
    ;[gone, come] = ['', '']
  }
  for (const [kind, text] of steps) {
    if (kind === 'gone') gone += text
    else if (kind === 'new') come += text
    else {
      flush()
      const last = out.at(-1)
      if (last?.kind === 'same') out[out.length - 1] = { kind, text: last.text + text }
      else out.push({ kind, text })
    }
  }
  flush()
  return out
}
