/** What people look for is found by its words: figures, projects, goals and sentences, by whom may see them. */
import { setTimeout as pause } from 'node:timers/promises'
import { compose } from '@gouji/compose'
import { loadKnowledge } from '@gouji/knowledge'
import { loadPacks, packNamed, writeBook } from '@gouji/publish'
import { startWorker } from '@gouji/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { jobHandlers } from '../../packages/server/src/tasks/handlers.ts'
import { type Client, Form, signIn } from '../../packages/server/src/testing/client.ts'
import { type District, openDistrict } from '../../packages/server/src/testing/district.ts'
import { testOffice } from '../../packages/server/src/testing/office.ts'
import { ledgerFor } from '../round-trip/ledgers.ts'

const budget = ledgerFor(packNamed('zhejiang-department-2024', loadPacks()).pack!, 3, 'plain')
let district: District
let preparer: Client
let document: string

beforeAll(async () => {
  district = await openDistrict({ signInsPerMinute: 0 })
  const { pack } = packNamed('zhejiang-department-2024', loadPacks())
  const [book] = await writeBook(compose(budget, pack!, loadKnowledge().catalogue), 'docx')
  const worker = startWorker(district.store, { handlers: jobHandlers(district.store, testOffice, 'test'), pollMs: 100 })
  try {
    preparer = await signIn(district.app, district.people.preparer.login)
    const organisation = district.near.organisation
    const sent = await preparer.call(
      'POST',
      `/documents?organisation=${organisation}`,
      new Form().add('部门预算.docx', Buffer.from(book!.bytes)),
    )
    document = sent.json.accepted[0].id
    await untilDone()
  } finally {
    await worker.stop()
  }
}, 60_000)
afterAll(() => district?.close())

async function untilDone(): Promise<void> {
  for (let i = 0; i < 500; i += 1) {
    if ((await preparer.call('GET', `/documents/${document}`)).json.state === 'done') return
    await pause(100)
  }
  throw new Error('the document was not read in time')
}

interface Found {
  readonly kind: string
  readonly title: string
  readonly excerpt: string
  readonly document?: string
  readonly place?: string
  readonly documentName?: string
  readonly organisationName?: string
  readonly year?: number
  readonly stage?: string
}
const search = async (text: string, who: Client = preparer): Promise<Found[]> =>
  (await who.call('GET', `/search?limit=100&text=${encodeURIComponent(text)}`)).json.items
const kinds = (found: readonly Found[]): string[] => [...new Set(found.map(({ kind }) => kind))].sort()

it('finds a project by its name, with its figures and its goals', async () => {
  const { name } = budget.projects[0]!
  const found = await search(name)
  expect(kinds(found)).toEqual(expect.arrayContaining(['goal', 'project']))
  expect(found.every((one) => one.document === document)).toBe(true)
  expect(found.some(({ kind, title, excerpt }) => kind === 'project' && `${title}${excerpt}`.includes(name))).toBe(true)
})

it('finds a goal by the words of an indicator, and leads to its place', async () => {
  const { name } = budget.goals.find(({ project, indicators }) => project && indicators.length > 0)!.indicators[0]!
  const goals = (await search(name)).filter(({ kind }) => kind === 'goal')
  expect(goals.length).toBeGreaterThan(0)
  for (const { excerpt, place } of goals) {
    expect(excerpt).toContain(name)
    expect(Object.keys(JSON.parse(place!)).length).toBeGreaterThan(0)
  }
})

it('finds a sentence that no figure stands for, and a figure as it is printed', async () => {
  const [duty] = budget.texts.duties
  expect((await search(duty!.slice(0, 12))).map(({ kind }) => kind)).toContain('text')
  const { printed } = await district.store.maintenance
    .selectFrom('claim')
    .select('printed')
    .where('document', '=', document)
    .where('printed', 'like', '%___.%')
    .limit(1)
    .executeTakeFirstOrThrow()
  expect(kinds(await search(printed))).toContain('figure')
})

it('says of each hit whose book of which year it stands in, and names a rule by its title', async () => {
  const found = await search('支出')
  expect(found.filter((hit) => hit.document === document).length).toBeGreaterThan(5)
  for (const hit of found) {
    const { name, organisationName, year, stage } = (await preparer.call('GET', `/documents/${hit.document}`)).json
    expect(hit).toMatchObject({ documentName: name, organisationName, year, stage })
    if (hit.kind === 'finding') expect(hit.title).not.toMatch(/^[A-Z]+-/)
  }
})

it('lets no kind hide another, and gives each hit once over all pages', async () => {
  const all: string[] = []
  let after = ''
  do {
    const { items, next } = (
      await preparer.call('GET', `/search?limit=7&text=${encodeURIComponent('支出')}${after && `&after=${after}`}`)
    ).json
    if (all.length === 0) expect(kinds(items).length).toBeGreaterThan(1)
    all.push(...items.map((one: Found) => JSON.stringify(one)))
    after = next ?? ''
  } while (after !== '' && all.length < 60)
  expect(all.length).toBeGreaterThan(40)
})

it('shows nothing of it to another department, nor signs that would be read as a pattern', async () => {
  const far = await signIn(district.app, district.farPreparer.login)
  const words = [budget.projects[0]!.name, budget.goals[0]!.indicators[0]!.name, budget.texts.duties[0]!.slice(0, 12)]
  for (const text of words) expect(await search(text, far)).toEqual([])
  for (const text of ["' or true --", '%%', '__', '\\', "');drop", '{}', '"a"']) expect(await search(text)).toEqual([])
})

it('finds the words of a document no longer once it is read anew with other words', async () => {
  const count = async (): Promise<number> => {
    const { rows } = await district.store.maintenancePool.query(
      'select count(*)::int as n from gouji.passage where document = $1',
      [document],
    )
    return rows[0].n
  }
  const before = await count()
  expect(before).toBeGreaterThan(50)
  const worker = startWorker(district.store, { handlers: jobHandlers(district.store, testOffice, 'test'), pollMs: 100 })
  try {
    await preparer.call('POST', `/documents/${document}/checks`)
    await untilDone()
  } finally {
    await worker.stop()
  }
  expect(await count()).toBe(before)
})
