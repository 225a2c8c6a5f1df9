/**
 * Sums of a pack's figures that can be worked out: none that comes back to itself, and none that takes apart into so many
 * terms that a book would keep the program busy for hours (each of sixty twice the one before is a million million million).
 */
import type { PackProblem } from './pack.ts'
import { type Ref, refOf } from './template.ts'

/** A figure of a real pack has at most a dozen terms, over three levels. */
const TERMS_MOST = 2_000
const LEVELS_MOST = 30

/** Each term of `A + B - C`. */
export const termsOf = (expression: string): Ref[] =>
  [...expression.matchAll(/[+-]?\s*([^\s+-][^\s]*)/g)].map((term) => refOf(term[1]!))

interface Known {
  readonly terms: number
  readonly levels: number
}

export function sumProblems(pack: string, figures: Readonly<Record<string, string>>): PackProblem[] {
  const parts = new Map(
    Object.entries(figures)
      .filter(([, declared]) => declared.startsWith('='))
      .map(([name, declared]) => [
        name,
        termsOf(declared.slice(1)).flatMap((ref) => ('name' in ref ? [ref.name] : [])),
      ]),
  )
  const problems: PackProblem[] = []
  const known = new Map<string, Known>()
  const tell = (code: string, name: string, facts: PackProblem['facts']): void => {
    problems.push({ code, pack, path: `figures.${name}`, facts })
  }
  /** With what lies on the way to it, so that a circle is seen; deeper than the limit nobody goes. */
  const measure = (name: string, way: readonly string[]): Known => {
    const there = known.get(name)
    if (there) return there
    const own = parts.get(name)
    if (!own) return { terms: 1, levels: 0 }
    if (way.includes(name) || way.length > LEVELS_MOST) {
      if (way.includes(name))
        tell('pack-sum-circular', name, { line: [...way.slice(way.indexOf(name)), name].join(' → ') })
      return { terms: 0, levels: LEVELS_MOST + 1 }
    }
    const inner = own.map((one) => measure(one, [...way, name]))
    const found = {
      terms: inner.reduce((sum, { terms }) => sum + terms, 0),
      levels: 1 + Math.max(0, ...inner.map(({ levels }) => levels)),
    }
    known.set(name, found)
    return found
  }
  for (const name of parts.keys()) {
    const { terms, levels } = measure(name, [])
    if (terms <= TERMS_MOST && levels <= LEVELS_MOST) continue
    // What follows from a circle, or from the first that is too wide, is not told again.
    if (problems.length === 0) tell('pack-sum-too-wide', name, { terms: Math.min(terms, 1e15), levels: LEVELS_MOST })
    break
  }
  return problems
}
