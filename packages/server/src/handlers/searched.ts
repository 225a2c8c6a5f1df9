/** What a search finds: books by name, projects, goals, figures, sentences and findings, in turns, so that no kind hides another. */
import { parseNumber } from '@gouji/ledger'
import type { Stage, Tx } from '@gouji/store'
import { sql } from 'kysely'

export interface Hit {
  readonly kind: 'document' | 'figure' | 'project' | 'goal' | 'text' | 'finding'
  readonly title: string
  readonly excerpt: string
  readonly document: string | null
  readonly place: unknown
}

export interface BookOfHit {
  readonly name: string
  readonly year: number | null
  readonly stage: Stage | null
  readonly organisationName: string | null
}

const ORDER: readonly Hit['kind'][] = ['document', 'project', 'goal', 'figure', 'text', 'finding']
/** So many of a kind stand together before the next kind has its turn. */
const TURN = 5

export async function searchAll(tx: Tx, text: string, most: number): Promise<Hit[]> {
  const figures = parseNumber(text) === undefined ? null : printedForms(text)
  const { rows } = await sql<Hit & { nth: bigint }>`
    select * from gouji.search_all(${text}, ${figures}::text[], ${most}::int)`.execute(tx.db)
  const byKind = Map.groupBy(rows, ({ kind }) => kind)
  for (const own of byKind.values()) own.sort((a, b) => (a.nth < b.nth ? -1 : 1))
  const hits: Hit[] = []
  for (let from = 0; hits.length < most && [...byKind.values()].some((own) => own.length > from); from += TURN) {
    for (const kind of ORDER) hits.push(...(byKind.get(kind)?.slice(from, from + TURN) ?? []))
  }
  return hits.slice(0, most)
}

/** The books that hits stand in: a figure without its unit and year tells nobody anything. */
export async function booksOfHits(tx: Tx, hits: readonly Hit[]): Promise<ReadonlyMap<string, BookOfHit>> {
  const ids = [...new Set(hits.flatMap(({ document }) => document ?? []))]
  if (ids.length === 0) return new Map()
  const rows = await tx.db
    .selectFrom('document as d')
    .leftJoin('organisation as o', 'o.id', 'd.organisation')
    .select(['d.id', 'd.name', 'd.year', 'd.stage', 'o.name as organisationName'])
    .where('d.id', 'in', ids)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** As people write a number, and as books print it: with commas between thousands, or without. */
function printedForms(text: string): string[] {
  const bare = text.replaceAll(',', '')
  return [...new Set([text, bare, bare.replace(/^([-+]?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))])]
}
