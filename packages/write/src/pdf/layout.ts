/**
 * A book as the fixed Typst template lays it out: parts that share a paper, and in them blocks of plain values. It
 * travels as JSON, so nothing that a book says can ever be taken for a command of the typesetter.
 */
import type { Book, BookBlock, BookRun } from '@gouji/compose'
import { breakLongPieces } from './letter-widths.ts'
import { PAPERS, type Paper, type PaperName } from './papers.ts'
import { printed } from './printed.ts'
import { INSET_X, INSET_Y, LEADING, layTable, type TableLayout } from './table-layout.ts'

export interface PdfAttachment {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
  readonly description: string
}

export interface BookLayout {
  readonly title: string
  readonly author: string
  /** Year, month, day; empty when the book has none. */
  readonly date: readonly number[]
  readonly bodySize: number
  readonly inset: { readonly x: number; readonly y: number }
  readonly leading: number
  readonly papers: Readonly<Record<PaperName, Paper>>
  readonly parts: readonly Part[]
  readonly attachments: readonly { readonly name: string; readonly mime: string; readonly description: string }[]
}

type Part =
  | { readonly kind: 'cover'; readonly lines: readonly { readonly style: string; readonly text: string }[] }
  | { readonly kind: 'contents'; readonly title: string; readonly depth: number }
  | { readonly kind: 'pages'; readonly paper: PaperName; readonly blocks: readonly BlockLayout[] }

type BlockLayout =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly style: string; readonly text: string; readonly sticky: boolean }
  | { readonly kind: 'page-break' }
  | TableLayout

export function layBook(book: Book, attachments: readonly PdfAttachment[]): BookLayout {
  return {
    title: printed(book.title),
    author: printed(book.organisation),
    date: dateParts(book.date),
    bodySize: book.look.bodySize,
    inset: { x: INSET_X, y: INSET_Y },
    leading: LEADING,
    papers: PAPERS,
    parts: partsOf(book),
    attachments: attachments.map(({ name, mime, description }) => ({ name, mime, description })),
  }
}

function dateParts(date: string | undefined): readonly number[] {
  if (date === undefined) return []
  const parts =
    date
      .match(/^(\d{4})-(\d{2})-(\d{2})$/)
      ?.slice(1)
      .map(Number) ?? []
  const [year, month, day] = parts
  const real = new Date(Date.UTC(year ?? 0, (month ?? 0) - 1, day))
  if (year === undefined || real.getUTCMonth() !== month! - 1 || real.getUTCDate() !== day) {
    throw new RangeError(`the date of a book is written as 2025-02-14, not ${JSON.stringify(date)}`)
  }
  return parts
}

function partsOf(book: Book): readonly Part[] {
  const parts: Part[] = []
  let open: { kind: 'pages'; paper: PaperName; blocks: BlockLayout[] } | undefined
  let level = 0
  const pages = (paper: PaperName): BlockLayout[] => {
    if (open?.paper !== paper) {
      // Headings that stood last on the page before belong to what comes on the new paper.
      const moved = open ? headingsAtEnd(open.blocks) : []
      if (open?.blocks.length === 0) parts.pop()
      open = { kind: 'pages', paper, blocks: moved }
      parts.push(open)
    }
    return open.blocks
  }
  for (const block of book.blocks) {
    if (block.kind === 'cover') {
      open = undefined
      parts.push({ kind: 'cover', lines: block.lines.map((line) => ({ style: line.style, text: printed(line.text) })) })
    } else if (block.kind === 'contents') {
      open = undefined
      parts.push({ kind: 'contents', title: printed(block.title), depth: block.depth })
    } else if (block.kind === 'table') {
      const named = open?.blocks.some((b) => b.kind === 'heading' && sameWords(b.text, block.table.title))
      const table = layTable(
        block.table,
        book.look.tableSize,
        named ? 0 : level + 1,
        headingsBefore(open?.blocks ?? []),
      )
      pages(table.paper).push(table)
    } else {
      if (block.kind === 'heading') level = block.level
      pages('portrait').push(layWords(block))
    }
  }
  return parts
}

/** The headings at the end of these blocks, taken out of them. */
const headingsAtEnd = (blocks: BlockLayout[]): BlockLayout[] => blocks.splice(blocks.length - headingsBefore(blocks))

const headingsBefore = (blocks: readonly BlockLayout[]): number =>
  blocks.length - 1 - blocks.findLastIndex((block) => block.kind !== 'heading')

const sameWords = (a: string, b: string): boolean => a.replace(/\s/g, '') === b.replace(/\s/g, '')

function layWords(block: Extract<BookBlock, { kind: 'heading' | 'paragraph' | 'page-break' }>): BlockLayout {
  if (block.kind === 'page-break') return { kind: 'page-break' }
  const text = breakLongPieces(printed(wordsOf(block.runs)), 26)
  if (block.kind === 'heading') return { kind: 'heading', level: Math.max(1, block.level), text }
  return { kind: 'paragraph', style: block.style, text, sticky: block.keepsNext === true }
}

const wordsOf = (runs: readonly BookRun[]): string => runs.map((run) => run.text).join('')
