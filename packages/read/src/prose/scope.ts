/**
 * Where a passage stands: the headings above it, what they say about the amounts below them, and the amount that a
 * chapter begins with, of which later amounts are parts.
 */
import type { Coordinates } from '@gouji/ledger'
import { combined, keptSource } from './subject.ts'
import type { Token } from './token.ts'

interface Chapter {
  readonly level: number
  readonly coordinates: Coordinates
  readonly glossary: boolean
  /** Amounts that are no part of another one here. */
  readonly totals: number[]
}

export class Scope {
  /** The document itself is the outermost chapter, for those that have no headings. */
  #chapters: Chapter[] = [{ level: -1, coordinates: {}, glossary: false, totals: [] }]
  #introduced: Coordinates = {}
  #introducedTotal: number | undefined

  /** A heading closes those of its level and below. */
  enter(level: number, tokens: readonly Token[], chain: Coordinates = {}): void {
    this.leave(level)
    this.#introduced = {}
    this.#introducedTotal = undefined
    const words = tokens.flatMap((t) => (t.kind === 'word' ? [t.word] : []))
    const said = words.filter((w) => (w.kind === 'subject' || w.kind === 'object') && !w.weak && !w.needs)
    this.#chapters.push({
      level,
      coordinates: { ...combined(said.map((w) => w.coordinates)), ...chain },
      glossary: words.some((w) => w.kind === 'glossary'),
      totals: [],
    })
  }

  leave(level: number): void {
    while (this.#chapters.at(-1)!.level >= level) this.#chapters.pop()
  }

  get coordinates(): Coordinates {
    // What a deeper heading says replaces what a higher one said.
    const all: Coordinates = {}
    for (const { coordinates } of this.#chapters) Object.assign(all, coordinates, keptSource(all, coordinates))
    return Object.assign(all, this.#introduced, keptSource(all, this.#introduced))
  }

  get glossary(): boolean {
    return this.#chapters.some((c) => c.glossary)
  }

  /** The amount that the nearest chapter opened with, or the last one that stands beside it. */
  get total(): number | undefined {
    return this.#chapters.findLast((c) => c.totals.length > 0)?.totals.at(-1)
  }

  /** The nearest of the amounts that stand for themselves which the predicate accepts. */
  wholeOf(accepts: (total: number) => boolean): number | undefined {
    if (this.#introducedTotal !== undefined && accepts(this.#introducedTotal)) return this.#introducedTotal
    for (let i = this.#chapters.length - 1; i >= 0; i--) {
      const found = this.#chapters[i]!.totals.findLast(accepts)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** An amount that is no part of another one; the chapters around see it too while they have none of their own. */
  open(statement: number): void {
    for (let i = this.#chapters.length - 1; i >= 0; i--) {
      const chapter = this.#chapters[i]!
      const own = i === this.#chapters.length - 1
      if (!own && (chapter.totals.length > 0 || Object.keys(chapter.coordinates).length === 0)) return
      chapter.totals.push(statement)
    }
  }

  /** A sentence that introduces the following passages speaks like a heading, perhaps of an amount named before. */
  introduce(coordinates: Coordinates, total: number | undefined): void {
    this.#introduced = coordinates
    this.#introducedTotal = total
  }
}
