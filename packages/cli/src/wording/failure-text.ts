/** Joins a failure, which is data, with the words for it. */
import type { Failure } from '@gouji/document'
import type { Wording } from './index.ts'

export interface FailureText {
  /** What happened, with its facts. */
  readonly message: string
  /** What to do now. */
  readonly remedy: string
}

export function failureText(failure: Failure, name: string, wording: Wording): FailureText {
  return { message: `${name}: ${wording.unreadable} ${failure.code}`, remedy: '' }
}
