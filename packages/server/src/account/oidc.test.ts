/** Signing in through a government's own sign-on, here a small one of our own on this machine. */
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp } from '../app.ts'
import { signIn } from '../testing/client.ts'
import { type District, openDistrict, PASSWORD } from '../testing/district.ts'
import {
  type Begun,
  begin as beginAt,
  CLIENT,
  CLIENT_SECRET,
  comeBack as comeBackTo,
  cookiesOf,
  openSignOn,
  type SignOn,
} from '../testing/sign-on.ts'

let district: District
let provider: SignOn
let app: FastifyInstance

beforeAll(async () => {
  provider = await openSignOn()
  district = await openDistrict()
  app = await buildApp(district.services, {
    ...{ logLevel: 'silent', requestsPerMinute: 0 },
    oidc: {
      issuer: provider.issuer,
      clientId: CLIENT,
      clientSecret: CLIENT_SECRET,
      publicUrl: 'http://localhost:4180',
    },
  })
}, 60_000)
afterAll(async () => {
  await app?.close()
  await district?.close()
  provider?.close()
})

const begin = (sub: string, cookie = '') => beginAt(app, provider, { sub }, cookie)
const comeBack = (begun: Begun) => comeBackTo(app, provider, begun)

it('signs nobody in who has not linked the account', async () => {
  const back = await comeBack(await begin('stranger'))
  expect(back.headers.location).toBe('/?oidc=unknown')
  expect(cookiesOf(back.headers).some((one) => /^gouji_session=./.test(one))).toBe(false)
})

it('links the account of whoever is signed in, and signs in with it from then on', async () => {
  const reader = await signIn(app, 'reader')
  expect((await comeBack(await begin('the-reader', reader.cookie()))).headers.location).toBe('/?oidc=linked')
  const back = await comeBack(await begin('the-reader'))
  expect(back.headers.location).toBe('/')
  const session = cookiesOf(back.headers).find((one) => /^gouji_session=./.test(one))!
  const me = await app.inject({ url: '/api/v1/me', headers: { cookie: session } })
  expect(me.json().login).toBe('reader')
})

it('takes no answer that was meant for another browser, another journey, or twice', async () => {
  const mine = await begin('the-reader')
  const other = await begin('the-reader')
  expect((await comeBack({ ...mine, cookie: '' })).statusCode).toBe(401)
  expect((await comeBack({ ...mine, state: other.state })).statusCode).toBe(401)
  expect((await comeBack({ ...mine, code: other.code })).statusCode).toBe(401)
  expect((await comeBack(mine)).statusCode).toBe(302)
  expect((await comeBack(mine)).statusCode).toBe(401)
})

it('ties no account to whoever holds a one-time password, nor after the password was reset on the way', async () => {
  const { id, login } = await district.addPerson('on.a.journey', 'reader', district.near.organisation)
  const setMustChange = (must_change: boolean) =>
    district.store.maintenance.updateTable('credential').set({ must_change }).where('person', '=', id).execute()
  const linked = async () =>
    (
      await district.store.maintenance
        .selectFrom('credential')
        .select('secret')
        .where('person', '=', id)
        .where('kind', '=', 'oidc')
        .execute()
    ).length

  await setMustChange(true)
  const { cookie } = await signInOnce(login)
  const refused = await app.inject({ url: '/api/v1/session/oidc', headers: { cookie } })
  expect([refused.statusCode, refused.json().code]).toEqual([403, 'must-change-password'])

  // A journey that was begun in time, and ends after the office has taken the account back.
  await setMustChange(false)
  const journey = await begin('a-taker', cookie)
  const security = await signIn(app, 'security_admin')
  expect((await security.call('POST', `/people/${id}/password`)).status).toBe(200)
  const late = await comeBack(journey)
  expect([late.statusCode, late.json().code]).toEqual([401, 'session-ended'])
  expect(await linked()).toBe(0)
  expect((await comeBack(await begin('a-taker'))).headers.location).toBe('/?oidc=unknown')
})

async function signInOnce(login: string): Promise<{ cookie: string }> {
  const answer = await app.inject({ method: 'POST', url: '/api/v1/session', payload: { login, password: PASSWORD } })
  expect(answer.statusCode).toBe(200)
  return { cookie: cookiesOf(answer.headers)[0]! }
}

it('is off unless it is configured', async () => {
  expect((await district.app.inject({ url: '/api/v1/session/oidc' })).statusCode).toBe(404)
  expect((await district.app.inject({ url: '/api/v1/session/state' })).json().oidc).toBe(false)
  expect((await app.inject({ url: '/api/v1/session/state' })).json().oidc).toBe(true)
})
