/** What can only be said by looking at the tokens that follow. */
import type { Label } from './subject.ts'
import type { Token } from './token.ts'
import type { Word } from './words.ts'

/** A year or a stage, as it follows 比 and 与. */
export const isTime = (token: Token | undefined): boolean =>
  (token?.kind === 'other' && token.year !== undefined) || (token?.kind === 'word' && token.word.kind === 'stage')

/** What stands between the numbers that 分别 hands out. */
export const isSeparator = (token: Token | undefined): boolean =>
  token !== undefined &&
  ((token.kind === 'mark' && (token.mark === '、' || token.mark === ',')) ||
    (token.kind === 'word' && (token.word.text === '和' || token.word.text === '及')))

/** The index of the bracket's end when it holds a few words and no number: （类）, （境）, （含上年结转）. */
export function silentBracket(tokens: readonly Token[], open: number): number {
  for (let i = open + 1; i < tokens.length && i < open + 8; i++) {
    const token = tokens[i]!
    if (token.kind === 'mark' && token.mark === ')') return token.end - tokens[open]!.start <= 18 ? i : -1
    if (token.kind === 'number' || token.kind === 'other') return -1
    if (token.kind === 'mark' && '。;,:('.includes(token.mark)) return -1
  }
  return -1
}

/**
 * 10 万元资金来源为当年一般公共预算资金: the words stand behind the amount. They tell which money it is, not that it comes
 * in: the amount stays one of what the sentence speaks of.
 */
export function labelBehind(tokens: readonly Token[], i: number): Label | undefined {
  const first = tokens[i + 1]
  if (first?.kind !== 'word' || first.word.kind !== 'source-of') return undefined
  const words: Word[] = []
  for (let k = i + 2; k < tokens.length; k++) {
    const token = tokens[k]!
    if (token.kind === 'mark' || token.kind === 'number') break
    if (token.kind === 'word') words.push(...moneyOf(token.word))
  }
  if (words.length === 0) return undefined
  const name = words.map((w) => w.text).join('')
  return { name, fullName: name, names: [name], start: first.start, words, gapBefore: 0, gapBehind: 0 }
}

/** 当年 before a source, and 上年结转, say out of which year's money. */
function moneyOf(word: Word): Word[] {
  if (word.kind === 'stage') return word.yearShift === 0 ? [{ ...word, coordinates: { origin: 'current' } }] : []
  if (word.kind !== 'subject') return []
  const { flow: _, vintage, ...rest } = word.coordinates
  const origin = vintage === 'current' || vintage === 'carried' ? { origin: vintage } : {}
  return [{ ...word, coordinates: { ...rest, ...origin } }]
}
