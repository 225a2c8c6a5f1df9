/**
 * How wide printed words are, in parts of the letter size: for choosing the size of a table's letters and the widths of
 * its columns before anything is laid out. Chinese letters fill a square; the others were measured in Noto Serif SC.
 */

/** Advances of the letters from U+0020 to U+007E in thousandths of the size, regular weight. */
const ASCII = (
  '256 328 376 574 550 923 779 196 364 364 478 580 327 346 327 352 557 471 558 557 555 558 558 549 558 562 327 327 580 ' +
  '580 580 432 912 718 670 691 770 652 629 741 853 405 403 731 625 975 796 767 641 767 715 567 659 797 714 1053 700 687 ' +
  '605 344 352 344 580 563 435 557 638 538 629 547 388 566 663 332 311 607 334 974 661 596 638 607 473 462 367 653 564 ' +
  '838 564 552 498 374 316 374 580'
)
  .split(' ')
  .map((advance) => Number(advance) / 1000)

/** The width of one line of words, in letter sizes. Bold is told by the caller, who adds a twentieth. */
export function widthOf(text: string): number {
  let width = 0
  for (const letter of text) width += letterWidth(letter)
  return width
}

/** The same set in half-width digits and signs, as amounts are. */
export function halfWidthOf(text: string): number {
  let width = 0
  for (const letter of text) width += letter.charCodeAt(0) < 0x7f ? 0.5 : letterWidth(letter)
  return width
}

function letterWidth(letter: string): number {
  const code = letter.codePointAt(0)!
  return code < 0x20 ? 0 : (ASCII[code - 0x20] ?? 1)
}

/** The words as pieces between which a line may break: a Chinese letter each, or a run of others without a blank. */
function pieces(text: string): readonly string[] {
  return text.match(/[!-~\u00a1-\u02af]+|[^!-~\u00a1-\u02af]/gu) ?? []
}

/** The widest piece that a line cannot break, in letter sizes. */
export function widestPiece(text: string): number {
  return pieces(text).reduce((most, piece) => Math.max(most, widthOf(piece)), 0)
}

/** How many lines the words take when `room` letter sizes fit on one. */
export function linesOf(text: string, room: number): number {
  if (room <= 0) return text.length
  let lines = 0
  for (const line of text.split('\n')) {
    let used = 0
    lines++
    for (const piece of pieces(line)) {
      const width = widthOf(piece)
      if (used + width > room && used > 0) {
        lines++
        used = 0
      }
      used += width
    }
  }
  return lines
}

/**
 * The same words with a line break inside every piece that is wider than `room`: a long word or number would run out of
 * its cell otherwise, because Typst breaks only web addresses by itself. A break is no letter, so what is copied out of
 * the document stays what it was.
 */
export function breakLongPieces(text: string, room: number): string {
  if (room < 1 || widestPiece(text) <= room) return text
  return pieces(text)
    .map((piece) => (widthOf(piece) <= room || /^https?:/.test(piece) ? piece : broken(piece, room)))
    .join('')
}

function broken(piece: string, room: number): string {
  let out = ''
  let used = 0
  for (const letter of piece) {
    const width = letterWidth(letter)
    if (used + width > room && used > 0) {
      out += '\n'
      used = 0
    }
    out += letter
    used += width
  }
  return out
}
