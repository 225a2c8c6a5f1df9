/**
 * Two departments beside each other, with everything in them that the interface can show or change. Whatever belongs to
 * the second carries a word that may never be seen from the first.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROLES, type Role } from '@gouji/api'
import {
  actOnFinding,
  addComment,
  addDocument,
  addJob,
  begin,
  createFiling,
  createLedger,
  createOrganisation,
  createPerson,
  decideGrant,
  findSignIn,
  getFiling,
  getFinding,
  listFindings,
  moveFiling,
  openStore,
  proposeGrant,
  publishEdition,
  type Store,
  saveLedger,
  startWorker,
} from '@gouji/store'
import type { FastifyInstance } from 'fastify'
import { Accounts } from '../account/accounts.ts'
import { hashPassword } from '../account/password.ts'
import { sealerOf } from '../account/seal.ts'
import { type AppOptions, buildApp } from '../app.ts'
import { openHub } from '../events.ts'
import { askCheck } from '../handlers/documents.ts'
import { editsOf } from '../handlers/ledgers.ts'
import type { Services } from '../services.ts'
import { openDesk } from '../tasks/desk.ts'
import { jobHandlers } from '../tasks/handlers.ts'
import type { Office } from '../tasks/office.ts'
import { testOffice } from './office.ts'

export const SECRET = '机密乙'
export const PASSWORD = 'Correct-horse-7'

/** What stands for each parameter of a path, by the first word of the path. */
export interface Things {
  readonly organisation: string
  readonly document: string
  readonly finding: string
  readonly ledger: string
  readonly filing: string
  readonly edition: string
  readonly editionFile: string
  readonly comment: string
  readonly job: string
  readonly person: string
  readonly grant: string
}

export interface District {
  readonly app: FastifyInstance
  readonly store: Store
  readonly services: Omit<Services, 'log' | 'oidc'>
  readonly root: string
  readonly near: Things
  readonly far: Things
  /** A person with this role: business roles in the first department, administrators at the top. */
  readonly people: Readonly<Record<Role, { readonly id: string; readonly login: string }>>
  /** Preparer of the second department, to show that what is hidden is there. */
  readonly farPreparer: { readonly id: string; readonly login: string }
  readonly addPerson: (login: string, role: Role, organisation: string) => Promise<{ id: string; login: string }>
  readonly close: () => Promise<void>
}

const BOOK = (name: string): string => `${name}2025年部门预算

表1 2025年部门收支预算总表
单位：万元
收入\t预算数\t支出\t预算数
一般公共预算拨款收入\t100.00\t一般公共服务支出\t60.00
本年收入合计\t100.00\t本年支出合计\t90.00
`

