/**
 * `manifest.json`: what belongs to a publication, with a hash of each file, and what was proved about it. Anyone can
 * find out later whether a file is the one that was published.
 */
import type { Book } from '@gouji/compose'
import { type DataFile, jsonFile, mediaTypeOf, sha256Of } from './media.ts'

export interface ManifestFacts {
  readonly title: string
  readonly organisation: string
  readonly code: string
  readonly region: string
  readonly year: number
  readonly stage: Book['stage']
  readonly audience: Book['audience']
  readonly date?: string
  readonly pack: Book['pack']
  readonly figures: number
}

export const manifestFacts = (book: Book): ManifestFacts => ({
  title: book.title,
  organisation: book.organisation,
  code: book.code,
  region: book.region,
  year: book.year,
  stage: book.stage,
  audience: book.audience,
  ...(book.date === undefined ? {} : { date: book.date }),
  pack: book.pack,
  figures: book.figures.length,
})

/** `proof` is what the round trip found out, as the caller words it; it must be plain JSON. */
export function manifestOf(files: readonly DataFile[], facts: ManifestFacts, proof?: object): DataFile {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
  return jsonFile('manifest.json', {
    format: 'gouji-manifest',
    version: 1,
    ...facts,
    files: sorted.map(({ path, bytes }) => ({
      path,
      mediaType: mediaTypeOf(path),
      bytes: bytes.length,
      sha256: sha256Of(bytes),
    })),
    ...(proof === undefined ? {} : { proof }),
  })
}
