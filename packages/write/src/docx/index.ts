import type { Book } from '@gouji/compose'

/** The library is loaded with the first book, not with the program. */
export async function writeDocx(book: Book): Promise<Uint8Array> {
  const { documentOf } = await import('./write-docx.ts')
  return documentOf(book)
}
