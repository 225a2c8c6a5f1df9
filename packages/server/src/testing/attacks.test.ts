/** What somebody tries who knows the interface: guessing, taking over an office, holding lines open, hostile forms. */
import { randomUUID } from 'node:crypto'
import type { Role } from '@gouji/api'
import { setCredential } from '@gouji/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BEAT_MS } from '../account/evenly.ts'
import { buildApp } from '../app.ts'
import { LINES_MOST } from '../http/send-events.ts'
import { type Client, Form, signIn, visitor } from './client.ts'
import { type District, openDistrict, PASSWORD, SECRET } from './district.ts'
import { ENDPOINTS, requestFor } from './requests.ts'

let district: District

beforeAll(async () => {
  district = await openDistrict({ signInsPerMinute: 0 })
}, 60_000)
afterAll(() => district?.close())

const as = (role: Role): Promise<Client> => signIn(district.app, district.people[role].login)
const wake = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** One that writes, one that decides, and one that only reads: the walk in security.test.ts goes over all of them. */
const TRIED: readonly Role[] = ['preparer', 'finance_admin', 'reader']

describe('what belongs to others', () => {
  it('answers just as what does not exist', async () => {
    const nothing = Object.fromEntries(Object.keys(district.far).map((name) => [name, randomUUID()]))
    const none = { ...nothing, editionFile: 'f'.repeat(64) } as unknown as District['far']
    const told: string[] = []
    const tryAs = async (role: Role): Promise<void> => {
      const client = await as(role)
      for (const asked of ENDPOINTS) {
        const { endpoint, name } = asked
        if (name.startsWith('session.') || endpoint.response === 'events') continue
        const answers = []
        for (const things of [district.far, none]) {
          const { method, path, body, headers } = requestFor(asked, things)
          const { status, text } = await client.call(method, path, body, headers)
          answers.push(`${status} ${status < 400 ? '' : text}`)
        }
        if (answers[0] !== answers[1]) told.push(`${role} ${name}: ${answers.join(' / ')}`)
      }
    }
    await Promise.all(TRIED.map(tryAs))
    expect(told).toEqual([])
  }, 40_000)

  it('is not had by another person’s idempotency key', async () => {
    const [preparer, department] = [await as('preparer'), await as('department')]
    const key = { 'idempotency-key': `key-${randomUUID()}` }
    const path = `/filings/${district.near.filing}/comments`
    const mine = await preparer.call('POST', path, { text: '甲的意见' }, key)
    const theirs = await department.call('POST', path, { text: '乙的意见' }, key)
    expect([mine.json.text, theirs.json.text]).toEqual(['甲的意见', '乙的意见'])
    const other = await preparer.call('POST', path, { text: '别的' }, key)
    expect(other.json.code).toBe('key-reused')
  })
})

