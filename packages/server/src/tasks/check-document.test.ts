/** What becomes of an uploaded document: read once, found again, mended, shown and searched. */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { startWorker, type Worker } from '@gouji/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, Form, signIn } from '../testing/client.ts'
import { type District, openDistrict } from '../testing/district.ts'
import { testOffice } from '../testing/office.ts'
import { jobHandlers } from './handlers.ts'

let district: District
let worker: Worker
let client: Client

beforeAll(async () => {
  district = await openDistrict()
  worker = startWorker(district.store, { handlers: jobHandlers(district.store, testOffice, 'test'), pollMs: 100 })
  client = await signIn(district.app, 'department')
}, 60_000)
afterAll(async () => {
  await worker?.stop()
  await district?.close()
})

const EXAMPLE = new URL('../../../../examples/archive-centre-2025', import.meta.url)

async function upload(name: string, bytes: Buffer | string): Promise<string> {
  const answer = await client.call('POST', '/documents', new Form().add(name, bytes))
  const [{ id }] = answer.json.accepted
  await done(id)
  return id
}

async function done(id: string, by: Client = client): Promise<void> {
  for (let i = 0; i < 400; i += 1) {
    const { state } = (await by.call('GET', `/documents/${id}`)).json
    if (state !== 'waiting' && state !== 'working') return
    await new Promise((wake) => setTimeout(wake, 25))
  }
  throw new Error('the document was not read')
}

interface Shown {
  readonly id: string
  readonly message: string
  readonly state: string
  readonly severity: string
  readonly version: number
  readonly events: readonly { readonly act: string }[]
}
const findingsOf = async (id: string): Promise<Shown[]> => (await client.call('GET', `/documents/${id}/findings`)).json

it('is read, checked, and shown with its places', async () => {
  const id = await upload('book.txt', await readFile(`${EXAMPLE.pathname}.txt`))
  const document = (await client.call('GET', `/documents/${id}`)).json
  expect(document).toMatchObject({ state: 'done', format: 'text', year: 2025, stage: 'budget', verdict: 'fail' })
  const findings = await findingsOf(id)
  expect(findings.filter(({ severity }) => severity === 'error')).toHaveLength(document.errors)
  const tables = (await client.call('GET', `/documents/${id}/tables`)).json
  const cells = tables.flatMap(({ cells }: { cells: object[] }) => cells)
  expect(cells.some(({ meaning }: { meaning?: string }) => meaning?.includes('档案'))).toBe(true)
  const sentences = (await client.call('GET', `/documents/${id}/sentences`)).json
  const total = sentences.find(({ quote }: { quote: string }) => quote.includes('支出总预算'))
  expect(total).toMatchObject({ text: '858.26', unit: '万元', coordinates: { flow: 'expenditure', year: '2025' } })
  const same = cells.filter(
    ({ coordinates }: { coordinates?: object }) => coordinates && isDeepStrictEqual(coordinates, total.coordinates),
  )
  expect(same.map(({ text }: { text: string }) => text)).toContain('858.26')
  const content = (await client.call('GET', `/documents/${id}/content`)).json
  expect(content.blocks.some(({ kind }: { kind: string }) => kind === 'table')).toBe(true)
})

it('keeps the life of its findings when it is checked again', async () => {
  const id = await upload('again.txt', `${await readFile(`${EXAMPLE.pathname}.txt`, 'utf8')}\n又一份`)
  const [first] = await findingsOf(id)
  const answered = await client.call(
    'POST',
    `/findings/${first!.id}/events`,
    { act: 'answered', text: '已核对原始凭证' },
    { 'if-match': `"v${first!.version}"` },
  )
  expect(answered.json.state).toBe('answered')
  await client.call('POST', `/documents/${id}/checks`)
  await done(id)
  const again = (await findingsOf(id)).find((one) => one.id === first!.id)
  expect(again).toMatchObject({ state: 'answered', events: [{ act: 'found' }, { act: 'answered' }] })
  const accepted = await client.call(
    'POST',
    `/findings/${first!.id}/events`,
    { act: 'accepted', text: '口径不同，予以认可' },
    { 'if-match': `"v${again!.version}"` },
  )
  expect(accepted.json.state).toBe('accepted')
})

it('is filed under the organisation that it names, where nobody said whose it is', async () => {
  const system = await signIn(district.app, 'system_admin')
  const named = await system.call('POST', '/organisations', {
    ...{ parent: district.near.organisation, kind: 'unit', code: '101009', name: '云湖市档案服务中心', nature: '事业' },
    ...{ region: '330100', from: '2020-01-01' },
  })
  const finance = await district.addPerson('bureau', 'finance_reviewer', district.root)
  const bureau = await signIn(district.app, finance.login)
  const book = await readFile(`${EXAMPLE.pathname}-clean.txt`)
  const sent = await bureau.call('POST', '/documents', new Form().add('unnamed.txt', book))
  const [{ id, organisation }] = sent.json.accepted
  expect(organisation).toBe(district.root)
  await done(id, bureau)
  const document = (await bureau.call('GET', `/documents/${id}`)).json
  expect(document).toMatchObject({ recognisedAs: '云湖市档案服务中心', organisation: named.json.id, confirmed: false })
  // Handed in once more it is that very document, though it lies elsewhere now; for another office it is one of its own.
  const again = await bureau.call('POST', '/documents', new Form().add('again.txt', book))
  expect(again.json.accepted).toMatchObject([{ id, organisation: named.json.id }])
  expect(again.json.refused).toMatchObject([{ name: 'again.txt', message: '同样的文件已经上传过' }])
  const root = await bureau.call('POST', `/documents?organisation=${district.root}`, new Form().add('own.txt', book))
  expect(root.json.accepted).toMatchObject([{ sameAs: id, organisation: district.root }])
})

