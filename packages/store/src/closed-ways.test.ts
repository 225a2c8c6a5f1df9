/** Ways around the rules that were tried and found open once: each has to stay closed, in SQL as the application too. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createFiling, getFiling, moveFiling } from './filings.ts'
import { createLedger, ledgerRows, saveLedger } from './ledgers.ts'
import { createPerson, decideGrant, proposeGrant } from './people.ts'
import type { Store, Tx } from './store.ts'
import { type District, makeDistrict, type PersonName } from './testing/district.ts'
import { type TestServer, testServer } from './testing/open.ts'

let server: TestServer
let store: Store
let district: District
beforeAll(async () => {
  server = await testServer()
  store = await server.open()
  district = await makeDistrict(store)
})
afterAll(() => server?.stop())

const as = <T>(name: PersonName, act: (tx: Tx) => Promise<T>): Promise<T> => store.as(district.people[name], act)

it.each(['refused', 'ended'] as const)('a grant that was %s is not put in force again by one office', async (state) => {
  const { c } = district.organisations
  const { id } = await as('system', async (tx) => {
    const person = await createPerson(tx, { organisation: c, login: `once-${state}`, name: '某人' })
    return proposeGrant(tx, { person: person.id, organisation: c, role: 'preparer' })
  })
  const decide = (who: PersonName, version: number, to: 'active' | 'refused' | 'ended') =>
    as(who, (tx) => decideGrant(tx, { id, version, state: to }))
  // 系统管理员 takes back what was in force; 安全管理员 refuses what was only proposed.
  if (state === 'ended') await decide('security', 1, 'active')
  const version = await decide(state === 'ended' ? 'system' : 'security', state === 'ended' ? 2 : 1, state)
  await expect(decide('security', version, 'active')).rejects.toMatchObject({
    code: 'refused',
    facts: { reason: 'grant-step' },
  })
})

it('a grant in force keeps the name of whoever approved it', async () => {
  const { c } = district.organisations
  const { id } = await as('system', async (tx) => {
    const person = await createPerson(tx, { organisation: c, login: 'approved-once', name: '某人' })
    return proposeGrant(tx, { person: person.id, organisation: c, role: 'reader' })
  })
  await as('security', (tx) => decideGrant(tx, { id, version: 1, state: 'active' }))
  await expect(as('security', (tx) => decideGrant(tx, { id, version: 2, state: 'active' }))).rejects.toMatchObject({
    facts: { reason: 'grant-step' },
  })
})

it('a department is not taken out of the sight of the bureau by whoever administers it', async () => {
  const { first } = district.organisations
  const own = await as('system', async (tx) => {
    const person = await createPerson(tx, { organisation: first, login: 'system-first', name: '甲局系统管理员' })
    const grant = await proposeGrant(tx, { person: person.id, organisation: first, role: 'system_admin' })
    return { person: person.id, grant: grant.id }
  })
  await as('security', (tx) => decideGrant(tx, { id: own.grant, version: 1, state: 'active' }))
  const leave = store.as(own.person, (tx) =>
    sql`update gouji.organisation set parent = null where id = ${first}`.execute(tx.db),
  )
  await expect(leave).rejects.toMatchObject({ facts: { reason: 'organisation-top' } })
})

it('a ledger that is being saved while its filing is handed in is either in it or refused', async () => {
  const { a: organisation } = district.organisations
  const { ledger, filing } = await as('preparerA', async (tx) => {
    const ledger = await createLedger(tx, { organisation, year: 2040, stage: 'budget' })
    const filing = await createFiling(tx, { organisation, year: 2040, stage: 'budget', ledger: ledger.id })
    return { ledger: ledger.id, filing: filing.id }
  })
  const saved = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const saving = as('preparerA', async (tx) => {
    const edits = [{ sheet: 'income', key: '1', cells: { amount: '1' } }]
    await saveLedger(tx, { ledger, baseVersion: 0, edits })
    saved.resolve()
    await goOn.promise
  })
  await saved.promise
  let isHandedIn = false
  const handing = as('preparerA', (tx) => moveFiling(tx, { id: filing, version: 1, to: 'submitted' })).then(() => {
    isHandedIn = true
  })
  await new Promise((resolve) => setTimeout(resolve, 300))
  const wasHandedInBefore = isHandedIn
  goOn.resolve()
  await Promise.all([saving, handing])
  // Whoever reviews would otherwise see figures change after they were handed in.
  expect(wasHandedInBefore).toBe(false)
  expect(await as('reviewerA', async (tx) => (await getFiling(tx, filing)).state)).toBe('submitted')
  expect(await as('reviewerA', (tx) => ledgerRows(tx, { ledger }))).toHaveLength(1)
})
