/** What a browser, a program and an attacker meet at the door: accounts, uploads, repeated and conflicting writes. */
import { connect } from 'node:net'
import { TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Form, signIn, visitor } from './testing/client.ts'
import { type District, openDistrict, PASSWORD } from './testing/district.ts'

let district: District

beforeAll(async () => {
  district = await openDistrict()
}, 60_000)
afterAll(() => district?.close())

const client = (login: string) => signIn(district.app, login)

describe('signing in', () => {
  it('gives a new session, whatever cookie was planted before', async () => {
    const planted = visitor(district.app, { cookie: `gouji_session=${'a'.repeat(43)}` })
    await planted.call('POST', '/session', { login: 'reader', password: PASSWORD })
    expect(planted.cookie()).not.toContain('a'.repeat(43))
    const first = planted.cookie()
    await planted.call('POST', '/session', { login: 'reader', password: PASSWORD })
    expect(planted.cookie()).not.toBe(first)
    // The one before is over, not merely forgotten by the browser.
    expect((await visitor(district.app, { cookie: first }).call('GET', '/me')).status).toBe(401)
  })

  it('sets a cookie that no script and no other site gets', async () => {
    const answer = await visitor(district.app).call('POST', '/session', { login: 'reader', password: PASSWORD })
    expect(answer.headers['set-cookie']).toMatch(/HttpOnly; SameSite=Strict$/)
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('ends with signing out', async () => {
    const one = await client('reader')
    const cookie = one.cookie()
    expect((await one.call('DELETE', '/session')).status).toBe(204)
    expect((await visitor(district.app, { cookie }).call('GET', '/me')).status).toBe(401)
  })

  it('keeps nothing in the database that would let somebody in', async () => {
    const one = await client('reader')
    const token = one.cookie().split('=')[1]!
    const { rows } = await district.store.maintenancePool.query(
      'select row_to_json(s)::text as text from gouji.session s',
    )
    expect(rows.some(({ text }) => text.includes(token))).toBe(false)
  })

  it('locks after five wrong passwords, also the right one, and those that do not exist alike', async () => {
    const { login } = await district.addPerson('locked.one', 'reader', district.near.organisation)
    for (const name of [login, 'nobody.here']) {
      const codes: string[] = []
      for (let i = 0; i < 6; i += 1) {
        const answer = await visitor(district.app).call('POST', '/session', { login: name, password: `wrong-${i}` })
        codes.push(answer.json.code)
      }
      expect(codes).toEqual([...Array(5).fill('wrong-password'), 'locked-out'])
    }
    const right = await visitor(district.app).call('POST', '/session', { login, password: PASSWORD })
    expect(right.json.code).toBe('locked-out')
    expect(Number(right.headers['retry-after'])).toBeGreaterThan(0)
  })

  it('counts many attempts at once one by one', async () => {
    const { login } = await district.addPerson('hammered', 'reader', district.near.organisation)
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, i) =>
        visitor(district.app).call('POST', '/session', { login, password: `wrong-${i}` }),
      ),
    )
    expect(answers.filter(({ json }) => json.code === 'wrong-password')).toHaveLength(5)
  })

  it('is opened again by 安全管理员', async () => {
    const security = await client('security_admin')
    const { items } = (await security.call('GET', '/people?text=locked.one')).json
    expect(items[0].locked).toBe(true)
    expect((await security.call('POST', `/people/${items[0].id}/unlock`)).status).toBe(204)
    await client('locked.one')
  })

  it('asks for the second factor, and takes each code once', async () => {
    const { login } = await district.addPerson('careful', 'reader', district.near.organisation)
    const one = await client(login)
    const { secret } = (await one.call('POST', '/me/second-factor')).json
    const codeAt = (at: number): string => new TOTP({ secret }).generate({ timestamp: at })
    expect((await one.call('PUT', '/me/second-factor', { code: '000000' })).json.code).toBe('wrong-code')
    const used = codeAt(Date.now() - 30_000)
    expect((await one.call('PUT', '/me/second-factor', { code: used })).status).toBe(204)
    const asked = await visitor(district.app).call('POST', '/session', { login, password: PASSWORD })
    expect(asked.json).toEqual({ needsCode: true })
    const again = await visitor(district.app).call('POST', '/session', { login, password: PASSWORD, code: used })
    expect(again.json.code).toBe('wrong-code')
    const next = await visitor(district.app).call('POST', '/session', {
      login,
      password: PASSWORD,
      code: codeAt(Date.now()),
    })
    expect(next.json.me.secondFactor).toBe(true)
  })

  it('with a new password ends all other sessions', async () => {
    const { login } = await district.addPerson('changing', 'reader', district.near.organisation)
    const [here, there] = [await client(login), await client(login)]
    expect((await here.call('PUT', '/me/password', { old: PASSWORD, new: 'changing-1234' })).json.code).toBe(
      'weak-password',
    )
    expect((await here.call('PUT', '/me/password', { old: PASSWORD, new: 'Another-horse-8' })).status).toBe(204)
    expect((await there.call('GET', '/me')).status).toBe(401)
    expect((await here.call('GET', '/me')).status).toBe(200)
  })

  it('is possible for administrators only after the key of the console was told, once', async () => {
    const asked = { login: 'first', password: 'Long-enough-1' }
    const body = { key: 'KEY-OF-THE-TEST', systemAdmin: asked, securityAdmin: asked, auditor: asked }
    expect((await visitor(district.app).call('POST', '/session/initialise', body)).json.code).toBe(
      'already-initialised',
    )
  })
})