describe('三员分立', () => {
  const grantOf = async (client: Client, login: string): Promise<string> => {
    const { json } = await client.call('GET', `/people?text=${login}&limit=200`)
    return json.items.find((one: { login: string }) => one.login === login).grants[0].id
  }

  it('lets nobody send away those who watch, nor leave an office empty', async () => {
    const [system, security] = [await as('system_admin'), await as('security_admin')]
    const answers: string[] = []
    for (const [client, login] of [
      [system, 'auditor'],
      [system, 'security_admin'],
      [security, 'auditor'],
      [security, 'security_admin'],
      [security, 'system_admin'],
      [system, 'system_admin'],
    ] as const) {
      answers.push((await client.call('DELETE', `/grants/${await grantOf(system, login)}`)).json?.code)
    }
    expect(answers).toEqual(Array(6).fill('refused'))
    for (const role of ['system_admin', 'security_admin', 'auditor'] as const) {
      expect((await (await as(role)).call('GET', '/me')).json.roles).toEqual([role])
    }
  })

  it('hands an office over where another holds it', async () => {
    const second = await district.addPerson('auditor.two', 'auditor', district.root)
    const [system, security] = [await as('system_admin'), await as('security_admin')]
    const grant = await grantOf(system, second.login)
    expect((await system.call('DELETE', `/grants/${grant}`)).json.code).toBe('refused')
    expect((await security.call('DELETE', `/grants/${grant}`)).status).toBe(204)
  })

  it('lets no administrator give themselves figures, approve their own wish, or take another office', async () => {
    const [system, security] = [await as('system_admin'), await as('security_admin')]
    const { people, root } = district
    const wish = { organisation: root, from: '2025-01-01' }
    const own = await system.call('POST', `/people/${people.system_admin.id}/grants`, {
      role: 'finance_admin',
      ...wish,
    })
    expect(own.json.code).toBe('refused')
    const puppet = await system.call('POST', '/people', { login: 'puppet', title: '傀儡' })
    const made = await system.call('POST', `/people/${puppet.json.person.id}/grants`, { role: 'reader', ...wish })
    expect(made.json.approved).toBe(false)
    expect((await system.call('POST', `/grants/${made.json.id}/approval`)).json.code).toBe('not-allowed')
    for (const target of ['system_admin', 'auditor'] as const) {
      expect((await security.call('POST', `/people/${people[target].id}/password`)).json.code).toBe('refused')
    }
    expect((await system.call('POST', `/people/${people.security_admin.id}/password`)).status).toBe(403)
    expect((await system.call('GET', '/audit')).status).toBe(403)
    expect((await security.call('GET', '/audit')).status).toBe(403)
  })

  it('lets nobody rewrite the trail, in SQL as the application either', async () => {
    const pool = district.store.applicationPool
    const tries = [
      'delete from gouji.audit',
      "update gouji.audit set detail = '{}'",
      'truncate gouji.audit',
      'alter table gouji.audit disable trigger all',
      'drop trigger frozen on gouji.audit',
      'set role gouji_owner',
      'set session authorization gouji_owner',
      "set session_replication_role = 'replica'",
      'set row_security = off; select * from gouji.document',
      'insert into gouji.audit select * from gouji.audit limit 1',
      "select gouji.credential_recover('auditor', 'x')",
      "copy (select 1) to program 'true'",
      "select pg_read_file('/etc/passwd')",
      'create function gouji.reach2() returns int language sql as $$ select 1 $$',
      'create or replace function gouji.current_person() returns uuid language sql as $$ select null::uuid $$',
      'alter role gouji_app superuser',
      'grant gouji_owner to gouji_app',
    ]
    const passed: string[] = []
    for (const text of tries) {
      for (const who of [undefined, district.people.auditor.id, district.people.system_admin.id]) {
        const db = await pool.connect()
        try {
          await db.query('begin')
          if (who) await db.query("select set_config('gouji.person', $1, true)", [who])
          const answer = await db.query(text).catch(() => undefined)
          const rows = [answer ?? []].flat().reduce((sum, one) => sum + (one.rowCount ?? 0), 0)
          // Without an error it must at least have come to nothing.
          if (answer && (rows > 0 || !/^(?:delete|update|insert)/.test(text))) passed.push(text)
        } finally {
          await db.query('rollback').catch(() => undefined)
          db.release(true)
        }
      }
    }
    expect(passed).toEqual([])
    const auditor = await as('auditor')
    expect((await auditor.call('POST', '/audit/verification')).json.holds).toBe(true)
  })

  it('has no temporary schema, and cannot be bent by forged tables in one where somebody allowed it', async () => {
    const { maintenancePool, applicationPool } = district.store
    const may = async (): Promise<boolean> =>
      (await maintenancePool.query("select has_database_privilege('gouji_app', current_database(), 'TEMP') as may"))
        .rows[0].may
    expect(await may()).toBe(false)
    const administrator = await maintenancePool.connect()
    const db = await applicationPool.connect()
    try {
      await administrator.query('set role none')
      const { rows: names } = await administrator.query('select current_database() as name')
      await administrator.query(`grant temporary on database "${names[0].name}" to gouji_app`)
      expect(await may()).toBe(true)
      const { id } = district.people.preparer
      const { organisation, document } = district.far
      await db.query('begin')
      await db.query("select set_config('gouji.person', $1, true)", [id])
      for (const table of ['organisation', 'person', '"grant"', 'role_power'])
        await db.query(`create temp table ${table} (like gouji.${table})`)
      await db.query('set local search_path = pg_temp, gouji, pg_catalog')
      // As if one were 财政管理员 of the other department.
      await db.query(
        'insert into organisation (id, path, code, name, kind, region, valid_from, version, created_at) values ($1, $2, $3, $3, $4, $5, now(), 1, now())',
        [organisation, '/', 'x', 'department', '330000'],
      )
      await db.query(
        "insert into person (id, organisation, login, name, version, created_at) values ($1, $2, 'x', 'x', 1, now())",
        [id, organisation],
      )
      await db.query("insert into role_power values ('finance_admin', 'see'), ('finance_admin', 'upload')")
      await db.query(
        `insert into "grant" (id, person, organisation, role, valid_from, state, proposed_by, version, created_at)
        values (gen_random_uuid(), $1, $2, 'finance_admin', current_date, 'active', $1, 1, now())`,
        [id, organisation],
      )
      const told = async (text: string, values: unknown[] = []) => (await db.query(text, values)).rows
      // The forged tables are those that unqualified names mean: a function that trusted the path would be taken in.
      expect(await told('select name from organisation')).toEqual([{ name: 'x' }])
      expect(await told("select gouji.reach('see') as id")).toEqual([{ id: district.near.organisation }])
      expect(await told('select id from gouji.document where id = $1', [document])).toEqual([])
      expect(await told('select gouji.reach($1) as id', ['administer'])).toEqual([])
      expect(await told('select * from gouji.search_all($1, null, 10)', [SECRET])).toEqual([])
    } finally {
      await db.query('rollback').catch(() => undefined)
      db.release(true)
      await administrator.query('revoke temporary on database gouji from gouji_app').catch(() => undefined)
      administrator.release(true)
    }
  })
})

