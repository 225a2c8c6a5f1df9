/** A bureau's own pack, from the file that is handed in to the edition that is composed with it. */
import { loadPacks, packNamed } from '@gouji/publish'
import {
  createFiling,
  createLedger,
  createOrganisation,
  getFiling,
  moveFiling,
  saveLedger,
  startWorker,
} from '@gouji/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { editsOf } from '../../packages/server/src/handlers/ledgers.ts'
import { jobHandlers } from '../../packages/server/src/tasks/handlers.ts'
import { rowsOfBudget } from '../../packages/server/src/tasks/ledger-rows.ts'
import { type Client, Form, signIn } from '../../packages/server/src/testing/client.ts'
import { type District, openDistrict } from '../../packages/server/src/testing/district.ts'
import { testOffice } from '../../packages/server/src/testing/office.ts'
import { ledgerFor } from '../round-trip/ledgers.ts'

const SHIPPED = 'zhejiang-department-2024'
const YEAR = 2025
const own = (words: string): string => `title: 本市部门预算
inherits: own-base
for: { region: '33', audience: department, stage: budget }
sentences:
  capital: '${words}'
`
const BASE = `title: 本市各类预算的底稿\ninherits: ${SHIPPED}\n`

let district: District
let admin: Client
let preparer: Client
let ledger: string
let filing: string

beforeAll(async () => {
  district = await openDistrict({ signInsPerMinute: 0 })
  const { store, root, people, addPerson } = district
  const organisation = await store.as(people.system_admin.id, async (tx) => {
    const made = { parent: root, code: '109', name: '测试局', kind: 'department', region: '330000' } as const
    return (await createOrganisation(tx, made)).id
  })
  const bureau = await addPerson('bureau', 'finance_admin', root)
  const { id } = await addPerson('writer', 'preparer', organisation)
  const reviewer = await addPerson('unit.reviewer', 'unit_reviewer', organisation)
  const publisher = await addPerson('publisher', 'department', organisation)
  admin = await signIn(district.app, 'bureau')
  preparer = await signIn(district.app, 'writer')
  const { pack } = packNamed(SHIPPED, loadPacks())
  const { head, ...budget } = ledgerFor(pack!, 1, 'one-line')
  const { pack: _, ...unnamed } = head
  await store.as(id, async (tx) => {
    ledger = (await createLedger(tx, { organisation, year: YEAR, stage: 'budget' })).id
    const edits = editsOf(rowsOfBudget({ ...budget, head: unnamed }))
    await saveLedger(tx, { ledger, baseVersion: 0, edits })
    filing = (await createFiling(tx, { organisation, year: YEAR, stage: 'budget', ledger })).id
  })
  const steps = [
    [id, 'submitted'],
    [reviewer.id, 'unit_approved'],
    [publisher.id, 'department_approved'],
    [bureau.id, 'approved'],
  ] as const
  for (const [by, to] of steps) {
    await store.as(by, async (tx) => moveFiling(tx, { id: filing, version: (await getFiling(tx, filing)).version, to }))
  }
}, 60_000)
afterAll(() => district?.close())

const hand = async (path: string, name: string, text: string) =>
  (await admin.call('POST', path, new Form().add(name, text))).json
const preview = async (): Promise<string> => (await preparer.call('GET', `/ledgers/${ledger}/preview`)).text
const packNow = async (id: string) =>
  (await preparer.call('GET', '/packs')).json.find((one: { id: string }) => one.id === id)
const states = async (): Promise<string[]> =>
  (await preparer.call('GET', '/packs/own-department/versions')).json.map(
    (one: { number: number; state: string }) => `${one.number} ${one.state}`,
  )

it('is refused where something is wrong with it, and then nothing of it is kept', async () => {
  const wrong: readonly (readonly [string, string, RegExp])[] = [
    ['own-department.yaml', 'inherits: own-base\n', /pack-parent-unknown/],
    [
      'own-department.yaml',
      `title: 本市\ninherits: ${SHIPPED}\nsentences: { capital: '{不存在的数}' }\n`,
      /pack-name-unknown/,
    ],
    ['own-department.yaml', `title: 本市\ninherits: ${SHIPPED}\nnothing-known: 1\n`, /pack-key-unknown/],
    ['own-department.yaml', 'a: [', /pack-not-yaml/],
    ['own-department.yaml', '['.repeat(50_000), /pack-not-yaml/],
    [`${SHIPPED}.yaml`, own('无'), /随程序提供/],
    ['../../本市.yaml', own('无'), /文件名就是模板包的名称/],
  ]
  for (const [name, text, message] of wrong) {
    for (const path of ['/packs/check', '/packs']) {
      const answer = await hand(path, name, text)
      const problems = path === '/packs' ? answer.problems : answer
      expect([name, problems[0]?.severity]).toEqual([name, 'error'])
      expect(problems.map((one: { message: string }) => one.message).join()).toMatch(message)
      expect(answer.pack).toBeUndefined()
    }
  }
  expect(await states()).toEqual([])
})

