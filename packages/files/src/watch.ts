import { UnreadableError } from '@gouji/document'
import type { Limits } from './limits.ts'

/**
 * What every reader asks while it works: is there still time, and are there not too many cells? A reader that asks ends
 * by itself with a clear failure; the worker pool is the net below it.
 */
export class Watch {
  readonly limits: Limits
  private readonly endsAt: number
  private asked = 0
  private cells = 0
  private letters = 0

  /** `deadline` is a time of `Date.now()`; without one the limit of seconds starts now. */
  constructor(limits: Limits, deadline?: number) {
    this.limits = limits
    this.endsAt = deadline ?? Date.now() + limits.seconds * 1000
  }

  /** Milliseconds left, never negative. */
  remaining(): number {
    return Math.max(0, this.endsAt - Date.now())
  }

  /** Cheap enough to be called for every element: looks at the clock once in 2,048 calls. */
  tick(): void {
    this.asked++
    if ((this.asked & 2047) === 0) this.checkTime()
  }

  checkTime(): void {
    if (Date.now() > this.endsAt) throw new UnreadableError('took-too-long', { seconds: this.limits.seconds })
  }

  addCells(count: number): void {
    this.cells += count
    if (this.cells > this.limits.tableCells) {
      throw new UnreadableError('expands-too-much', { cells: this.cells, limit: this.limits.tableCells })
    }
  }

  addLetters(count: number): void {
    this.letters += count
    if (this.letters > this.limits.tableLetters) {
      throw new UnreadableError('expands-too-much', { letters: this.letters, limit: this.limits.tableLetters })
    }
  }
}
