/** What a backup says of itself. */
import { text } from 'node:stream/consumers'
import type { AuditHead } from '../audit.ts'
import { StoreFailure } from '../failure.ts'
import { type ArchiveEntry, readArchive, type Written } from './archive.ts'

export const FORMAT = 'gouji-backup'
export const FORMAT_VERSION = 1
export const MANIFEST = 'manifest.json'
/** The last entry: the manifest's own hash. */
export const SEAL = 'manifest.json.sha256'

export interface BackedUpTable extends Written {
  readonly table: string
  readonly columns: readonly string[]
  readonly rows: number
}

export interface Manifest {
  readonly format: typeof FORMAT
  readonly version: number
  readonly createdAt: string
  readonly postgres: string
  /** Migrations with the hashes of their texts, as the data's schema was made. */
  readonly migrations: readonly { readonly name: string; readonly sha256: string }[]
  readonly tables: readonly BackedUpTable[]
  readonly claimShares: readonly { readonly region: string; readonly year: number }[]
  readonly blobs: readonly Written[]
  /** Blobs that rows name and that were not there, or not whole, when the backup was made. */
  readonly missing: readonly string[]
  readonly audit: AuditHead | null
}

export interface OpenedBackup {
  readonly manifest: Manifest
  readonly entries: ReadonlyMap<string, ArchiveEntry>
}

/** Opens a backup and verifies every entry before anybody relies on it. */
export async function openBackup(path: string): Promise<OpenedBackup> {
  const entries = await readArchive(path)
  const last = entries.get(MANIFEST)
  if (!last) throw new StoreFailure('backup-damaged', { path, reason: 'no manifest' })
  const seal = entries.get(SEAL)
  if (!seal || (await text(seal.read())) !== (await last.sha256())) {
    throw new StoreFailure('backup-damaged', { path, name: MANIFEST, reason: 'changed' })
  }
  const manifest = await parseManifest(last)
  if (manifest.format !== FORMAT) throw new StoreFailure('backup-damaged', { path, reason: 'format' })
  if (manifest.version > FORMAT_VERSION)
    throw new StoreFailure('backup-unreadable', { path, version: manifest.version })
  for (const { name, bytes, sha256 } of [...manifest.tables, ...manifest.blobs]) {
    const entry = entries.get(name)
    if (!entry) throw new StoreFailure('backup-damaged', { path, name, reason: 'missing' })
    if (entry.bytes !== bytes || (await entry.sha256()) !== sha256) {
      throw new StoreFailure('backup-damaged', { path, name, reason: 'changed' })
    }
  }
  return { manifest, entries }
}

async function parseManifest(entry: ArchiveEntry): Promise<Manifest> {
  try {
    return JSON.parse(await text(entry.read())) as Manifest
  } catch (error) {
    throw new StoreFailure('backup-damaged', { name: entry.name, reason: 'manifest' }, error)
  }
}
