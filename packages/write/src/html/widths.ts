/** Widths of columns as CSS: the form's own shares, and never so narrow that an amount is cut. */
import type { BookCell, BookTable } from '@gouji/compose'
import { textOf } from '../data/member-names.ts'

/** Points between the margins that styles.ts sets for printing. */
const PAPER_POINTS = { portrait: 493, landscape: 757 } as const
const FONT_POINTS_MIN = 5
const CELL_PADDING_EM = 1.1

export function columnCss(table: BookTable, number: number, tableSize: number): string {
  const whole = table.widths.reduce((sum, width) => sum + width, 0) || 1
  const shares = table.widths.map((width, i) => `.w${number} col.k${i}{width:${hundredths((100 * width) / whole)}%}`)
  const onScreen = sum(needs(table, { label: 13, text: 14, head: 5 }))
  const onPaper = sum(needs(table, { label: 7, text: 6, head: 3 }))
  const points = Math.min(tableSize, PAPER_POINTS[table.orientation] / onPaper)
  const size = Math.max(FONT_POINTS_MIN, Math.floor(points * 4) / 4)
  return `${shares.join('')}.w${number}{min-width:${hundredths(onScreen)}em}@media print{.w${number}{font-size:${size}pt}}`
}

type Caps = Readonly<Record<'label' | 'text' | 'head', number>>

/** How wide each column has to be: figures and codes stand in one line, words may break. */
function needs(table: BookTable, caps: Caps): number[] {
  const widest = table.widths.map(() => 1)
  for (const row of table.rows) {
    for (const cell of row.cells) {
      if (cell.columnSpan > 1) continue
      const need = needOf(cell, caps)
      if (need > (widest[cell.column] ?? 0)) widest[cell.column] = need
    }
  }
  return widest.map((need) => need + CELL_PADDING_EM)
}

function needOf(cell: BookCell, caps: Caps): number {
  const letters = emOf(textOf(cell.runs))
  if (cell.role === 'amount' || cell.role === 'number' || cell.role === 'code') return letters
  if (cell.role === 'head') return Math.min(caps.head, letters)
  return Math.min(caps[cell.role], letters + (cell.indent ?? 0))
}

const emOf = (text: string): number => {
  let em = 0
  for (const char of text) em += char.charCodeAt(0) < 0x2e80 ? 0.58 : 1
  return em
}

const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0)
const hundredths = (x: number): number => Math.round(x * 100) / 100
