import type { Place } from './document.ts'

/**
 * Why a file could not be read at all, as data. The wording for people is kept apart, per language, so that a message
 * can say where, what, why and what to do.
 */
export type FailureCode =
  | 'not-found'
  | 'not-readable'
  | 'is-a-folder'
  | 'empty-file'
  | 'too-large'
  | 'unknown-format'
  | 'wrong-extension'
  | 'encrypted'
  | 'damaged'
  | 'expands-too-much'
  | 'too-many-parts'
  | 'too-deep'
  | 'too-many-pages'
  | 'no-text'
  | 'took-too-long'
  | 'out-of-memory'
  | 'needs-office'
  | 'office-failed'
  | 'wrong-encoding'
  | 'crashed'

export interface Failure {
  readonly code: FailureCode
  readonly place?: Place
  readonly facts: Readonly<Record<string, string | number>>
}

/** Thrown by readers for wrong input; anything else that escapes a reader is a fault of the program. */
export class UnreadableError extends Error {
  readonly failure: Failure
  constructor(code: FailureCode, facts: Failure['facts'] = {}, place?: Place) {
    super(`${code} ${JSON.stringify(facts)}`)
    this.name = 'UnreadableError'
    this.failure = place ? { code, facts, place } : { code, facts }
  }
}