it('answers an address that cannot be read like any other mistake, and tells a limit in its own unit', async () => {
  for (const url of ['/api/v1/documents/%E4%ZZ', '/%']) {
    const answer = await district.app.inject({ url })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'malformed'])
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  }
  const letter = { login: 'a'.repeat(70_000), password: 'x' }
  const { json } = await visitor(district.app).call('POST', '/session', letter)
  expect([json.code, json.detail]).toEqual(['too-large', '不得超过 64 KB。请缩小或分批后再提交。'])
})

it('asked thrice at once to publish, does it once', async () => {
  const [preparer, department] = [await as('preparer'), await as('department')]
  const { json } = await preparer.call('GET', `/filings/${district.near.filing}`)
  const ask = (client: Client) =>
    client.call('POST', `/filings/${district.near.filing}/editions`, {}, { 'if-match': `"v${json.version}"` })
  const answers = await Promise.all([ask(preparer), ask(department), ask(preparer)])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(new Set(answers.map((answer) => answer.json.job)).size).toBe(1)
})

describe('a reset of a password', () => {
  it('lets no office act as somebody alone: who resets needs the other office to confirm', async () => {
    const { id, login } = await district.addPerson('forgetful', 'finance_reviewer', district.near.organisation)
    const [security, system] = [await as('security_admin'), await as('system_admin')]
    const enter = async (password: string) =>
      (await visitor(district.app).call('POST', '/session', { login, password })).json
    const { password } = (await security.call('POST', `/people/${id}/password`)).json
    expect((await enter(PASSWORD)).code).toBe('wrong-password')
    expect((await enter(password)).code).toBe('reset-held')
    const state = async () =>
      (await security.call('GET', `/people?text=${login}`)).json.items.map(
        (one: { resetHeld: boolean }) => one.resetHeld,
      )
    expect(await state()).toEqual([true])
    const confirm = (who: Client) => who.call('POST', `/people/${id}/password/confirmation`)
    expect((await confirm(security)).status).toBe(403)
    expect((await confirm(await as('finance_admin'))).status).toBe(403)
    expect((await system.call('POST', `/people/${id}/password`)).status).toBe(403)
    expect((await enter(password)).code).toBe('reset-held')
    expect((await confirm(system)).status).toBe(204)
    expect((await confirm(system)).status).toBe(409)
    expect((await enter(password)).me.mustChangePassword).toBe(true)
    expect(await state()).toEqual([false])
    const trail = (await (await as('auditor')).call('GET', '/audit?limit=50')).json.items
    const acts = trail
      .filter((one: { subject: string }) => one.subject.includes(id))
      .map((one: { act: string }) => one.act)
    expect(acts).toEqual(expect.arrayContaining(['credential.reset', 'credential.confirm']))
  })
})

describe('an account that was taken over', () => {
  it('is given back whole by a reset: no sign-on stays linked, no token, no session', async () => {
    const { id, login } = await district.addPerson('taken.over', 'reader', district.near.organisation)
    const taker = await signIn(district.app, login)
    const { json } = await taker.call('POST', '/me/tokens', { name: 'x', scopes: ['read'], until: '2030-01-01' })
    await district.store.as(id, (tx) => setCredential(tx, { kind: 'oidc', secret: 'https://sign-on.example taker' }))
    const security = await as('security_admin')
    expect((await security.call('POST', `/people/${id}/password`)).status).toBe(200)
    const { rows } = await district.store.maintenancePool.query(
      "select kind from gouji.credential where person = $1 and kind <> 'password'",
      [id],
    )
    expect(rows).toEqual([])
    expect((await taker.call('GET', '/me')).status).toBe(401)
    const program = visitor(district.app)
    expect((await program.call('GET', '/me', undefined, { authorization: `Bearer ${json.token}` })).status).toBe(401)
  })
})

