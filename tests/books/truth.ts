/** What a reader must find in a book: every numeric cell of every table with its row, column and unit. */
import { type Book, columnsOf, tablesOf } from './book.ts'

export interface TrueCell {
  /** 0-based among the book's tables. */
  readonly table: number
  readonly title: string
  /** 0-based among the body rows. */
  readonly row: number
  readonly column: number
  readonly rowCode: string
  readonly rowLabel: string
  /** Other texts of the row that may as well name it: the unit of a project, the project of a purchase. */
  readonly rowTexts: readonly string[]
  readonly columnPath: readonly string[]
  /** As printed, without separators. */
  readonly value: string
  readonly unit: string
  /** 1-based line, in the text format. */
  readonly line?: number
}

const NUMBER = /^-?\d[\d,]*(\.\d+)?$/

export function truthOf(book: Book, lines?: readonly (readonly number[])[]): TrueCell[] {
  return tablesOf(book).flatMap((table, t) => {
    const columns = columnsOf(table.header)
    return table.rows.flatMap((row, r) =>
      row.flatMap((cell, column): TrueCell[] => {
        const spec = columns[column]
        if (!cell || spec?.role !== 'figure' || !NUMBER.test(cell.text)) return []
        const line = lines?.[t]?.[r]
        return [
          {
            table: t,
            title: table.title,
            row: r,
            column,
            ...namesOf(book, t, r, column),
            columnPath: spec.path,
            value: cell.text.replaceAll(',', ''),
            unit: cell.unit ?? table.style.unit,
            ...(line === undefined ? {} : { line }),
          },
        ]
      }),
    )
  })
}

/** The label and code that belong to a figure: the nearest label to its left, and the codes left of that. */
function namesOf(
  book: Book,
  t: number,
  r: number,
  column: number,
): { rowCode: string; rowLabel: string; rowTexts: string[] } {
  const table = tablesOf(book)[t]
  if (!table) return { rowCode: '', rowLabel: '', rowTexts: [] }
  const columns = columnsOf(table.header)
  const row = table.rows[r] ?? []
  const rowTexts = columns.flatMap((c, i) => (c.role === 'text' && row[i]?.text ? [row[i].text] : []))
  let labelAt = column - 1
  while (labelAt >= 0 && columns[labelAt]?.role !== 'label') labelAt--
  if (labelAt < 0) labelAt = columns.findIndex((c) => c.role === 'label')
  if (labelAt < 0) return { rowCode: '', rowLabel: '', rowTexts: [] }
  let rowCode = ''
  // Codes stand left of the name, or right of it.
  if (columns[labelAt + 1]?.role === 'code')
    return { rowCode: row[labelAt + 1]?.text ?? '', rowLabel: row[labelAt]?.text ?? '', rowTexts }
  for (let i = labelAt - 1; i >= 0 && columns[i]?.role !== 'figure'; i--) {
    if (columns[i]?.role === 'code') rowCode = (row[i]?.text ?? '') + rowCode
  }
  return { rowCode, rowLabel: row[labelAt]?.text ?? '', rowTexts }
}
