/** 批复后二十日内公开: the clock of a filing runs from approval where no day is laid down for publishing. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Client, signIn } from '../../packages/server/src/testing/client.ts'
import { type District, openDistrict } from '../../packages/server/src/testing/district.ts'

let district: District
let finance: Client
let preparer: Client

beforeAll(async () => {
  district = await openDistrict({ signInsPerMinute: 0 })
  const { login } = await district.addPerson('clock', 'finance_admin', district.root)
  finance = await signIn(district.app, login)
  preparer = await signIn(district.app, district.people.preparer.login)
}, 60_000)
afterAll(() => district?.close())

async function dueAfter(...days: readonly (readonly [name: string, day: string])[]): Promise<string | undefined> {
  const entries = days.map(([name, day]) => ({ year: 2025, name, day, basis: '市财政局通知' }))
  expect((await finance.call('PUT', '/calendar', { year: 2025, entries })).status).toBe(200)
  const board = (await preparer.call('GET', '/board?year=2025&stage=budget')).json
  return board.find((unit: { organisation: string }) => unit.organisation === district.near.organisation).filing.due
}

it('counts from approval, gives way to a day that is laid down, and stands still without either', async () => {
  expect(await dueAfter(['批复部门预算', '2025-02-20'])).toBe('2025-03-12')
  expect(await dueAfter(['批复部门预算', '2025-02-20'], ['公开部门预算', '2025-03-07'])).toBe('2025-03-07')
  expect(await dueAfter(['编报截止', '2025-01-10'])).toBeUndefined()
})
