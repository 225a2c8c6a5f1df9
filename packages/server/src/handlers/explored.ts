/**
 * Amounts for pictures, from the claims of the documents that were read. The same figure stands in a book many times: of
 * each document and member, the claim with the fewest further coordinates is taken, the widest that is printed.
 */
import { type Coordinates, type Dimension, formatFen, parentOf } from '@gouji/ledger'
import type { Stage, Tx } from '@gouji/store'
import { sql } from 'kysely'

export interface Book {
  readonly id: string
  readonly organisation: string
  readonly name: string
  readonly path: string
  readonly region: string
  readonly year: number
  readonly stage: Stage
  readonly audience: string | null
}

export interface Scope {
  readonly organisation?: string | undefined
  readonly year?: number | undefined
  readonly stage?: Stage | undefined
}

/** The last document of each organisation, year and stage that has been read. */
export async function booksOf(tx: Tx, scope: Scope): Promise<Book[]> {
  const where = [sql`d.removed_at is null and d.year is not null and d.stage is not null`]
  if (scope.year !== undefined) where.push(sql`d.year = ${scope.year}::int`)
  if (scope.stage !== undefined) where.push(sql`d.stage = ${scope.stage}`)
  if (scope.organisation !== undefined) {
    where.push(sql`d.organisation in (select b.id from organisation a join organisation b
      on b.path >= a.path and b.path < a.path || '~' where a.id = ${scope.organisation})`)
  }
  const { rows } = await sql<Book>`
    select distinct on (d.organisation, d.year, d.stage) d.id, d.organisation, o.name, o.path, left(o.region, 2) as region,
      d.year, d.stage, d.audience
    from document d join organisation o on o.id = d.organisation
    where ${sql.join(where, sql` and `)} and exists (select from reading r where r.document = d.id)
    order by d.organisation, d.year, d.stage, d.uploaded_at desc`.execute(tx.db)
  return rows
}

/** A department's own book holds those of its units: they are left out where both are there. */
export function withoutDoubles(books: readonly Book[]): Book[] {
  const keyOf = ({ year, stage }: Book, path: string): string => `${year} ${stage} ${path}`
  const whole = new Set(books.filter((one) => one.audience === 'department').map((one) => keyOf(one, one.path)))
  return books.filter((book) => !above(book.path).some((path) => whole.has(keyOf(book, path))))
}

/** `/a/b/c/` stands below `/a/b/` and `/a/`. */
function above(path: string): string[] {
  const steps = path.split('/').slice(0, -2)
  return steps.map((_, i) => `${steps.slice(0, i + 1).join('/')}/`)
}

export interface Member {
  readonly document: string
  readonly member: string
  readonly second: string | null
  readonly fen: bigint
}

/** Coordinates that may stand beside those asked for without making it another figure. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  year: [],
  stage: [],
  vintage: ['current'],
  source: ['fiscal', 'general'],
  character: ['basic'],
}

interface Asked {
  readonly fixed: Coordinates
  /** Dimensions whose members are told apart. */
  readonly by?: readonly Dimension[]
  /** Units and projects are printed by name, and always together. */
  readonly alongside?: readonly Dimension[]
}

export async function amountsOf(
  tx: Tx,
  books: readonly Book[],
  { fixed, by = [], alongside = [] }: Asked,
): Promise<Member[]> {
  const out: Member[] = []
  for (const [, share] of Map.groupBy(books, ({ region, year, stage }) => `${region} ${year} ${stage}`)) {
    const { region, year, stage } = share[0]!
    const wanted = { ...fixed, stage: stage === 'final' ? 'final' : 'budget', year: String(year) }
    const needed = [...Object.keys(wanted), ...by]
    const allowed = [...new Set([...needed, ...Object.keys(BESIDE), ...alongside])]
    const beside = Object.entries(BESIDE)
      .filter(([dimension, members]) => members.length > 0 && ![...needed, ...alongside].includes(dimension))
      .map(
        ([dimension, members]) =>
          sql`(not coordinates ? ${dimension} or coordinates ->> ${dimension} = any (${sql.val([...members])}::text[]))`,
      )
    // Names of dimensions are ours, never a visitor's; as parameters, equal ones would not count as equal.
    const part = (dimension: Dimension | undefined) =>
      dimension === undefined ? [] : [sql`coordinates ->> ${sql.lit(dimension)}`]
    const group = sql.join([sql`document`, ...part(by[0]), ...part(by[1])])
    const [first = sql`null`, second = sql`null`] = [...part(by[0]), ...part(by[1])]
    const { rows } = await sql<{
      document: string
      member: string | null
      second: string | null
      low: bigint
      high: bigint
    }>`
      select distinct on (${group}) document, ${first} as member, ${second} as second, low, high
      from claim
      where region = ${region} and year = ${year}::int and document = any (${sql.val(share.map(({ id }) => id))}::uuid[])
        and measure = 'amount' and low is not null and coordinates @> ${JSON.stringify(wanted)}::jsonb
        and coordinates ?& ${sql.val(needed)}::text[] and coordinates - ${sql.val(allowed)}::text[] = '{}'::jsonb
        ${beside.length > 0 ? sql`and ${sql.join(beside, sql` and `)}` : sql``}
      order by ${group}, (select count(*) from jsonb_object_keys(coordinates)), kind, high - low, number`.execute(tx.db)
    for (const row of rows) {
      out.push({
        document: row.document,
        member: row.member ?? '',
        second: row.second,
        // Half up, as it is printed: the middle of the interval.
        fen: (row.low + row.high) / 2n,
      })
    }
  }
  return out
}

/** People in post (实有人数) by book, from the ledger of the same office, year and stage; a book without it is left out. */
export async function staffOf(tx: Tx, books: readonly Book[]): Promise<ReadonlyMap<string, bigint>> {
  const { rows } = await sql<{ id: string; staff: bigint }>`
    select d.id, sum(replace(r.cells ->> 'staff', ',', '')::bigint)::bigint as staff
    from document d join ledger l on l.organisation = d.organisation and l.year = d.year and l.stage = d.stage
      join ledger_row r on r.ledger = l.id and r.sheet = 'units' and r.valid_to_version is null
    where d.id = any (${sql.val(books.map(({ id }) => id))}::uuid[]) and r.cells ->> 'staff' ~ '^[0-9,]{1,9}$'
    group by d.id`.execute(tx.db)
  return new Map(rows.filter(({ staff }) => staff > 0n).map(({ id, staff }) => [id, staff]))
}

export const money = (fen: bigint): string => formatFen(fen, '元', 2)

/** Members right below one member, in each document: what is printed of the tree may have gaps. */
export function below(dimension: Dimension, members: readonly Member[], under: string | undefined): Member[] {
  const byDocument = Map.groupBy(members, ({ document }) => document)
  return [...byDocument.values()].flatMap((own) => {
    const present = new Set(own.map(({ member }) => member))
    return own.filter(({ member }) => {
      let up = parentOf(dimension, member)
      while (up !== undefined && up !== under && !present.has(up)) up = parentOf(dimension, up)
      return up === under
    })
  })
}

export function summed(members: readonly { readonly member: string; readonly fen: bigint }[]): Map<string, bigint> {
  const out = new Map<string, bigint>()
  for (const { member, fen } of members) out.set(member, (out.get(member) ?? 0n) + fen)
  return out
}
