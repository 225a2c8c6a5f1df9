/**
 * What an amount is: the words before it, the chain of 类、款、项, the name of an account. A label that is not
 * understood gives no coordinates, rather than those of the sentence around it.
 */
import type { Catalogue, Coordinates, Dimension } from '@gouji/ledger'
import { bareName, isUnder } from '@gouji/ledger'
import type { Word } from './words.ts'

export interface SubjectContext {
  readonly catalogue: Catalogue
  readonly year: number
  /** Which classification bare names belong to. */
  readonly subjects?: string
}

/** Coordinates of a label; `unknown` when it says something that is not understood; undefined when it says nothing. */
export type Subject =
  | { readonly coordinates: Coordinates; readonly by: 'chain' | 'name' | 'words' }
  | 'unknown'
  | undefined

export interface Label {
  /** In normal form, without the words that carry nothing at its end. */
  readonly name: string
  /** With the little words before it. */
  readonly fullName: string
  readonly words: readonly Word[]
  /** Characters that no word explains, before the first word and behind it. */
  readonly gapBefore: number
  readonly gapBehind: number
}

const CHAIN = /\((类|款|项)\)/

export function subjectOf(label: Label, context: SubjectContext): Subject {
  if (CHAIN.test(label.name)) {
    const code = chainCode(label.fullName, context)
    return code ? { coordinates: functionAt(code), by: 'chain' } : 'unknown'
  }
  const { catalogue, year, subjects } = context
  const name = label.name
  if (subjects === 'economy') {
    const economy = economyCode(label.fullName, context) ?? economyCode(name, context)
    if (economy) return { coordinates: { economy, flow: 'expenditure' }, by: 'name' }
  }
  const whole = label.words.length === 1 && label.words[0]!.text === name ? label.words[0]! : undefined
  if (whole) return { coordinates: whole.coordinates, by: 'words' }
  if (name.length >= 2 && name.length <= 40 && subjects !== 'character') {
    const full = label.fullName === name ? [] : catalogue.byName('function', label.fullName, year)
    const functions = full.length > 0 ? full : catalogue.byName('function', name, year)
    const chosen = functions.find((f) => f.code.length === 3) ?? (subjects === 'function' ? functions[0] : undefined)
    if (chosen) return { coordinates: functionAt(chosen.code), by: 'name' }
    const economy = label.words.length === 0 ? economyCode(name, context) : undefined
    if (economy) return { coordinates: { economy, flow: 'expenditure' }, by: 'name' }
  }
  if (label.words.length === 0) return label.gapBefore >= 2 ? 'unknown' : undefined
  const strong = label.words.some((w) => !w.weak)
  if (!strong && label.gapBefore >= 2) return 'unknown'
  if (label.gapBehind >= 3) return 'unknown'
  return { coordinates: combined(label.words.map((w) => w.coordinates)), by: 'words' }
}

const functionAt = (code: string): Coordinates => ({ function: code, flow: 'expenditure' })

function economyCode(name: string, context: SubjectContext): string | undefined {
  if (name.length < 2 || name.length > 30) return undefined
  const { catalogue, year } = context
  const found = catalogue.byName('economy', name, year)
  if (found.length > 0) return new Set(found.map((s) => s.code)).size === 1 ? found[0]!.code : undefined
  if (context.subjects !== 'economy' || name.length < 4) return undefined
  return catalogue.near('economy', name, year)[0]?.subject.code
}

/** 一般公共服务支出（类）财政事务（款）行政运行（项） → 2010601; the last name decides, those before place it. */
function chainCode(label: string, context: SubjectContext): string | undefined {
  const { catalogue, year } = context
  let code: string | undefined
  let rest = label
  for (let m = CHAIN.exec(rest); m; m = CHAIN.exec(rest)) {
    const name = bareName(rest.slice(0, m.index))
    rest = rest.slice(m.index + m[0].length)
    const length = m[1] === '类' ? 3 : m[1] === '款' ? 5 : 7
    const under = code === undefined ? {} : { under: code }
    const level = (codes: readonly { readonly code: string }[]) => codes.filter((s) => s.code.length === length)
    const exact = level(catalogue.byName('function', name, year, under))
    const found = exact.length > 0 ? exact : level(catalogue.near('function', name, year, under).map((n) => n.subject))
    // A name that stands in many places (行政运行) needs the 款 before it.
    if (found.length === 0 || (code === undefined && length > 3 && new Set(found.map((s) => s.code)).size > 1)) {
      if (length === 7 || rest === '') return undefined
      continue
    }
    code = found[0]!.code
  }
  return code
}

/** Several words together: the deeper of two members of one dimension counts; members beside each other cancel. */
export function combined(all: readonly Coordinates[]): Coordinates {
  const result: Partial<Record<Dimension, string>> = {}
  const cancelled = new Set<Dimension>()
  for (const coordinates of all) {
    for (const [key, member] of Object.entries(coordinates) as [Dimension, string][]) {
      const present = result[key]
      if (present === undefined || isUnder(key, member, present)) result[key] = member
      else if (present !== member && !isUnder(key, present, member)) cancelled.add(key)
    }
  }
  for (const dimension of cancelled) delete result[dimension]
  return result
}

/** Coordinates of something said inside something else: what is said itself goes before what stands around it. */
export const inside = (around: Coordinates, own: Coordinates): Coordinates => {
  // An economy under 基本支出 keeps its character; a character of its own replaces the one around it.
  const result: Partial<Record<Dimension, string>> = { ...around, ...own }
  if (own.flow === 'income') {
    for (const key of ['function', 'economy', 'character', 'item', 'procurement'] as const) {
      if (own[key] === undefined) delete result[key]
    }
  }
  if (own.item !== undefined || own.procurement !== undefined) {
    delete result.function
    delete result.economy
    if (own.character === undefined) delete result.character
  }
  return result
}

/** Whether the first lies under the second or is the same, dimension by dimension. */
export function isWithin(part: Coordinates, whole: Coordinates): boolean {
  return (Object.entries(whole) as [Dimension, string][]).every(([key, member]) => {
    const own = part[key]
    return own === member || (own !== undefined && isUnder(key, own, member))
  })
}
