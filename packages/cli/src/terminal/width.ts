/**
 * How many columns of a terminal a text takes: Chinese characters and full-width signs take two, marks that combine
 * with the letter before them take none. Signs that Unicode calls ambiguous count as one, as most terminals draw them.
 */

/** First and last code points of the blocks that are drawn two columns wide (Unicode, East Asian Width W and F). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
]

const COMBINING = /^[\p{Mn}\p{Me}\p{Cf}]$/u

export function charWidth(char: string): number {
  const code = char.codePointAt(0)!
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0
  if (code < 0x300) return 1
  if (COMBINING.test(char)) return 0
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1
}

export function textWidth(text: string): number {
  let width = 0
  for (const char of text) width += charWidth(char)
  return width
}

/** Cuts a text to a width and says so with an ellipsis. */
export function cutTo(text: string, width: number): string {
  if (textWidth(text) <= width) return text
  let kept = ''
  let used = 0
  for (const char of text) {
    const next = charWidth(char)
    if (used + next > width - 1) break
    kept += char
    used += next
  }
  return `${kept}…`
}

export function padTo(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - textWidth(text)))
  return align === 'left' ? text + blanks : blanks + text
}

/** Signs that must not begin a line (closing marks) and that must not end one (opening marks). */
const NEVER_FIRST = /^[，。、；：！？）》」』”’…%％,.;:!?)\]}]/u
const NEVER_LAST = /[（《「『“‘([{]$/u

/** Breaks a text into lines of at most `width` columns: between Chinese characters, at blanks, never inside a number. */
export function wrapTo(text: string, width: number): string[] {
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    // A piece is a run that stays together: a word, a number with its sign and separators, one Chinese character.
    const pieces = paragraph.match(/[\u0021-\u2e7f]+|\s+|./gu) ?? []
    let line: string[] = []
    for (const piece of pieces) {
      if (textWidth(line.join('')) + textWidth(piece) <= width || line.length === 0) {
        if (line.length > 0 || piece.trim() !== '' || lines.length === 0) line.push(piece)
        continue
      }
      // What may not stand at the end or at the beginning of a line goes on together with its neighbour.
      const carried = [piece]
      while (line.length > 1 && (NEVER_FIRST.test(carried[0]!) || NEVER_LAST.test(line.at(-1)!))) {
        carried.unshift(line.pop()!)
      }
      lines.push(line.join('').trimEnd())
      line = carried.join('').trim() === '' ? [] : [carried[0]!.trimStart(), ...carried.slice(1)]
    }
    lines.push(line.join('').trimEnd())
  }
  return lines.flatMap((line) => splitLong(line, width))
}

/** A single word longer than the line, such as a file name, is broken where the line ends. */
function splitLong(line: string, width: number): string[] {
  if (textWidth(line) <= width) return [line]
  const parts: string[] = []
  let part = ''
  for (const char of line) {
    if (textWidth(part) + charWidth(char) > width) {
      parts.push(part)
      part = ''
    }
    part += char
  }
  parts.push(part)
  return parts
}
