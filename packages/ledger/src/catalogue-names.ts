/**
 * An index of names: whole, loose, by beginning, and near. Built once; no look-up walks over all names, because a
 * document asks thousands of times.
 */
import { bareName, bareOfPlain, looseName, plainName } from './name.ts'
import { lookalikes } from './name-characters.ts'
import { nameDistance } from './name-distance.ts'

export interface NearName<T> {
  readonly value: T
  readonly distance: number
  readonly how: 'loose' | 'cut' | 'damaged'
}

interface Entry<T> {
  readonly bare: string
  readonly value: T
}

/** Shorter names have too many neighbours: 水费 and 电费 differ by one character. */
export function nearLimit(length: number): number {
  if (length <= 3) return 0.5
  if (length <= 8) return 1
  if (length <= 12) return 1.5
  return length <= 16 ? 2 : 3
}

/** Both parts of an index are built when they are first asked for, so that a program starts fast. */
export class NameIndex<T> {
  readonly #names: Iterable<{ name: string; value: T }>
  #whole: Whole<T> | undefined
  #parts: Parts<T> | undefined

  constructor(names: Iterable<{ name: string; value: T }>) {
    this.#names = names
  }

  /** The name as printed, else without number and marks. */
  exact(text: string): readonly T[] {
    this.#whole ??= buildWhole(this.#names)
    const plain = plainName(text)
    return this.#whole.plain.get(plain) ?? this.#whole.bare.get(bareOfPlain(plain)) ?? []
  }

  /** The name with or without 支出 at its end. */
  short(text: string): readonly T[] {
    this.#whole ??= buildWhole(this.#names)
    return this.#whole.short.get(withoutSpending(bareName(text))) ?? []
  }

  near(text: string, limit?: number): NearName<T>[] {
    this.#whole ??= buildWhole(this.#names)
    this.#parts ??= buildParts(this.#whole.entries)
    const bare = bareName(text)
    const found: NearName<T>[] = []
    const loose = looseName(bare)
    if (loose.length >= 2) {
      for (const value of this.#parts.loose.get(loose) ?? []) found.push({ value, distance: 0.25, how: 'loose' })
    }
    found.push(...cutOff(this.#parts, bare), ...damaged(this.#parts, bare, limit ?? nearLimit(bare.length)))
    return found.sort((a, b) => a.distance - b.distance)
  }
}

interface Whole<T> {
  readonly entries: Entry<T>[]
  readonly plain: Map<string, T[]>
  readonly bare: Map<string, T[]>
  readonly short: Map<string, T[]>
}

function buildWhole<T>(names: Iterable<{ name: string; value: T }>): Whole<T> {
  const whole: Whole<T> = { entries: [], plain: new Map(), bare: new Map(), short: new Map() }
  for (const { name, value } of names) {
    const plain = plainName(name)
    const bare = bareOfPlain(plain)
    whole.entries.push({ bare, value })
    push(whole.plain, plain, value)
    push(whole.bare, bare, value)
    push(whole.short, withoutSpending(bare), value)
  }
  return whole
}

/** What serves damaged names only. */
interface Parts<T> {
  readonly entries: readonly Entry<T>[]
  readonly loose: Map<string, T[]>
  readonly sorted: readonly Entry<T>[]
  /** Characters, and those that look like them, with the numbers of the entries that hold them. */
  readonly postings: Map<string, number[]>
}

function buildParts<T>(entries: readonly Entry<T>[]): Parts<T> {
  const sorted = [...entries].sort((a, b) => (a.bare < b.bare ? -1 : a.bare > b.bare ? 1 : 0))
  const parts: Parts<T> = { entries, loose: new Map(), sorted, postings: new Map() }
  entries.forEach(({ bare, value }, index) => {
    push(parts.loose, looseName(bare), value)
    const characters = new Set<string>()
    for (const character of bare) {
      characters.add(character)
      for (const other of lookalikes(character)) characters.add(other)
    }
    for (const character of characters) push(parts.postings, character, index)
  })
  return parts
}

/** Names that begin with the text, if it has at least four characters and most of the name. */
function cutOff<T>(parts: Parts<T>, bare: string): NearName<T>[] {
  if (bare.length < 4) return []
  let low = 0
  let high = parts.sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (parts.sorted[middle]!.bare < bare) low = middle + 1
    else high = middle
  }
  const found: NearName<T>[] = []
  for (let i = low; i < parts.sorted.length && parts.sorted[i]!.bare.startsWith(bare); i += 1) {
    const { bare: whole, value } = parts.sorted[i]!
    const missing = whole.length - bare.length
    if (missing > 0 && missing * 2 <= bare.length + 2)
      found.push({ value, distance: 0.25 + 0.125 * missing, how: 'cut' })
  }
  return found
}

/** A name within `limit` shares all but `2 × limit` characters at most, counting lookalikes as shared. */
function damaged<T>(parts: Parts<T>, bare: string, limit: number): NearName<T>[] {
  const shared = new Uint8Array(parts.entries.length)
  const touched: number[] = []
  for (const character of bare) {
    for (const index of parts.postings.get(character) ?? []) {
      if (shared[index] === 0) touched.push(index)
      shared[index]! += 1
    }
  }
  const found: NearName<T>[] = []
  const whole = Math.floor(limit)
  for (const index of touched) {
    const { bare: name, value } = parts.entries[index]!
    if (Math.abs(name.length - bare.length) > whole || shared[index]! < bare.length - whole) continue
    const distance = nameDistance(bare, name, limit)
    if (distance !== undefined && distance > 0) found.push({ value, distance, how: 'damaged' })
  }
  return found
}

const withoutSpending = (bare: string): string => (bare.length > 4 ? bare.replace(/支出$/, '') : bare)

export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
