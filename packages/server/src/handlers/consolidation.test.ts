/** A department and three units in the store: added up, held against the department's own book, and who breaks it. */
import { fileURLToPath } from 'node:url'
import { type Budget, consolidate } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import { openBudgetFolder } from '@gouji/publish'
import { createLedger, createOrganisation, saveLedger } from '@gouji/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOfBudget, type StoredRow } from '../tasks/ledger-rows.ts'
import { type Client, signIn } from '../testing/client.ts'
import { type District, openDistrict } from '../testing/district.ts'
import { editsOf } from './ledgers.ts'

const CASE = new URL('../../../../tests/consolidation/culture-2025/', import.meta.url)
const UNITS = ['bureau', 'museum', 'troupe'] as const

let district: District
let department: Client
let culture: string
const ledgers: Record<string, string> = {}
const budgets: Budget[] = []

beforeAll(async () => {
  district = await openDistrict()
  department = await signIn(district.app, 'department')
  const { store, near, people } = district
  const add = (parent: string, code: string, name: string, kind: 'department' | 'unit'): Promise<string> =>
    store
      .as(people.system_admin.id, (tx) => createOrganisation(tx, { parent, code, name, kind, region: '330000' }))
      .then(({ id }) => id)
  culture = await add(near.organisation, '301', '文化局', 'department')
  for (const [i, unit] of UNITS.entries()) {
    const { budget } = await openBudgetFolder(fileURLToPath(new URL(unit, CASE)), loadKnowledge())
    budgets.push(budget!)
    const organisation = await add(culture, `30100${i + 1}`, budget!.head.name, 'unit')
    ledgers[unit] = await fill(organisation, rowsOfBudget(budget!))
  }
  await add(culture, '301009', '新设图书馆', 'unit')
}, 60_000)
afterAll(() => district?.close())

const fill = (organisation: string, rows: readonly StoredRow[]): Promise<string> =>
  district.store.as(district.people.preparer.id, async (tx) => {
    const { id } = await createLedger(tx, { organisation, year: 2025, stage: 'budget' })
    await saveLedger(tx, { ledger: id, baseVersion: 0, edits: editsOf(rows) })
    return id
  })

const look = (client = department) => client.call('GET', `/organisations/${culture}/consolidation?year=2025`)

describe('a department out of its units', () => {
  it('has their sums without what they hand to each other, and names who has no ledger', async () => {
    const { json } = await look()
    expect(json.total).toEqual({ income: '17490000.00', expenditure: '17490000.00', eliminated: '450000.00' })
    expect(json.units.map((u: { ledger: string }) => u.ledger)).toEqual(UNITS.map((u) => ledgers[u]))
    const [bureau, museum, troupe] = ['示例市文化局本级', '示例市博物馆', '示例市剧团']
    expect(json.eliminations).toMatchObject([
      { kind: '附属单位上缴', payer: troupe, receiver: bureau, amount: '150000.00' },
      { kind: '对附属单位补助', payer: bureau, receiver: museum, amount: '300000.00' },
    ])
    expect(json.eliminations[1].places.map(({ ledger }: { ledger: string }) => ledger)).toEqual([
      ledgers.bureau,
      ledgers.museum,
    ])
    expect(json.missing).toMatchObject([{ name: '新设图书馆' }])
    expect(json.problems.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([])
  })

  it('is not told to other departments', async () => {
    expect((await look(await signIn(district.app, 'far.department'))).status).toBe(404)
  })
})

describe('the department’s own book', () => {
  it('agrees where it is the sum, and leads to the unit and the line where it is not', async () => {
    const knowledge = loadKnowledge()
    const { partial } = await openBudgetFolder(fileURLToPath(new URL('department', CASE)), knowledge)
    const { budget } = consolidate(budgets, { ...partial!.head, texts: partial!.texts })
    const changed = budget.lines.map((line, i) => (i === 0 ? { ...line, fen: line.fen + 12_345n } : line))
    await fill(culture, rowsOfBudget({ ...budget, lines: changed }))
    const { json } = await look()
    const [line] = budget.lines
    const unit = budget.units.find(({ code }) => code === line!.unit)!.name
    expect(json.differences).toHaveLength(1)
    expect(json.differences[0].unit).toBe(unit)
    expect(Number(json.differences[0].whole) - Number(json.differences[0].own)).toBeCloseTo(123.45, 5)
    const broken = json.units.filter(
      (u: { income: string; expenditure: string; whole: { income: string; expenditure: string } }) =>
        u.income !== u.whole.income || u.expenditure !== u.whole.expenditure,
    )
    expect(broken.map(({ name }: { name: string }) => name)).toEqual([unit])
  })
})

describe('a transfer that the other side does not know', () => {
  it('is told at its line in the ledger of the unit', async () => {
    const rows = (await department.call('GET', `/ledgers/${ledgers.museum}/rows`)).json.rows as StoredRow[]
    const received = rows.find(({ sheet, values }) => sheet === 'income' && values.counterpart)!
    await district.store.as(district.people.preparer.id, (tx) =>
      saveLedger(tx, {
        ledger: ledgers.museum!,
        baseVersion: 1,
        edits: [{ sheet: 'income', key: received.key }],
      }),
    )
    const { json } = await look()
    const problem = json.problems.find(({ code }: { code: string }) => code === 'transfer-one-sided')
    expect(problem.severity).toBe('error')
    expect(problem.place).toMatchObject({ ledger: ledgers.bureau, sheet: 'expenditure', row: 4 })
  })
})
