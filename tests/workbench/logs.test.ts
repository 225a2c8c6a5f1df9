/**
 * What an operator reads, and hands on when something is wrong, tells of nobody and of no figure: all that the server, its
 * workers and its database write, at the most talkative, during a day on which everything happens.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { openStore, type Store } from '@gouji/store'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { CLIENT, CLIENT_SECRET, openSignOn, type SignOn } from '../../packages/server/src/testing/sign-on.ts'
import { openBureau, PASSWORD } from './office.ts'
import { type ServerProgram, startServer } from './program.ts'
import { type Visitor, visitor } from './visitor.ts'

/** What may not be told, by what it is. Each is a text that nothing else says by chance. */
const PRIVATE: Record<string, string> = {
  password: PASSWORD,
  'wrong password': 'Wrong-zebra-41',
  'new password': 'Fresh-otter-52',
  'a name tried': 'zhang.weizhi.tried',
  'person in a document': '欧阳甲乙丙',
  'phone number': '19900000017',
  'cell of a document': '柒佰叁拾壹万整',
  'cell of a ledger': '秘密事项之账',
  comment: '意见里的私话',
  'text searched for': '找一找的私话',
  'name of a file': '某人的私事',
  'login of a person': 'liu.yisi.login',
  'duty of a person': '岗位甲乙丙丁',
  'name of a token': '令牌的名字丙',
  'secret of the client': CLIENT_SECRET,
  'subject of the sign-on': 'subject-at-the-sign-on',
}
const BOOK = `${'测试局'}2025年部门预算

联系人：${PRIVATE['person in a document']}，电话 ${PRIVATE['phone number']}。

表1 2025年部门收支预算总表
单位：万元
收入\t预算数\t支出\t预算数
一般公共预算拨款收入\t100.00\t${PRIVATE['cell of a document']}\t60.00
本年收入合计\t100.00\t本年支出合计\t90.00
`

let folder: string
let signOn: SignOn
let server: ServerProgram
let store: Store
const visitors: Visitor[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-logs-'))
  signOn = await openSignOn()
  const before = await openStore({ dataFolder: folder, durable: false })
  const bureau = await openBureau(before)
  const department = await bureau.addOrganisation('department', '101', '测试局', bureau.root)
  await bureau.addPerson('preparer', 'preparer', department)
  await bureau.addPerson('department', 'department', department)
  await before.close()
  server = await startServer(folder, 1, 0, {
    args: ['--log', 'trace'],
    environment: {
      ...{ GOUJI_OIDC_ISSUER: signOn.issuer, GOUJI_OIDC_CLIENT_ID: CLIENT },
      ...{ GOUJI_OIDC_CLIENT_SECRET: CLIENT_SECRET, GOUJI_PUBLIC_URL: 'http://localhost:4180' },
    },
  })
  store = await openStore({ dataFolder: folder, attach: true })
}, 120_000)
afterAll(async () => {
  for (const one of visitors) one.close()
  await store?.close()
  await server?.stop()
  signOn?.close()
  await rm(folder, { recursive: true, force: true })
})

async function enter(login: string): Promise<Visitor> {
  const one = visitor(login, `127.0.0.${visitors.length + 2}`)
  visitors.push(one)
  await one.signIn(server.url, PASSWORD)
  return one
}

/** Keeps what was handed out as private too. */
const isPrivate = (what: string, text: string): string => {
  expect(text.length).toBeGreaterThan(5)
  PRIVATE[what] = text
  return text
}

async function document(client: Visitor, id: string) {
  for (let i = 0; i < 300; i += 1) {
    const { json } = await client.call('GET', `/documents/${id}`)
    if (json.state !== 'waiting' && json.state !== 'working') return json
    await new Promise((wake) => setTimeout(wake, 100))
  }
  throw new Error('the document was not read')
}

async function signOnOnce(): Promise<void> {
  const begun = await fetch(`${server.url}/api/v1/session/oidc`, { redirect: 'manual' })
  const { searchParams } = new URL(begun.headers.get('location')!)
  const cookie = begun.headers.getSetCookie()[0]!.split(';')[0]!
  isPrivate('cookie of the sign-on', cookie.split('=')[1]!)
  const code = isPrivate('code of the sign-on', randomUUID())
  const nonce = searchParams.get('nonce')!
  const challenge = searchParams.get('code_challenge')!
  signOn.promised.set(code, { nonce, challenge, sub: PRIVATE['subject of the sign-on']! })
  const state = searchParams.get('state')
  const back = `${server.url}/api/v1/session/oidc/callback?code=${code}&state=${state}&iss=${encodeURIComponent(signOn.issuer)}`
  expect((await fetch(back, { redirect: 'manual', headers: { cookie } })).headers.get('location')).toBe(
    '/?oidc=unknown',
  )
  expect((await fetch(back, { redirect: 'manual', headers: { cookie } })).status).toBe(401)
}

