/**
 * What an amount is: the words before it, the chain of 类、款、项, the name of an account. A label that is not
 * understood gives no coordinates, rather than those of the sentence around it.
 */
import type { Catalogue, Coordinates, Dimension } from '@gouji/ledger'
import { bareName, FIXED_MEMBERS, isUnder } from '@gouji/ledger'
import type { Word } from './words.ts'

export interface SubjectContext {
  readonly catalogue: Catalogue
  /** The newest catalogue counts where the year is not known. */
  readonly year?: number
  /** The 款 or 类 whose parts are being listed. */
  readonly under?: string
  /** Which classification bare names belong to. */
  readonly subjects?: string
  /** The name before it in the list is a function: so is this one, though the name may mean something else alone. */
  readonly amongFunctions?: boolean
  /** The economic 类 behind whose amount a bracket lists its parts: 资本性支出3.00万元（办公设备购置…）. */
  readonly account?: string
}

/** Coordinates of a label; `unknown` when it says something that is not understood; undefined when it says nothing. */
export type Subject =
  | { readonly coordinates: Coordinates; readonly by: 'chain' | 'name' | 'words' }
  | 'unknown'
  | undefined

export interface Label {
  /** In normal form, without the words that carry nothing at its end. */
  readonly name: string
  /** With the little words around it. */
  readonly fullName: string
  /** Every way to delimit the name, the fullest first. */
  readonly names: readonly string[]
  /** Where it begins in the passage. */
  readonly start: number
  readonly words: readonly Word[]
  /** A code of the catalogue printed with it. */
  readonly code?: string
  /** Characters that no word explains, before the first word and behind it. */
  readonly gapBefore: number
  readonly gapBehind: number
}

const CHAIN = /\((类|款|项)\)/

export function subjectOf(label: Label, context: SubjectContext): Subject {
  if (label.code !== undefined) {
    return { coordinates: label.code.startsWith('2') ? functionAt(label.code) : economyAt(label.code), by: 'chain' }
  }
  if (CHAIN.test(label.fullName)) {
    const code = chainCode(label.fullName, context)
    return code ? { coordinates: functionAt(code), by: 'chain' } : 'unknown'
  }
  if (context.subjects === 'economy') {
    const economy = economyCode(label, context)
    if (economy) return { coordinates: economyAt(economy), by: 'name' }
  }
  const sibling = context.amongFunctions === true ? functionCode(label, context) : undefined
  if (sibling) return { coordinates: functionAt(sibling), by: 'name' }
  const whole = label.words.length === 1 && label.names.includes(label.words[0]!.text) ? label.words[0]! : undefined
  if (whole) return { coordinates: whole.coordinates, by: 'words' }
  const code = functionCode(label, context)
  if (code) return { coordinates: functionAt(code), by: 'name' }
  if (label.words.length === 0) {
    const economy = economyCode(label, context)
    if (economy) return { coordinates: economyAt(economy), by: 'name' }
    return label.gapBefore >= 2 ? 'unknown' : undefined
  }
  const strong = label.words.some((w) => !w.weak)
  if (!strong && label.gapBefore >= 2) {
    const economy = economyCode(label, context)
    return economy ? { coordinates: economyAt(economy), by: 'name' } : 'unknown'
  }
  if (label.gapBehind >= 3) return 'unknown'
  const coordinates = combined(label.words.map((w) => w.coordinates))
  if (!coordinates) return 'unknown'
  return isOnlyTotal(coordinates) ? totalOf(label, coordinates, context) : { coordinates, by: 'words' }
}

const isOnlyTotal = (c: Coordinates): boolean => Object.keys(c).every((d) => d === 'flow' || d === 'source')

/**
 * 会议费支出预算, 一般公共预算拨款安排的会议费支出预算: what stands before the last word says of what the amount is the
 * total. The name of an account says it; the name of a body says whose it is; other words are not understood.
 */
function totalOf(label: Label, coordinates: Coordinates, context: SubjectContext): Subject {
  const gaps = gapsOf(label)
  for (const gap of gaps) {
    const economy = context.catalogue.byName('economy', gap, yearOf(context))[0]?.code
    if (economy) return { coordinates: { ...coordinates, ...economyAt(economy) }, by: 'words' }
  }
  const saysWhat = gaps.some((gap) =>
    /(?:费|费用|补助|奖补|津贴|补贴|奖金|工资|劳务|缴费|公积金|购置|等|若干|部分|几项|各类)$/.test(gap),
  )
  return saysWhat ? 'unknown' : { coordinates, by: 'words' }
}

/** What stands before and between the words of a label, without the words that join. */
function gapsOf(label: Label): string[] {
  const gaps: string[] = []
  let at = 0
  for (const word of label.words) {
    const next = label.fullName.indexOf(word.text, at)
    if (next < 0) continue
    gaps.push(
      label.fullName
        .slice(at, next)
        .replace(/^.*(?:安排的|用于|安排|的|及|和|与)(?=.)/, '')
        .replace(/的$/, ''),
    )
    at = next + word.text.length
  }
  return gaps.filter((gap) => gap.length >= 2)
}

const functionAt = (code: string): Coordinates => ({ function: code, flow: 'expenditure' })

const economyAt = (code: string): Coordinates => ({ economy: code, flow: 'expenditure' })

