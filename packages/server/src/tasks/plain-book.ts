/** A published file as people compare it: tables with their printed figures, and sentences in their order. */
import { readDocument } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { read } from '@gouji/read'
import type { PlainBook } from './comparison.ts'

export async function plainBook(bytes: Uint8Array, name: string): Promise<PlainBook> {
  const document = await readDocument(new Uint8Array(bytes), name)
  const reading = read(document, loadKnowledge())
  return {
    tables: reading.tables.map((table) => ({
      title: table.title,
      cells: table.cells
        .filter(({ printed, noise }) => printed !== undefined && !noise)
        .map((cell) => ({
          label: [cell.rowCode, cell.rowLabel].filter(Boolean).join(' '),
          column: cell.columnPath.join(' / '),
          text: cell.text,
        })),
    })),
    sentences: document.blocks.flatMap((block) =>
      block.kind === 'paragraph'
        ? block.text
            .split(/(?<=[。！？；])/)
            .map((s) => s.trim())
            .filter(Boolean)
        : [],
    ),
  }
}

/** The file of an edition from which it is read best: a page keeps its tables, Word too. */
export const readableFile = <F extends { readonly name: string }>(files: readonly F[]): F | undefined =>
  files.find(({ name }) => name.endsWith('.html')) ?? files.find(({ name }) => name.endsWith('.docx')) ?? files[0]