async function credentials(system: Visitor, preparer: Visitor): Promise<void> {
  const { call } = visitor('nobody')
  const stranger = (body: unknown) => call('POST', `${server.url}/api/v1/session`, body)
  for (const login of ['preparer', PRIVATE['a name tried']!, PRIVATE['phone number']!]) {
    expect((await stranger({ login, password: PRIVATE['wrong password'] })).status).toBe(401)
  }
  expect((await stranger(`{"login": "${PRIVATE['a name tried']}", `)).status).toBeGreaterThanOrEqual(400)
  const person = { login: PRIVATE['login of a person'], title: PRIVATE['duty of a person'] }
  isPrivate('one-time password', (await system.call('POST', '/people', person)).json.password)
  // The database says which value stood there already.
  expect((await system.call('POST', '/people', person)).status).toBe(409)
  const { secret } = (await preparer.call('POST', '/me/second-factor')).json
  const code = new TOTP({ secret: Secret.fromBase32(isPrivate('second factor', secret)) }).generate()
  isPrivate('one-time code', code)
  expect((await preparer.call('PUT', '/me/second-factor', { code })).status).toBe(204)
  const asked = { name: PRIVATE['name of a token'], scopes: ['read'], until: '2030-01-01' }
  const token = isPrivate('API token', (await preparer.call('POST', '/me/tokens', asked)).json.token)
  const authorization = { authorization: `Bearer ${token}` }
  expect((await call('GET', `${server.url}/api/v1/me`, undefined, authorization)).status).toBe(200)
  expect((await call('GET', `${server.url}/api/v1/me?token=${token}`)).status).toBe(401)
}

it('holds no secret, no person and no figure, whatever has happened', async () => {
  const [preparer, department, system] = [
    await enter('preparer'),
    await enter('department'),
    await enter('system_admin'),
  ]
  const { rows: sessions } = await store.maintenancePool.query('select hash from gouji.session')
  for (const [i, { hash }] of sessions.entries()) isPrivate(`hash of session ${i}`, hash)
  for (const [i, one] of visitors.entries()) isPrivate(`cookie ${i}`, one.cookie().split('=')[1]!)

  await signOnOnce()
  await credentials(system, preparer)

  // Documents, a ledger, a comment, a search.
  const name = `${PRIVATE['name of a file']}.txt`
  const upload = (bytes: string) => department.upload('/documents', [{ name, bytes: Buffer.from(bytes) }])
  const { id } = (await upload(BOOK)).json.accepted[0]
  expect((await document(department, id)).state).toBe('done')
  const tree = (await department.call('GET', '/organisations')).json
  const { id: organisation } = tree.find(({ code }: { code: string }) => code === '101')
  const begun = { organisation, year: 2025, stage: 'budget', from: 'nothing' }
  const ledger = (await preparer.call('POST', '/ledgers', begun)).json
  const save = (text: string) =>
    preparer.call('PATCH', `/ledgers/${ledger.id}/rows`, {
      base: ledger.version,
      changes: [{ kind: 'put', row: { sheet: 'units', key: randomUUID(), values: { code: '102', name: text } } }],
    })
  expect((await save(`${PRIVATE['cell of a ledger']}\u0000`)).status).toBe(422)
  expect((await save(PRIVATE['cell of a ledger']!)).status).toBe(200)
  const board = (await preparer.call('GET', '/board?year=2025&stage=budget')).json
  const filing = board[0].filing.id
  expect((await preparer.call('POST', `/filings/${filing}/comments`, { text: PRIVATE.comment })).status).toBe(200)
  const search = () => department.call('GET', `/search?text=${encodeURIComponent(PRIVATE['text searched for']!)}`)
  expect((await search()).status).toBe(200)

  // Faults: in the database, in what was kept, and in a worker.
  const { maintenancePool: db } = store
  await db.query('alter function gouji.search_all(text, text, integer) rename to search_all_away').catch(async () => {
    const { rows } = await db.query("select oid::regprocedure as name from pg_proc where proname = 'search_all'")
    await db.query(`alter function ${rows[0].name} rename to search_all_away`)
  })
  expect((await search()).status).toBe(500)
  const { rows: readings } = await db.query('select report from gouji.reading where document = $1', [id])
  const kept = store.blobs.pathOf(readings[0].report)
  for (const text of [
    `${PRIVATE['cell of a document']} is no JSON`,
    JSON.stringify({
      pages: [],
      blocks: [{ kind: PRIVATE['cell of a document'], text: PRIVATE['phone number'] }],
      tables: [],
    }),
    JSON.stringify({ [PRIVATE['cell of a document']!]: 1 }),
  ]) {
    await rm(kept)
    await writeFile(kept, gzipSync(text))
    expect((await department.call('GET', `/documents/${id}/content`)).status).toBe(500)
  }
  await db.query('alter table gouji.passage add constraint away check (length(words) < 3) not valid')
  const second = (await upload(`${BOOK}第二份。`)).json.accepted[0].id
  expect((await document(department, second)).state).toBe('failed')

  const said = server.output() + (await readFile(join(folder, 'postgres', 'server.log'), 'utf8'))
  // It has been talkative: requests, faults with their place, the worker's complaint.
  for (const mark of [/"level":10/, /incoming request/, /"msg":"fault"/, /SyntaxError/, /"level":"error","job"/]) {
    expect(said).toMatch(mark)
  }
  const told = Object.entries(PRIVATE).filter(
    ([, text]) => said.includes(text) || said.includes(encodeURIComponent(text)),
  )
  const around = told.map(([what, text]) => {
    const at = Math.max(said.indexOf(text), said.indexOf(encodeURIComponent(text)))
    return `${what}: ${said.slice(Math.max(0, at - 150), at + 100)}`
  })
  expect(around).toEqual([])
}, 180_000)
