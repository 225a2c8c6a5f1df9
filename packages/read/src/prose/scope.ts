/**
 * Where a passage stands: the headings above it, what they say about the amounts below them, and the amount that a
 * chapter begins with, of which later amounts are parts.
 */
import type { Coordinates } from '@gouji/ledger'
import { combined } from './subject.ts'
import type { Token } from './token.ts'

interface Chapter {
  readonly level: number
  readonly coordinates: Coordinates
  readonly glossary: boolean
  total?: number
}

export class Scope {
  #chapters: Chapter[] = []

  /** A heading closes those of its level and below. */
  enter(level: number, tokens: readonly Token[]): void {
    this.leave(level)
    const words = tokens.flatMap((t) => (t.kind === 'word' ? [t.word] : []))
    const said = words.filter((w) => (w.kind === 'subject' || w.kind === 'object') && !w.weak)
    this.#chapters.push({
      level,
      coordinates: combined(said.map((w) => w.coordinates)),
      glossary: words.some((w) => w.kind === 'glossary'),
    })
  }

  leave(level: number): void {
    while (this.#chapters.length > 0 && this.#chapters.at(-1)!.level >= level) this.#chapters.pop()
  }

  get coordinates(): Coordinates {
    // What a deeper heading says replaces what a higher one said.
    return Object.assign({}, ...this.#chapters.map((c) => c.coordinates))
  }

  get glossary(): boolean {
    return this.#chapters.some((c) => c.glossary)
  }

  /** The statement that the nearest chapter opened with. */
  get total(): number | undefined {
    return this.#chapters.findLast((c) => c.total !== undefined)?.total
  }

  /** An amount that opens a chapter opens the chapters around it too, when their headings speak of the same. */
  open(statement: number, said: Coordinates): void {
    for (let i = this.#chapters.length - 1; i >= 0; i--) {
      const chapter = this.#chapters[i]!
      if (chapter.total !== undefined) return
      const keys = Object.entries(chapter.coordinates)
      const same = keys.length > 0 && keys.every(([key, member]) => said[key as keyof Coordinates] === member)
      if (i < this.#chapters.length - 1 && !same) return
      chapter.total = statement
    }
  }
}