describe('uploads', () => {
  const book = '某局2025年部门预算\n收入\t12.00\n'

  it('take names apart from paths, and hand them back harmlessly', async () => {
    const one = await client('preparer')
    const names = [
      '../../../etc/passwd.txt',
      'C:\\\\windows\\\\x.txt',
      '\u202etxt.exe.txt',
      '=1+1.txt',
      'a\u0000b.txt',
      `${'长'.repeat(300)}.txt`,
    ]
    for (const [i, name] of names.entries()) {
      const answer = await one.call('POST', '/documents', new Form().add(name, `${book}${i}`))
      expect(answer.status, answer.text).toBe(200)
      const [document] = answer.json.accepted
      expect(document.name).not.toMatch(/[/\\\p{Cc}\p{Cf}]|\.\./u)
      expect([...document.name].length).toBeLessThanOrEqual(150)
      const file = await one.call('GET', `/documents/${document.id}/original`)
      expect(file.headers['content-disposition']).toMatch(
        /^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[A-Za-z0-9%._~!$&+^`|-]+$/,
      )
      expect(file.headers['content-security-policy']).toContain('sandbox')
      expect(file.headers['x-content-type-options']).toBe('nosniff')
    }
  })

  it('of the same bytes are the same document', async () => {
    const one = await client('preparer')
    const first = await one.call('POST', '/documents', new Form().add('x.txt', 'twice the same'))
    const second = await one.call('POST', '/documents', new Form().add('y.txt', 'twice the same'))
    expect(second.json.accepted[0].id).toBe(first.json.accepted[0].id)
  })

  it('that are empty, or no form at all, are refused in words', async () => {
    const one = await client('preparer')
    const empty = await one.call('POST', '/documents', new Form().add('x.txt', ''))
    expect(empty.json.refused[0].message).toContain('空')
    expect((await one.call('POST', '/documents', { not: 'a form' })).json.code).toBe('not-multipart')
  })

  it('that break off leave nothing behind', async () => {
    const one = await client('preparer')
    const before = await count('document')
    const url = new URL(await district.app.listen({ port: 0, host: '127.0.0.1' }))
    const whole = new Form().add('half.txt', 'x'.repeat(100_000)).bytes()
    await new Promise<void>((resolve) => {
      const socket = connect(Number(url.port), '127.0.0.1', () => {
        socket.write(
          `POST /api/v1/documents HTTP/1.1\r\nhost: ${url.host}\r\ncookie: ${one.cookie()}\r\nx-csrf-token: ${one.csrf()}\r\n` +
            `content-type: multipart/form-data; boundary=${Form.BOUNDARY}\r\ncontent-length: ${whole.length}\r\n\r\n`,
        )
        socket.write(whole.subarray(0, 50_000))
        setTimeout(() => {
          socket.destroy()
          setTimeout(resolve, 300)
        }, 200)
      })
    })
    expect(await count('document')).toBe(before)
    const cut = await district.app.inject({
      method: 'POST',
      url: '/api/v1/documents',
      headers: {
        cookie: one.cookie(),
        'x-csrf-token': one.csrf(),
        'content-type': `multipart/form-data; boundary=${Form.BOUNDARY}`,
      },
      payload: whole.subarray(0, 50_000),
    })
    expect(cut.statusCode).toBe(400)
    expect(await count('document')).toBe(before)
  })

  it('that are over-large are refused without being kept', async () => {
    const one = await client('preparer')
    const before = await count('document')
    const answer = await one.call(
      'POST',
      '/documents',
      new Form().add('big.txt', Buffer.alloc(100 * 1024 * 1024 + 1, 'x')),
    )
    expect(answer.status).toBe(413)
    expect(answer.json.code).toBe('too-large')
    expect(await count('document')).toBe(before)
  })
})

const count = async (table: string): Promise<number> => {
  const { rows } = await district.store.maintenancePool.query(`select count(*)::int as n from gouji.${table}`)
  return rows[0].n
}

describe('writes', () => {
  const tokenBody = { name: '程序', scopes: ['read'], until: '2030-01-01' }

  it('with one key happen once, also when they are sent at the same time', async () => {
    const one = await client('preparer')
    const key = { 'idempotency-key': 'the-very-same-key' }
    const path = `/filings/${district.near.filing}/comments`
    const before = await count('comment')
    const answers = await Promise.all([1, 2, 3].map(() => one.call('POST', path, { text: '一次' }, key)))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(await count('comment')).toBe(before + 1)
    const other = await one.call('POST', path, { text: '另一次' }, key)
    expect(other.status).toBe(422)
    expect(other.json.code).toBe('key-reused')
  })

  it('keep no one-time password readable for the sake of repeating an answer', async () => {
    const one = await client('system_admin')
    const body = { login: 'repeated', title: '重复' }
    const key = { 'idempotency-key': 'person-repeated-1' }
    const [first, second] = [await one.call('POST', '/people', body, key), await one.call('POST', '/people', body, key)]
    expect(second.json).toEqual(first.json)
    const { rows } = await district.store.maintenancePool.query('select answer from gouji.idempotency')
    expect(rows.some(({ answer }) => answer?.includes(first.json.password))).toBe(false)
  })

  it('on what others have changed meanwhile are told so', async () => {
    const one = await client('preparer')
    const before = await one.call('GET', `/documents/${district.near.document}`)
    const body = { organisation: district.near.organisation, year: 2025, stage: 'budget' }
    const path = `/documents/${district.near.document}`
    expect((await one.call('PATCH', path, body)).status).toBe(428)
    const tag = String(before.headers.etag)
    expect((await one.call('PATCH', path, body, { 'if-match': tag })).status).toBe(200)
    const late = await one.call('PATCH', path, body, { 'if-match': tag })
    expect(late.status).toBe(412)
    expect(late.json.facts).toMatchObject({ yours: before.json.version, present: before.json.version + 1 })
    expect(late.headers['content-type']).toContain('application/problem+json')
  })

  it('are not needed for an answer to become another one: what was learnt meanwhile is told', async () => {
    const one = await client('preparer')
    const path = `/documents/${district.near.document}`
    const first = await one.call('GET', path)
    const tag = { 'if-none-match': String(first.headers.etag) }
    expect((await one.call('GET', path, undefined, tag)).status).toBe(304)
    const pool = district.store.maintenancePool
    await pool.query('update gouji.reading set warnings = warnings + 1 where document = $1', [district.near.document])
    const second = await one.call('GET', path, undefined, tag)
    expect([second.status, second.json.version]).toEqual([200, first.json.version])
    expect(second.json.warnings).toBe(first.json.warnings + 1)
  })

  it('of ledgers are merged by cell, and what collides is listed', async () => {
    const one = await client('preparer')
    const department = (
      await (
        await client('system_admin')
      ).call('POST', '/organisations', {
        ...{ parent: district.near.organisation, kind: 'unit', code: '101001', name: '甲局本级', nature: '行政' },
        ...{ region: '330000', from: '2020-01-01' },
      })
    ).json.id
    const ledger = (
      await one.call('POST', '/ledgers', { organisation: department, year: 2026, stage: 'budget', from: 'nothing' })
    ).json
    const path = `/ledgers/${ledger.id}/rows`
    const row = (await one.call('GET', path)).json.rows.find(({ sheet }: { sheet: string }) => sheet === 'units')
    const put = (values: object) => ({ kind: 'put', row: { ...row, values: { ...row.values, ...values } } })
    const save = (values: object) => one.call('PATCH', path, { base: 1, changes: [put(values)] })
    expect((await save({ short: '甲' })).json).toMatchObject({ saved: true, version: 2 })
    expect((await save({ nature: '行政' })).json).toMatchObject({ saved: true, version: 3 })
    const collided = (await save({ short: '乙' })).json
    expect(collided.saved).toBe(false)
    expect(collided.conflicts[0]).toMatchObject({ field: 'short', mine: '乙', theirs: '甲' })
  })

  it('that are wrong are told in the words of the trade', async () => {
    const one = await client('preparer')
    const answer = await one.call('POST', '/me/tokens', { ...tokenBody, scopes: [], until: 'tomorrow' })
    expect(answer.status).toBe(422)
    expect(answer.json.errors).toEqual([
      { path: 'scopes', message: '不能为空' },
      { path: 'until', message: '日期应写成 2025-01-31' },
    ])
    const broken = await district.app.inject({
      method: 'POST',
      url: '/api/v1/me/tokens',
      headers: { cookie: one.cookie(), 'x-csrf-token': one.csrf(), 'content-type': 'application/json' },
      payload: '{"name":',
    })
    expect(broken.statusCode).toBe(400)
    expect(broken.json().code).toBe('malformed')
  })
})

describe('the rest of the door', () => {
  it('has no way around it by tricks with paths', async () => {
    const one = await client('reader')
    for (const path of [
      '/../../server.key',
      '/%2e%2e/%2e%2e/server.key',
      '/documents/..%2f..%2fserver.key',
      '/documents/%00',
      '//etc/passwd',
    ]) {
      const answer = await one.call('GET', `/api/v1${path}`)
      expect([400, 404], `${path}: ${answer.status}`).toContain(answer.status)
    }
    const outside = await district.app.inject({ method: 'GET', url: '/assets/..%2f..%2f..%2fpackage.json' })
    expect([400, 403, 404]).toContain(outside.statusCode)
    expect(outside.payload).not.toContain('workspaces')
  })

  it('says on every answer what the browser must not do', async () => {
    for (const url of ['/', '/api/v1/session/state', '/api/v1/docs', '/api/v1/nothing']) {
      const { headers } = await district.app.inject({ method: 'GET', url })
      expect(headers['content-security-policy']).toContain("default-src 'self'")
      expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/)
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['x-content-type-options']).toBe('nosniff')
    }
  })

  it('marks its cookie Secure behind a proxy that ends TLS, and believes no other', async () => {
    const { buildApp } = await import('./app.ts')
    const behind = await buildApp(district.services, {
      logLevel: 'silent',
      requestsPerMinute: 0,
      trustProxy: '127.0.0.1',
    })
    const ask = (remoteAddress: string) =>
      behind.inject({
        ...{ method: 'POST', url: '/api/v1/session', payload: { login: 'reader', password: PASSWORD }, remoteAddress },
        headers: { 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.7' },
      })
    expect((await ask('127.0.0.1')).headers['set-cookie']).toMatch(/^__Host-gouji_session=.*; Secure$/)
    expect((await ask('203.0.113.9')).headers['set-cookie']).not.toContain('Secure')
    await behind.close()
  })

  it('gives the fields that were asked for', async () => {
    const one = await client('preparer')
    const list = (await one.call('GET', '/documents?fields=id,name')).json
    expect(Object.keys(list.items[0]).sort()).toEqual(['id', 'name'])
    expect(Object.keys((await one.call('GET', '/me?fields=login')).json)).toEqual(['login'])
  })

  it('describes every endpoint in OpenAPI 3.1 and on a page without scripts', async () => {
    const description = (await district.app.inject({ url: '/api/v1/openapi.json' })).json()
    expect(description.openapi).toBe('3.1.0')
    expect(Object.keys(description.paths).length).toBeGreaterThan(50)
    expect(description.paths['/documents/{id}'].patch.parameters.map(({ name }: { name: string }) => name)).toContain(
      'If-Match',
    )
    const page = (await district.app.inject({ url: '/api/v1/docs' })).payload
    expect(page).toContain('/api/v1/documents/:id')
    expect(page).not.toMatch(/<script|https?:\/\/(?!localhost)/)
  })

  it('tells how it is, and Prometheus what it did, without names', async () => {
    expect((await district.app.inject({ url: '/healthz' })).json()).toEqual({ status: 'ok' })
    expect((await district.app.inject({ url: '/readyz' })).json()).toEqual({ status: 'ready' })
    const metrics = (await district.app.inject({ url: '/metrics' })).payload
    expect(metrics).toMatch(/gouji_request_seconds_count\{endpoint="session.signIn",status="200"\} \d/)
    expect(metrics).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|preparer|甲局/)
    const elsewhere = await district.app.inject({ url: '/metrics', remoteAddress: '203.0.113.9' })
    expect(elsewhere.statusCode).toBe(404)
  })
})

it('slows down those who ask too much', async () => {
  const { store } = district
  const { buildApp } = await import('./app.ts')
  const small = await buildApp(
    { ...district.services, store },
    { logLevel: 'silent', requestsPerMinute: 20, signInsPerMinute: 5 },
  )
  const statuses: number[] = []
  for (let i = 0; i < 7; i += 1) {
    statuses.push(
      (await small.inject({ method: 'POST', url: '/api/v1/session', payload: { login: `x${i}`, password: 'y' } }))
        .statusCode,
    )
  }
  expect(statuses.slice(-2)).toEqual([429, 429])
  await small.close()
})

it('gives its pages to everybody, however many others ask for them', async () => {
  const { buildApp } = await import('./app.ts')
  const small = await buildApp(district.services, { logLevel: 'silent', requestsPerMinute: 10 })
  const ask = (remoteAddress: string) => small.inject({ url: '/documents', remoteAddress })
  for (const address of ['203.0.113.1', '203.0.113.2', '203.0.113.3']) {
    for (let i = 0; i < 8; i += 1) {
      const { statusCode, headers, payload } = await ask(address)
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
      expect(payload).toContain('<!doctype html>')
    }
  }
  await small.close()
})
