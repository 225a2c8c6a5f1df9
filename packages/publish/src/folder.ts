/** The folder of a budget on the disk: read within limits, written so that a reader never sees half of it. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import {
  type Budget,
  type BudgetKnowledge,
  type BudgetProblem,
  FILE_MAX,
  FILE_NAMES,
  type ProblemCode,
  printBudget,
  type ReadBudget,
  readBudget,
} from '@gouji/budget'

export interface LoadedFolder {
  /** The texts of the files of a budget, by name; undefined where the folder itself cannot be read. */
  readonly files?: ReadonlyMap<string, string>
  readonly problems: readonly BudgetProblem[]
}

/** A folder with more entries is not the folder of a budget, and listing them all would be no help. */
const ENTRIES_MAX = 1000

/** Findings of the checker that the unit accepts for the composed book: not part of the budget itself. */
export const WAIVERS_NAME = 'waivers.yaml'

export async function loadBudgetFolder(path: string): Promise<LoadedFolder> {
  const problems: BudgetProblem[] = []
  const name = basename(resolve(path))
  const tell = (
    code: ProblemCode,
    file: string,
    facts: BudgetProblem['facts'] = {},
    severity: BudgetProblem['severity'] = 'error',
  ): void => {
    problems.push({ code, severity, origin: { file }, facts })
  }
  let entries: string[]
  try {
    if (!(await stat(path)).isDirectory()) {
      tell('not-a-folder', name)
      return { problems }
    }
    entries = (await readdir(path)).sort().slice(0, ENTRIES_MAX)
  } catch (error) {
    const reason = codeOf(error)
    if (reason === 'ENOENT' || reason === 'ENOTDIR') tell('folder-missing', name)
    else tell('not-readable', name, { reason })
    return { problems }
  }
  const files = new Map<string, string>()
  for (const entry of entries) {
    // Files that Excel and editors leave behind while they have one open are nobody's entries.
    if (!/\.(?:csv|ya?ml)$/i.test(entry) || /^(?:\.|~)/.test(entry) || entry === WAIVERS_NAME) continue
    // Names of other files are told as unknown; what they hold is not read.
    if (!FILE_NAMES.includes(entry)) {
      files.set(entry, '')
      continue
    }
    try {
      const facts = await stat(join(path, entry))
      if (!facts.isFile()) tell('not-readable', entry, { reason: 'not a regular file' })
      // Four bytes make at most one character that counts, so more bytes can never be within the limit.
      else if (facts.size > FILE_MAX * 4) tell('file-too-large', entry, { length: facts.size, limit: FILE_MAX })
      else {
        const { text, encoding } = decode(await readFile(join(path, entry)))
        if (text === undefined) tell('broken-encoding', entry)
        else {
          if (encoding !== undefined) tell('other-encoding', entry, { encoding }, 'warning')
          files.set(entry, text)
        }
      }
    } catch (error) {
      tell('not-readable', entry, { reason: codeOf(error) })
    }
  }
  return { files, problems }
}

/** The budget of a folder, with whatever is wrong with the folder, its files and their entries. */
export async function openBudgetFolder(path: string, knowledge: BudgetKnowledge): Promise<ReadBudget> {
  const { files, problems } = await loadBudgetFolder(path)
  if (!files) return { problems }
  const read = readBudget(files, knowledge)
  // A file that could not be read is told as such, not as missing.
  const told = new Set(problems.filter(({ severity }) => severity === 'error').map(({ origin }) => origin.file))
  const others = read.problems.filter(({ code, origin }) => code !== 'missing-file' || !told.has(origin.file))
  const all = [...problems, ...others]
  if (told.size === 0) return { ...read, problems: all }
  return { ...(read.partial ? { partial: read.partial } : {}), problems: all }
}

/** Excel in Chinese saves CSV as GB18030 unless it is told otherwise, and `Unicode text` as UTF-16. */
function decode(bytes: Uint8Array): { text?: string; encoding?: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return tried(bytes, 'utf-16le')
  const utf8 = tried(bytes, 'utf-8')
  return utf8.text === undefined ? tried(bytes, 'gb18030') : { text: utf8.text }
}

function tried(bytes: Uint8Array, encoding: string): { text?: string; encoding?: string } {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding: encoding.toUpperCase() }
  } catch {
    return {}
  }
}

/**
 * Writes all files of a budget. A new folder appears whole; in one that exists each file is replaced whole, and only
 * when all of them could be written. Other files in it are left alone. Fails with the error of the system.
 */
export async function saveBudgetFolder(path: string, budget: Budget): Promise<void> {
  const target = resolve(path)
  const part = join(dirname(target), `.${basename(target)}.${randomUUID().slice(0, 8)}.part`)
  await mkdir(part, { recursive: true })
  try {
    const files = printBudget(budget)
    for (const [file, text] of files) await writeFile(join(part, file), withMark(file, text), { flush: true })
    if (await isFolder(target)) {
      for (const file of files.keys()) await rename(join(part, file), join(target, file))
    } else await rename(part, target)
  } finally {
    await rm(part, { recursive: true, force: true })
  }
}

/** Without the mark, Excel takes a CSV in UTF-8 for one in the code page of the machine. */
const withMark = (file: string, text: string): string => (file.endsWith('.csv') ? `\ufeff${text}` : text)

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
