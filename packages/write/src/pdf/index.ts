import type { Book } from '@gouji/compose'
import { layBook, type PdfAttachment } from './layout.ts'

/**
 * A book as PDF/A-2b, or as PDF/A-3b with its data attached; plain PDF 1.7 when it has no date, without which no PDF may
 * call itself PDF/A. The same book always gives the same bytes.
 */
export async function writePdf(
  book: Book,
  { attachments = [] }: { readonly attachments?: readonly PdfAttachment[] } = {},
): Promise<Uint8Array> {
  // The typesetter is native code with fonts: whoever writes another format does not wait for it.
  const { typeset } = await import('./typesetter.ts')
  return typeset(layBook(book, attachments), attachments)
}

export type { PdfAttachment } from './layout.ts'
export { PdfFailure } from './pdf-failure.ts'
