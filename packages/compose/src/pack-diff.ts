/**
 * What differs between two packs once everything that they inherit is in place: forms with their columns and rows, the
 * order of the book, sentences, phrases, figures, glossary, style. As data; the words stand elsewhere.
 */

import type { Entry, Form, Pack } from './pack.ts'
import { columnLines, rowLines } from './pack-outline.ts'

export const DIFFERENCE_AREAS = [
  'style',
  'look',
  'rounding',
  'reasons',
  'order',
  'form',
  'sentence',
  'phrase',
  'figure',
  'name',
  'glossary',
  'explanation',
] as const
export type DifferenceArea = (typeof DIFFERENCE_AREAS)[number]

export interface PackDifference {
  readonly area: DifferenceArea
  /** Of which thing: the title of a form, the name of a sentence. */
  readonly of: string
  /** Which part of it: title, unit, columns, rows; the whole where it is left out. */
  readonly part?: string
  /** Undefined where only the other pack has it. */
  readonly before?: string
  readonly after?: string
}

export function diffPacks(a: Pack, b: Pack): PackDifference[] {
  return [
    ...records('style', flatten(a.style), flatten(b.style)),
    ...records('look', flatten(a.look), flatten(b.look)),
    ...records('rounding', flatten(a.rounding), flatten(b.rounding)),
    ...records('reasons', flatten(a.reasons), flatten(b.reasons)),
    ...sequences('order', '', undefined, outline(a.book, a), outline(b.book, b)),
    ...forms(a.forms, b.forms),
    ...records('sentence', a.sentences, b.sentences),
    ...records('phrase', flatten(a.phrases), flatten(b.phrases)),
    ...records('figure', a.figures, b.figures),
    ...records('name', a.names, b.names),
    ...records('glossary', terms(a), terms(b)),
    ...records('explanation', a.explanations, b.explanations),
  ]
}

const terms = ({ glossary }: Pack): Record<string, string> =>
  Object.fromEntries(glossary.map(({ term, text, when }) => [term, when === undefined ? text : `${text}（${when}）`]))

function records(
  area: DifferenceArea,
  a: Readonly<Record<string, string>>,
  b: Readonly<Record<string, string>>,
): PackDifference[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((of) =>
    a[of]?.trim() === b[of]?.trim() ? [] : [change(area, of, undefined, a[of], b[of])],
  )
}

function change(
  area: DifferenceArea,
  of: string,
  part: string | undefined,
  before: string | undefined,
  after: string | undefined,
): PackDifference {
  return {
    area,
    of,
    ...(part === undefined ? {} : { part }),
    ...(before === undefined ? {} : { before: before.trim() }),
    ...(after === undefined ? {} : { after: after.trim() }),
  }
}

function forms(a: Pack['forms'], b: Pack['forms']): PackDifference[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((id) => {
    const [old, now] = [a[id], b[id]]
    if (!old || !now) return [change('form', id, undefined, old?.title, now?.title)]
    const [before, after] = [facts(old), facts(now)]
    const told = [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((part) =>
      before[part] === after[part] ? [] : [change('form', id, part, before[part], after[part])],
    )
    return [
      ...told,
      ...sequences('form', id, 'columns', columnLines(old), columnLines(now)),
      ...sequences('form', id, 'rows', rowLines(old), rowLines(now)),
      ...sequences('form', id, 'notes', old.notes.map(noteText), now.notes.map(noteText)),
    ]
  })
}

const noteText = ({ text, when }: Form['notes'][number]): string => (when === undefined ? text : `${text}（${when}）`)

function facts(form: Form): Record<string, string> {
  const { id: _, panels: __, notes: ___, ...own } = form
  return flatten(own)
}

/** Texts by dotted paths, for everything that is not a list of things with names. */
function flatten(value: unknown, path = ''): Record<string, string> {
  if (typeof value !== 'object' || value === null) return value === undefined ? {} : { [path]: String(value) }
  if (Array.isArray(value)) return { [path]: value.join('、') }
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, own]) => flatten(own, path === '' ? key : `${path}.${key}`)),
  ) as Record<string, string>
}

/** The book as a list of lines: headings, sentences and forms in their order. */
function outline(entries: readonly Entry[], pack: Pack): string[] {
  return entries.flatMap((entry): string[] => {
    if ('heading' in entry) return [`${'#'.repeat(entry.level)} ${entry.heading}`]
    if ('say' in entry) return [`say ${entry.say.trim()}`]
    if ('form' in entry) return [`form ${pack.forms[entry.form]?.title ?? entry.form}`]
    if ('forms' in entry) return entry.forms.map((form) => `form ${pack.forms[form]?.title ?? form}`)
    if ('list' in entry) return [`list ${entry.list} ${entry.item}`]
    if ('cover' in entry) return entry.cover.map((line) => `cover ${line.text}`)
    if ('contents' in entry) return [`contents ${entry.contents}`]
    if ('when' in entry) {
      return [`when ${entry.when}`, ...outline(entry.book, pack), ...outline(entry.else ?? [], pack)]
    }
    if ('each' in entry) return [`each ${entry.each}`, ...outline(entry.book, pack)]
    return []
  })
}

/** What stands only in one of two lists, in order; what stands in both at other places is left out of the tale. */
function sequences(
  area: DifferenceArea,
  of: string,
  part: string | undefined,
  a: readonly string[],
  b: readonly string[],
): PackDifference[] {
  const kept = common(a, b)
  const differences: PackDifference[] = []
  let [i, k] = [0, 0]
  for (const line of [...kept, undefined]) {
    const from = a.indexOf(line ?? '\0', i)
    const to = b.indexOf(line ?? '\0', k)
    for (const gone of a.slice(i, from < 0 ? a.length : from)) differences.push(change(area, of, part, gone, undefined))
    for (const come of b.slice(k, to < 0 ? b.length : to)) differences.push(change(area, of, part, undefined, come))
    ;[i, k] = [from + 1, to + 1]
  }
  return differences
}

/** The longest list that both contain in this order. */
function common(a: readonly string[], b: readonly string[]): string[] {
  const length = Array.from({ length: a.length + 1 }, () => new Int32Array(b.length + 1))
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let k = b.length - 1; k >= 0; k -= 1)
      length[i]![k] = a[i] === b[k] ? length[i + 1]![k + 1]! + 1 : Math.max(length[i + 1]![k]!, length[i]![k + 1]!)
  const kept: string[] = []
  for (let [i, k] = [0, 0]; i < a.length && k < b.length; ) {
    if (a[i] === b[k]) {
      kept.push(a[i]!)
      i += 1
      k += 1
    } else if (length[i + 1]![k]! >= length[i]![k + 1]!) i += 1
    else k += 1
  }
  return kept
}
