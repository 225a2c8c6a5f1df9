/**
 * Known errors in a composed book, for teaching, tests and benchmarks: each in a block of its own, so that one does not
 * hide another.
 *
 *     const { book, truth } = injectErrors(composed.book, { errors: 3, chance: randomFrom(7) })
 */
import type { Book } from '@gouji/compose'
import { CANDIDATES, ERROR_KINDS, type ErrorKind } from './kinds.ts'
import type { Chance, Injected } from './places.ts'

export interface InjectOptions {
  readonly errors: number
  readonly chance: Chance
  /** Kinds that are made by turns; all of them where it is left out. */
  readonly kinds?: readonly ErrorKind[]
}

export interface WithErrors {
  readonly book: Book
  /** Fewer than asked for where the book has no place for more. */
  readonly truth: readonly Injected[]
}

const TRIES = 12

export function injectErrors(book: Book, { errors, chance, kinds = ERROR_KINDS }: InjectOptions): WithErrors {
  const blocks: (Book['blocks'][number] | undefined)[] = [...book.blocks]
  const taken = new Set<number>()
  const truth: Injected[] = []
  const start = chance.int(0, kinds.length - 1)
  for (let turn = 0; truth.length < errors && turn < errors + kinds.length; turn += 1) {
    const kind = kinds[(start + turn) % kinds.length]!
    const candidates = CANDIDATES[kind](book)
    for (let tries = 0; tries < TRIES && candidates.length > 0; tries += 1) {
      const change = chance.pick(candidates)(chance)
      if (!change || [...change.blocks.keys()].some((block) => taken.has(block))) continue
      for (const [block, changed] of change.blocks) {
        blocks[block] = changed
        taken.add(block)
      }
      truth.push({ kind, ...change.injected })
      break
    }
  }
  return { book: { ...book, blocks: blocks.filter((block) => block !== undefined) }, truth }
}
