/** A table for Excel: UTF-8 with a mark, and no cell that a spreadsheet would take for a formula. */

const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/
const NUMBER = /^[-+]?\d[\d,]*(?:\.\d+)?%?$/
const guarded = (text: string): string => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text)

export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map((cell) => `"${guarded(cell).replaceAll('"', '""')}"`).join(',')}\r\n`).join('')

export const csvOf = (rows: readonly (readonly string[])[]): Blob =>
  new Blob(['\ufeff', csvText(rows)], { type: 'text/csv;charset=utf-8' })
