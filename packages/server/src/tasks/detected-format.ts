/** What an upload is, told while its sender waits: in the server itself, and so within narrow bounds of memory. */
import { open } from 'node:fs/promises'
import type { Format } from '@gouji/document'
import { detect, LIMITS } from '@gouji/files'
import type { Upload } from '../http/handler.ts'

/** Where the kind of a file shows that is no container. */
const HEAD_BYTES = 8192

let last: Promise<unknown> = Promise.resolve()

/** Fails with an `UnreadableError` where it is none that is read. */
export async function detectedFormat({ path, name, bytes }: Upload): Promise<Format> {
  const head = await beginning(path, Math.min(bytes, HEAD_BYTES))
  if (!isContainer(head)) return detect(head, name, LIMITS).format
  // A container tells what it is at its end, and has to be there whole: one at a time, however many are sent at once.
  const own = last.then(async () => detect(await beginning(path, bytes), name, LIMITS).format)
  last = own.catch(() => undefined)
  return own
}

async function beginning(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** A zip archive, or the older container of office files. */
const isContainer = ([first, second]: Uint8Array): boolean =>
  (first === 0x50 && second === 0x4b) || (first === 0xd0 && second === 0xcf)
