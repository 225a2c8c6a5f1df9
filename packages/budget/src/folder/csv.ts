/**
 * Comma-separated values as finance officers save them: quotes as in RFC 4180, empty rows and empty columns at the edge
 * are nothing, and whatever is wrong is told with its line while the rest is read on.
 */
import type { Facts, ProblemCode } from './problems.ts'

export interface GridRow {
  /** 1-based line of the file on which the row begins, or row of the sheet. */
  readonly line: number
  readonly cells: readonly string[]
}

export type CsvTrouble = (code: ProblemCode, line: number, facts?: Facts) => void

/** More rows than a department has lines; beyond it the file is something else. */
export const ROWS_MAX = 200_000

export function splitCsv(text: string, trouble: CsvTrouble): GridRow[] {
  const rows: GridRow[] = []
  const end = text.length
  let at = text.startsWith('\ufeff') ? 1 : 0
  let line = 1
  while (at < end) {
    const begun = line
    const cells: string[] = []
    for (;;) {
      if (text[at] === '"') {
        const closed = closingQuote(text, at + 1)
        if (closed < 0) {
          trouble('open-quote', begun, { field: cells.length + 1 })
          return rows
        }
        const inner = text.slice(at + 1, closed)
        line += lineBreaks(inner)
        at = closed + 1
        const stop = fieldEnd(text, at)
        // Letters behind the closing quote belong to nobody; they are kept so that the cell is seen to be wrong.
        const rest = text.slice(at, stop)
        if (rest.trim() !== '') trouble('stray-quote', begun, { field: cells.length + 1 })
        cells.push(unguarded(inner.replaceAll('""', '"').replace(/\r\n?/g, '\n') + rest.trimEnd()))
        at = stop
      } else {
        const stop = fieldEnd(text, at)
        cells.push(unguarded(text.slice(at, stop)))
        at = stop
      }
      if (text[at] !== ',') break
      at += 1
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1
    at += 1
    line += 1
    if (cells.every((cell) => cell.trim() === '')) continue
    if (rows.length > ROWS_MAX) {
      trouble('too-many-rows', begun, { limit: ROWS_MAX })
      return rows
    }
    rows.push({ line: begun, cells })
  }
  return rows
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from)
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

const FIELD_END = /[,\r\n]/g

function fieldEnd(text: string, from: number): number {
  FIELD_END.lastIndex = from
  return FIELD_END.exec(text)?.index ?? text.length
}

const lineBreaks = (text: string): number => text.split(/\r\n|\r|\n/).length - 1

/** Quotes only where they are needed, so that a diff shows what changed. */
export function printCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(quoted).join(',')}\n`).join('')
}

function quoted(cell: string): string {
  const safe = guarded(cell)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Numbers stay as they are, also negative ones: what is guarded is text that a spreadsheet would calculate. */
const NUMBER = /^[-+]?\d[\d,]*(?:\.\d+)?%?$/
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/

/** A cell that no spreadsheet takes for a formula: with an apostrophe in front, which `unguarded` takes away again. */
export const guarded = (text: string): string => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text)

const unguarded = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text)
