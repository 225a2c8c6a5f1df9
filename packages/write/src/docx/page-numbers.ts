/**
 * The pages on which headings will stand, so that the contents show numbers at once. The book is laid out roughly:
 * Chinese letters are all as wide as high, lines have exact heights, and what is kept together is moved as Word does.
 * The library has a layout of its own, which takes most of a second for a book of twelve forms.
 */
import type { Book, BookBlock, Look } from '@gouji/compose'
import type { PageNumberEstimator } from 'docx'
import { linesOf, proseEms } from './measure.ts'
import { textHeight, textWidth } from './page.ts'
import { fitTable } from './rows.ts'
import { type Stretch, stretchesOf } from './stretches.ts'
import { lineOf, SIZE, TABLE_SPACE, twentieths } from './styles.ts'

/** What cannot be divided over pages, in twips. */
interface Piece {
  readonly height: number
  readonly keepNext: boolean
  readonly breakBefore?: boolean
  readonly heading?: boolean
  /** Height of the head that is repeated when this piece begins a page. */
  readonly repeats?: number
}

export function pageNumbersOf(book: Book): PageNumberEstimator {
  return (body) => {
    const pages = pagesOfHeadings(book)
    const names = bookmarksIn(body).filter((name) => name.startsWith('_Toc'))
    const bookmarks = new Map(
      names.flatMap((name, i) => (pages[i] === undefined ? [] : [[name, String(pages[i])] as const])),
    )
    return { bookmarks }
  }
}

/** Of the headings that the contents list, in their order. */
function pagesOfHeadings(book: Book): number[] {
  const depth = Math.max(0, ...book.blocks.map((block) => (block.kind === 'contents' ? block.depth : 0)))
  const room = textWidth('portrait') / 20 / Math.min(book.look.bodySize, 12)
  const listed = book.blocks.reduce((sum, block) => {
    if (block.kind !== 'heading' || block.level > depth) return sum
    // Long headings take two lines; the number of the page wants some room, too.
    const ems = proseEms(block.runs.map((run) => run.text).join('')) + 2 * (block.level - 1) + 0.5
    return sum + Math.max(1, Math.ceil(ems / room))
  }, 0)
  const pages: number[] = []
  let page = 0
  for (const stretch of stretchesOf(book)) {
    if (stretch.orientation === 'cover') continue
    page = paginate(piecesOf(stretch, book.look, depth, listed), textHeight(stretch.orientation), page + 1, pages)
  }
  return pages
}

/** Fills pages from the given one; returns the last, and adds the pages of headings. */
function paginate(pieces: readonly Piece[], high: number, first: number, pages: number[]): number {
  let page = first
  let used = 0
  pieces.forEach((piece, i) => {
    const startsChain = i === 0 || !pieces[i - 1]!.keepNext
    const need = startsChain ? chainHeight(pieces, i, high) : piece.height
    if (used > 0 && (piece.breakBefore || used + need > high)) {
      page++
      used = piece.repeats ?? 0
    }
    used += piece.height
    if (piece.heading) pages.push(page)
  })
  return page
}

/** Pieces that are kept with their next ones move together, unless no page could hold them. */
function chainHeight(pieces: readonly Piece[], from: number, high: number): number {
  let height = 0
  for (let i = from; i < pieces.length; i++) {
    height += pieces[i]!.height
    if (!pieces[i]!.keepNext) break
  }
  return height > high ? pieces[from]!.height : height
}

function piecesOf({ orientation, blocks }: Stretch, look: Look, depth: number, listed: number): Piece[] {
  const pieces: Piece[] = []
  const width = orientation === 'cover' ? 0 : textWidth(orientation)
  let breakBefore = false
  for (const block of blocks) {
    if (block.kind === 'page-break') {
      breakBefore = true
      continue
    }
    const [first, ...others] = blockPieces(block, look, width, depth, listed)
    if (first) pieces.push(breakBefore ? { ...first, breakBefore } : first, ...others)
    breakBefore = block.kind === 'contents'
  }
  return pieces
}

const CONTENTS_LINE = twentieths(24)

function blockPieces(block: BookBlock, look: Look, width: number, depth: number, listed: number): Piece[] {
  const lines = (runs: readonly { readonly text: string }[], size: number, indent = 2): number =>
    Math.max(1, Math.ceil((indent + proseEms(runs.map((run) => run.text).join(''))) / (width / 20 / size)))
  switch (block.kind) {
    case 'contents':
      return Array.from({ length: listed + 2 }, () => ({ height: CONTENTS_LINE, keepNext: false }))
    case 'heading': {
      const height = lines(block.runs, look.bodySize) * lineOf(look.bodySize)
      return [{ height, keepNext: true, heading: block.level <= depth }]
    }
    case 'paragraph': {
      const size = block.style === 'note' ? Math.min(look.bodySize, 12) : look.bodySize
      const count = lines(block.runs, size, block.style === 'center' ? 0 : 2)
      // No line stands alone at the foot or at the head of a page.
      return Array.from({ length: count }, (_, i) => ({
        height: lineOf(size),
        keepNext: i === count - 1 ? block.keepsNext === true : i === 0 || i === count - 2,
      }))
    }
    case 'table':
      return tablePieces(block.table, look, width)
    default:
      return []
  }
}

function tablePieces(table: Extract<BookBlock, { kind: 'table' }>['table'], look: Look, width: number): Piece[] {
  const { heights, keptWithNext } = fitTable(table, look.tableSize)
  const head = heights.slice(0, table.headRows).reduce((sum, height) => sum + height, 0)
  const line = (size: number, space: number): Piece => ({ height: twentieths(size * 1.3) + space, keepNext: true })
  const notes = table.notes.map((runs): Piece => {
    const count = linesOf(runs.map((run) => run.text).join(''), width / 20 / SIZE.tableLine)
    return { height: count * twentieths(SIZE.tableLine * 1.3) + 60, keepNext: false }
  })
  return [
    ...(table.number ? [line(12, TABLE_SPACE)] : []),
    line(SIZE.tableTitle, table.number ? 120 : 60 + TABLE_SPACE),
    ...(table.left || table.right ? [line(SIZE.tableLine, 40)] : []),
    ...heights.map((height, i) => ({
      height,
      keepNext: keptWithNext.has(i),
      ...(i >= table.headRows ? { repeats: head } : {}),
    })),
    ...notes,
  ]
}

/** Names of the bookmarks in the order of the text. */
function bookmarksIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(bookmarksIn)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([name, value]) => {
    if (name === 'w:tbl' || name === 'w:r') return []
    if (name !== 'w:bookmarkStart') return bookmarksIn(value)
    const attributes = value._attr ?? value[0]?._attr
    return [String(attributes?.['w:name'] ?? '')]
  })
}
