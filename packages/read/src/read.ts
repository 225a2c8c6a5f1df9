/**
 * Document → claims, as one visible pipeline. Nothing here knows a locality: the words are data, the rest is structure.
 */
import type { Document } from '@gouji/document'
import type { Catalogue, Lexicon } from '@gouji/ledger'
import { readContents, readHeadings, tablesInContents } from './contents.ts'
import { joinContinuations } from './continuation.ts'
import { readPerformance } from './goal.ts'
import { readIdentity } from './identity.ts'
import { isDamaged } from './noise.ts'
import { type ProseWords, readProse } from './prose/index.ts'
import type { Reading, ReadTable, Unread } from './reading.ts'
import { readSections } from './section.ts'
import { readTable } from './table.ts'
import { titleTables } from './title.ts'

export interface Knowledge {
  readonly catalogue: Catalogue
  readonly lexicon: Lexicon
  /** The words of sentences; without them the prose stays unread. */
  readonly prose?: ProseWords
}

export interface ReadingOptions {
  /** The year of the book, where the document does not say it or says it wrong. */
  readonly year?: number
}

export function read(document: Document, knowledge: Knowledge, options: ReadingOptions = {}): Reading {
  const { catalogue, lexicon } = knowledge
  const found = readIdentity(document.blocks, document.name)
  const identity = options.year === undefined ? found : { ...found, year: options.year }
  const { contents, after } = readContents(document.blocks)
  const headings = readHeadings(document.blocks, after)
  const sections = readSections(document.blocks, lexicon)
  const damaged = isDamaged(sections.map((s) => s.grid))
  const wholes = joinContinuations(sections)
  const titled = titleTables(wholes, tablesInContents(contents), lexicon)
  // Headings are few and stand in their places; a name among many is most often its own where nothing is damaged.
  const context = { catalogue, lexicon: damaged ? lexicon : lexicon.strict(), identity, damaged }
  const tables = titled.map((t, i) => readTable(t, i + 1, context))
  const { indicators, goals } = readPerformance(wholes, tables)
  const prose = knowledge.prose && readProse(document.blocks, after, identity, { catalogue, words: knowledge.prose })
  const unread = [...unreadPages(document), ...tables.flatMap(unreadOf), ...(prose?.unread ?? [])]
  const statements = prose?.statements ?? []
  const reading = { identity, contents, headings, tables, statements, indicators, goals, unread }
  return prose ? { ...reading, listings: prose.listings, prose: prose.coverage } : reading
}

const unreadPages = (document: Document): Unread[] =>
  document.pages
    .filter((p) => !p.hasText)
    .map((p) => ({ place: { page: p.number }, text: '', reason: 'page-without-text' as const }))

/** Everything in a table that was seen and gave no claim. */
function unreadOf(table: ReadTable): Unread[] {
  const unread: Unread[] = []
  for (const column of table.columns) {
    if (!column.understood)
      unread.push({ place: table.place, text: column.path.join(' / '), reason: 'column-not-understood' })
  }
  for (const row of table.rows) {
    if (!row.understood) unread.push({ place: row.place, text: row.label, reason: 'row-not-understood' })
  }
  for (const cell of table.cells) {
    if (cell.noise) unread.push({ place: cell.place, text: cell.text, reason: 'number-not-understood' })
    else if (cell.printed && cell.measure === 'amount' && !cell.figure) {
      unread.push({ place: cell.place, text: cell.text, reason: 'unit-missing' })
    } else if (!cell.printed && /\d/.test(cell.text)) {
      unread.push({ place: cell.place, text: cell.text, reason: 'number-not-understood' })
    }
  }
  return unread
}
