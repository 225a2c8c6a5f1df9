/** A whole department: the ledgers of its units, as far as the person sees them, added up and held against its own. */
import type { API, ResponseOf } from '@gouji/api'
import { getOrganisation, type Tx } from '@gouji/store'
import { sql } from 'kysely'
import type { Context } from '../http/handler.ts'
import type { StoredRow } from '../tasks/ledger-rows.ts'
import { HEAD_SHEET } from '../tasks/ledger-rows.ts'
import { atDesk } from './at-desk.ts'
import { money } from './explored.ts'
import { ledgerInfos, storedRows } from './ledger-infos.ts'

type Answer = ResponseOf<typeof API.filings.consolidation>

interface Asked {
  readonly id: string
  readonly year: number
  readonly stage: 'budget' | 'final'
}

export async function consolidationOf({ id, year, stage }: Asked, context: Context<Tx>): Promise<Answer> {
  const { tx } = context
  const organisation = await getOrganisation(tx, id)
  const infos = (await ledgerInfos(tx, { organisation: id, year })).filter((one) => one.stage === stage)
  const written = new Map<string, readonly StoredRow[]>()
  for (const { id: ledger } of infos) written.set(ledger, await storedRows(tx, ledger))
  // A department's own book tells of all its units; one that speaks for itself alone is one of the parts.
  const isWhole = (ledger: string): boolean =>
    written.get(ledger)!.some(({ sheet, values }) => sheet === HEAD_SHEET && values.audience === '部门')
  const own = infos.find((one) => one.organisation === id && isWhole(one.id))
  const others = infos.filter((one) => one.id !== own?.id)
  // Without ledgers below it, the department's book is looked at by itself.
  const taken = others.length > 0 ? others : infos
  const { consolidation } = await atDesk(context, {
    kind: 'consolidate',
    parts: taken.map((one) => ({ ledger: one.id, rows: written.get(one.id)! })),
    ...(own && others.length > 0 ? { whole: written.get(own.id)! } : {}),
  })
  const c = consolidation!
  const byLedger = new Map(infos.map((one) => [one.id, one]))
  const unread = new Map(c.unread.map((one) => [one.ledger, one.errors]))
  return {
    name: organisation.name,
    ...(own ? { ledger: own.id } : {}),
    ...(c.whole ? { whole: both(c.whole) } : {}),
    total: both(c),
    units: c.units.map(({ income, expenditure, whole, ledger, ...unit }) => {
      const info = ledger === undefined ? undefined : byLedger.get(ledger)
      return {
        ...unit,
        ...{ income: money(income), expenditure: money(expenditure) },
        ...(whole ? { whole: { income: money(whole.income), expenditure: money(whole.expenditure) } } : {}),
        ...(ledger === undefined ? {} : { ledger }),
        ...(info?.filing === undefined ? {} : { filing: info.filing, step: info.step! }),
        errors: ledger === undefined ? 0 : (c.errors.get(ledger) ?? 0),
      }
    }),
    missing: [
      ...(await withoutLedger(tx, { id, year, stage })),
      ...[...unread].map(([ledger, errors]) => {
        const { organisation: of, organisationName } = byLedger.get(ledger)!
        return { organisation: of, name: organisationName, ledger, errors }
      }),
    ],
    eliminations: c.eliminations.map(({ fen, places, payer, receiver, kind }) => ({
      kind,
      ...{ payer: nameOf(c.units, payer), receiver: nameOf(c.units, receiver), amount: money(fen) },
      places: places.map((place) => ({ ...place })),
    })),
    problems: c.problems.map(({ problem, place }) => ({
      ...{ code: problem.code, severity: problem.severity, ...context.office.mergeWords(problem) },
      ...(place && byLedger.has(place.ledger) ? { place } : {}),
    })),
    differences: c.differences.map(({ unit, what, whole, own: mine }) => ({
      ...{ unit: nameOf(c.units, unit), what, whole: money(whole), own: money(mine) },
    })),
  }
}

const both = (sums: { readonly income: bigint; readonly expenditure: bigint; readonly eliminated: bigint }) => ({
  income: money(sums.income),
  expenditure: money(sums.expenditure),
  eliminated: money(sums.eliminated),
})

const nameOf = (units: readonly { readonly code: string; readonly name: string }[], code: string): string =>
  units.find((unit) => unit.code === code)?.name ?? code

/** Organisations below that exist in the year and have no ledger of it. */
async function withoutLedger(tx: Tx, { id, year, stage }: Asked) {
  const { rows } = await sql<{ organisation: string; name: string }>`
    select b.id as organisation, b.name from organisation a join organisation b
      on b.path > a.path and b.path < a.path || '~'
    where a.id = ${id} and (b.valid_to is null or b.valid_to >= make_date(${year}::int, 1, 1))
      and not exists (select from ledger l where l.organisation = b.id and l.year = ${year}::int and l.stage = ${stage})
      and not exists (select from organisation c where c.parent = b.id)
    order by b.path`.execute(tx.db)
  return rows.map((row) => ({ ...row, errors: 0 }))
}