it('is kept as a draft, can be read and looked at, and is used by nobody yet', async () => {
  expect(await hand('/packs', 'own-base.yaml', BASE)).toMatchObject({ pack: { own: true, number: 1, problems: 0 } })
  const kept = await hand('/packs', 'own-department.yaml', own('国有资本经营预算见本市第一版。'))
  expect(kept).toMatchObject({
    pack: {
      ...{ id: 'own-department', number: 1, inherits: 'own-base', uses: [], activeYears: [] },
      whom: { region: '33' },
    },
  })
  // The same text once more is no second version.
  expect((await hand('/packs', 'own-department.yaml', own('国有资本经营预算见本市第一版。'))).pack.number).toBe(1)
  expect(await states()).toEqual(['1 draft'])
  expect((await preparer.call('GET', '/packs/own-department/text')).text).toContain('inherits: own-base')
  const sample = await preparer.call('GET', '/packs/own-department/preview')
  expect(sample.text).toContain('国有资本经营预算见本市第一版。')
  expect(sample.headers['content-security-policy']).toContain('sandbox')
  expect(await preview()).not.toContain('本市第一版')
})

it('composes the books of everyone below once it is put to use, and a correction only when that is', async () => {
  const used = await admin.call('PUT', `/packs/own-department/years/${YEAR}`, {})
  expect(used.json).toMatchObject({
    activeYears: [YEAR],
    uses: [{ year: YEAR, stage: 'budget', audience: 'department', number: 1 }],
  })
  expect(await preview()).toContain('国有资本经营预算见本市第一版。')
  await hand('/packs', 'own-department.yaml', own('国有资本经营预算见本市第二版。'))
  expect(await states()).toEqual(['2 draft', '1 active'])
  expect(await preview()).toContain('本市第一版')
  await admin.call('PUT', `/packs/own-department/years/${YEAR}`, { number: 2 })
  expect(await preview()).toContain('本市第二版')
  expect(await states()).toEqual(['2 active', '1 retired'])
  expect((await packNow('own-department')).uses).toEqual([
    { year: YEAR, stage: 'budget', audience: 'department', number: 2 },
  ])
})

it('stands with its version in the edition that is published with it', async () => {
  const { store } = district
  const worker = startWorker(store, { handlers: jobHandlers(store, testOffice, 'test'), pollMs: 100 })
  try {
    const { json } = await preparer.call('GET', `/filings/${filing}`)
    const { job } = (
      await preparer.call('POST', `/filings/${filing}/editions`, {}, { 'if-match': `"v${json.version}"` })
    ).json
    await expect
      .poll(async () => (await preparer.call('GET', `/jobs/${job}`)).json, { timeout: 55_000, interval: 200 })
      .toMatchObject({ state: 'done' })
    const edition = await store.maintenance.selectFrom('edition').select('pack').where('filing', '=', filing).execute()
    expect(edition).toEqual([{ pack: 'own-department@2' }])
  } finally {
    await worker.stop()
  }
})

it('is no longer used when its use has ended: then the pack of the program for such books is', async () => {
  expect((await admin.call('DELETE', `/packs/own-department/years/${YEAR}`)).json.activeYears).toEqual([])
  expect(await preview()).not.toContain('本市')
  expect((await admin.call('DELETE', `/packs/own-department/years/${YEAR}`)).status).toBe(404)
  expect(await states()).toEqual(['2 retired', '1 retired'])
  // What is named where it does not exist is told, not guessed.
  expect((await admin.call('PUT', `/packs/own-department/years/${YEAR}`, { number: 9 })).status).toBe(404)
  expect((await preparer.call('PUT', `/packs/own-department/years/${YEAR}`, {})).status).toBe(403)
  expect((await admin.call('PUT', `/packs/${SHIPPED}/years/${YEAR}`, {})).json.uses).toEqual([
    { year: YEAR, stage: 'budget', audience: 'department' },
  ])
})
