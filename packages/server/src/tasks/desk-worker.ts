/** The threads behind desk.ts. Hostile files and large ledgers cost a thread, never the server. */
import { readFile } from 'node:fs/promises'
import { check } from '@gouji/check'
import { checkPack, compose, draftReason } from '@gouji/compose'
import { drawPages, readDocument, serveTasks } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { adopt, packNamed, publish, readWorkbook, sampleBudget, shippedPacks, tryPack, withPacks } from '@gouji/publish'
import { read } from '@gouji/read'
import { consolidationOf } from './consolidation.ts'
import type { DeskResult, DeskTask, LedgerWithPacks } from './desk-task.ts'
import { readLedger, rowsOfBudget, type StoredRow } from './ledger-rows.ts'
import { readOrganisations } from './organisation-workbook.ts'
import { packOf } from './packs.ts'
import { plainBook } from './plain-book.ts'

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

function problemsOf(task: LedgerWithPacks): DeskResult {
  const { budget, problems } = understood(task.rows)
  const pack = budget && packOf(budget.head, task, task.pack).built.pack
  if (!budget || !pack) return { budgetProblems: problems, composeProblems: [] }
  const { problems: composeProblems, changes, nameOf } = compose(budget, pack, loadKnowledge().catalogue)
  return {
    budgetProblems: problems,
    composeProblems,
    changes: changes.map(({ key, period, now, base, isAsked, reason, contradicts, unit }) => ({
      ...{ key, period, isAsked, reason, contradicts },
      name: unit === undefined ? now.name : `${nameOf.member('unit', unit)} ${now.name}`,
      ...{ now: now.fen, base: base.fen, draft: draftReason(now, base, nameOf) },
    })),
  }
}

/** How one figure of the book comes about. Composed anew: keeping the lines behind every figure would cost every book. */
function figureOf(task: Extract<DeskTask, { kind: 'figure' }>): DeskResult {
  const { number } = task
  const { budget, partial, problems } = understood(task.rows)
  const shown = budget ?? partial
  const pack = shown && packOf(shown.head, task, task.pack).built.pack
  if (!shown || !pack) return { budgetProblems: problems, composeProblems: [], packWrong: shown !== undefined }
  const { book, traced } = compose(shown, pack, loadKnowledge().catalogue, { trace: number })
  const figure = book.figures[number]
  if (!figure) return NOTHING
  const { text, expression, unit = '', terms = [] } = figure
  return { ...NOTHING, figure: { text, expression, unit, terms, origins: traced } }
}

async function previewOf(task: LedgerWithPacks): Promise<DeskResult> {
  const { budget, partial, problems } = understood(task.rows)
  const shown = budget ?? partial
  if (!shown) return { budgetProblems: problems, composeProblems: [] }
  const { pack } = packOf(shown.head, task, task.pack).built
  if (!pack) return { budgetProblems: problems, composeProblems: [], packWrong: true }
  const published = await publish(shown, pack, { formats: ['html'], unproved: true })
  const [file] = published.files
  return {
    budgetProblems: problems,
    composeProblems: published.problems,
    ...(file ? { bytes: file.bytes, name: file.path } : {}),
  }
}

async function packOnTrial({ name, packs, show }: Extract<DeskTask, { kind: 'pack' }>): Promise<DeskResult> {
  const { pack, problems } = packNamed(name, withPacks(shippedPacks(), packs))
  const packProblems = [...problems, ...(pack ? checkPack(pack) : [])]
  if (!pack || packProblems.length > 0) return { ...NOTHING, packProblems }
  if (show === 'sample') {
    const { files, problems: composeProblems } = await publish(sampleBudget(pack), pack, {
      formats: ['html'],
      unproved: true,
    })
    return { budgetProblems: [], composeProblems, bytes: files[0]!.bytes, name: `${name}.html` }
  }
  const trials = await tryPack(pack)
  return {
    budgetProblems: [],
    // Both ledgers may meet the same mistake.
    composeProblems: [...new Map(trials.flatMap((one) => one.problems).map((p) => [JSON.stringify(p), p])).values()],
    unproved: trials.flatMap(({ ledger, proof }) => {
      if (!proof || proof.holds) return []
      const { missing, contradicted, findings } = proof
      return [{ ledger, figures: missing.length + contradicted.length, findings: findings.length }]
    }),
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

serveTasks<DeskTask, DeskResult>(async (task) => {
  switch (task.kind) {
    case 'page':
      return pageOf(task.path, task.page)
    case 'problems':
      return problemsOf(task)
    case 'preview':
      return previewOf(task)
    case 'figure':
      return figureOf(task)
    case 'pack':
      return packOnTrial(task)
    case 'consolidate':
      return { ...NOTHING, consolidation: consolidationOf(task) }
    case 'workbook':
      return workbookOf(task.rows)
    case 'import':
      return importOf(task.path, task.name)
    case 'adopt':
      return adoptOf(task)
    case 'organisations':
      return readOrganisations(task, task.known).then((organisations) => ({ ...NOTHING, organisations }))
    case 'text':
      return { ...NOTHING, ...(await plainBook(await readFile(task.path), task.name)) }
  }
})
