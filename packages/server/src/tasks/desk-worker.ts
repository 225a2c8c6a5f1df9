/** The threads behind desk.ts. Hostile files and large ledgers cost a thread, never the server. */
import { readFile } from 'node:fs/promises'
import type { Budget } from '@gouji/budget'
import { check } from '@gouji/check'
import { compose } from '@gouji/compose'
import { drawPages, readDocument, serveTasks } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { adopt, loadPacks, packNamed, publish, readWorkbook } from '@gouji/publish'
import { read } from '@gouji/read'
import type { DeskResult, DeskTask, PlainTable } from './desk-task.ts'
import { readLedger, rowsOfBudget, type StoredRow } from './ledger-rows.ts'

const SCALE = 2
const NOTHING = { budgetProblems: [], composeProblems: [] } as const

async function pageOf(path: string, page: number): Promise<DeskResult> {
  const [drawn] = await drawPages(new Uint8Array(await readFile(path)), [page], { scale: SCALE })
  return { ...NOTHING, ...(drawn ? { bytes: drawn.png } : {}) }
}

function understood(rows: readonly StoredRow[]) {
  const { budget, partial, problems } = readLedger(rows, loadKnowledge())
  return { budget, partial, problems }
}

function packFor(budget: Budget, asked: string | undefined) {
  const id = asked ?? budget.head.pack
  return id === undefined ? undefined : packNamed(id, loadPacks()).pack
}

function problemsOf(rows: readonly StoredRow[], asked: string | undefined): DeskResult {
  const { budget, problems } = understood(rows)
  const pack = budget && packFor(budget, asked)
  const composeProblems = budget && pack ? compose(budget, pack, loadKnowledge().catalogue).problems : []
  return { budgetProblems: problems, composeProblems }
}

async function previewOf(rows: readonly StoredRow[], asked: string | undefined): Promise<DeskResult> {
  const { budget, partial, problems } = understood(rows)
  const shown = budget ?? partial
  if (!shown) return { budgetProblems: problems, composeProblems: [] }
  const pack = packFor(shown, asked)
  if (!pack) return { budgetProblems: problems, composeProblems: [], packWrong: true }
  const published = await publish(shown, pack, { formats: ['html'], unproved: true })
  const [file] = published.files
  return {
    budgetProblems: problems,
    composeProblems: published.problems,
    ...(file ? { bytes: file.bytes, name: file.path } : {}),
  }
}

async function workbookOf(rows: readonly StoredRow[]): Promise<DeskResult> {
  const { budget, partial, problems } = understood(rows)
  const shown = budget ?? partial
  if (!shown) return { budgetProblems: problems, composeProblems: [] }
  const { printWorkbook } = await import('@gouji/write')
  const bytes = printWorkbook(shown, loadKnowledge())
  return { budgetProblems: problems, composeProblems: [], bytes, name: `${shown.head.name}${shown.head.year}.xlsx` }
}

async function importOf(path: string, name: string): Promise<DeskResult> {
  const { budget, partial, problems } = readWorkbook(await readFile(path), name, loadKnowledge())
  const shown = budget ?? partial
  return { budgetProblems: problems, composeProblems: [], ...(shown ? { rows: rowsOfBudget(shown) } : {}) }
}

async function adoptOf({ path, name, year }: Extract<DeskTask, { kind: 'adopt' }>): Promise<DeskResult> {
  const knowledge = loadKnowledge()
  const document = await readDocument(new Uint8Array(await readFile(path)), name)
  const reading = read(document, knowledge, year === undefined ? {} : { year })
  const adopted = await adopt({ document, reading, report: check(document, reading, knowledge) }, knowledge)
  return { ...NOTHING, rows: rowsOfBudget(adopted.budget) }
}

async function textOf(path: string, name: string): Promise<DeskResult> {
  const document = await readDocument(new Uint8Array(await readFile(path)), name)
  const reading = read(document, loadKnowledge())
  const tables: PlainTable[] = reading.tables.map((table) => ({
    title: table.title,
    cells: table.cells
      .filter(({ printed, noise }) => printed !== undefined && !noise)
      .map((cell) => ({
        label: [cell.rowCode, cell.rowLabel].filter(Boolean).join(' '),
        column: cell.columnPath.join(' / '),
        text: cell.text,
      })),
  }))
  const sentences = document.blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? block.text
          .split(/(?<=[。！？；])/)
          .map((s) => s.trim())
          .filter(Boolean)
      : [],
  )
  return { ...NOTHING, tables, sentences }
}

serveTasks<DeskTask, DeskResult>((task) => {
  switch (task.kind) {
    case 'page':
      return pageOf(task.path, task.page)
    case 'problems':
      return Promise.resolve(problemsOf(task.rows, task.pack))
    case 'preview':
      return previewOf(task.rows, task.pack)
    case 'workbook':
      return workbookOf(task.rows)
    case 'import':
      return importOf(task.path, task.name)
    case 'adopt':
      return adoptOf(task)
    case 'text':
      return textOf(task.path, task.name)
  }
})
