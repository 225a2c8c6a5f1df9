/** Lines of a table in a terminal, aligned by the width of the letters. */
import type { Style } from './style.ts'
import { cutTo, padTo, textWidth, wrapTo } from './width.ts'

export interface GridColumn {
  readonly heading: string
  readonly align: 'left' | 'right'
}

export interface GridCell {
  readonly text: string
  readonly mark?: 'suspect' | 'evidence'
}

/** A row of cells, or a line of words across the table. */
export type GridRow = readonly GridCell[] | string

/** Marks stand beside the cell, so that they do not disturb the alignment of the figures. */
const GAP = 3
/** A heading never makes a column of figures wider than this; it is broken over lines instead. */
const HEADING_WIDTH = 12

export function renderGrid(
  columns: readonly GridColumn[],
  rows: readonly GridRow[],
  width: number,
  style: Style,
): string[] {
  const cells = rows.filter((row): row is readonly GridCell[] => typeof row !== 'string')
  const natural = columns.map((column, i) => {
    const widest = Math.max(0, ...cells.map((row) => textWidth(row[i]?.text ?? '')))
    const heading = Math.min(textWidth(column.heading), HEADING_WIDTH)
    return Math.max(widest, heading, 1)
  })
  const widths = fit(natural, columns, width - GAP * columns.length)
  const headings = columns.map((column, i) => wrapTo(column.heading, widths[i]!).map((line) => cutTo(line, widths[i]!)))
  const height = Math.max(0, ...headings.map((lines) => lines.length))
  const lines: string[] = []
  for (let line = 0; line < height; line++) {
    const texts = columns.map((column, i) => {
      const own = headings[i]!
      // Headings sit on the line nearest to the figures.
      return padTo(own[line - (height - own.length)] ?? '', widths[i]!, column.align)
    })
    lines.push(style.dim(` ${texts.join(' '.repeat(GAP))}`.trimEnd()))
  }
  lines.push(style.dim('─'.repeat(Math.max(0, widths.reduce((sum, w) => sum + w + GAP, 0) - 1))))
  for (const row of rows)
    lines.push(typeof row === 'string' ? style.dim(` ${row}`) : renderRow(row, columns, widths, style))
  return lines
}

function renderRow(
  row: readonly GridCell[],
  columns: readonly GridColumn[],
  widths: readonly number[],
  style: Style,
): string {
  let line = ''
  columns.forEach((column, i) => {
    const cell = row[i] ?? { text: '' }
    const text = cutTo(cell.text, widths[i]!)
    const blanks = ' '.repeat(Math.max(0, widths[i]! - textWidth(text)))
    const [before, after] = column.align === 'right' ? [blanks, ''] : ['', blanks]
    if (cell.mark === 'suspect') line += `${before}${style.suspect(`▶${text}◀`)}${after} `
    else line += ` ${before}${cell.mark === 'evidence' ? style.bold(style.cyan(text)) : text}${after}  `
  })
  return line.trimEnd()
}

/** Takes from the widest left-aligned column until the table fits: words may be cut, figures may not. */
function fit(natural: readonly number[], columns: readonly GridColumn[], room: number): number[] {
  const widths = [...natural]
  const least = 6
  for (let excess = widths.reduce((a, b) => a + b, 0) - room; excess > 0; ) {
    let widest = -1
    columns.forEach((column, i) => {
      if (column.align === 'left' && widths[i]! > least && (widest < 0 || widths[i]! > widths[widest]!)) widest = i
    })
    if (widest < 0) break
    widths[widest]!--
    excess--
  }
  return widths
}
