/** One pass over a passage: words of the trade, numbers, signs, and what lies between them. */
import { type NumberToken, type OtherNumber, readNumberAt } from './number.ts'
import type { ProseWords, Word } from './words.ts'

export interface WordToken {
  readonly kind: 'word'
  readonly start: number
  readonly end: number
  readonly word: Word
}

export interface MarkToken {
  readonly kind: 'mark'
  readonly start: number
  readonly end: number
  readonly mark: string
}

/** A stretch of characters that no word explains. */
export interface GapToken {
  readonly kind: 'gap'
  readonly start: number
  readonly end: number
}

/** 一名, 两个: claimed only where the sentence counts. */
export interface HanCountToken {
  readonly kind: 'han-count'
  readonly start: number
  readonly end: number
  readonly value: number
  readonly unit: string
}

export type Token = WordToken | MarkToken | GapToken | HanCountToken | NumberToken | OtherNumber

const MARKS = '。,;:!?、()"'
const HAN_DIGITS = '零一二三四五六七八九十'

export function tokenize(text: string, words: ProseWords): Token[] {
  const tokens: Token[] = []
  let gap = -1
  const push = (token: Token) => {
    if (gap >= 0) tokens.push({ kind: 'gap', start: gap, end: token.start })
    gap = -1
    tokens.push(token)
  }
  for (let at = 0; at < text.length; ) {
    const char = text[at]!
    if (char >= '0' && char <= '9') {
      const number = readNumberAt(text, at, words, isNumbered(tokens, gap, at))
      if (gap >= 0 && number.start < at && gap === number.start) gap = -1
      push(number)
      at = number.end
      continue
    }
    const word = words.at(text, at)
    if (word && fits(word, text, at, words)) {
      push({ kind: 'word', start: at, end: at + word.text.length, word })
      at += word.text.length
      continue
    }
    if (MARKS.includes(char)) {
      push({ kind: 'mark', start: at, end: at + 1, mark: char })
      at++
      continue
    }
    const counted = hanCount(text, at, words)
    if (counted) {
      push(counted)
      at = counted.end
      continue
    }
    if (gap < 0) gap = at
    at++
  }
  if (gap >= 0) tokens.push({ kind: 'gap', start: gap, end: text.length })
  return tokens
}

/** Whether the word right before makes the digits a number of something: 目标 1, 表 10. */
function isNumbered(tokens: readonly Token[], gap: number, at: number): boolean {
  const last = tokens.at(-1)
  return gap < 0 && last?.kind === 'word' && last.word.kind === 'numbered' && last.end === at
}

const isHan = (c: string): boolean => c >= '\u4e00' && c <= '\u9fff'
const isCountable = (c: string): boolean => (c >= '0' && c <= '9') || HAN_DIGITS.includes(c)

/** Short words mean what they say only in their place: 增 before a number, 比 and 与 before a year or a stage. */
function fits(word: Word, text: string, at: number, words: ProseWords): boolean {
  if (word.text.length > 1) return true
  const next = text[at + 1] ?? ''
  const before = text[at - 1] ?? ''
  if (word.kind === 'compare') return next >= '0' && next <= '9'
  if (word.kind === 'than') return /[\d上去年前同预决本]/.test(next)
  if (word.kind === 'negation') return !isHan(before) || !/[线人形限]/.test(next)
  // 财政局2024年, but not 办公费 and not 城乡社区.
  if (word.kind === 'owner') {
    const kind = isHan(next) ? words.at(text, at + 1)?.kind : 'subject'
    return isHan(before) && (kind === 'subject' || kind === 'stage' || kind === 'owner' || kind === 'negation')
  }
  if (word.text === '设') return isCountable(next)
  return true
}

function hanCount(text: string, at: number, words: ProseWords): HanCountToken | undefined {
  const value = text[at] === '两' ? 2 : HAN_DIGITS.indexOf(text[at]!)
  if (value < 0 || HAN_DIGITS.includes(text[at - 1] ?? '无') || text[at - 1] === '第') return undefined
  const word = words.behindNumber(text, at + 1)
  if (word?.kind !== 'classifier') return undefined
  return { kind: 'han-count', start: at, end: at + 1 + word.text.length, value, unit: word.unit! }
}
