import type { Run } from '@gouji/document'

export interface Cleaned {
  readonly text: string
  /** For each run: offset in the cleaned text and 0-based offset in the line it came from. */
  readonly runs: readonly { readonly start: number; readonly from: number }[]
  readonly heading?: number
}

const INLINE_MARK = /\*\*|__|`|<\/?(?:u|b|i|p|br|sup|sub|strong|em|span)(?:\s[^<>]*)?\/?>|\\(?=[#*_[\]()])/gi

/** Takes Markdown marks and stray tags out of one line and remembers where each piece stood. */
export function withoutMarks(line: string): Cleaned {
  let from = 0
  let heading: number | undefined
  const hash = /^\s*(#{1,6})\s+/.exec(line)
  const bullet = /^\s*[-*+•]\s+(?=\S)/.exec(line)
  if (hash) {
    heading = hash[1]!.length
    from = hash[0].length
  } else if (bullet) from = bullet[0].length
  else from = line.length - line.trimStart().length
  let text = ''
  const runs: { start: number; from: number }[] = []
  const take = (begin: number, end: number) => {
    if (end <= begin) return
    runs.push({ start: text.length, from: begin })
    text += line.slice(begin, end)
  }
  INLINE_MARK.lastIndex = from
  for (let m = INLINE_MARK.exec(line); m; m = INLINE_MARK.exec(line)) {
    take(from, m.index)
    from = m.index + m[0].length
  }
  take(from, line.length)
  const trimmed = text.trimEnd()
  return heading === undefined ? { text: trimmed, runs } : { text: trimmed, runs, heading }
}

export const runsAt = (cleaned: Cleaned, line: number): Run[] =>
  cleaned.runs.map((r) => ({ start: r.start, place: { line, column: r.from + 1 } }))
