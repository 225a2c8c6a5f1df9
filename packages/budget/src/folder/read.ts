/**
 * A budget from the files of its folder, or everything that is wrong with them.
 *
 *     const { budget, problems } = readBudget(new Map([['budget.yaml', '…'], ['units.csv', '…']]), { catalogue })
 */
import { type Catalogue, nameDistance } from '@gouji/ledger'
import type { Budget, BudgetProblem } from '../budget.ts'
import { HEAD_FILE, TEXTS_FILE } from '../sheets/head.ts'
import { SHEET_NAMES, type SheetName } from '../sheets/sheet.ts'
import { ALL_SHEETS, SHEETS } from '../sheets/sheets.ts'
import { validate } from '../validate/validate.ts'
import { assemble, type RowsBySheet } from './assemble.ts'
import { splitCsv } from './csv.ts'
import type { Entries, Entry, Grid } from './entries.ts'
import { readHead, readTexts } from './head.ts'
import { Problems } from './problems.ts'
import { type Rows, readRows } from './rows.ts'
import { readYaml, type YamlEntry } from './yaml.ts'

export const FILE_NAMES: readonly string[] = [HEAD_FILE, TEXTS_FILE, ...ALL_SHEETS.map(({ file }) => file)]

/** In characters: a hundred thousand lines are some ten million. */
export const FILE_MAX = 40_000_000

export interface BudgetKnowledge {
  readonly catalogue: Catalogue
}

export interface ReadBudget {
  /** Only where nothing is an error: what this holds can be composed and published. */
  readonly budget?: Budget
  /** What could be understood, wherever the head could: for showing, never for publishing. */
  readonly partial?: Budget
  /** Errors and warnings, by file and line. */
  readonly problems: readonly BudgetProblem[]
}

export function readBudget(files: ReadonlyMap<string, string>, knowledge: BudgetKnowledge): ReadBudget {
  const problems = new Problems()
  const entries = entriesOf(files, problems)
  return understand(entries, knowledge, problems, FILE_NAMES)
}

/** The same for entries from elsewhere, such as a workbook; `order` is that of the files in the list of problems. */
export function understand(
  entries: Entries,
  { catalogue }: BudgetKnowledge,
  problems: Problems,
  order: readonly string[],
): ReadBudget {
  const head = entries.head && readHead(entries.head, entries.headFile, problems)
  const texts = readTexts(entries.texts, problems)
  const incomplete = new Set<SheetName>()
  const rows = Object.fromEntries(
    SHEET_NAMES.map((name) => {
      const grid = entries.grids.get(name)
      const read: Rows = grid ? readRows(SHEETS[name], grid, problems) : { rows: [], complete: !SHEETS[name].required }
      if (!read.complete) incomplete.add(name)
      return [name, read.rows]
    }),
  ) as unknown as RowsBySheet
  if (!head) return { problems: problems.list(order) }
  const partial = assemble(head.head, texts, rows, { catalogue, problems, incomplete })
  validate(partial, { catalogue, problems, incomplete, headOrigins: head.origins, headFile: entries.headFile })
  const list = problems.list(order)
  return problems.hasErrors ? { partial, problems: list } : { budget: partial, partial, problems: list }
}

function entriesOf(files: ReadonlyMap<string, string>, problems: Problems): Entries {
  const texts: { part: string; entry: Entry }[] = []
  const grids = new Map<SheetName, Grid>()
  for (const file of files.keys()) {
    if (FILE_NAMES.includes(file) || !/\.(?:csv|ya?ml)$/i.test(file)) continue
    const near = FILE_NAMES.find((name) => nameDistance(name, file.toLowerCase(), 3) !== undefined)
    problems.warn('unknown-file', { file }, near === undefined ? {} : { near })
  }
  const required = [HEAD_FILE, ...ALL_SHEETS.filter((sheet) => sheet.required).map(({ file }) => file)]
  for (const file of required) if (!files.has(file)) problems.error('missing-file', { file })

  const headText = files.get(HEAD_FILE)
  const head = headText === undefined ? undefined : readYaml(headText, HEAD_FILE, problems)
  const textsText = files.get(TEXTS_FILE)
  for (const entry of (textsText === undefined ? undefined : readYaml(textsText, TEXTS_FILE, problems)) ?? []) {
    for (const item of itemsOf(entry)) texts.push({ part: entry.key, entry: item })
  }
  for (const { name, file } of ALL_SHEETS) {
    const text = files.get(file)
    if (text === undefined) continue
    if (text.length > FILE_MAX) {
      problems.error('file-too-large', { file }, { length: text.length, limit: FILE_MAX })
      continue
    }
    let isCut = false
    const rows = splitCsv(text, (code, line, facts) => {
      problems.error(code, { file, line }, facts)
      isCut = true
    })
    grids.set(name, { file, rows, isCut })
  }
  return { headFile: HEAD_FILE, head: head?.flatMap((entry) => headEntry(entry, problems)), texts, grids }
}

function headEntry({ key, origin, value }: YamlEntry, problems: Problems): Entry[] {
  if (typeof value === 'string') return [{ key, text: value, origin }]
  problems.error('yaml-shape', origin, { found: 'nested' })
  return [{ key, text: '', origin, refused: true }]
}

/** A part with one text is a part with one item. */
const itemsOf = ({ value, origin }: YamlEntry): readonly Entry[] =>
  typeof value !== 'string' ? value : value === '' ? [] : [{ key: '', text: value, origin }]
