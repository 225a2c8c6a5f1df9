/** One book in one format: which writer, which name. */
import type { Composed } from '@gouji/compose'
import { fileNameOf } from './file-name.ts'
import type { BookFormat } from './publish.ts'

export interface WrittenFile {
  /** Below the folder that the book is written to. */
  readonly path: string
  readonly bytes: Uint8Array
}

export async function writeBook({ book, cube, nameOf }: Composed, format: BookFormat): Promise<WrittenFile[]> {
  // Only the writer that is asked for is loaded: starting is part of the time that people wait.
  const write = await import('@gouji/write')
  const path = `${fileNameOf(book.name)}.${format}`
  const names = (dimension: string, member: string): string => nameOf.member(dimension as 'source', member)
  switch (format) {
    case 'docx':
      return [{ path, bytes: await write.writeDocx(book) }]
    case 'pdf':
      return [
        {
          path,
          bytes: await write.writePdf(book, { attachments: attachedData(write.writeData(book, cube.facts, names)) }),
        },
      ]
    case 'xlsx':
      return [{ path, bytes: write.writeXlsx(book) }]
    case 'html':
      return [{ path, bytes: write.writeHtml(book, names) }]
    case 'data':
      return write.writeData(book, cube.facts, names).map(({ path, bytes }) => ({ path: `data/${path}`, bytes }))
  }
}

/** What of the data package goes into the PDF, so that the figures travel with the paper. */
const ATTACHED: Readonly<Record<string, { readonly mime: string; readonly description: string }>> = {
  'datapackage.json': { mime: 'application/json', description: '数据包说明（Fiscal Data Package）' },
  'lines.csv': { mime: 'text/csv', description: '预算明细' },
  'claims.csv': { mime: 'text/csv', description: '本册每一个数及其口径' },
}

const attachedData = (files: readonly { readonly path: string; readonly bytes: Uint8Array }[]) =>
  files.flatMap(({ path, bytes }) => {
    const known = ATTACHED[path]
    return known ? [{ name: path, bytes, ...known }] : []
  })