export async function openDistrict(options: AppOptions = {}, office: Office = testOffice): Promise<District> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'gouji-server-'))
  const store = await openStore({ dataFolder, durable: false })
  const secret = await hashPassword(PASSWORD)
  const administrators = (['system_admin', 'security_admin', 'auditor'] as const).map((role) => ({
    ...{ role, login: role, name: role, secret },
  }))
  const root = await store.nobody((tx) =>
    begin(tx, { organisation: { code: '001', name: '财政局', region: '330000', kind: 'bureau' }, administrators }),
  )
  const idOf = async (login: string) => (await store.nobody((tx) => findSignIn(tx, login)))!.person
  const [system, security] = [await idOf('system_admin'), await idOf('security_admin')]

  const addPerson: District['addPerson'] = async (login, role, organisation) => {
    const { id, grant } = await store.as(system, async (tx) => {
      const made = await createPerson(tx, { organisation: root, login, name: login, secret })
      return { id: made.id, grant: await proposeGrant(tx, { person: made.id, organisation, role }) }
    })
    await store.as(security, (tx) => decideGrant(tx, { id: grant.id, version: grant.version, state: 'active' }))
    await store.as(id, (tx) =>
      tx.db.updateTable('credential').set({ must_change: false }).where('person', '=', id).execute(),
    )
    return { id, login }
  }
  const addDepartment = (code: string, name: string) =>
    store
      .as(system, (tx) => createOrganisation(tx, { parent: root, code, name, kind: 'department', region: '330000' }))
      .then(({ id }) => id)

  const nearDepartment = await addDepartment('101', '甲局')
  const farDepartment = await addDepartment('102', `${SECRET}局`)
  const people = {
    system_admin: { id: system, login: 'system_admin' },
    security_admin: { id: security, login: 'security_admin' },
  } as Record<Role, { id: string; login: string }>
  people.auditor = { id: await idOf('auditor'), login: 'auditor' }
  for (const role of ROLES) people[role] ??= await addPerson(role, role, nearDepartment)
  const farPeople = {
    preparer: await addPerson('far.preparer', 'preparer', farDepartment),
    unit: await addPerson('far.unit', 'unit_reviewer', farDepartment),
    department: await addPerson('far.department', 'department', farDepartment),
    finance: await addPerson('far.finance', 'finance_admin', farDepartment),
    other: await addPerson('far.other', 'reader', farDepartment),
  }
  const nearPeople = {
    preparer: people.preparer,
    unit: people.unit_reviewer,
    department: people.department,
    finance: people.finance_admin,
    other: await addPerson('near.other', 'reader', nearDepartment),
  }
  const worker = startWorker(store, { handlers: jobHandlers(store, testOffice, 'test'), pollMs: 100 })
  const near = await fill(store, nearDepartment, nearPeople, '', '甲局')
  const far = await fill(store, farDepartment, farPeople, SECRET, `${SECRET}局`)
  await worker.stop()

  const sealer = sealerOf(join(dataFolder, 'server.key'), undefined)
  const desk = openDesk(1)
  const services: Omit<Services, 'log' | 'oidc'> = {
    ...{ store, sealer, desk, office, version: 'test', firstKey: 'KEY-OF-THE-TEST' },
    accounts: new Accounts(store, sealer),
    hub: await openHub(store),
    folders: { uploads: join(dataFolder, 'uploads'), pictures: join(dataFolder, 'pictures') },
    lines: new Set(),
  }
  const app = await buildApp(services, { logLevel: 'silent', requestsPerMinute: 0, ...options })
  await app.ready()
  return {
    ...{ app, store, services, root, near, far, people, addPerson },
    farPreparer: farPeople.preparer,
    async close() {
      for (const line of services.lines) line.end()
      await app.close()
      await desk.close()
      await store.close()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

interface Staff {
  /** Does nothing: what becomes of this one breaks no other test. */
  readonly other: { readonly id: string }
  readonly preparer: { readonly id: string }
  readonly unit: { readonly id: string }
  readonly department: { readonly id: string }
  readonly finance: { readonly id: string }
}

async function fill(store: Store, organisation: string, staff: Staff, secret: string, name: string): Promise<Things> {
  const preparer = staff.preparer.id
  const book = Buffer.from(BOOK(name))
  const blob = await store.blobs.put(book, { bytesMax: 1_000_000 })
  const document = await store.as(preparer, async (tx) => {
    const made = await addDocument(tx, {
      ...{ organisation, ...blob, name: `${name}预算.txt`, mediaType: 'text/plain', year: 2025, stage: 'budget' },
    })
    await askCheck(tx, made.document)
    return made.document.id
  })
  const finding = await until(async () => (await store.as(preparer, (tx) => listFindings(tx, { document })))[0]?.id)
  await store.as(preparer, async (tx) => {
    const { version } = await getFinding(tx, finding)
    await actOnFinding(tx, { id: finding, version, kind: 'answered', reason: `答复${secret}` })
  })
  const { ledger, filing } = await store.as(preparer, async (tx) => {
    const made = await createLedger(tx, { organisation, year: 2025, stage: 'budget' })
    const rows = [
      {
        sheet: 'head',
        key: crypto.randomUUID(),
        values: { year: '2025', stage: '预算', audience: '部门', name, code: '101', region: '330000' },
      },
      { sheet: 'units', key: crypto.randomUUID(), values: { code: '101', name: `${name}本级`, nature: '行政' } },
    ]
    await saveLedger(tx, { ledger: made.id, baseVersion: 0, edits: editsOf(rows), note: secret })
    return {
      ledger: made.id,
      filing: (await createFiling(tx, { organisation, year: 2025, stage: 'budget', ledger: made.id })).id,
    }
  })
  const steps = [
    [staff.preparer.id, 'submitted'],
    [staff.unit.id, 'unit_approved'],
    [staff.department.id, 'department_approved'],
    [staff.finance.id, 'approved'],
  ] as const
  for (const [by, to] of steps) {
    await store.as(by, async (tx) => moveFiling(tx, { id: filing, version: (await getFiling(tx, filing)).version, to }))
  }
  const edition = await store.as(preparer, async (tx) => {
    const files = [{ name: `${name}.txt`, mediaType: 'text/plain', sha256: blob.sha256, bytes: blob.bytes }]
    return publishEdition(tx, {
      filing,
      version: (await getFiling(tx, filing)).version,
      after: 0,
      pack: 'national',
      files,
    })
  })
  const comment = await store.as(preparer, (tx) =>
    addComment(tx, { on: { kind: 'filing', id: filing }, text: `意见${secret}` }),
  )
  const job = await store.as(preparer, (tx) => addJob(tx, { kind: 'test.none', organisation, payload: { document } }))
  const { other } = staff
  const grant = await store.as(other.id, (tx) => tx.db.selectFrom('grant').select('id').executeTakeFirstOrThrow())
  return {
    ...{ organisation, document, finding, ledger, filing, edition: edition.id, editionFile: blob.sha256 },
    ...{ comment: comment.id, job: job.job.id, person: other.id, grant: grant.id },
  }
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let i = 0; i < 200; i += 1) {
    const found = await look()
    if (found !== undefined) return found
    await new Promise((wake) => setTimeout(wake, 50))
  }
  throw new Error('the worker did not come to an end')
}
