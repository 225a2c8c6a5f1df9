/** Pictures of pages, drawn once and kept: they follow from bytes that never change. */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Desk } from './desk.ts'

/** Asked for again and again, a page that cannot be drawn in its time would keep the desk for good. */
const NOT_AGAIN_MS = 10 * 60_000
const KEPT_MOST = 1000
const failed = new Map<string, number>()

export interface Page {
  /** Where the pictures lie. */
  readonly folder: string
  readonly sha256: string
  readonly path: string
  readonly number: number
}

/** The path of the picture; undefined where there is no such page, or none that can be drawn. */
export async function pagePicture({ folder, sha256, path, number }: Page, desk: Desk): Promise<string | undefined> {
  const own = join(folder, sha256.slice(0, 2), sha256)
  const picture = join(own, `${number}.png`)
  const isThere = await readFile(picture).then(
    () => true,
    () => false,
  )
  if (isThere) return picture
  const key = `${sha256} ${number}`
  if ((failed.get(key) ?? 0) > Date.now()) return undefined
  const drawn = await desk.run({ kind: 'page', path, page: number })
  if (!drawn.ok || !drawn.value.bytes) {
    failed.delete(key)
    failed.set(key, Date.now() + NOT_AGAIN_MS)
    if (failed.size > KEPT_MOST) failed.delete(failed.keys().next().value!)
    return undefined
  }
  await mkdir(own, { recursive: true })
  await writeFile(`${picture}.${process.pid}`, drawn.value.bytes)
  await rename(`${picture}.${process.pid}`, picture)
  return picture
}

/** Of a document that nobody looks at any more, or that is gone. */
export async function sweepPictures(folder: string, olderThanMs: number, now = Date.now()): Promise<void> {
  for (const part of await readdir(folder).catch(() => [])) {
    for (const sha256 of await readdir(join(folder, part)).catch(() => [])) {
      const own = join(folder, part, sha256)
      const drawn = await stat(own).catch(() => undefined)
      if (drawn && now - drawn.mtimeMs >= olderThanMs) await rm(own, { recursive: true, force: true, maxRetries: 3 })
    }
  }
}
