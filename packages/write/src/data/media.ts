import { createHash } from 'node:crypto'

export interface DataFile {
  /** Relative, with `/`. */
  readonly path: string
  readonly bytes: Uint8Array
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  txt: 'text/plain',
  html: 'text/html',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export const mediaTypeOf = (path: string): string =>
  MEDIA_TYPES[/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const textFile = (path: string, text: string): DataFile => ({ path, bytes: new TextEncoder().encode(text) })

export const jsonFile = (path: string, value: unknown): DataFile =>
  textFile(path, `${JSON.stringify(value, null, 1)}\n`)
