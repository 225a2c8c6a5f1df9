/** An installation that is used without end while its parts are killed, and what was promised to its users. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { loadPacks, packNamed } from '@gouji/publish'
import { createFiling, createLedger, getFiling, moveFiling, openStore, saveLedger } from '@gouji/store'
import { editsOf } from '../../packages/server/src/handlers/ledgers.ts'
import { rowsOfBudget } from '../../packages/server/src/tasks/ledger-rows.ts'
import { killDatabase } from '../../packages/store/src/testing/kill-database.ts'
import { ledgerFor } from '../round-trip/ledgers.ts'
import { openBureau, PASSWORD } from '../workbench/office.ts'
import { type Program, type ServerProgram, startServer, startWorkerProgram } from '../workbench/program.ts'
import { type Visitor, visitor } from '../workbench/visitor.ts'

const PACK = 'zhejiang-department-2024'
const YEAR = 2025

export interface Promised {
  /** Uploads that were answered with success: what was sent, and under which identifier it was taken. */
  readonly uploads: { readonly id: string; readonly sha256: string }[]
  /** Cells that were answered as saved. */
  readonly edits: { readonly key: string; readonly value: string }[]
  /** Jobs of publishing that were answered with success. */
  readonly jobs: string[]
}

export interface Installation {
  readonly folder: string
  readonly people: Readonly<Record<'uploader' | 'editor' | 'publisher', Visitor>>
  readonly promised: Promised
  readonly ledger: string
  readonly filing: string
  /** Kills one part, and starts again what does not come back by itself. */
  kill(part: Part): Promise<void>
  untilReady(): Promise<void>
  server(): ServerProgram
  close(): Promise<void>
}

export const PARTS = ['server', 'worker', 'database'] as const
export type Part = (typeof PARTS)[number]

export async function openInstallation(at?: string): Promise<Installation> {
  const folder = at ?? (await mkdtemp(join(tmpdir(), 'gouji-faults-')))
  const { ledger, filing } = await prepare(folder)
  let server = await startServer(folder, 0)
  let worker: Program = startWorkerProgram(folder)
  const people = {
    uploader: visitor('uploader', '127.0.0.2'),
    editor: visitor('editor', '127.0.0.3'),
    publisher: visitor('publisher', '127.0.0.4'),
  }
  for (const who of Object.values(people)) await who.signIn(server.url, PASSWORD)
  const port = Number(new URL(server.url).port)
  const untilReady = async (): Promise<void> => {
    const until = Date.now() + 60_000
    while (Date.now() < until) {
      const isReady = await fetch(`${server.url}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
        ({ status }) => status === 200,
        () => false,
      )
      if (isReady) return
      await pause(50)
    }
    throw new Error(`The workbench did not come back: ${server.complaint()}`)
  }
  return {
    ...{ folder, people, ledger, filing, untilReady },
    promised: { uploads: [], edits: [], jobs: [] },
    server: () => server,
    async kill(part) {
      if (part === 'database') await killedDatabase(folder)
      if (part === 'server') {
        await server.kill()
        server = await startServer(folder, 0, port)
      }
      if (part === 'worker') await worker.kill()
      // For a moment the server may not have noticed yet that its database is gone.
      if (part === 'database') await pause(300)
      await untilReady()
      // A worker outlives the loss of server and database; where it was killed, or gave up, another one is started.
      if (worker.hasEnded()) worker = startWorkerProgram(folder)
    },
    async close() {
      for (const who of Object.values(people)) who.close()
      await worker.stop()
      await server.stop()
      if (at === undefined) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One that is just being started again is waited for. */
async function killedDatabase(folder: string): Promise<void> {
  for (const until = Date.now() + 30_000; !killDatabase(folder); await pause(20)) {
    if (Date.now() > until) throw new Error('There was no database to kill')
  }
}

/** A department with a ledger that can be published, its filing approved, and its people. */
async function prepare(folder: string): Promise<{ ledger: string; filing: string }> {
  const store = await openStore({ dataFolder: folder })
  try {
    const bureau = await openBureau(store)
    const organisation = await bureau.addOrganisation('department', '101', '测试局', bureau.root)
    await bureau.addPerson('uploader', 'preparer', organisation)
    const editor = await bureau.addPerson('editor', 'preparer', organisation)
    const publisher = await bureau.addPerson('publisher', 'department', organisation)
    const reviewer = await bureau.addPerson('reviewer', 'unit_reviewer', organisation)
    const finance = await bureau.addPerson('finance', 'finance_admin', bureau.root)
    const { pack } = packNamed(PACK, loadPacks())
    const budget = ledgerFor(pack!, 1, 'one-line')
    const head = { ...budget.head, pack: PACK }
    const { ledger, filing } = await store.as(editor, async (tx) => {
      // One ledger goes to the public and stays as it is; the next year's is the one that people edit.
      const { id } = await createLedger(tx, { organisation, year: YEAR, stage: 'budget' })
      await saveLedger(tx, { ledger: id, baseVersion: 0, edits: editsOf(rowsOfBudget({ ...budget, head })), note: '' })
      const next = await createLedger(tx, { organisation, year: YEAR + 1, stage: 'budget' })
      await saveLedger(tx, { ledger: next.id, baseVersion: 0, edits: editsOf(rowsOfBudget(budget)), note: '' })
      const made = await createFiling(tx, { organisation, year: YEAR, stage: 'budget', ledger: id })
      return { ledger: next.id, filing: made.id }
    })
    const steps = [
      [editor, 'submitted'],
      [reviewer, 'unit_approved'],
      [publisher, 'department_approved'],
      [finance, 'approved'],
    ] as const
    for (const [by, to] of steps) {
      await store.as(by, async (tx) =>
        moveFiling(tx, { id: filing, version: (await getFiling(tx, filing)).version, to }),
      )
    }
    return { ledger, filing }
  } finally {
    await store.close()
  }
}
