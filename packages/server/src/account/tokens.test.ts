/** What becomes of the tokens of programs when the account behind them changes hands, is closed, or loses its role. */
import type { Role } from '@gouji/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, signIn, visitor } from '../testing/client.ts'
import { type District, openDistrict, PASSWORD } from '../testing/district.ts'

let district: District
let system: Client
let security: Client

beforeAll(async () => {
  district = await openDistrict({ signInsPerMinute: 0 })
  system = await signIn(district.app, 'system_admin')
  security = await signIn(district.app, 'security_admin')
}, 60_000)
afterAll(() => district?.close())

let people = 0
async function somebody(role: Role = 'preparer') {
  people += 1
  const login = `with.token.${people}`
  const { id } = await district.addPerson(login, role, district.near.organisation)
  const client = await signIn(district.app, login)
  const asked = { name: '对接', scopes: ['read', 'write'], until: '2030-01-01' }
  const { token } = (await client.call('POST', '/me/tokens', asked)).json
  const program = (path: string) =>
    visitor(district.app).call('GET', path, undefined, { authorization: `Bearer ${token}` })
  expect((await program('/me')).json.login).toBe(login)
  return { id, login, client, program }
}
const actsOf = async (subject: string): Promise<string[]> =>
  (await (await signIn(district.app, 'auditor')).call('GET', '/audit?limit=100')).json.items
    .filter((one: { subject: string }) => one.subject.includes(subject))
    .map((one: { act: string }) => one.act)

describe('a password that its owner changes', () => {
  const change = (client: Client, more: object) =>
    client.call('PUT', '/me/password', { old: PASSWORD, new: 'Another-horse-8', ...more })

  it('leaves the programs at work, where nothing else is said', async () => {
    const { client, program } = await somebody()
    expect((await change(client, {})).status).toBe(204)
    expect((await program('/me')).status).toBe(200)
  })

  it('ends them where that is chosen, each in the trail', async () => {
    const { client, program } = await somebody()
    const [{ id }] = (await client.call('GET', '/me/tokens')).json
    expect((await change(client, { tokens: 'end' })).status).toBe(204)
    expect((await program('/me')).status).toBe(401)
    expect(await actsOf(id)).toContain('token.end')
  })

  it('ends none where the old password is wrong', async () => {
    const { client, program } = await somebody()
    expect((await change(client, { tokens: 'end', old: 'wrong-horse-9' })).json.code).toBe('wrong-password')
    expect((await program('/me')).status).toBe(200)
  })
})

describe('an account that is closed', () => {
  it('is left by everybody at once, and what worked in its name does not come back with it', async () => {
    const { id, login, client, program } = await somebody()
    expect((await system.call('POST', `/people/${id}/closing`)).status).toBe(204)
    expect((await client.call('GET', '/me')).status).toBe(401)
    expect((await program('/me')).status).toBe(401)
    const enter = () => visitor(district.app).call('POST', '/session', { login, password: PASSWORD })
    expect((await enter()).json.code).toBe('wrong-password')
    const shown = async () => (await system.call('GET', `/people?text=${login}`)).json.items[0].closed
    expect(await shown()).toBe(true)

    expect((await system.call('DELETE', `/people/${id}/closing`)).status).toBe(204)
    expect(await shown()).toBe(false)
    expect((await enter()).status).toBe(200)
    expect((await client.call('GET', '/me')).status).toBe(401)
    expect((await program('/me')).status).toBe(401)
    expect(await actsOf(id)).toEqual(expect.arrayContaining(['person.change']))
  })

  it('is closed by the administrator of the system alone, and no office is closed', async () => {
    const { id } = await somebody()
    for (const role of ['security_admin', 'auditor', 'finance_admin'] as const) {
      expect((await (await signIn(district.app, role)).call('POST', `/people/${id}/closing`)).status).toBe(403)
    }
    for (const office of ['system_admin', 'security_admin', 'auditor'] as const) {
      const answer = await system.call('POST', `/people/${district.people[office].id}/closing`)
      expect(answer.json.code).toBe('refused')
    }
  })
})

describe('a role that is taken away', () => {
  const grantsOf = async (id: string): Promise<string[]> =>
    (await system.call('GET', '/people?limit=200')).json.items
      .find((one: { id: string }) => one.id === id)
      .grants.map((grant: { id: string }) => grant.id)
  const give = async (id: string, role: Role): Promise<void> => {
    const asked = { role, organisation: district.near.organisation, from: '2025-01-01' }
    const made = await system.call('POST', `/people/${id}/grants`, asked)
    expect((await security.call('POST', `/grants/${made.json.id}/approval`)).status).toBe(204)
  }

  it('is taken from the programs at once; with the last one they end, whatever is given later', async () => {
    const { id, program } = await somebody()
    const documents = async () => (await program('/documents')).json?.items?.length ?? 'none'
    expect(await documents()).toBeGreaterThan(0)
    const [first] = await grantsOf(id)
    await give(id, 'unit_reviewer')
    expect((await security.call('DELETE', `/grants/${first}`)).status).toBe(204)
    // Another role is left, and with it the token.
    expect((await program('/me')).json.roles).toEqual(['unit_reviewer'])
    const [second] = await grantsOf(id)
    expect((await security.call('DELETE', `/grants/${second}`)).status).toBe(204)
    expect((await program('/me')).status).toBe(401)
    await give(id, 'preparer')
    expect((await program('/me')).status).toBe(401)
  })
})
