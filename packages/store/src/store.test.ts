import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listOrganisations } from './organisations.ts'
import type { Store } from './store.ts'
import { type District, makeDistrict } from './testing/district.ts'
import { type TestServer, testServer } from './testing/open.ts'

let server: TestServer
let store: Store
let district: District

beforeAll(async () => {
  server = await testServer()
  store = await server.open()
  district = await makeDistrict(store)
})
afterAll(() => server?.stop())

describe('a transaction of somebody', () => {
  it('sees what the person reaches', async () => {
    const codes = async (person: string): Promise<string[]> =>
      (await store.as(person, (tx) => listOrganisations(tx))).map((row) => row.code)
    expect(await codes(district.people.preparerA)).toEqual(['101001'])
    expect(await codes(district.people.departmentFirst)).toEqual(['101', '101001', '101002'])
    expect(await codes(district.people.financeReviewer)).toEqual(['339900', '101', '102', '101001', '101002', '102001'])
    expect(await codes(district.people.stranger)).toEqual([])
  })
})
