/**
 * The data in the page, in the manner of inline XBRL: figures name a context by its key, and a context is a set of
 * coordinates. Texts that many figures share stand once, and a figure is a row whose columns are named.
 */
import type { Book, BookFigure } from '@gouji/compose'
import { coordinatesKey, type Dimension } from '@gouji/ledger'
import { DIMENSION_NAMES, DIMENSION_ORDER, type MemberNames } from '../data/member-names.ts'
import { figureValue } from '../data/value.ts'

const FIGURE_COLUMNS = [
  'kind',
  'context',
  'value',
  'unit',
  'scale',
  'decimals',
  'printed',
  'printedUnit',
  'expression',
  'terms',
  'adjusted',
] as const

export interface Embedded {
  /** Number of the context of a figure; undefined where it claims no coordinates. */
  readonly contextOf: (figure: BookFigure) => number | undefined
  readonly json: object
}

export function embeddedOf(book: Book, names: MemberNames): Embedded {
  const contexts = new Shared<Readonly<Partial<Record<string, string>>>>()
  const texts = new Shared<string>()
  const lists = new Shared<readonly (readonly [number, string])[]>()
  const contextOf = ({ coordinates }: BookFigure): number | undefined =>
    coordinates && contexts.add(coordinatesKey(coordinates), coordinates)
  const figures = book.figures.map((figure) => {
    const value = figureValue(figure)
    const terms = (figure.terms ?? []).map(({ name, text }) => [texts.add(name, name), text] as const)
    return [
      figure.kind,
      contextOf(figure) ?? null,
      value?.value ?? null,
      value?.unit ?? null,
      value?.scale ?? 0,
      value?.decimals ?? figure.decimals,
      figure.text,
      figure.unit ?? '',
      texts.add(figure.expression, figure.expression),
      terms.length === 0 ? null : lists.add(JSON.stringify(terms), terms),
      figure.adjusted ? 1 : 0,
    ]
  })
  const json = {
    documentInfo: {
      title: book.title,
      organisation: book.organisation,
      code: book.code,
      region: book.region,
      year: book.year,
      stage: book.stage,
      audience: book.audience,
      date: book.date,
      pack: book.pack,
    },
    dimensions: DIMENSION_ORDER.map((id) => ({ id, name: DIMENSION_NAMES[id] })),
    members: membersOf(contexts.all, names),
    contexts: contexts.all,
    texts: texts.all,
    terms: lists.all,
    figureColumns: FIGURE_COLUMNS,
    figures,
  }
  return { contextOf, json }
}

function membersOf(
  contexts: readonly Readonly<Partial<Record<string, string>>>[],
  names: MemberNames,
): Record<string, Record<string, string>> {
  const members: Record<string, Record<string, string>> = {}
  for (const context of contexts) {
    for (const dimension of DIMENSION_ORDER) {
      const member = context[dimension]
      if (member === undefined) continue
      members[dimension] ??= {}
      members[dimension][member] ??= names(dimension as Dimension, member)
    }
  }
  return members
}

/** Values that are kept once and named by their index. */
class Shared<T> {
  readonly all: T[] = []
  readonly #at = new Map<string, number>()

  add(key: string, value: T): number {
    let at = this.#at.get(key)
    if (at === undefined) {
      at = this.all.push(value) - 1
      this.#at.set(key, at)
    }
    return at
  }
}
