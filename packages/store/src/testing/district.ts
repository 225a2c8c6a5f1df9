/**
 * A small district: two departments, the first with units A and B, the second with unit C, and a person for each role.
 *
 *   区 ─┬─ 甲局 ─┬─ A
 *       │        └─ B
 *       └─ 乙局 ─── C
 */

import { createOrganisation } from '../organisations.ts'
import { begin, createPerson, decideGrant, proposeGrant } from '../people.ts'
import type { Role } from '../schema.ts'
import type { Store } from '../store.ts'

export const ORGANISATIONS = ['district', 'first', 'second', 'a', 'b', 'c'] as const
export type OrganisationName = (typeof ORGANISATIONS)[number]

const PEOPLE = {
  preparerA: ['preparer', 'a'],
  preparerB: ['preparer', 'b'],
  preparerC: ['preparer', 'c'],
  reviewerA: ['unit_reviewer', 'a'],
  departmentFirst: ['department', 'first'],
  departmentSecond: ['department', 'second'],
  financeReviewer: ['finance_reviewer', 'district'],
  financeAdmin: ['finance_admin', 'district'],
  readerFirst: ['reader', 'first'],
} as const satisfies Record<string, readonly [Role, OrganisationName]>

export type PersonName = keyof typeof PEOPLE | 'system' | 'security' | 'auditor' | 'stranger'

export interface District {
  readonly organisations: Readonly<Record<OrganisationName, string>>
  readonly people: Readonly<Record<PersonName, string>>
}

export async function makeDistrict(store: Store): Promise<District> {
  const administrators = [
    { role: 'system_admin', login: 'system', name: '系统管理员', secret: 'x' },
    { role: 'security_admin', login: 'security', name: '安全管理员', secret: 'x' },
    { role: 'auditor', login: 'auditor', name: '审计员', secret: 'x' },
  ] as const
  const district = await store.nobody((tx) =>
    begin(tx, { organisation: { code: '339900', name: '样例区', region: '339900' }, administrators }),
  )
  const known = await store.maintenance.selectFrom('person').select(['id', 'login']).execute()
  const people: Record<string, string> = Object.fromEntries(known.map(({ id, login }) => [login, id]))
  const organisations: Record<string, string> = { district }
  const tree = [
    ['first', 'district', '101', '样例区甲局', 'department'],
    ['second', 'district', '102', '样例区乙局', 'department'],
    ['a', 'first', '101001', '样例区甲局本级', 'unit'],
    ['b', 'first', '101002', '样例区甲局服务中心', 'unit'],
    ['c', 'second', '102001', '样例区乙局本级', 'unit'],
  ] as const
  await store.as(people.system!, async (tx) => {
    for (const [name, parent, code, title, kind] of tree) {
      const made = { parent: organisations[parent]!, code, name: title, kind, region: '339900' }
      organisations[name] = (await createOrganisation(tx, made)).id
    }
    for (const name of [...Object.keys(PEOPLE), 'stranger']) {
      const at = PEOPLE[name as keyof typeof PEOPLE]?.[1] ?? 'c'
      people[name] = (await createPerson(tx, { organisation: organisations[at]!, login: name, name })).id
    }
  })
  const proposed = await store.as(people.system!, async (tx) => {
    const grants = []
    for (const [name, [role, at]] of Object.entries(PEOPLE)) {
      grants.push(await proposeGrant(tx, { person: people[name]!, organisation: organisations[at]!, role }))
    }
    return grants
  })
  await store.as(people.security!, async (tx) => {
    for (const { id, version } of proposed) await decideGrant(tx, { id, version, state: 'active' })
  })
  return { organisations, people } as District
}