/** Names of a 类 are plain enough to stand alone; a 款 or 项 only where functions are being listed. */
function functionCode(label: Label, context: SubjectContext): string | undefined {
  if (context.subjects === 'character') return undefined
  for (const printed of label.names) {
    // 卫生健康支出类科目: the word 类 says of which level the name is.
    const name = printed.replace(/支出类(?:科目)?$/, '支出').replace(/(?:支出)?(?:预算|决算)数?$/, '支出')
    if (!isName(name)) continue
    const found = context.catalogue.byName('function', name, yearOf(context))
    const top = found.find((s) => s.code.length === 3) ?? (context.subjects === 'function' ? found[0] : undefined)
    if (top) return top.code
  }
  return undefined
}

export function economyCode(label: Label, context: SubjectContext): string | undefined {
  const { catalogue } = context
  const year = yearOf(context)
  for (const name of label.names) {
    if (!isName(name)) continue
    const codes = catalogue.byName('economy', name, year).map((s) => s.code)
    const own = codes.filter((code) => context.account !== undefined && code.startsWith(context.account))
    const found = new Set(own.length > 0 ? own : codes)
    if (found.size === 1) return [...found][0]
  }
  // Damaged names are looked for only where accounts are being listed.
  const name = label.fullName
  if (context.subjects !== 'economy' || name.length < 4 || !isName(name)) return undefined
  return catalogue.near('economy', name, year)[0]?.subject.code
}

const isName = (text: string): boolean => text.length >= 2 && text.length <= 30

const yearOf = (context: SubjectContext): number => context.year ?? NEWEST
/** Any year beyond the last row: rows without an end are valid in it. */
export const NEWEST = 9998

/** 一般公共服务支出（类）财政事务（款）行政运行（项） → 2010601; the last name decides, those before place it. */
function chainCode(label: string, context: SubjectContext): string | undefined {
  const { catalogue } = context
  const year = yearOf(context)
  let code = context.under
  let rest = label
  for (let m = CHAIN.exec(rest); m; m = CHAIN.exec(rest)) {
    const name = bareName(rest.slice(0, m.index))
    rest = rest.slice(m.index + m[0].length)
    const length = m[1] === '类' ? 3 : m[1] === '款' ? 5 : 7
    const under = code === undefined || code.length >= length ? {} : { under: code }
    const level = (codes: readonly { readonly code: string }[]) => codes.filter((s) => s.code.length === length)
    const exact = level(catalogue.byName('function', name, year, under))
    const found = exact.length > 0 ? exact : level(catalogue.near('function', name, year, under).map((n) => n.subject))
    // A name that stands in many places (行政运行) needs the 款 before it.
    if (found.length === 0 || (under.under === undefined && length > 3 && new Set(found.map((s) => s.code)).size > 1)) {
      if (length === 7 || rest === '') return undefined
      continue
    }
    code = found[0]!.code
  }
  return code
}

/**
 * Several words together: the deeper of two members of one dimension counts. 收入 beside 支出 means both; members that
 * are all the children of one (其他运转类和特定目标类) mean that one; others exclude each other, and nothing is said.
 */
export function combined(all: readonly Coordinates[]): Coordinates | undefined {
  const said = new Map<Dimension, Set<string>>()
  for (const coordinates of all) {
    for (const [dimension, member] of Object.entries(coordinates) as [Dimension, string][]) {
      const members = said.get(dimension) ?? new Set()
      if ([...members].some((m) => isUnder(dimension, m, member))) continue
      for (const m of members) if (isUnder(dimension, member, m)) members.delete(m)
      said.set(dimension, members.add(member))
    }
  }
  const result: Partial<Record<Dimension, string>> = {}
  for (const [dimension, members] of said) {
    if (members.size === 1) result[dimension] = [...members][0]!
    else if (dimension !== 'flow') {
      const parent = wholeOf(dimension, members)
      if (parent === undefined) return undefined
      result[dimension] = parent
    }
  }
  return result
}

function wholeOf(dimension: Dimension, members: ReadonlySet<string>): string | undefined {
  const fixed = FIXED_MEMBERS[dimension] ?? []
  const parent = fixed.find((m) => members.has(m.id))?.parent
  const children = fixed.filter((m) => m.parent === parent)
  return parent !== undefined && children.every((m) => members.has(m.id)) && children.length === members.size
    ? parent
    : undefined
}

/** 财政拨款支出 under a heading of 一般公共预算 is that one's. */
export const keptSource = (around: Coordinates, own: Coordinates): Coordinates =>
  own.source === 'fiscal' && around.source !== undefined && isUnder('source', around.source, 'fiscal')
    ? { source: around.source }
    : {}

/** Coordinates of something said inside something else: what is said itself goes before what stands around it. */
export const inside = (around: Coordinates, own: Coordinates): Coordinates => {
  // An economy under 基本支出 keeps its character; a character of its own replaces the one around it.
  const result: Partial<Record<Dimension, string>> = { ...around, ...own, ...keptSource(around, own) }
  if (own.flow === 'income') {
    for (const key of ['function', 'economy', 'character', 'item', 'procurement'] as const) {
      if (own[key] === undefined) delete result[key]
    }
  }
  // 会议费 and 培训费 under a heading of “三公” are no part of it.
  if (own.economy !== undefined && own.item === undefined && around.item !== 'office-running') delete result.item
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
