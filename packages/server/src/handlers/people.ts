import type { Person } from '@gouji/api'
import {
  changePerson,
  confirmReset,
  createPerson,
  decideGrant,
  getPerson,
  peopleFacts,
  proposeGrant,
  type Person as Row,
  resetCredential,
  type Tx,
  unlockPerson,
} from '@gouji/store'
import { sql } from 'kysely'
import { hashPassword, oneTimePassword } from '../account/password.ts'
import { cursorOf, partsOf } from '../http/cursor.ts'
import type { HandlersOf } from '../http/handler.ts'
import { notFound, Refusal } from '../http/problem.ts'
import { endLines } from '../http/send-events.ts'
import { grantsOf } from './grants.ts'

async function shown(tx: Tx, rows: readonly Row[]): Promise<Person[]> {
  const ids = rows.map(({ id }) => id)
  const grants = await grantsOf(tx, ids)
  const facts = await peopleFacts(tx, ids)
  const byId = new Map(facts.map((fact) => [fact.id, fact]))
  return rows.map((row) => ({
    id: row.id,
    login: row.login,
    title: row.name,
    locked: byId.get(row.id)?.locked ?? false,
    closed: row.disabled_at !== null,
    secondFactor: byId.get(row.id)?.second_factor ?? false,
    resetHeld: byId.get(row.id)?.held ?? false,
    grants: grants.get(row.id) ?? [],
  }))
}

/** Where the system administrator administers: people belong to the top of it. */
async function home(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select o.id from gouji.organisation o
    where o.id in (select gouji.reach('administer')) order by length(o.path), o.id limit 1`.execute(tx.db)
  if (!rows[0]) throw new Refusal('not-allowed')
  return rows[0].id
}

async function versionOfGrant(tx: Tx, id: string): Promise<number> {
  const row = await tx.db.selectFrom('grant').select('version').where('id', '=', id).executeTakeFirst()
  if (!row) throw notFound()
  return row.version
}

export const people: HandlersOf<'people', Tx> = {
  async list({ query }, { tx }) {
    const [after] = partsOf(query.after) ?? []
    let select = tx.db.selectFrom('person').selectAll()
    if (typeof after === 'string') select = select.where('login', '>', after)
    if (query.text !== undefined) {
      const like = `%${query.text.replace(/[\\%_]/g, '\\$&')}%`
      select = select.where((e) => e.or([e('login', 'ilike', like), e('name', 'ilike', like)]))
    }
    const rows = await select
      .orderBy('login')
      .limit(query.limit + 1)
      .execute()
    const page = rows.slice(0, query.limit)
    const items = await shown(tx, page)
    return rows.length > page.length ? { items, next: cursorOf([page.at(-1)!.login]) } : { items }
  },

  async add({ body }, { tx }) {
    const password = oneTimePassword()
    const row = await createPerson(tx, {
      organisation: await home(tx),
      login: body.login,
      name: body.title,
      secret: await hashPassword(password),
    })
    const [person] = await shown(tx, [row])
    return { person: person!, password }
  },

  async resetPassword({ params }, { tx, lines, afterwards }) {
    await getPerson(tx, params.id)
    const password = oneTimePassword()
    await resetCredential(tx, { person: params.id, secret: await hashPassword(password), withSecondFactor: true })
    afterwards(() => endLines(lines, ({ person }) => person === params.id))
    return { password }
  },

  async confirmReset({ params }, { tx }) {
    await getPerson(tx, params.id)
    await confirmReset(tx, params.id)
  },

  async unlock({ params }, { tx }) {
    await getPerson(tx, params.id)
    await unlockPerson(tx, params.id)
  },

  async close({ params }, { tx, lines, afterwards }) {
    const { version } = await getPerson(tx, params.id)
    await changePerson(tx, { id: params.id, version, isDisabled: true })
    afterwards(() => endLines(lines, ({ person }) => person === params.id))
  },

  async reopen({ params }, { tx }) {
    const { version } = await getPerson(tx, params.id)
    await changePerson(tx, { id: params.id, version, isDisabled: false })
  },

  async grant({ params, body }, { tx }) {
    await getPerson(tx, params.id)
    const row = await proposeGrant(tx, {
      person: params.id,
      organisation: body.organisation,
      role: body.role,
      validFrom: body.from,
      validTo: body.to,
    })
    const all = await grantsOf(tx, [params.id])
    return all.get(params.id)!.find(({ id }) => id === row.id)!
  },

  async approveGrant({ params }, { tx }) {
    await decideGrant(tx, { id: params.id, version: await versionOfGrant(tx, params.id), state: 'active' })
  },

  async endGrant({ params }, { tx }) {
    await decideGrant(tx, { id: params.id, version: await versionOfGrant(tx, params.id), state: 'ended' })
  },
}
