/** Units and projects by code or by name, as the other sheets name them. */
import { plainName } from '@gouji/ledger'
import type { Origin, Project, Unit } from '../budget.ts'
import { clip, codeAndName } from './cell.ts'
import type { Problems } from './problems.ts'

export type ReferenceKind = 'unit' | 'project'

export class References {
  readonly #codes: ReadonlySet<string>
  readonly #byName = new Map<string, string[]>()
  readonly #names = new Map<string, string>()
  readonly #kind: ReferenceKind
  readonly #problems: Problems
  readonly #complete: boolean

  /** `complete`: whether every row of the sheet could be read; else a code that is not found proves nothing. */
  constructor(kind: ReferenceKind, among: readonly (Unit | Project)[], complete: boolean, problems: Problems) {
    this.#complete = complete
    this.#kind = kind
    this.#problems = problems
    this.#codes = new Set(among.map(({ code }) => code))
    for (const { code, name } of among) {
      const plain = plainName(name)
      this.#names.set(code, plain)
      const same = this.#byName.get(plain) ?? []
      if (!same.includes(code)) this.#byName.set(plain, [...same, code])
    }
  }

  /** The code that a cell means. What names nothing stays as it is written, so that everything else can be checked. */
  codeOf(text: string, at: Origin): string {
    if (this.#codes.has(text)) return text
    const { value, name } = codeAndName(text)
    if (this.#codes.has(value)) {
      if (name !== undefined && this.#names.get(value) !== plainName(name)) {
        this.#problems.warn('name-differs', at, { code: value, found: clip(name), name: this.#names.get(value) ?? '' })
      }
      return value
    }
    const named = this.#byName.get(plainName(name ?? text)) ?? []
    if (named.length > 1) {
      this.#problems.error('ambiguous-name', at, { found: clip(text), codes: named.slice(0, 5).join('、') })
      return named[0]!
    }
    if (named.length === 1 && name === undefined) return named[0]!
    // A workbook that takes codes for numbers drops the zeros in front.
    const zeros = /^\d+$/.test(value) ? [...this.#codes].filter((code) => code.replace(/^0+/, '') === value) : []
    if (zeros.length === 1) {
      this.#problems.warn('lost-zero', at, { found: value, code: zeros[0]! })
      return zeros[0]!
    }
    if (!this.#complete) return value
    const near = this.#near(value, name ?? text)
    this.#problems.error(this.#kind === 'unit' ? 'unknown-unit' : 'unknown-project', at, {
      found: clip(text),
      ...(near === '' ? {} : { near }),
    })
    return value
  }

  /** Codes that differ in one character, and names that contain what is written or are contained in it. */
  #near(code: string, name: string): string {
    const plain = plainName(name)
    const out: string[] = []
    for (const [known, knownName] of this.#names) {
      const different = [...known].filter((c, i) => c !== code[i]).length
      const alike = known.length === code.length && different === 1
      if (alike || (plain.length > 1 && (knownName.includes(plain) || plain.includes(knownName)))) {
        out.push(`${known} ${knownName}`)
      }
      if (out.length === 3) break
    }
    return out.join('、')
  }
}
