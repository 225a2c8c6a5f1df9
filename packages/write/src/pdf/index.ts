import type { Book } from '@gouji/compose'
import { layBook, type PdfAttachment } from './layout.ts'
import { typeset } from './typesetter.ts'

/**
 * A book as PDF/A-2b, or as PDF/A-3b with its data attached; plain PDF 1.7 when it has no date, without which no PDF may
 * call itself PDF/A. The same book always gives the same bytes.
 */
export async function writePdf(
  book: Book,
  { attachments = [] }: { readonly attachments?: readonly PdfAttachment[] } = {},
): Promise<Uint8Array> {
  return typeset(layBook(book, attachments), attachments)
}

export type { PdfAttachment } from './layout.ts'
export { PdfFailure } from './typesetter.ts'
