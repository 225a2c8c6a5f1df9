/** A bureau with departments, units and people who can sign in, made through the store's own functions. */
import {
  begin,
  createOrganisation,
  createPerson,
  decideGrant,
  findSignIn,
  proposeGrant,
  type Role,
  type Store,
} from '@gouji/store'
import { hashPassword } from '../../packages/server/src/account/password.ts'

export const PASSWORD = 'Correct-horse-7'
const REGION = '330000'

export interface Bureau {
  readonly root: string
  /** The administrator of the system, who makes organisations and people. */
  readonly system: string
  readonly addOrganisation: (kind: 'department' | 'unit', code: string, name: string, parent: string) => Promise<string>
  /** Somebody with a role, whose password is not for one use only. */
  readonly addPerson: (login: string, role: Role, organisation: string) => Promise<string>
}

export async function openBureau(store: Store): Promise<Bureau> {
  const secret = await hashPassword(PASSWORD)
  const administrators = (['system_admin', 'security_admin', 'auditor'] as const).map((role) => ({
    ...{ role, login: role, name: role, secret },
  }))
  const organisation = { code: '001', name: '测试财政局', region: REGION, kind: 'bureau' } as const
  const root = await store.nobody((tx) => begin(tx, { organisation, administrators }))
  const idOf = async (login: string): Promise<string> => (await store.nobody((tx) => findSignIn(tx, login)))!.person
  const [system, security] = [await idOf('system_admin'), await idOf('security_admin')]
  return {
    ...{ root, system },
    addOrganisation: (kind, code, name, parent) =>
      store
        .as(system, (tx) =>
          createOrganisation(tx, { ...{ parent, code, name, kind }, region: REGION, validFrom: '2015-01-01' }),
        )
        .then(({ id }) => id),
    async addPerson(login, role, organisation) {
      const { id, grant } = await store.as(system, async (tx) => {
        const made = await createPerson(tx, { organisation: root, login, name: login, secret })
        return { id: made.id, grant: await proposeGrant(tx, { person: made.id, organisation, role }) }
      })
      await store.as(security, (tx) => decideGrant(tx, { id: grant.id, version: grant.version, state: 'active' }))
      await store.as(id, (tx) =>
        tx.db.updateTable('credential').set({ must_change: false }).where('person', '=', id).execute(),
      )
      return id
    },
  }
}
