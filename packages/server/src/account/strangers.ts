/** Names that do not exist are locked just as those that do, so that the answer does not tell which is which. */
import { Refusal } from '../http/problem.ts'

const KEPT_MOST = 10_000

export class Strangers {
  readonly #wrong = new Map<string, { failed: number; until: number }>()
  readonly #most: number
  readonly #lockSeconds: (failed: number) => number

  constructor(most: number, lockSeconds: (failed: number) => number) {
    this.#most = most
    this.#lockSeconds = lockSeconds
  }

  refuseLocked(login: string): void {
    const wait = (this.#wrong.get(login)?.until ?? 0) - Date.now()
    if (wait > 0) throw new Refusal('locked-out', { seconds: Math.ceil(wait / 1000) })
  }

  failed(login: string): void {
    const failed = (this.#wrong.get(login)?.failed ?? 0) + 1
    this.#wrong.delete(login)
    const until = failed >= this.#most ? Date.now() + this.#lockSeconds(failed) * 1000 : 0
    this.#wrong.set(login, { failed, until })
    if (this.#wrong.size > KEPT_MOST) this.#wrong.delete(this.#wrong.keys().next().value!)
  }
}
