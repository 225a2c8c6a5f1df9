/** Joins a failure, which is data, with the words for it and its place in the file. */
import type { Failure } from '@gouji/document'
import { placeText } from '../view/place.ts'
import { failureWords } from './failures.ts'
import type { Wording } from './index.ts'

export interface FailureText {
  /** What happened, with its place and facts. */
  readonly message: string
  /** What to do now. */
  readonly remedy: string
}

export function failureText(failure: Failure, wording: Wording): FailureText {
  const { message, remedy } = failureWords(failure, wording.language === 'en' ? 'en' : 'zh')
  const previous = failure.facts.previous === undefined ? '' : wording.previousFile(String(failure.facts.previous))
  const place = failure.place ? placeText(failure.place, wording) : ''
  return { message: `${previous}${place}${place && wording.colon}${message}${wording.fullStop}`, remedy }
}
