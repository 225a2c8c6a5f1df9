/** The documents of the shared corpus, where it lies beside the checkout; nothing of it is part of this repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Document } from '@gouji/document'
import { readDocument } from '@gouji/files'

export const CORPUS = join(import.meta.dirname, '..', '..', 'shared', 'corpus')

export function corpusPaths(only = ''): string[] {
  if (!existsSync(CORPUS)) return []
  return ['text', 'pdf']
    .flatMap((folder) => readdirSync(join(CORPUS, folder)).map((name) => join(CORPUS, folder, name)))
    .filter((path) => path.includes(only))
    .sort()
}

export async function corpusDocuments(only = ''): Promise<Document[]> {
  const documents: Document[] = []
  for (const path of corpusPaths(only)) documents.push(await readDocument(readFileSync(path), path.split('/').at(-1)!))
  return documents
}
