/** Books to upload, composed from generated ledgers as PDF and Word; kept between runs, because composing takes longer than measuring. */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from '@gouji/compose'
import { loadKnowledge } from '@gouji/knowledge'
import { loadPacks, packNamed, writeBook } from '@gouji/publish'
import { ledgerFor } from '../tests/round-trip/ledgers.ts'
import type { UploadedFile } from '../tests/workbench/visitor.ts'

const PACK = 'zhejiang-department-2024'
const FOLDER = join(tmpdir(), 'gouji-bench-books')

export async function book(seed: number): Promise<UploadedFile> {
  const format = seed % 2 === 0 ? 'pdf' : 'docx'
  const name = `book-${seed}.${format}`
  const path = join(FOLDER, name)
  if (!existsSync(path)) {
    const { pack } = packNamed(PACK, loadPacks())
    const [file] = await writeBook(compose(ledgerFor(pack!, seed, 'plain'), pack!, loadKnowledge().catalogue), format)
    await mkdir(FOLDER, { recursive: true })
    await writeFile(`${path}.${process.pid}`, file!.bytes)
    await rename(`${path}.${process.pid}`, path)
  }
  return { name, bytes: await readFile(path) }
}
