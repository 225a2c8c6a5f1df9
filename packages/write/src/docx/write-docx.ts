/** A book as a Word document that an office goes on editing: styles, real headings, sections, tables that break well. */
import type { Book } from '@gouji/compose'
import { Document, Packer } from 'docx'
import { pageNumbersOf } from './page-numbers.ts'
import { settle } from './settle.ts'
import { sectionsOf } from './story.ts'
import { stylesOf } from './styles.ts'

export async function documentOf(book: Book): Promise<Uint8Array> {
  const document = new Document({
    title: book.title,
    subject: book.pack.title,
    creator: book.organisation,
    lastModifiedBy: book.organisation,
    styles: stylesOf(book.look),
    defaultTabStop: Math.round(book.look.bodySize * 40),
    // The contents show page numbers at once; whoever changes the text updates the field as always.
    pageNumbers: pageNumbersOf(book),
    sections: sectionsOf(book),
  })
  return settle(await Packer.toBuffer(document), book)
}
