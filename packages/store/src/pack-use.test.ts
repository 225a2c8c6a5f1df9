import { afterAll, beforeAll, expect, it } from 'vitest'
import { endPackUse, packsInUse, usePack } from './pack-use.ts'
import { addPack, listPacks, type Pack } from './packs.ts'
import type { Store, Tx } from './store.ts'
import { type District, makeDistrict, type PersonName } from './testing/district.ts'
import { type TestServer, testServer } from './testing/open.ts'

const KIND = { year: 2027, stage: 'budget', audience: 'unit' } as const
let server: TestServer
let store: Store
let district: District
let top: string

beforeAll(async () => {
  server = await testServer()
  store = await server.open()
  district = await makeDistrict(store)
  top = district.organisations.district
})
afterAll(() => server?.stop())

const as = <T>(name: PersonName, act: (tx: Tx) => Promise<T>): Promise<T> => store.as(district.people[name], act)
const keep = (name: string, text: string): Promise<Pack> =>
  as('financeAdmin', (tx) => addPack(tx, { organisation: top, name, text }))
const use = (packs: readonly Pack[], of: object = {}) =>
  as('financeAdmin', (tx) =>
    usePack(tx, { ...KIND, organisation: top, name: packs[0]!.name, packs: packs.map(({ id }) => id), ...of }),
  )
const states = async (name: string) =>
  (await as('preparerA', (tx) => listPacks(tx, { name }))).map(({ number, state }) => `${number} ${state}`)
const inUse = (who: PersonName, organisation: string, year: number = KIND.year) =>
  as(who, (tx) => packsInUse(tx, { organisation, year }))

it('pins the versions that were put to use: a correction counts once it is put to use itself', async () => {
  const { a } = district.organisations
  const base = await keep('own-base', 'title: 底稿')
  const first = await keep('own', 'inherits: own-base')
  expect(await states('own')).toEqual(['1 draft'])
  expect(await inUse('preparerA', a)).toEqual([])

  await use([first, base])
  await keep('own-base', 'title: 改过的底稿')
  const second = await keep('own', 'inherits: own-base\ntitle: 新')
  const pinned = await inUse('preparerA', a)
  expect(pinned).toMatchObject([
    {
      ...{ stage: 'budget', audience: 'unit', name: 'own' },
      packs: [
        { name: 'own', number: 1, text: 'inherits: own-base' },
        { name: 'own-base', number: 1, text: 'title: 底稿' },
      ],
    },
  ])
  expect(await states('own')).toEqual(['2 draft', '1 active'])
  expect(await states('own-base')).toEqual(['2 draft', '1 active'])

  await use([second, base])
  expect((await inUse('preparerA', a))[0]!.packs.map(({ number }) => number)).toEqual([2, 1])
  expect(await states('own')).toEqual(['2 active', '1 retired'])

  await as('financeAdmin', (tx) => endPackUse(tx, { ...KIND, organisation: top }))
  expect(await inUse('preparerA', a)).toEqual([])
  expect(await states('own')).toEqual(['2 retired', '1 retired'])
  expect(await states('own-base')).toEqual(['2 draft', '1 retired'])
})

it('names a pack that the program ships without keeping a text of it', async () => {
  await as('financeAdmin', (tx) =>
    usePack(tx, { ...KIND, year: 2028, organisation: top, name: 'zhejiang-unit-2023', packs: [] }),
  )
  expect(await inUse('preparerB', district.organisations.b, 2028)).toEqual([
    { stage: 'budget', audience: 'unit', name: 'zhejiang-unit-2023', packs: [] },
  ])
})

it('tells what holds for an organisation to those who may see that organisation, and puts the nearest bureau first', async () => {
  const { a, c, first } = district.organisations
  await as('financeAdmin', (tx) => usePack(tx, { ...KIND, year: 2029, organisation: top, name: 'far', packs: [] }))
  await as('financeAdmin', (tx) => usePack(tx, { ...KIND, year: 2029, organisation: first, name: 'near', packs: [] }))
  expect((await inUse('preparerA', a, 2029)).map(({ name }) => name)).toEqual(['near', 'far'])
  expect((await inUse('preparerC', c, 2029)).map(({ name }) => name)).toEqual(['far'])
  expect(await inUse('preparerA', c, 2029)).toEqual([])
  expect(await inUse('system', a, 2029)).toEqual([])
})

it('is laid down by those who manage, with packs of their own or of somebody above', async () => {
  const { first } = district.organisations
  const below = await as('financeAdmin', (tx) => addPack(tx, { organisation: first, name: 'below', text: 'title: 下' }))
  await expect(use([below])).rejects.toMatchObject({ code: 'refused', facts: { reason: 'pack-use-foreign' } })
  const own = await keep('above', 'title: 上')
  await expect(use([own], { name: 'other' })).rejects.toMatchObject({ facts: { reason: 'pack-use-foreign' } })
  await use([own], { organisation: first, year: 2030 })
  for (const name of ['financeReviewer', 'preparerA', 'system'] as const) {
    await expect(as(name, (tx) => addPack(tx, { organisation: top, name: 'x', text: '' }))).rejects.toMatchObject({
      code: 'not-allowed',
    })
    await expect(
      as(name, (tx) => usePack(tx, { ...KIND, organisation: top, name: 'x', packs: [] })),
    ).rejects.toMatchObject({ code: 'not-allowed' })
  }
})
