/** Which packs are in use for a year and kind: laid down by a bureau, and found again for each book below it. */
import { type Selectable, sql } from 'kysely'
import type { Audience, Database, Stage } from './schema.ts'
import { personOf, type Tx } from './store.ts'
import { found } from './versioned.ts'

export type PackUse = Selectable<Database['pack_use']>

/** Of which year and which kind of book. */
export interface BookKind {
  readonly year: number
  readonly stage: Stage
  readonly audience: Audience
}

export interface NewPackUse extends BookKind {
  readonly organisation: string
  readonly name: string
  /** Versions of the bureau's own: the pack itself, and those that it inherits from; empty for a pack of the program. */
  readonly packs: readonly string[]
}

/** Puts a pack to use for a year and kind; whatever was in use for it is so no longer. */
export async function usePack(tx: Tx, made: NewPackUse): Promise<PackUse> {
  const { organisation, year, stage, audience, name } = made
  const packs = [...made.packs]
  const person = personOf(tx)
  const row = await tx.db
    .insertInto('pack_use')
    .values({ organisation, year, stage, audience, name, packs, created_by: person })
    .onConflict((conflict) =>
      conflict.columns(['organisation', 'year', 'stage', 'audience']).doUpdateSet({
        ...{ name, packs, created_by: person, created_at: sql<Date>`now()`, version: sql`pack_use.version + 1` },
      }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  const detail = { year, stage, audience, name, packs }
  tx.record({ act: 'pack.use', kind: 'pack', subject: name, organisation, detail })
  return row
}

export async function endPackUse(tx: Tx, ended: BookKind & { readonly organisation: string }): Promise<void> {
  const { organisation, year, stage, audience } = ended
  const row = await tx.db
    .deleteFrom('pack_use')
    .where('organisation', '=', organisation)
    .where('year', '=', year)
    .where('stage', '=', stage)
    .where('audience', '=', audience)
    .returningAll()
    .executeTakeFirst()
  const { name } = found(row, 'pack', `${year} ${stage} ${audience}`)
  tx.record({ act: 'pack.end', kind: 'pack', subject: name, organisation, detail: { year, stage, audience, name } })
}

/** Those of the person's organisations and of the bureaus above them. */
export async function listPackUses(tx: Tx): Promise<readonly PackUse[]> {
  return tx.db.selectFrom('pack_use').selectAll().orderBy('year').orderBy('stage').orderBy('audience').execute()
}

export interface PackInUse extends Omit<BookKind, 'year'> {
  readonly name: string
  /** Texts of the pinned versions, the pack itself first; empty for a pack of the program. */
  readonly packs: readonly {
    readonly id: string
    readonly name: string
    readonly number: number
    readonly text: string
  }[]
}

interface Row {
  id: string
  stage: Stage
  audience: Audience
  name: string
  pack: string | null
  pack_name: string
  number: number
  text: string
}

/** What holds for the books of an organisation in a year, of the nearest bureau first. */
export async function packsInUse(
  tx: Tx,
  { organisation, year }: { readonly organisation: string; readonly year: number },
): Promise<PackInUse[]> {
  const { rows } = await sql<Row>`select * from gouji.packs_in_use(${organisation}, ${year}::int)`.execute(tx.db)
  return [...Map.groupBy(rows, ({ id }) => id).values()].map((own) => {
    const { stage, audience, name } = own[0]!
    const packs = own.flatMap(({ pack, pack_name, number, text }) =>
      pack === null ? [] : [{ id: pack, name: pack_name, number, text }],
    )
    return { stage, audience, name, packs }
  })
}