it('says in words why it cannot be read', async () => {
  const id = await upload('broken.pdf', '%PDF-1.7\nnothing of it is true')
  expect((await client.call('GET', `/documents/${id}`)).json).toMatchObject({ state: 'unreadable' })
  expect((await client.call('GET', `/documents/${id}/content`)).json.code).toBe('wrong-state')
})

it('can be explored and searched', async () => {
  const get = async (path: string) => (await client.call('GET', path)).json
  const functions = await get('/explore/breakdown?year=2025&by=function')
  expect(functions.map(({ key }: { key: string }) => key)).toEqual(expect.arrayContaining(['201', '208']))
  const below = await get('/explore/breakdown?year=2025&by=function&under=201')
  expect(below.map(({ key }: { key: string }) => key)).toContain('20126')
  const projects = await get('/explore/breakdown?year=2025&by=project')
  expect(projects.length).toBeGreaterThan(2)
  const flow = await get('/explore/flow?year=2025')
  expect(flow.links.length).toBeGreaterThan(2)
  const [trend] = await get(`/explore/trend?figure=${encodeURIComponent('支出总计')}`)
  expect(trend).toMatchObject({ year: 2025, stage: 'budget' })
  const hits = await get(`/search?text=${encodeURIComponent('馆藏')}`)
  expect(hits.items.map(({ kind }: { kind: string }) => kind)).toContain('project')
  const page = await get(`/search?limit=2&text=${encodeURIComponent('档案')}`)
  const next = await get(`/search?limit=2&after=${page.next}&text=${encodeURIComponent('档案')}`)
  expect(next.items[0]).not.toEqual(page.items[0])
})

it('is compared by head where the ledger of the same book names people in post, to the fen and half up', async () => {
  const get = async (path: string) => (await client.call('GET', path)).json
  const compared = async () =>
    (await get(`/explore/comparison?year=2025&figure=${encodeURIComponent('支出总计')}`)).find(
      ({ name }: { name: string }) => name === '云湖市档案服务中心',
    )
  const { organisation, amount, ...rest } = await compared()
  expect(rest).not.toHaveProperty('perHead')
  const preparer = await signIn(district.app, 'preparer')
  const begun = { organisation, year: 2025, stage: 'budget', from: 'nothing' }
  const { id, version } = (await preparer.call('POST', '/ledgers', begun)).json
  const changes = ['4', '3', ''].map((staff, i) => {
    const values = { code: `10190${i}`, name: `第${i}科`, natureName: '行政', staff }
    return { kind: 'put', row: { sheet: 'units', key: randomUUID(), values } }
  })
  const saved = await preparer.call('PATCH', `/ledgers/${id}/rows`, { base: version, changes })
  expect(saved.json).toMatchObject({ saved: true })
  const fen = BigInt(amount.replace('.', ''))
  const each = (2n * fen + 7n) / 14n
  expect((await compared()).perHead).toBe(`${each / 100n}.${String(each % 100n).padStart(2, '0')}`)
  const [point] = await get(`/explore/trend?figure=${encodeURIComponent('支出总计')}`)
  expect(point.units).toBeGreaterThan(0)
})

it('stands in lists page by page, each once', async () => {
  const seen: string[] = []
  let after = ''
  do {
    const page = (await client.call('GET', `/documents?limit=1${after && `&after=${after}`}`)).json
    seen.push(...page.items.map(({ id }: { id: string }) => id))
    after = page.next ?? ''
  } while (after !== '')
  const whole = (await client.call('GET', '/documents?limit=200')).json.items
  expect(seen).toEqual(whole.map(({ id }: { id: string }) => id))
})

it('is kept where a rare sign is cut in two at the end of what is kept of it', async () => {
  // The passage ends after 2,000 units of UTF-16, in the middle of the second sign.
  const id = await upload('rare.txt', `甲局2025年部门预算\n${'文'.repeat(1997)}𠮷𠮷单位的说明。\n`)
  expect((await client.call('GET', `/documents/${id}`)).json.state).toBe('done')
})

it('is checked again with all the others after an update, behind whatever somebody waits for', async () => {
  const id = await upload('update.txt', await readFile(`${EXAMPLE.pathname}.txt`))
  await done(id)
  const before = (await client.call('GET', `/documents/${id}/findings`)).json
  const { documents, engine } = (await client.call('GET', '/documents/outdated')).json
  expect(documents).toBeGreaterThan(0)
  expect(engine).toMatch(/^gouji /)
  const asked = await client.call('POST', '/documents/outdated/checks', {})
  expect(asked.json).toEqual({ asked: documents, left: 0 })
  await done(id)
  const after = (await client.call('GET', `/documents/${id}/findings`)).json
  expect(after.map((f: Shown) => f.id).sort()).toEqual(before.map((f: Shown) => f.id).sort())
  const reader = await signIn(district.app, 'reader')
  expect((await reader.call('POST', '/documents/outdated/checks', {})).status).toBe(403)
})
