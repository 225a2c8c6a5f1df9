/** One book in one format: which writer, which name. */
import type { Composed } from '@gouji/compose'
import type { BookFormat } from './publish.ts'

export interface WrittenFile {
  /** Below the folder that the book is written to. */
  readonly path: string
  readonly bytes: Uint8Array
}

export async function writeBook({ book, cube, nameOf }: Composed, format: BookFormat): Promise<WrittenFile[]> {
  // Only the writer that is asked for is loaded: starting is part of the time that people wait.
  const write = await import('@gouji/write')
  const path = `${book.name}.${format}`
  switch (format) {
    case 'docx':
      return [{ path, bytes: await write.writeDocx(book) }]
    case 'pdf':
      return [{ path, bytes: await write.writePdf(book) }]
    case 'xlsx':
      return [{ path, bytes: write.writeXlsx(book) }]
    case 'html':
      return [{ path, bytes: write.writeHtml(book) }]
    case 'data': {
      const names = (dimension: string, member: string): string => nameOf.member(dimension as 'source', member)
      const files = write.writeData(book, cube.facts, names)
      return files.map((file) => ({ path: `data/${file.path}`, bytes: file.bytes }))
    }
  }
}