describe('what the browser keeps', () => {
  it('of files is shown to nobody without asking again', async () => {
    const client = await as('reader')
    const path = `/documents/${district.near.document}/original`
    const first = await client.call('GET', path)
    expect(first.headers['cache-control']).toBe('private, no-cache')
    const tag = { 'if-none-match': String(first.headers.etag) }
    expect((await client.call('GET', path, undefined, tag)).status).toBe(304)
    expect((await client.call('GET', `/documents/${district.far.document}/original`, undefined, tag)).status).toBe(404)
    expect((await client.call('DELETE', '/session')).headers['clear-site-data']).toBe('"cache"')
    expect((await client.call('GET', path, undefined, tag)).status).toBe(401)
  })
})

describe('lines of news', () => {
  const open = (client: Client) => {
    let ended = false
    const line = client.call('GET', '/documents/events').then((answer) => {
      ended = true
      return answer
    })
    return { line, ended: () => ended }
  }
  const lines = () => [...district.services.lines]

  it('end with signing out', async () => {
    const client = await as('reader')
    const one = open(client)
    for (let i = 0; i < 50 && lines().length === 0; i += 1) await wake(20)
    await client.call('DELETE', '/session')
    await wake(50)
    expect(one.ended()).toBe(true)
    expect(lines()).toEqual([])
  })

  it('are not held open by one person without end', async () => {
    const client = await as('reader')
    const all = Array.from({ length: LINES_MOST + 10 }, () => open(client))
    for (let i = 0; i < 100 && all.filter((one) => one.ended()).length < 10; i += 1) await wake(20)
    expect(lines().length).toBe(LINES_MOST)
    for (const line of lines()) line.end()
    await Promise.all(all.map(({ line }) => line))
  })

  it('do not count as somebody being there', async () => {
    const client = await as('reader')
    const of = `person = '${district.people.reader.id}' and ended_at is null`
    const { maintenancePool: db } = district.store
    await db.query(`update gouji.session set seen_at = now() - interval '29 minutes' where ${of}`)
    const one = open(client)
    for (let i = 0; i < 50 && lines().length === 0; i += 1) await wake(20)
    for (const line of lines()) line.end()
    expect((await one.line).status).toBe(200)
    const { rows } = await db.query(
      `select max(seen_at) < now() - interval '28 minutes' as idle from gouji.session where ${of}`,
    )
    expect(rows[0].idle).toBe(true)
  })
})

