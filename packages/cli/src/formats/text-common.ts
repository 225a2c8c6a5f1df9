/** Lines that both commands print in a terminal. */
import type { Doubt } from '@gouji/document'
import type { Outcome } from '../outcome.ts'
import { harmless } from '../terminal/style.ts'
import { wrapTo } from '../terminal/width.ts'
import { placeText } from '../view/place.ts'
import { failureText } from '../wording/failure-text.ts'
import type { FormatContext } from './format.ts'

export function failureLines(outcome: Outcome, { wording, style, width }: FormatContext): string[] {
  const head = `${style.bold(style.red(`✗ ${wording.unreadable}`))}  ${style.bold(harmless(outcome.input.name))}`
  if (outcome.kind !== 'failed') return [head]
  const { message, remedy } = failureText(outcome.failure, wording)
  const wrapped = [message, remedy].filter(Boolean).flatMap((text) => wrapTo(harmless(text), width - 2))
  return [head, ...wrapped.map((line) => `  ${line}`)]
}

/** Doubts of one kind are told once, with their places. */
export function doubtLines(doubts: readonly Doubt[], { wording, style, width }: FormatContext): string[] {
  const places = new Map<Doubt['code'], string[]>()
  for (const doubt of doubts) {
    const at = placeText(doubt.place, wording)
    places.set(doubt.code, [...(places.get(doubt.code) ?? []), ...(at ? [at] : [])])
  }
  return [...places].flatMap(([code, at]) => {
    const shown = [...new Set(at)]
    const more = shown.length > 6 ? `${shown.slice(0, 6).join(wording.join)}…` : shown.join(wording.join)
    const text = `! ${wording.doubt[code]}${more ? `${wording.colon}${more}` : ''}`
    return wrapTo(harmless(text), width - 2).map((line) => style.yellow(`  ${line}`))
  })
}
