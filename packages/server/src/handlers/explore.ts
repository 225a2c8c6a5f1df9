import { loadKnowledge } from '@gouji/knowledge'
import { type Dimension, FIXED_MEMBERS } from '@gouji/ledger'
import type { Tx } from '@gouji/store'
import { cursorOf, partsOf } from '../http/cursor.ts'
import type { HandlersOf } from '../http/handler.ts'
import { Refusal } from '../http/problem.ts'
import { ruleTitle } from '../tasks/check-document.ts'
import {
  amountsOf,
  type Book,
  below,
  booksOf,
  type Member,
  money,
  staffOf,
  summed,
  withoutDoubles,
} from './explored.ts'
import { FIGURES, figureNamed } from './figures.ts'
import { booksOfHits, searchAll } from './searched.ts'
import { bookStage } from './shapes.ts'

function nameOf(dimension: Dimension, member: string, year: number): string {
  const fixed = FIXED_MEMBERS[dimension]?.find(({ id }) => id === member)?.name
  if (fixed !== undefined) return fixed
  if (dimension !== 'function' && dimension !== 'economy') return member
  const { catalogue } = loadKnowledge()
  return (catalogue.subject(dimension, member, year) ?? catalogue.subjects(dimension, member)[0])?.name ?? member
}

function nodes(totals: ReadonlyMap<string, bigint>, name: (key: string) => string) {
  return [...totals]
    .filter(([, fen]) => fen !== 0n)
    .sort(([, a], [, b]) => (a < b ? 1 : a > b ? -1 : 0))
    .map(([key, fen]) => ({ key, name: name(key), amount: money(fen) }))
}

function figure(name: string) {
  const found = figureNamed(name)
  if (found) return found
  throw new Refusal('invalid', {}, [
    { path: 'figure', message: `可用：${Object.keys(FIGURES).join('、')}，或功能科目编码` },
  ])
}

/** Of each document the one amount asked for. */
function byDocument(members: readonly Member[]): Map<string, bigint> {
  return new Map(members.map(({ document, fen }) => [document, fen]))
}

const asFound = (books: readonly Book[], amounts: ReadonlyMap<string, bigint>) =>
  books.flatMap((book) => {
    const fen = amounts.get(book.id)
    return fen === undefined ? [] : [{ book, fen }]
  })

export const explore: HandlersOf<'explore', Tx> = {
  async breakdown({ query }, { tx }) {
    const books = withoutDoubles(await booksOf(tx, query))
    const { by, under, year } = query
    if (by === 'unit') {
      const found = asFound(books, byDocument(await amountsOf(tx, books, { fixed: { flow: 'expenditure' } })))
      const names = new Map(books.map(({ organisation, name }) => [organisation, name]))
      const totals = summed(found.map(({ book, fen }) => ({ member: book.organisation, fen })))
      return nodes(totals, (key) => names.get(key) ?? key)
    }
    if (by === 'project') {
      const found = await amountsOf(tx, books, {
        fixed: { flow: 'expenditure' },
        by: ['project'],
        alongside: ['unit', 'character'],
      })
      return nodes(summed(found), (key) => key)
    }
    const found = await amountsOf(tx, books, { fixed: { flow: 'expenditure' }, by: [by] })
    return nodes(summed(below(by, found, under)), (key) => nameOf(by, key, year))
  },

  async flow({ query }, { tx }) {
    const books = withoutDoubles(await booksOf(tx, query))
    const found = await amountsOf(tx, books, { fixed: { flow: 'expenditure' }, by: ['source', 'function'] })
    const classes = found.filter(({ second, member }) => second?.length === 3 && member !== 'fiscal')
    const links = summed(classes.map(({ member, second, fen }) => ({ member: `${member} ${second}`, fen })))
    const shown = [...links].filter(([, fen]) => fen > 0n)
    const sources = [...new Set(shown.map(([key]) => key.split(' ')[0]!))]
    const functions = [...new Set(shown.map(([key]) => key.split(' ')[1]!))]
    return {
      nodes: [
        ...sources.map((key) => ({ key, name: nameOf('source', key, query.year) })),
        ...functions.map((key) => ({ key, name: nameOf('function', key, query.year) })),
      ],
      links: shown.map(([key, fen]) => {
        const [from, to] = key.split(' ') as [string, string]
        return { from, to, amount: money(fen) }
      }),
    }
  },

  async trend({ query }, { tx }) {
    const fixed = figure(query.figure)
    const books = withoutDoubles(await booksOf(tx, { organisation: query.organisation }))
    const found = asFound(books, byDocument(await amountsOf(tx, books, { fixed })))
    const keyOf = (book: Book): string => `${book.year} ${bookStage(book.stage)}`
    const totals = summed(found.map(({ book, fen }) => ({ member: keyOf(book), fen })))
    // How many offices a sum is of has to be told: a year with more books is not a year with more money.
    const units = Map.groupBy(found, ({ book }) => keyOf(book))
    return [...totals]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, fen]) => {
        const [year, stage] = key.split(' ') as [string, 'budget' | 'final']
        return { year: Number(year), stage, amount: money(fen), units: units.get(key)?.length ?? 0 }
      })
  },

  async comparison({ query }, { tx }) {
    const fixed = figure(query.figure)
    const books = await booksOf(tx, query)
    const staff = await staffOf(tx, books)
    const perHead = (book: Book, fen: bigint) => {
      const heads = staff.get(book.id)
      // Half up to the fen: it is shown and never added up.
      return heads === undefined ? {} : { perHead: money((2n * fen + heads) / (2n * heads)) }
    }
    return asFound(books, byDocument(await amountsOf(tx, books, { fixed })))
      .sort((a, b) => (a.fen < b.fen ? 1 : a.fen > b.fen ? -1 : 0))
      .map(({ book, fen }) => ({
        organisation: book.organisation,
        name: book.name,
        amount: money(fen),
        ...perHead(book, fen),
      }))
  },

  async search({ query }, { tx }) {
    const [given] = partsOf(query.after) ?? []
    const offset = typeof given === 'number' && given > 0 && given < 10_000 ? given : 0
    const hits = await searchAll(tx, query.text.trim(), offset + query.limit + 1)
    const shown = hits.slice(offset, offset + query.limit)
    const books = await booksOfHits(tx, shown)
    const items = shown.map((hit) => {
      const book = hit.document === null ? undefined : books.get(hit.document)
      return {
        kind: hit.kind,
        title: hit.kind === 'finding' ? ruleTitle(hit.title) : hit.title,
        excerpt: hit.excerpt,
        ...(hit.document === null ? {} : { document: hit.document }),
        ...(book ? { documentName: book.name } : {}),
        ...(book?.organisationName ? { organisationName: book.organisationName } : {}),
        ...(book?.year ? { year: book.year } : {}),
        ...(book?.stage ? { stage: bookStage(book.stage) } : {}),
        ...(hit.place ? { place: JSON.stringify(hit.place) } : {}),
      }
    })
    return hits.length > offset + items.length ? { items, next: cursorOf([offset + items.length]) } : { items }
  },
}
