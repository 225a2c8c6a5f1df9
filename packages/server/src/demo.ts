/**
 * The example district: a finance bureau with a department for each example ledger, people for every role with one-time
 * passwords, and filings that stand at different steps. The books are composed by the workers once they run.
 */
import { createReadStream, existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ROLE_NAMES, type Role } from '@gouji/api'
import { type Budget, unitPart } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import { openBudgetFolder } from '@gouji/publish'
import {
  addDocument,
  addJob,
  type Beginning,
  begin,
  createLedger,
  createOrganisation,
  createPerson,
  decideGrant,
  findSignIn,
  getFiling,
  listFilings,
  moveFiling,
  proposeGrant,
  type Store,
  saveLedger,
  setCalendarEntry,
} from '@gouji/store'
import { hashPassword, oneTimePassword } from './account/password.ts'
import { askCheck } from './handlers/documents.ts'
import { editsOf, ensureFiling } from './handlers/ledgers.ts'
import { COMPOSE_KIND } from './tasks/compose-document.ts'
import { rowsOfBudget } from './tasks/ledger-rows.ts'

export interface DemoPerson {
  readonly login: string
  readonly title: string
  readonly password: string
}

const EXAMPLES = fileURLToPath(new URL('../../../examples/', import.meta.url))
/** A unit's published book with mistakes in it, so that there is something to find. */
const FLAWED = { unit: '云湖市档案服务中心', year: 2025, file: 'archive-centre-2025.pdf' } as const
const DIVISION = { code: '001', name: '示范市财政局', region: '330000', kind: 'bureau' } as const

interface Made extends DemoPerson {
  readonly id: string
}

export async function loadDemo(store: Store): Promise<DemoPerson[]> {
  const people: DemoPerson[] = []
  const passwordFor = async (login: string, title: string): Promise<string> => {
    const password = oneTimePassword()
    people.push({ login, title, password })
    return hashPassword(password)
  }
  const administrators: Beginning['administrators'][number][] = []
  for (const role of ['system_admin', 'security_admin', 'auditor'] as const) {
    const login = role.replace('_admin', '')
    administrators.push({ role, login, name: ROLE_NAMES[role], secret: await passwordFor(login, ROLE_NAMES[role]) })
  }
  const root = await store.nobody((tx) => begin(tx, { organisation: DIVISION, administrators }))
  const idOf = async (login: string): Promise<string> => (await store.nobody((tx) => findSignIn(tx, login)))!.person
  const system = await idOf('system')
  const security = await idOf('security')
  const auditor = await idOf('auditor')
  for (const id of [system, security, auditor]) {
    await store.as(id, (tx) =>
      tx.db.updateTable('credential').set({ must_change: true }).where('person', '=', id).execute(),
    )
  }

  const person = async (login: string, title: string, role: Role, organisation: string): Promise<Made> => {
    const secret = await passwordFor(login, title)
    const { id, grant } = await store.as(system, async (tx) => {
      const made = await createPerson(tx, { organisation: root, login, name: title, secret })
      return { id: made.id, grant: await proposeGrant(tx, { person: made.id, organisation, role }) }
    })
    await store.as(security, (tx) => decideGrant(tx, { id: grant.id, version: grant.version, state: 'active' }))
    return { id, login, title, password: '' }
  }

  const admin = await person('finance', '预算股（财政管理员）', 'finance_admin', root)
  const reviewer = await person('review', '预算股审核岗', 'finance_reviewer', root)
  await person('reader', '人大预算工委（只读）', 'reader', root)
  const ledgers = (await readdir(join(EXAMPLES, 'ledgers'))).sort()
  const years = new Set<number>()
  let nth = 0
  for (const name of ledgers) {
    const path = join(EXAMPLES, 'ledgers', name)
    if (!(await stat(path)).isDirectory()) continue
    const read = await openBudgetFolder(path, loadKnowledge())
    const budget = read.budget ?? read.partial
    if (!budget) continue
    nth += 1
    years.add(budget.head.year)
    const code = `1${String(nth).padStart(2, '0')}`
    const { head } = budget
    const { id: organisation } = await store.as(system, (tx) =>
      createOrganisation(tx, {
        parent: root,
        code,
        name: head.name,
        kind: 'department',
        nature: budget.units[0]?.natureName ?? '行政',
        region: head.region,
        validFrom: '2015-01-01',
      }),
    )
    const preparer = await person(`prepare${nth}`, `${head.short ?? head.name}编报岗`, 'preparer', organisation)
    const unit = await person(`unit${nth}`, `${head.short ?? head.name}审核岗`, 'unit_reviewer', organisation)
    const department = await person(`department${nth}`, `${head.short ?? head.name}主管岗`, 'department', organisation)
    await addBook(store, { preparer: preparer.id, organisation, budget })
    await addUnits(store, { system, preparer: preparer.id, organisation, code, budget })
    await moveOn(store, organisation, [preparer.id, unit.id, department.id, reviewer.id].slice(0, nth - 1))
  }
  for (const year of years) {
    await store.as(admin.id, async (tx) => {
      const add = (step: string, dueOn: string, basis: string) =>
        setCalendarEntry(tx, { organisation: root, year, stage: 'budget', step, dueOn, basis })
      await add('批复部门预算', `${year}-02-20`, '预算法第五十二条：本级人民代表大会批准后二十日内')
      // Twenty days later is the 11th of March in a leap year.
      const publishing = new Date(Date.UTC(year, 1, 20 + 20)).toISOString().slice(0, 10)
      await add('公开部门预算', publishing, '预算法第十四条：批复后二十日内')
    })
  }
  return people
}

