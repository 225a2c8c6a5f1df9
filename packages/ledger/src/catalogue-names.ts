/**
 * An index of names: whole, loose, by beginning, and near. Built once; no look-up walks over all names, because a
 * document asks thousands of times.
 */
import { bareName, looseName, plainName } from './name.ts'
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
  if (length <= 5) return 1
  if (length <= 8) return 1.5
  return length <= 12 ? 2 : 3
}

export class NameIndex<T> {
  readonly #entries: Entry<T>[] = []
  readonly #plain = new Map<string, T[]>()
  readonly #bare = new Map<string, T[]>()
  readonly #short = new Map<string, T[]>()
  /** The rest serves damaged names only and is built when the first of them comes. */
  #loose: Map<string, T[]> | undefined
  #sorted: Entry<T>[] = []
  #postings = new Map<string, number[]>()

  constructor(names: Iterable<{ name: string; value: T }>) {
    for (const { name, value } of names) {
      const plain = plainName(name)
      const bare = bareName(name)
      this.#entries.push({ bare, value })
      push(this.#plain, plain, value)
      push(this.#bare, bare, value)
      push(this.#short, withoutSpending(bare), value)
    }
  }

  /** The name as printed, else without number and marks. */
  exact(text: string): readonly T[] {
    return this.#plain.get(plainName(text)) ?? this.#bare.get(bareName(text)) ?? []
  }

  /** The name with or without 支出 at its end. */
  short(text: string): readonly T[] {
    return this.#short.get(withoutSpending(bareName(text))) ?? []
  }

  near(text: string, limit?: number): NearName<T>[] {
    this.#prepare()
    const bare = bareName(text)
    const found: NearName<T>[] = []
    const loose = looseName(bare)
    if (loose.length >= 2) {
      for (const value of this.#loose!.get(loose) ?? []) found.push({ value, distance: 0.25, how: 'loose' })
    }
    found.push(...this.#cut(bare), ...this.#damaged(bare, limit ?? nearLimit(bare.length)))
    return found.sort((a, b) => a.distance - b.distance)
  }

  /** Names that begin with the text, if it is at least four characters and half of the name. */
  #cut(bare: string): NearName<T>[] {
    if (bare.length < 4) return []
    let low = 0
    let high = this.#sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#sorted[middle]!.bare < bare) low = middle + 1
      else high = middle
    }
    const found: NearName<T>[] = []
    for (let i = low; i < this.#sorted.length && this.#sorted[i]!.bare.startsWith(bare); i += 1) {
      const { bare: whole, value } = this.#sorted[i]!
      const missing = whole.length - bare.length
      if (missing > 0 && missing <= bare.length) found.push({ value, distance: 0.25 + 0.125 * missing, how: 'cut' })
    }
    return found
  }

  /** A name within `limit` shares all but `2 × limit` characters at most, counting lookalikes as shared. */
  #damaged(bare: string, limit: number): NearName<T>[] {
    const shared = new Uint8Array(this.#entries.length)
    const touched: number[] = []
    for (const character of bare) {
      for (const index of this.#postings.get(character) ?? []) {
        if (shared[index] === 0) touched.push(index)
        shared[index]! += 1
      }
    }
    const found: NearName<T>[] = []
    const whole = Math.floor(limit)
    for (const index of touched) {
      const { bare: name, value } = this.#entries[index]!
      if (Math.abs(name.length - bare.length) > whole || shared[index]! < bare.length - whole) continue
      const distance = nameDistance(bare, name, limit)
      if (distance !== undefined && distance > 0) found.push({ value, distance, how: 'damaged' })
    }
    return found
  }

  #prepare(): void {
    if (this.#loose) return
    this.#loose = new Map()
    this.#sorted = [...this.#entries].sort((a, b) => (a.bare < b.bare ? -1 : a.bare > b.bare ? 1 : 0))
    this.#entries.forEach(({ bare, value }, index) => {
      push(this.#loose!, looseName(bare), value)
      const characters = new Set<string>()
      for (const character of bare) {
        characters.add(character)
        for (const other of lookalikes(character)) characters.add(other)
      }
      for (const character of characters) push(this.#postings, character, index)
    })
  }
}

const withoutSpending = (bare: string): string => (bare.length > 4 ? bare.replace(/支出$/, '') : bare)

export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
