/** A book in any of the formats that the project reads. */
import type { Book } from '../book.ts'
import { writeDocx } from './docx.ts'
import { writeHtml } from './html.ts'
import { writePdf } from './pdf.ts'
import { writeText } from './text.ts'
import { writeXlsx } from './xlsx.ts'

export const FORMATS = ['pdf', 'docx', 'xlsx', 'html', 'text'] as const
export type Format = (typeof FORMATS)[number]

const WRITERS: Readonly<Record<Format, (book: Book) => Uint8Array>> = {
  pdf: writePdf,
  docx: writeDocx,
  xlsx: writeXlsx,
  html: writeHtml,
  text: (book) => writeText(book).bytes,
}

export const writeBook = (book: Book, format: Format): Uint8Array => WRITERS[format](book)

export const extensionOf = (format: Format): string => (format === 'text' ? 'txt' : format)