interface DemoBook {
  readonly preparer: string
  readonly organisation: string
  readonly budget: Budget
}

async function addBook(store: Store, { preparer, organisation, budget }: DemoBook): Promise<void> {
  const { year, stage } = budget.head
  const ledger = await store.as(preparer, async (tx) => {
    const made = await createLedger(tx, { organisation, year, stage })
    await saveLedger(tx, { ledger: made.id, baseVersion: 0, edits: editsOf(rowsOfBudget(budget)), note: '示例' })
    await ensureFiling(tx, made)
    return made
  })
  await store.as(preparer, (tx) => addJob(tx, { kind: COMPOSE_KIND, organisation, payload: { ledger: ledger.id } }))
}

interface DemoUnits extends Pick<DemoBook, 'preparer' | 'organisation' | 'budget'> {
  readonly system: string
  readonly code: string
}

/** A department of several units has a ledger for each of them too: the department's book is held against them. */
async function addUnits(store: Store, { system, preparer, organisation, code, budget }: DemoUnits): Promise<void> {
  const { units, head } = budget
  if (units.length < 2 || units.some(({ parent }) => parent !== undefined)) return
  for (const [i, { name, natureName: nature, code: unit }] of units.entries()) {
    const made = await store.as(system, (tx) =>
      createOrganisation(tx, {
        ...{ parent: organisation, code: `${code}${String(i + 1).padStart(3, '0')}`, name, kind: 'unit', nature },
        ...{ region: head.region, validFrom: '2015-01-01' },
      }),
    )
    await store.as(preparer, async (tx) => {
      const ledger = await createLedger(tx, { organisation: made.id, year: head.year, stage: head.stage })
      const rows = rowsOfBudget(unitPart(budget, unit))
      await saveLedger(tx, { ledger: ledger.id, baseVersion: 0, edits: editsOf(rows), note: '示例' })
      await ensureFiling(tx, ledger)
    })
    if (name === FLAWED.unit && head.year === FLAWED.year)
      await addFlawed(store, { preparer, organisation: made.id, year: head.year, stage: head.stage })
  }
}

type Flawed = Pick<Budget['head'], 'year' | 'stage'> & Pick<DemoBook, 'preparer' | 'organisation'>

async function addFlawed(store: Store, { preparer, ...book }: Flawed): Promise<void> {
  const file = join(EXAMPLES, FLAWED.file)
  if (!existsSync(file)) return
  const blob = await store.blobs.put(createReadStream(file), { bytesMax: 100_000_000 })
  await store.as(preparer, async (tx) => {
    const made = { ...book, ...blob, name: FLAWED.file, mediaType: 'application/pdf' }
    await askCheck(tx, (await addDocument(tx, made)).document)
  })
}

/** Each of the people hands the filing on by one step. */
async function moveOn(store: Store, organisation: string, by: readonly string[]): Promise<void> {
  const steps = ['submitted', 'unit_approved', 'department_approved', 'approved'] as const
  for (const [i, person] of by.entries()) {
    await store.as(person, async (tx) => {
      const [filing] = (await listFilings(tx, { organisation })).filter((one) => one.organisation === organisation)
      if (filing)
        await moveFiling(tx, { id: filing.id, version: (await getFiling(tx, filing.id)).version, to: steps[i]! })
    })
  }
}
