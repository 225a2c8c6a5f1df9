/** How large a change must be before a bureau wants its reason told: kept as thresholds, by name. */
import { sql } from 'kysely'
import { addThreshold, changeThreshold, listThresholds, removeThreshold } from './packs.ts'
import type { Tx } from './store.ts'

const RATE = 'reason-rate'
const AMOUNT = 'reason-amount'

/** A change asks for its reason where it is above both. */
export interface ReasonThresholds {
  /** In thousandths of what it is compared with. */
  readonly permille: number
  readonly fen: bigint
}

/** What the nearest bureau has laid down for a year; undefined where none has, and the pack itself says. */
export async function reasonsAsked(
  tx: Tx,
  { organisation, year }: { readonly organisation: string; readonly year: number },
): Promise<ReasonThresholds | undefined> {
  const { rows } = await sql<{ bureau: string; name: string; value: string }>`
    select t.organisation as bureau, t.name, t.value
    from gouji.threshold t, (
      select string_to_array(path, '/') as line from gouji.organisation where id = ${organisation}
    ) own
    where t.year = ${year}::int and t.subject is null and t.name in (${RATE}, ${AMOUNT})
      and t.organisation::text = any (own.line)
    order by array_position(own.line, t.organisation::text) desc`.execute(tx.db)
  const nearest = rows.filter(({ bureau }) => bureau === rows[0]!.bureau)
  if (nearest.length === 0) return undefined
  const value = (name: string): string => nearest.find((row) => row.name === name)?.value ?? '0'
  return { permille: Number(value(RATE)), fen: BigInt(value(AMOUNT)) }
}

/** Lays down what holds for all below; without thresholds, what the packs say holds again. */
export async function setReasonsAsked(
  tx: Tx,
  made: {
    readonly organisation: string
    readonly year: number
    readonly thresholds: ReasonThresholds | undefined
    readonly source: string
  },
): Promise<void> {
  const { organisation, year, thresholds, source } = made
  const there = (await listThresholds(tx, { year })).filter((one) => one.organisation === organisation && !one.subject)
  const wanted = thresholds && [
    { name: RATE, value: String(thresholds.permille), unit: '‰' },
    { name: AMOUNT, value: String(thresholds.fen), unit: '分' },
  ]
  for (const name of [RATE, AMOUNT]) {
    const old = there.find((one) => one.name === name)
    const now = wanted?.find((one) => one.name === name)
    if (old && !now) await removeThreshold(tx, old.id)
    else if (old && now) await changeThreshold(tx, { id: old.id, version: old.version, ...now, source })
    else if (now) await addThreshold(tx, { organisation, year, ...now, source })
  }
}
