/**
 * What the program knows besides the document: catalogues, the words of the trade, ties between classifications.
 * All of it is data below catalogue/, read once when the program starts.
 */
import { readdirSync } from 'node:fs'
import { Catalogue, Lexicon } from '@gouji/ledger'
import { ProseWords } from '@gouji/read'
import { type CsvTable, readCsv, requireColumns } from './csv.ts'
import { economyLinksOf, leastPayOf, regionsOf, revenueOf, subjectsOf, synonymsOf } from './rows.ts'

/** A tie between two classifications, as catalogue/relations/ties.csv writes it. */
export interface TieRow {
  readonly left: string
  readonly right: string
  readonly relation: string
  readonly within: string
  readonly trust: string
  readonly basis: string
}

export interface Knowledge {
  readonly catalogue: Catalogue
  readonly lexicon: Lexicon
  readonly ties: readonly TieRow[]
  /** The words of sentences. */
  readonly prose: ProseWords
  /** Every file of lexicon/, relations/ and performance/ by its name without ending, for rules with data of their own. */
  readonly tables: ReadonlyMap<string, CsvTable>
}

const HOME = new URL('../../../catalogue/', import.meta.url)

const kept = new Map<string, Knowledge>()

/**
 * The data that the project ships, or another folder of the same shape (as a URL that ends with /). Read once for each
 * folder and process: a worker asks for it with every document.
 */
export function loadKnowledge(home: URL = HOME): Knowledge {
  const known = kept.get(home.href) ?? readKnowledge(home)
  kept.set(home.href, known)
  return known
}

function readKnowledge(home: URL): Knowledge {
  const file = (name: string): CsvTable => readCsv(new URL(name, home))
  const tables = new Map<string, CsvTable>()
  for (const folder of ['lexicon/', 'relations/', 'performance/', 'wording/']) {
    const inside = new URL(folder, home)
    for (const name of readdirSync(inside).sort()) {
      if (name.endsWith('.csv')) tables.set(folder + name.slice(0, -4), readCsv(new URL(name, inside)))
    }
  }
  return {
    catalogue: new Catalogue({
      subjects: [
        ...subjectsOf(file('function.csv'), 'function'),
        ...subjectsOf(file('economy.csv'), 'economy'),
        ...subjectsOf(file('government-economy.csv'), 'governmentEconomy'),
        ...subjectsOf(file('procurement.csv'), 'procurement'),
      ],
      synonyms: synonymsOf(file('synonyms.csv')),
      economyLinks: economyLinksOf(file('economy-map.csv')),
      revenue: revenueOf(file('revenue.csv')),
      regions: regionsOf(file('regions.csv')),
      leastPay: leastPayOf(file('least-pay.csv')),
    }),
    lexicon: new Lexicon(pick(tables.get('lexicon/words'), ['word', 'where', 'says'])),
    prose: new ProseWords([
      ...pick(tables.get('lexicon/prose-signs'), ['word', 'kind', 'says']),
      ...pick(tables.get('lexicon/prose-subjects'), ['word', 'kind', 'says']),
    ]),
    ties: pick(tables.get('relations/ties'), ['left', 'right', 'relation', 'within', 'trust', 'basis']),
    tables,
  }
}

/** The named columns of a table as objects. */
function pick<K extends string>(table: CsvTable | undefined, columns: readonly K[]): Record<K, string>[] {
  if (!table) return []
  requireColumns(table, columns)
  return table.rows.map((row) => Object.fromEntries(columns.map((c) => [c, row.values[c]!])) as Record<K, string>)
}
