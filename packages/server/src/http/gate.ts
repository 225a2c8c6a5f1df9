/**
 * What takes long (drawing, writing books, reading uploads) keeps a thread of the desk, and where it writes a connection of
 * the database too. Only so many do at once, and nobody has them all: whoever just wants to sign in does not wait for another's hundred exports.
 */
import { Refusal } from './problem.ts'

export interface GateOptions {
  readonly most: number
  readonly mostOfOne: number
  /** How many requests of one person may wait. */
  readonly waitingOfOne: number
}

interface Waiting {
  readonly person: string
  readonly go: () => void
}

export class Gate {
  readonly #options: GateOptions
  readonly #inside = new Map<string, number>()
  readonly #waiting: Waiting[] = []

  constructor(options: GateOptions) {
    this.#options = options
  }

  async pass<T>(person: string, act: () => Promise<T>): Promise<T> {
    if (!this.#hasRoom(person)) {
      const own = this.#waiting.filter((one) => one.person === person).length
      if (own >= this.#options.waitingOfOne) throw new Refusal('too-many-requests', { seconds: 10 })
      await new Promise<void>((go) => this.#waiting.push({ person, go }))
    } else this.#enter(person)
    try {
      return await act()
    } finally {
      this.#leave(person)
    }
  }

  #hasRoom(person: string): boolean {
    const all = [...this.#inside.values()].reduce((sum, one) => sum + one, 0)
    return all < this.#options.most && (this.#inside.get(person) ?? 0) < this.#options.mostOfOne
  }

  #enter(person: string): void {
    this.#inside.set(person, (this.#inside.get(person) ?? 0) + 1)
  }

  #leave(person: string): void {
    const left = this.#inside.get(person)! - 1
    if (left === 0) this.#inside.delete(person)
    else this.#inside.set(person, left)
    const next = this.#waiting.findIndex((one) => this.#hasRoom(one.person))
    if (next < 0) return
    const [one] = this.#waiting.splice(next, 1)
    this.#enter(one!.person)
    one!.go()
  }
}