describe('bodies', () => {
  const json = { 'content-type': 'application/json' }

  it('of strangers are not read before they are refused', async () => {
    const stranger = visitor(district.app)
    const read: string[] = []
    for (const asked of ENDPOINTS.filter(({ endpoint }) => endpoint.who !== 'public' && endpoint.method !== 'GET')) {
      const { method, path } = requestFor(asked, district.near)
      const answer = await stranger.call(method, path, '{"not": json', json)
      if (answer.json?.code !== 'not-signed-in') read.push(`${asked.name}: ${answer.text}`)
    }
    expect(read).toEqual([])
    const large = await stranger.call('POST', '/session', `{"login": "${'x'.repeat(100_000)}"}`, json)
    expect(large.json.code).toBe('too-large')
  })

  it('that are deep, poisoned or enormous break nothing', async () => {
    const client = await as('preparer')
    const path = `/ledgers/${district.near.ledger}/rows`
    const row = (values: string) =>
      `{"base":1,"changes":[{"kind":"put","row":{"sheet":"head","key":"${randomUUID()}","values":${values}}}]}`
    const statuses = []
    for (const body of [
      row('{"__proto__":{"polluted":"x"}}'),
      row('{"constructor":{"prototype":{"polluted":"x"}}}'),
      `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
      `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
      '{"base":1e400,"changes":[]}',
      `{"base":${'9'.repeat(100_000)},"changes":[]}`,
    ]) {
      const { status } = await client.call('PATCH', path, body, json)
      statuses.push(status >= 400 && status < 500)
    }
    expect(statuses).toEqual(Array(6).fill(true))
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('forms', () => {
  const upload = (client: Client, payload: Buffer | string, type: string) =>
    district.app.inject({
      method: 'POST',
      url: '/api/v1/documents',
      headers: { cookie: client.cookie(), 'x-csrf-token': client.csrf(), 'content-type': type },
      payload,
    })

  it('without a boundary, without an end or with none of a file are refused in words', async () => {
    const client = await as('preparer')
    const whole = new Form().add('a.txt', '某局2025年部门预算').bytes()
    const type = `multipart/form-data; boundary=${Form.BOUNDARY}`
    const answers = []
    for (const [payload, given] of [
      [whole, 'multipart/form-data'],
      [whole, 'multipart/form-data; boundary='],
      [whole, 'multipart/form-data; boundary=another'],
      [whole, `multipart/form-data; boundary=${'b'.repeat(3000)}`],
      [whole.subarray(0, whole.length - 30), type],
      ['', type],
      [`--${Form.BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="a`, type],
    ] as const) {
      const answer = await upload(client, payload, given)
      answers.push(answer.json().code)
    }
    expect(answers.map((code) => code === 'not-multipart' || code === 'half-upload')).toEqual(Array(7).fill(true))
  })

  it('with two files of one name keep both apart', async () => {
    const client = await as('preparer')
    const form = new Form().add('same.txt', `甲 ${randomUUID()}`).add('same.txt', `乙 ${randomUUID()}`)
    const answer = await client.call('POST', '/documents', form)
    expect(answer.json.accepted.map((one: { name: string }) => one.name)).toEqual(['same.txt', 'same.txt'])
    expect(new Set(answer.json.accepted.map((one: { sha256: string }) => one.sha256)).size).toBe(2)
  })

  it('with more files than a hundred are refused whole', async () => {
    const client = await as('preparer')
    const form = new Form()
    for (let i = 0; i < 101; i += 1) form.add(`${i}.txt`, `${randomUUID()}`)
    const before = (await client.call('GET', '/documents?limit=200')).json.items.length
    expect((await client.call('POST', '/documents', form)).json.code).toBe('too-many-files')
    expect((await client.call('GET', '/documents?limit=200')).json.items.length).toBe(before)
  })
})

it('checks a pack that was made to keep it busy no longer than others', async () => {
  const client = await as('finance_admin')
  const began = Date.now()
  const names = [...'abcdefghij']
  const bomb = names.map((name, i) => `${name}: &${name} [${i === 0 ? 'x' : Array(9).fill(`*${names[i - 1]}`)}]`)
  for (const text of [
    bomb.join('\n'),
    '['.repeat(200_000),
    '- '.repeat(400_000),
    '? '.repeat(20_000),
    '{ '.repeat(90_000),
  ]) {
    const answer = await client.call('POST', '/packs/check', new Form().add('pack.yaml', text))
    expect(answer.json).toEqual([expect.objectContaining({ message: 'pack-not-yaml', severity: 'error' })])
  }
  expect(Date.now() - began).toBeLessThan(4000)
})

it('refuses names that exist and names that do not at the same beat, so that the time tells nothing', async () => {
  const { login } = await district.addPerson('beaten', 'reader', district.near.organisation)
  const times: number[] = []
  for (const name of [login, 'nobody.at.all', login, 'nobody.at.all']) {
    const begun = performance.now()
    const { json } = await visitor(district.app).call('POST', '/session', { login: name, password: 'wrong-horse-9' })
    times.push(performance.now() - begun)
    expect(json.code).toBe('wrong-password')
  }
  // A timer may ring a millisecond early.
  for (const time of times) expect(time).toBeGreaterThan(BEAT_MS - 2)
})

it('asks for the old password, and counts wrong ones there too', async () => {
  const { login } = await district.addPerson('guessed.one', 'reader', district.near.organisation)
  const client = await signIn(district.app, login)
  const codes: string[] = []
  for (let i = 0; i < 6; i += 1) {
    codes.push((await client.call('PUT', '/me/password', { old: `wrong-${i}`, new: 'Another-horse-8' })).json.code)
  }
  expect(codes).toEqual([...Array(5).fill('wrong-password'), 'locked-out'])
  expect((await visitor(district.app).call('POST', '/session', { login, password: PASSWORD })).json.code).toBe(
    'locked-out',
  )
})

it('lets an office in behind whose one address others ask much, and slows down who guesses', async () => {
  const app = await buildApp(district.services, { logLevel: 'silent', signInsPerMinute: 3, requestsPerMinute: 100 })
  try {
    const client = await signIn(app, 'reader')
    for (let i = 0; i < 10; i += 1) await client.call('GET', '/me')
    expect((await signIn(app, 'finance_admin')).csrf()).not.toBe('')
    const codes: string[] = []
    for (let i = 0; i < 4; i += 1) {
      codes.push((await visitor(app).call('POST', '/session', { login: `nobody${i}`, password: 'x' })).json.code)
    }
    expect(codes.at(-1)).toBe('too-many-requests')
  } finally {
    await app.close()
  }
})
