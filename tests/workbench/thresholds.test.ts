/** What a bureau lays down of changes holds for the books of all below it, in its year. */
import { fileURLToPath } from 'node:url'
import { loadKnowledge } from '@gouji/knowledge'
import { openBudgetFolder } from '@gouji/publish'
import { createLedger, createOrganisation, saveLedger } from '@gouji/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { editsOf } from '../../packages/server/src/handlers/ledgers.ts'
import { rowsOfBudget } from '../../packages/server/src/tasks/ledger-rows.ts'
import { type Client, signIn } from '../../packages/server/src/testing/client.ts'
import { type District, openDistrict } from '../../packages/server/src/testing/district.ts'

const EXAMPLE = fileURLToPath(new URL('../../examples/ledgers/archive-centre-2025', import.meta.url))
const YEAR = 2025

let district: District
let bureau: Client
let writer: Client
let ledger: string

beforeAll(async () => {
  district = await openDistrict({ signInsPerMinute: 0 })
  const { store, root, people, addPerson } = district
  const organisation = await store.as(people.system_admin.id, async (tx) => {
    const made = { parent: root, code: '109', name: '云湖市档案局', kind: 'department', region: '330000' } as const
    return (await createOrganisation(tx, made)).id
  })
  await addPerson('bureau', 'finance_admin', root)
  const { id } = await addPerson('writer', 'preparer', organisation)
  bureau = await signIn(district.app, 'bureau')
  writer = await signIn(district.app, 'writer')
  const { budget } = await openBudgetFolder(EXAMPLE, loadKnowledge())
  // A book in which no reason is told.
  const rows = rowsOfBudget(budget!).filter(({ sheet, values }) => !(sheet === 'texts' && values.part === '原因'))
  await store.as(id, async (tx) => {
    ledger = (await createLedger(tx, { organisation, year: YEAR, stage: 'budget' })).id
    await saveLedger(tx, { ledger, baseVersion: 0, edits: editsOf(rows) })
  })
}, 60_000)
afterAll(() => district?.close())

const asked = async (): Promise<string[]> => {
  const { json } = await writer.call('GET', `/ledgers/${ledger}/problems`)
  return json.problems
    .filter(({ code }: { code: string }) => code === 'reason-missing')
    .map(({ change }: { change: string }) => change)
}
const layDown = (thresholds: object) => bureau.call('PUT', '/thresholds', { year: YEAR, ...thresholds })

it('asks for the reasons that the pack asks for where nothing is laid down', async () => {
  expect((await bureau.call('GET', `/thresholds?year=${YEAR}`)).json).toEqual({ year: YEAR })
  expect((await asked()).length).toBeGreaterThan(3)
})

it('asks for reasons of larger changes only where that is laid down, and tells everybody', async () => {
  const before = await asked()
  const { status, json } = await layDown({ rate: '5', amount: '10', source: '云湖市预算公开办法' })
  expect(status).toBe(200)
  expect(json).toEqual({ year: YEAR, rate: '5', amount: '10.00', source: '云湖市预算公开办法' })
  expect((await writer.call('GET', `/thresholds?year=${YEAR}`)).json).toEqual(json)
  const now = await asked()
  expect(now.length).toBeLessThan(before.length)
  expect(before).toEqual(expect.arrayContaining(now))
  await layDown({ rate: '999', amount: '999999' })
  expect(await asked()).toEqual([])
})

it('holds for its year, and goes back to what the pack asks', async () => {
  expect((await writer.call('GET', `/thresholds?year=${YEAR + 1}`)).json).toEqual({ year: YEAR + 1 })
  await layDown({})
  expect((await bureau.call('GET', `/thresholds?year=${YEAR}`)).json).toEqual({ year: YEAR })
  expect((await asked()).length).toBeGreaterThan(3)
})

it('is laid down by the finance bureau alone, in figures', async () => {
  expect((await writer.call('PUT', '/thresholds', { year: YEAR, rate: '1' })).status).toBe(403)
  expect((await layDown({ rate: '许多' })).status).toBe(422)
  expect((await layDown({ amount: '-1' })).status).toBe(422)
})
