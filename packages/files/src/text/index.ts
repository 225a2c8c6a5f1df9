import { createHash } from 'node:crypto'
import {
  type Block,
  type Cell,
  type Document,
  type Doubt,
  type Paragraph,
  type Run,
  type Table,
  UnreadableError,
} from '@gouji/document'
import { decodeText } from './decode.ts'
import { runsAt, withoutMarks } from './marks.ts'
import { edgeOf, paragraphAt } from './wrapped.ts'

/**
 * Plain text and Markdown. Lines that hold tabs make tables, line under line; so do tables between bars, of Markdown or
 * as text is taken from web pages.
 * A blank line ends a table: whether the next one goes on with it (a page break through its rows) is for reading to say.
 * Other lines are paragraphs, several together where a copy from pages broke them at its edge.
 */
export function readText(bytes: Uint8Array, name: string): Document {
  const { text, undecodable } = decodeText(bytes)
  if (!/\S/.test(text)) throw new UnreadableError('empty-file', { name })
  const lines = numberedLines(text)
  const texts = lines.map((line) => line.text)
  const edge = edgeOf(texts)
  const blocks: Block[] = []
  const done = new Set<number>()
  for (let i = 0; i < lines.length; i++) {
    if (done.has(i)) continue
    const line = texts[i]!
    const end = isTabbed(line)
      ? endOf(texts, i, isTabbed)
      : isBarred(line)
        ? endOf(texts, i, isBarred)
        : endOfLoose(texts, i)
    if (end > i) {
      blocks.push(tableOf(lines.slice(i, end), isTabbed(line) ? splitTabs : isBarred(line) ? splitBars : splitLoose))
      i = end - 1
      continue
    }
    const own = edge === undefined ? [i] : paragraphAt(texts, i, edge)
    for (const n of own) done.add(n)
    const paragraph = paragraphOf(own.map((n) => lines[n]!))
    if (paragraph) blocks.push(paragraph)
  }
  const doubts: Doubt[] = undecodable
    ? [{ code: 'undecodable-characters', place: {}, facts: { count: undecodable } }]
    : []
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { name, format: 'text', sha256, bytes: bytes.length, pages: [], blocks, doubts }
}

interface NumberedLine {
  readonly text: string
  /** From 1, in the file. */
  readonly number: number
}

/** The lines of a file. Where every other line is blank, as after conversion from web pages, these mean nothing. */
function numberedLines(text: string): NumberedLine[] {
  const lines = text.split('\n').map((line, i) => ({
    text: line.replace(/\r$/, '').replaceAll('\f', ' ').replaceAll('\0', ' '),
    number: i + 1,
  }))
  const isBlank = (i: number): boolean => (lines[i]?.text ?? '').trim() === ''
  const [odd, even] = [1, 0].map((turn) => lines.filter((_, i) => i % 2 === turn && !isBlank(i)).length)
  const isDouble = lines.length > 20 && Math.min(odd!, even!) === 0
  return isDouble ? lines.filter((_, i) => i % 2 === (odd === 0 ? 0 : 1)) : lines
}

/** Undefined where nothing but marks stands in it. */
function paragraphOf(lines: readonly NumberedLine[]): Paragraph | undefined {
  let text = ''
  const runs: Run[] = []
  let heading: number | undefined
  for (const { text: line, number } of lines) {
    const cleaned = withoutMarks(line)
    // Words of Latin letters need the blank that the end of a line stood for.
    if (/[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(cleaned.text)) text += ' '
    for (const run of runsAt(cleaned, number)) runs.push({ ...run, start: run.start + text.length })
    text += cleaned.text
    heading ??= cleaned.heading
  }
  if (text === '') return undefined
  const place = { line: lines[0]!.number, column: runs[0]?.place.column ?? 1 }
  return { kind: 'paragraph', text, place, runs, ...(heading === undefined ? {} : { heading }) }
}

interface Piece {
  readonly text: string
  /** 0-based offset in the line. */
  readonly at: number
}

const isTabbed = (line: string): boolean => line.includes('\t') && (/\S/.test(line) || line.length > 1)
const isBarred = (line: string): boolean => /^\s*\|.*\|\s*$/.test(line)

/** 科目编码 | 科目名称 | 合计 |: bars between the cells and behind them, as text is taken from web pages. */
function barsIn(line: string): number {
  const first = line.indexOf('|')
  return first > 0 && line.slice(0, first).trim() !== '' ? line.split('|').length - 1 : 0
}
const LOOSE_LINES = 3

/** Several lines with as many bars each; a lone line with bars is a way through a site. */
function endOfLoose(lines: readonly string[], from: number): number {
  const bars = barsIn(lines[from]!)
  if (bars < 2) return from
  const end = endOf(lines, from, (line) => line.split('|').length - 1 === bars)
  return end - from >= LOOSE_LINES ? end : from
}

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

function splitLoose(line: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const part of line.replace(/\|\s*$/, '').split('|')) {
    pieces.push({ text: part, at })
    at += part.length + 1
  }
  return pieces
}

function tableOf(lines: readonly NumberedLine[], split: (line: string) => Piece[]): Table {
  const cells: Cell[] = []
  let columns = 0
  let grid = 0
  for (const { text: line, number } of lines) {
    const row = split(line)
    if (row.length === 0) continue
    columns = Math.max(columns, row.length)
    for (const [column, piece] of row.entries()) {
      // A cell of marks only (`**` above a column number) is what it says.
      const text = withoutMarks(piece.text).text.trim() || piece.text.trim()
      const indent = piece.text.length - piece.text.trimStart().length
      const place = { line: number, column: piece.at + indent + 1 }
      cells.push({ row: grid, column, rowSpan: 1, columnSpan: 1, text, place, ...(indent > 0 ? { indent } : {}) })
    }
    grid++
  }
  return { kind: 'table', place: { line: lines[0]!.number }, rows: grid, columns, cells, grid: 'separated' }
}
