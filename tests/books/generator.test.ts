/** The generator itself: what it composes is consistent before anything reads it. */
import { figureOf, type Interval, interval, isMoneyUnit, meets, parseNumber, sum } from '@gouji/ledger'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { columnsOf, headerGrid, tablesOf } from './book.ts'
import { ECONOMIES, FUNCTIONS } from './facts.ts'
import { BASIC, PROJECT, total, yearFrom } from './figures.ts'
import { composeBook, FORMS, yearOf } from './forms/index.ts'
import { truthOf } from './truth.ts'
import { writeHtml } from './writers/html.ts'
import { writeText } from './writers/text.ts'
import { writeXlsx } from './writers/xlsx.ts'

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)

describe('a year', () => {
  it.each(SEEDS)('seed %i: the lines add up along every dimension', (seed) => {
    const y = yearFrom(seed)
    const all = total(y.lines)
    expect(total(y.lines, { character: BASIC }) + total(y.lines, { character: PROJECT })).toBe(all)
    expect(y.units.reduce((s, _, unit) => s + total(y.lines, { unit }), 0n)).toBe(all)
    expect(total(y.lines, { vintage: 'current' }) + total(y.lines, { vintage: 'carried' })).toBe(all)
    const basic = { character: BASIC } as const
    expect(total(y.lines, { ...basic, economy: '30108' })).toBe(total(y.lines, { ...basic, function: '2080505' }))
    expect(total(y.lines, { ...basic, economy: '30113' })).toBe(total(y.lines, { ...basic, function: '2210201' }))
    for (const line of y.lines) {
      expect(FUNCTIONS).toHaveProperty(line.function)
      expect(ECONOMIES).toHaveProperty(line.economy)
      expect(line.fen > 0n).toBe(true)
    }
  })

  it('is the same for the same seed and another for another', () => {
    expect(yearFrom(7)).toEqual(yearFrom(7))
    expect(yearFrom(7)).not.toEqual(yearFrom(8))
  })
})

/** The interval of a printed cell; blank is zero. */
function printedInterval(text: string, unit: string): Interval {
  const printed = parseNumber(text)
  if (!printed) return interval(0n, 0n)
  if (!isMoneyUnit(unit)) throw new Error(`no money: ${unit}`)
  return figureOf(printed, unit).rounded
}

describe.each(FORMS)('form %s', (form) => {
  it.each(SEEDS)('seed %i: rows are as wide as the header, and every figure prints its amount', (seed) => {
    for (const table of tablesOf(composeBook(form, seed))) {
      const columns = columnsOf(table.header)
      const header = headerGrid(table.header)
      const covered = header.cells.reduce((n, c) => n + c.rowSpan * c.columnSpan, 0)
      expect(covered, table.title).toBe(header.rows * columns.length)
      for (const row of table.rows) expect(row.length, table.title).toBe(columns.length)
      for (const cell of table.rows.flat()) {
        if (cell?.fen === undefined) continue
        const unit = cell.unit ?? table.style.unit
        expect(meets(printedInterval(cell.text, unit), { lo: cell.fen, hi: cell.fen }), cell.text).toBe(true)
      }
    }
  })

  it('prints functions whose children add up to their parents', () => {
    for (const table of tablesOf(composeBook(form, 3))) {
      const cells = truthOf(composeBook(form, 3)).filter((c) => c.title === table.title && /^2\d{2}$/.test(c.rowCode))
      for (const parent of cells) {
        const children = truthOf(composeBook(form, 3)).filter(
          (c) =>
            c.title === table.title &&
            c.column === parent.column &&
            c.rowCode.length === 5 &&
            c.rowCode.startsWith(parent.rowCode),
        )
        if (children.length === 0) continue
        const parts = sum(children.map((c) => printedInterval(c.value, c.unit)))
        expect(meets(parts, printedInterval(parent.value, parent.unit))).toBe(true)
      }
    }
  })

  it('is byte for byte the same for one seed, in every format', () => {
    for (const write of [(b: ReturnType<typeof composeBook>) => writeText(b).bytes, writeHtml, writeXlsx]) {
      expect(write(composeBook(form, 5))).toEqual(write(composeBook(form, 5)))
    }
  })

  it('writes every figure into every format', () => {
    const book = composeBook(form, 4)
    const truth = truthOf(book)
    expect(truth.length).toBeGreaterThan(100)
    const text = new TextDecoder().decode(writeText(book).bytes).split('\n')
    for (const cell of truthOf(book, writeText(book).lines)) {
      const at = text[(cell.line ?? 0) - 1]?.split('\t')[cell.column]
      expect(at?.replaceAll(',', '')).toBe(cell.value)
    }
    const html = new TextDecoder().decode(writeHtml(book)).replaceAll(',', '')
    const sheets = Object.entries(unzipSync(writeXlsx(book)))
      .filter(([path]) => path.includes('worksheets'))
      .map(([, bytes]) => strFromU8(bytes))
      .join('')
    for (const cell of truth) {
      expect(html).toContain(`>${cell.value}<`)
      // A workbook keeps numbers without the zeros at their end, or with more decimals than it shows.
      expect(sheets).toContain('<v>')
    }
    expect(sheets.match(/<c [^>]*s="[125]"[^>]*><v>/g)?.length).toBe(truth.filter((c) => c.value.includes('.')).length)
  })

  it('keeps the unit of a year in its stage', () => {
    expect(yearOf(form, 1).stage).toBe(form === 'F' ? 'final' : 'budget')
  })
})
