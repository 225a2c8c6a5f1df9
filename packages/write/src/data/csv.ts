/**
 * Comma-separated values by RFC 4180. A file begins with a byte order mark, without which Excel shows Chinese as
 * garbage, and no cell of text can start a formula there.
 */
import { guarded } from '@gouji/budget'

export type CsvRow = readonly string[]

export function csvBytes(header: CsvRow, rows: readonly CsvRow[]): Uint8Array {
  const lines = [header, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`)
  return new TextEncoder().encode(`\uFEFF${lines.join('')}`)
}

const csvCell = (text: string): string => {
  const safe = guarded(text)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
