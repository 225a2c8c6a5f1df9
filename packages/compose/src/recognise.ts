/**
 * The way back from a form: which form of which pack is this table? The same definition that lays a table out says what
 * its title and its columns are called. Reading needs no form; knowing it tells a person whose rules a book follows, and
 * tells adopting with which pack the ledger gives the same book again.
 */
import type { Column, Form, Pack } from './pack.ts'

export interface SeenTable {
  readonly title: string
  /** For each column of figures the headings from the outermost to its own. */
  readonly columns: readonly (readonly string[])[]
}

export interface RecognisedForm {
  readonly form: string
  readonly pack: string
  /** From 0 to 1: how many of title and headings are the same. */
  readonly likeness: number
}

export interface Recognition {
  /** The pack whose forms fit best, where any does. */
  readonly pack?: string
  readonly likeness: number
  /** For each table the form of that pack that it is, where one fits. */
  readonly forms: readonly (RecognisedForm | undefined)[]
}

/** Below this a table is not called by a form's name. */
const ALIKE = 0.6
const WEIGHT = { title: 0.4, columns: 0.6 } as const

export function recognise(tables: readonly SeenTable[], packs: readonly Pack[]): Recognition {
  let best: Recognition = { likeness: 0, forms: tables.map(() => undefined) }
  for (const pack of packs) {
    const known = Object.values(pack.forms).map((form) => ({ form, title: titleOf(form), columns: columnsOf(form) }))
    const forms = tables.map((table) => bestForm(table, known, pack.id))
    const found = forms.reduce((sum, form) => sum + (form?.likeness ?? 0), 0)
    // A pack with many forms must not win by them: what it would print and the book lacks counts against it.
    const likeness = tables.length === 0 ? 0 : found / Math.max(tables.length, known.length)
    if (likeness > best.likeness) best = { pack: pack.id, likeness, forms }
  }
  return best
}

interface KnownForm {
  readonly form: Form
  readonly title: ReadonlySet<string>
  readonly columns: readonly LeafPath[]
}

interface LeafPath {
  readonly path: string
  readonly optional: boolean
}

function bestForm(table: SeenTable, known: readonly KnownForm[], pack: string): RecognisedForm | undefined {
  const title = pairs(table.title)
  const columns = table.columns.map((path) => plain(path.join('/')))
  let best: RecognisedForm | undefined
  for (const { form, title: own, columns: expected } of known) {
    // A column that not every book has is no difference where it is missing.
    const standing = expected.flatMap(({ path, optional }) => (optional && !columns.includes(path) ? [] : [path]))
    const likeness = WEIGHT.title * overlap([...title], [...own]) + WEIGHT.columns * overlap(columns, standing)
    if (likeness >= ALIKE && likeness > (best?.likeness ?? 0)) best = { form: form.id, pack, likeness }
  }
  return best
}

const titleOf = (form: Form): ReadonlySet<string> => pairs(form.title.replace(/\{[^}]*\}/g, ''))

function columnsOf(form: Form): LeafPath[] {
  return form.panels.flatMap((panel) => leafPaths(panel.columns, panel.head === undefined ? [] : [panel.head], false))
}

function leafPaths(columns: readonly Column[], above: readonly string[], within: boolean): LeafPath[] {
  return columns.flatMap((column) => {
    const path = column.head === undefined ? above : [...above, column.head]
    const optional = within || column.when !== undefined
    if (column.columns) return leafPaths(column.columns, path, optional)
    return column.at === undefined ? [] : [{ path: plain(path.join('/')), optional }]
  })
}

/** Letters that count: no blanks, brackets or quotes, no years, no numbers of tables. */
const plain = (text: string): string => text.replace(/\d{4}年度?/g, '').replace(/[\s（）()“”"'：:、，,]/g, '')

/** Neighbouring letters: titles that differ by a word are still alike. */
function pairs(text: string): ReadonlySet<string> {
  const letters = [...plain(text)]
  return new Set(letters.slice(1).map((letter, i) => letters[i]! + letter))
}

/** What two lists share, as a part of both together; each occurrence counts once. */
function overlap(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 && b.length === 0) return 1
  const left = [...b]
  let shared = 0
  for (const item of a) {
    const at = left.indexOf(item)
    if (at < 0) continue
    left.splice(at, 1)
    shared += 1
  }
  return shared / (a.length + b.length - shared)
}
