/**
 * Multipart uploads, streamed into a folder of the request: never wholly in memory, never under a name that came from
 * outside, and gone when the request ends, whatever happens.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyRequest } from 'fastify'
import { refuseWithoutRoom } from './disk-room.ts'
import type { Upload } from './handler.ts'
import { displayName } from './names.ts'
import { Refusal } from './problem.ts'

export const UPLOAD_LIMITS = {
  fileBytes: 100 * 1024 * 1024,
  files: 100,
  /** Of all files together: a hundred of the largest would fill the disk of a small server. */
  bytes: 500 * 1024 * 1024,
  /** From whom nothing comes for so long is gone, or pretends to send. */
  silentMs: 60_000,
} as const

/** Requests that lie on the disk at the same time; the pages send three. What waits is not read meanwhile. */
export const UPLOADS_AT_ONCE = { most: 32, mostOfOne: 4, waitingOfOne: 100 } as const

/** A request that has taken longer has been ended by the server: what lies in its folder belongs to nobody. */
export const UPLOAD_LONGEST_MS = 60 * 60_000

/** Removes what killed servers left behind: everything that is older; with 0, everything, whatever the clock says. */
export async function sweepUploads(folder: string, olderThanMs: number, now = Date.now()): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    // Another program may have removed it meanwhile.
    const left = await stat(path).catch(() => undefined)
    if (left && (olderThanMs === 0 || now - left.mtimeMs >= olderThanMs))
      await rm(path, { recursive: true, force: true, maxRetries: 3 })
  }
}

export interface Received {
  readonly uploads: readonly Upload[]
  readonly discard: () => Promise<void>
}

export async function receiveUploads(
  request: FastifyRequest,
  folder: string,
  limits: Readonly<Record<keyof typeof UPLOAD_LIMITS, number>> = UPLOAD_LIMITS,
): Promise<Received> {
  if (!request.isMultipart()) throw new Refusal('not-multipart')
  // Whoever left while waiting for a turn sends nothing any more, not even the end.
  if (request.raw.destroyed) throw new Refusal('half-upload')
  const own = join(folder, randomUUID())
  await mkdir(own, { recursive: true, mode: 0o700 })
  const discard = (): Promise<void> => rm(own, { recursive: true, force: true, maxRetries: 3 })
  const uploads: Upload[] = []
  let whole = 0
  let looked = 0
  const stopWatching = endWhenSilent(request, limits.silentMs)
  try {
    await refuseWithoutRoom(own, Math.min(Number(request.headers['content-length'] ?? 0), limits.bytes))
    for await (const part of request.parts()) {
      if (part.type !== 'file') continue
      const path = join(own, String(uploads.length))
      const hash = createHash('sha256')
      let bytes = 0
      const measure = new Transform({
        transform(chunk: Buffer, _, done) {
          bytes += chunk.length
          whole += chunk.length
          if (whole > limits.bytes) return done(new Refusal('too-large', { limit: limits.bytes }))
          hash.update(chunk)
          if (whole - looked < LOOK_BYTES) return done(null, chunk)
          looked = whole
          // Others send too, and not all of them say how much.
          refuseWithoutRoom(own, 0).then(() => done(null, chunk), done)
        },
      })
      await pipeline(part.file, measure, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
      if (part.file.truncated) throw new Refusal('too-large', { limit: limits.fileBytes })
      uploads.push({ name: displayName(part.filename), path, bytes, sha256: hash.digest('hex') })
    }
    if (uploads.length === 0) throw new Refusal('not-multipart')
    return { uploads, discard }
  } catch (error) {
    await discard()
    throw uploadRefusal(error, limits)
  } finally {
    stopWatching()
  }
}

const LOOK_BYTES = 16 * 1024 * 1024

/** The time for the whole request is long, for slow lines; one on which nothing comes at all is not slow. */
function endWhenSilent({ raw }: FastifyRequest, silentMs: number): () => void {
  let heard = raw.socket.bytesRead
  const timer = setInterval(() => {
    if (raw.socket.bytesRead === heard) raw.destroy()
    heard = raw.socket.bytesRead
  }, silentMs)
  return () => clearInterval(timer)
}

function uploadRefusal(error: unknown, limits: Readonly<Record<keyof typeof UPLOAD_LIMITS, number>>): unknown {
  if (!(error instanceof Error) || error instanceof Refusal) return error
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'FST_REQ_FILE_TOO_LARGE') return new Refusal('too-large', { limit: limits.fileBytes })
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT') {
    return new Refusal('too-many-files', { limit: limits.files })
  }
  // A boundary has at most seventy letters; of one of thousands the parser says that its needle is too long.
  if (/boundary not found|needle/i.test(error.message)) return new Refusal('not-multipart')
  if (/malformed part|unexpected end|premature|aborted|ECONNRESET|terminated early/i.test(`${code} ${error.message}`)) {
    return new Refusal('half-upload')
  }
  return error
}
