import { begin, endToken, isStarted, listTokens, type Tx } from '@gouji/store'
import { hashPassword, isWeak } from '../account/password.ts'
import { isSame } from '../account/same.ts'
import type { HandlersOf, SignedIn } from '../http/handler.ts'
import { Refusal } from '../http/problem.ts'
import { endLines } from '../http/send-events.ts'
import { grantsOf } from './grants.ts'
import { dayOf } from './shapes.ts'

async function meOf(tx: Tx, person: SignedIn) {
  return {
    id: person.id,
    login: person.login,
    title: person.title,
    roles: [...person.roles],
    grants: await grantsOf(tx, [person.id]).then((all) => all.get(person.id) ?? []),
    mustChangePassword: person.mustChangePassword,
    secondFactor: person.secondFactor,
    csrf: person.session?.csrf ?? '',
  }
}

export const session: HandlersOf<'session', Tx> = {
  async state(_, { store, person, version, oidc }) {
    return {
      initialised: await store.nobody((tx) => isStarted(tx)),
      signedIn: person !== undefined,
      oidc,
      version,
    }
  },

  async initialise({ body }, { store, firstKey }) {
    if (await store.nobody((tx) => isStarted(tx))) throw new Refusal('already-initialised')
    if (!isSame(body.key.trim(), firstKey)) throw new Refusal('wrong-key')
    const asked = [
      { role: 'system_admin', name: '系统管理员', ...body.systemAdmin },
      { role: 'security_admin', name: '安全管理员', ...body.securityAdmin },
      { role: 'auditor', name: '审计员', ...body.auditor },
    ] as const
    if (new Set(asked.map(({ login }) => login)).size < asked.length) throw new Refusal('separated-roles')
    for (const { password, login } of asked) if (isWeak(password, login)) throw new Refusal('weak-password')
    const administrators = await Promise.all(
      asked.map(async ({ role, name, login, password }) => ({
        role,
        name,
        login,
        secret: await hashPassword(password),
      })),
    )
    const { name, code, region } = body.organisation ?? { name: '财政局', code: '001', region: '000000' }
    await store.nobody((tx) => begin(tx, { organisation: { name, code, region, kind: 'bureau' }, administrators }))
  },

  async signIn({ body }, { accounts, visitor, store }) {
    const person = await accounts.signIn(body, visitor)
    if (!person) return { needsCode: true }
    return { me: await store.as(person.id, (tx) => meOf(tx, person)), needsCode: false }
  },

  async signOnCode({ body }, { accounts, visitor, store }) {
    const halfWay = visitor.halfWay()
    if (halfWay === undefined) throw new Refusal('session-ended')
    const person = await accounts.signInWithCode(halfWay, body.code, visitor)
    visitor.forgetHalfWay()
    return { me: await store.as(person.id, (tx) => meOf(tx, person)) }
  },

  async signOut(_, { accounts, tx, person, visitor, lines, afterwards }) {
    await accounts.signOut(tx, person, visitor)
    afterwards(() => endLines(lines, ({ session }) => session === person.session?.token))
  },

  me: (_, { tx, person }) => meOf(tx, person),

  async changePassword({ body }, { accounts, tx, person, visitor, lines, afterwards }) {
    await accounts.changePassword(tx, person, { old: body.old, next: body.new, tokens: body.tokens }, visitor)
    afterwards(() => endLines(lines, (line) => line.person === person.id))
  },

  beginSecondFactor: (_, { accounts, tx, person }) => accounts.beginSecondFactor(tx, person),

  async confirmSecondFactor({ body }, { accounts, tx, person }) {
    await accounts.confirmSecondFactor(tx, person, body.code)
  },

  async tokens(_, { tx }) {
    const rows = await listTokens(tx)
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      scopes: row.scopes as ('read' | 'write')[],
      until: dayOf(row.expires_at),
      ...(row.used_at ? { usedAt: row.used_at.toISOString() } : {}),
    }))
  },

  makeToken: ({ body }, { accounts, tx, person }) => accounts.makeToken(tx, person, body),

  async dropToken({ params }, { tx }) {
    await endToken(tx, params.id)
  },
}
