import { createHash } from 'node:crypto'
import { type Block, type Cell, type Document, type Doubt, type Table, UnreadableError } from '@gouji/document'
import { decodeText } from './decode.ts'
import { runsAt, withoutMarks } from './marks.ts'

/**
 * Plain text and Markdown. Lines that hold tabs make tables, line under line; so do Markdown tables between bars.
 * A blank line ends a table: whether the next one goes on with it (a page break through its rows) is for reading to say.
 */
export function readText(bytes: Uint8Array, name: string): Document {
  const { text, undecodable } = decodeText(bytes)
  if (!/\S/.test(text)) throw new UnreadableError('empty-file', { name })
  const lines = text.split('\n').map((l) => l.replace(/\r$/, '').replaceAll('\f', ' ').replaceAll('\0', ' '))
  const blocks: Block[] = []
  for (let i = 0; i < lines.length; ) {
    const line = lines[i]!
    const end = isTabbed(line) ? endOf(lines, i, isTabbed) : isBarred(line) ? endOf(lines, i, isBarred) : i
    if (end > i) {
      const split = isTabbed(line) ? splitTabs : splitBars
      blocks.push(tableOf(lines.slice(i, end).map(split), i + 1))
      i = end
      continue
    }
    const cleaned = withoutMarks(line)
    if (cleaned.text !== '') {
      const place = { line: i + 1, column: (cleaned.runs[0]?.from ?? 0) + 1 }
      const paragraph = { kind: 'paragraph' as const, text: cleaned.text, place, runs: runsAt(cleaned, i + 1) }
      blocks.push(cleaned.heading === undefined ? paragraph : { ...paragraph, heading: cleaned.heading })
    }
    i++
  }
  const doubts: Doubt[] = undecodable
    ? [{ code: 'undecodable-characters', place: {}, facts: { count: undecodable } }]
    : []
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { name, format: 'text', sha256, bytes: bytes.length, pages: [], blocks, doubts }
}

interface Piece {
  readonly text: string
  /** 0-based offset in the line. */
  readonly at: number
}

const isTabbed = (line: string): boolean => line.includes('\t') && (/\S/.test(line) || line.length > 1)
const isBarred = (line: string): boolean => /^\s*\|.*\|\s*$/.test(line)

/** A lone line with tabs counts as a table of one row: damaged files break tables into such lines. */
function endOf(lines: readonly string[], from: number, belongs: (line: string) => boolean): number {
  let end = from
  while (end < lines.length && belongs(lines[end]!)) end++
  return end
}

function splitTabs(line: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const part of line.split('\t')) {
    pieces.push({ text: part, at })
    at += part.length + 1
  }
  return pieces
}

function splitBars(line: string): Piece[] {
  if (/^[\s|:-]+$/.test(line)) return []
  const first = line.indexOf('|') + 1
  const pieces: Piece[] = []
  let at = first
  for (const part of line.slice(first, line.lastIndexOf('|')).split('|')) {
    pieces.push({ text: part, at })
    at += part.length + 1
  }
  return pieces
}

function tableOf(rows: readonly (readonly Piece[])[], firstLine: number): Table {
  const cells: Cell[] = []
  let columns = 0
  let grid = 0
  for (const [i, row] of rows.entries()) {
    if (row.length === 0) continue
    columns = Math.max(columns, row.length)
    for (const [column, piece] of row.entries()) {
      // A cell of marks only (`**` above a column number) is what it says.
      const text = withoutMarks(piece.text).text.trim() || piece.text.trim()
      const indent = piece.text.length - piece.text.trimStart().length
      const place = { line: firstLine + i, column: piece.at + indent + 1 }
      cells.push({ row: grid, column, rowSpan: 1, columnSpan: 1, text, place, ...(indent > 0 ? { indent } : {}) })
    }
    grid++
  }
  return { kind: 'table', place: { line: firstLine }, rows: grid, columns, cells, grid: 'separated' }
}
