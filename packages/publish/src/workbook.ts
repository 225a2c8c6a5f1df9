/** A budget from its workbook, or everything that is wrong with it, by sheet, row and column. */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import {
  ALL_SHEETS,
  type BudgetKnowledge,
  CHECK_SHEET,
  COVER_SHEET,
  computedHeadings,
  type Entries,
  type Entry,
  type Grid,
  HEAD,
  LISTS_SHEET,
  Problems,
  type ReadBudget,
  type Sheet,
  type SheetName,
  TEXT_HEADINGS,
  TEXTS_SHEET,
  understand,
} from '@gouji/budget'
import { type FailureCode, UnreadableError } from '@gouji/document'
import { type PlainRow, type PlainSheet, readSheets } from '@gouji/files'

/** No workbook of a department comes near; reading one into memory has to end somewhere. */
const BYTES_MAX = 100 * 1024 * 1024

export async function openWorkbook(path: string, knowledge: BudgetKnowledge): Promise<ReadBudget> {
  const name = basename(path)
  const problems = new Problems()
  const refuse = (reason: FailureCode, facts: Readonly<Record<string, string | number>> = {}): ReadBudget => {
    problems.error('workbook-unreadable', { file: name }, { ...facts, reason })
    return { problems: problems.list([]) }
  }
  try {
    const facts = await stat(path)
    if (facts.isDirectory()) return refuse('is-a-folder')
    if (!facts.isFile()) return refuse('not-readable')
    if (facts.size > BYTES_MAX) return refuse('too-large', { bytes: facts.size, limit: BYTES_MAX })
    return readWorkbook(await readFile(path), name, knowledge)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error
    return refuse(error.code === 'ENOENT' || error.code === 'ENOTDIR' ? 'not-found' : 'not-readable')
  }
}

const ORDER: readonly string[] = [COVER_SHEET, TEXTS_SHEET, ...ALL_SHEETS.map(({ title }) => title)]
/** What only helps to fill the workbook in. */
const HELPERS: ReadonlySet<string> = new Set([CHECK_SHEET, LISTS_SHEET])

export function readWorkbook(bytes: Uint8Array, name: string, knowledge: BudgetKnowledge): ReadBudget {
  const problems = new Problems()
  let sheets: PlainSheet[]
  try {
    sheets = readSheets(bytes, name, (sheet) => ORDER.includes(sheet.trim()))
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    const { code, facts } = error.failure
    problems.error('workbook-unreadable', { file: name }, { ...facts, reason: code })
    return { problems: problems.list([]) }
  }
  return understand(entriesOf(sheets, name, problems), knowledge, problems, ORDER)
}

function entriesOf(sheets: readonly PlainSheet[], name: string, problems: Problems): Entries {
  const byName = new Map(sheets.map((sheet) => [sheet.name.trim(), sheet]))
  for (const sheet of byName.keys()) {
    if (!ORDER.includes(sheet) && !HELPERS.has(sheet)) problems.warn('unknown-sheet', { file: sheet })
  }
  // An exported workbook has every sheet: one that is missing was removed or renamed, and its entries are lost.
  const cover = byName.get(COVER_SHEET)
  if (!cover) problems.error('missing-sheet', { file: name }, { sheet: COVER_SHEET })
  const texts = byName.get(TEXTS_SHEET)
  if (!texts) problems.warn('missing-sheet', { file: name }, { sheet: TEXTS_SHEET })
  const grids = new Map<SheetName, Grid>()
  for (const sheet of ALL_SHEETS) {
    const found = byName.get(sheet.title)
    if (found) grids.set(sheet.name, gridOf(sheet, found))
    else if (sheet.required) problems.error('missing-sheet', { file: name }, { sheet: sheet.title })
    else problems.warn('missing-sheet', { file: name }, { sheet: sheet.title })
  }
  return {
    headFile: COVER_SHEET,
    head: cover && headOf(cover),
    texts: texts ? textsOf(texts, problems) : [],
    grids,
  }
}

/** The keys stand in the first column wherever their rows were moved to; everything else is instructions. */
function headOf({ rows }: PlainSheet): Entry[] {
  const keys = new Set(HEAD.map(({ key }) => key))
  return rows.flatMap(({ number, cells }) => {
    const key = cells.get(0)?.trim() ?? ''
    if (!keys.has(key)) return []
    return [{ key, text: cells.get(1)?.trim() ?? '', origin: { file: COVER_SHEET, line: number, column: key } }]
  })
}

function textsOf({ rows }: PlainSheet, problems: Problems): { part: string; entry: Entry }[] {
  const [header, ...body] = rows.filter(isFilled)
  const places = Object.entries(TEXT_HEADINGS).map(([field, heading]) => {
    const column = [...(header?.cells ?? [])].find(([, text]) => text.trim() === heading)?.[0]
    if (column === undefined && header) {
      problems.error('missing-column', { file: TEXTS_SHEET, line: header.number, column: heading })
    }
    return [field, column] as const
  })
  const columns = Object.fromEntries(places)
  if (places.some(([, column]) => column === undefined)) return []
  return body.map(({ number, cells }) => {
    const cell = (field: keyof typeof TEXT_HEADINGS): string => (cells.get(columns[field]!) ?? '').trim()
    const origin = { file: TEXTS_SHEET, line: number, column: TEXT_HEADINGS.text }
    return { part: cell('part'), entry: { key: cell('key'), text: cell('text'), origin } }
  })
}

/** The rows as those of a CSV, without the columns that formulas fill. */
function gridOf(sheet: Sheet, { rows }: PlainSheet): Grid {
  const filled = rows.filter(isFilled)
  const [header] = filled
  if (!header) return { file: sheet.title, rows: [] }
  const computed = new Set(computedHeadings(sheet))
  const ignored = new Set([...header.cells].filter(([, text]) => computed.has(text.trim())).map(([column]) => column))
  const used = (row: PlainRow): number[] =>
    [...row.cells].filter(([c, text]) => !ignored.has(c) && text.trim() !== '').map(([c]) => c)
  const width = Math.max(...used(header), -1) + 1
  return {
    file: sheet.title,
    rows: filled.flatMap((row) => {
      const columns = used(row)
      // A spare row has nothing but formulas.
      if (columns.length === 0) return []
      const wide = Math.max(width, Math.max(...columns) + 1)
      const cells = Array.from({ length: wide }, (_, c) => (ignored.has(c) ? '' : (row.cells.get(c) ?? '')))
      return [{ line: row.number, cells }]
    }),
  }
}

const isFilled = ({ cells }: PlainRow): boolean => [...cells.values()].some((text) => text.trim() !== '')
