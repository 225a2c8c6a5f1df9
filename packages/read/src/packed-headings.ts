/**
 * Headings that were written once each, set over their columns again as a tree: each is a column of its own or stands over
 * headings of a row below, so that all of them together are as many columns as the body has, and say of each column what
 * stands in it.
 */
import type { Cell } from '@gouji/document'
import { DIMENSIONS, FIXED_MEMBERS, isUnder, type Lexicon, type Meaning, plainName } from '@gouji/ledger'

export type Row = readonly Cell[]
/** What most cells of a column hold. */
export type Kind = 'words' | 'numbers' | 'blank'

/** More headings than any form has are no headings. */
const MOST_HEADINGS = 150

/** The cells with their spans; undefined where no tree has the columns of the body, or none makes sense. */
export const spansOf = (rows: readonly Row[], kinds: readonly Kind[], lexicon: Lexicon): readonly Cell[] | undefined =>
  rows.flat().length > MOST_HEADINGS ? undefined : new Headings(rows, kinds, lexicon).spans()

/** A way to set the headings read so far: where each row stands, how many headings stand over others. */
interface Way {
  readonly at: readonly number[]
  readonly leaves: number
  readonly score: number
  readonly cells: readonly Cell[]
}

const MOST_WAYS = 200_000

class Headings {
  readonly #rows: readonly Row[]
  readonly #kinds: readonly Kind[]
  readonly #lexicon: Lexicon
  #tried = 0

  constructor(rows: readonly Row[], kinds: readonly Kind[], lexicon: Lexicon) {
    this.#rows = rows
    this.#kinds = kinds
    this.#lexicon = lexicon
  }

  spans(): readonly Cell[] | undefined {
    const start: Way = { at: this.#rows.map(() => 0), leaves: 0, score: 0, cells: [] }
    let ends: Way[] = [start]
    for (const _ of this.#rows[0]!) ends = this.#step(0, ends)
    const whole = ends.filter(
      (way) => way.leaves === this.#kinds.length && way.at.every((n, level) => n === this.#rows[level]!.length),
    )
    const [best] = whole.sort((a, b) => b.score - a.score)
    return best && best.score >= 0 ? best.cells : undefined
  }

  /** Sets the next heading of one row, with what stands below it, in every way that may still be the best. */
  #step(level: number, ways: readonly Way[]): Way[] {
    const next = new Map<string, Way>()
    for (const way of ways) {
      for (const one of this.#set(level, way)) {
        if (one.leaves > this.#kinds.length || ++this.#tried > MOST_WAYS) continue
        const key = `${one.at.join()} ${one.leaves}`
        const known = next.get(key)
        if (!known || known.score < one.score) next.set(key, one)
      }
    }
    return [...next.values()]
  }

  /** One heading: a column of its own down to the body, or over as many of the next row as there may be. */
  #set(level: number, way: Way): Way[] {
    const cell = this.#rows[level]![way.at[level]!]
    if (!cell) return []
    const at = way.at.with(level, way.at[level]! + 1)
    const own = { ...cell, column: way.leaves, rowSpan: this.#rows.at(-1)![0]!.row - cell.row + 1 }
    const alone: Way = {
      ...{ at, leaves: way.leaves + 1, cells: [...way.cells, own] },
      score: way.score + this.#fits(cell, way.leaves),
    }
    const over: Way[] = []
    // Usually over the next row; a heading that reaches down beside others may stand over a later one.
    for (let below = level + 1; below < this.#rows.length; below++) {
      const next = this.#rows[below]!
      const rowSpan = next[0]!.row - cell.row
      let ends: Way[] = [{ ...way, at }]
      for (let count = 1; way.at[below]! + count <= next.length && ends.length > 0; count++) {
        ends = this.#step(below, ends)
        const children = next.slice(way.at[below], way.at[below]! + count)
        const sense = this.#covers(cell, children) - (below - level - 1)
        for (const end of ends) {
          const columnSpan = end.leaves - way.leaves
          const cells = [...end.cells, { ...cell, column: way.leaves, columnSpan, rowSpan }]
          over.push({ ...end, score: end.score + sense, cells })
        }
      }
    }
    return [...over, alone]
  }

  #meaning({ text }: Cell): Meaning | undefined {
    return this.#lexicon.find('head', text)?.meaning
  }

  /** Whether a column of the body holds what its heading says. */
  #fits(cell: Cell, column: number): number {
    const kind = this.#kinds[column]
    const label = this.#meaning(cell)?.label
    if (kind === 'blank' || kind === undefined) return 0
    if (label !== undefined && DIGITS.test(label)) return 1
    if (label !== undefined) return kind === 'words' ? 2 : -6
    return kind === 'numbers' ? 1 : -6
  }

  /** Whether a heading may stand over others: 收入 over 项目 and 预算数, 本年支出 over 小计, 基本支出 and 项目支出. */
  #covers(cell: Cell, children: readonly Cell[]): number {
    const own = this.#meaning(cell)
    const said = children.map((child) => this.#meaning(child))
    const names = children.map(({ text }) => plainName(text))
    let score = children.length === 1 ? -3 : 0
    score -= 3 * (names.length - new Set(names).size)
    if (isSum(names[0]!)) score += 3
    score -= 2 * names.slice(1).filter(isSum).length
    if (isSum(plainName(cell.text))) score -= 3
    const isOfSubjects = own?.label === 'code' || own?.label === 'name' || /科目|项目(?!支出)/.test(cell.text)
    // The levels of indicators, below whatever calls them so.
    if (said[0]?.label?.startsWith('level')) return score + (/指标|绩效|目标/.test(cell.text) ? 4 : -3)
    if (own?.label !== undefined && !isOfSubjects) score -= 6
    const isSide = own !== undefined && Object.keys(own.coordinates).join() === 'flow'
    if (isSide && said[0]?.label === 'name') return score + 4
    // Panels beside each other, each with codes, names and amounts of its own.
    const isPanel = said[0]?.label !== undefined && said.at(-1)?.label === undefined && !isOfSubjects
    if (isPanel) return score + 1
    for (const child of said) {
      if (child?.label !== undefined) score += isOfSubjects ? 2 : -3
      else if (isOfSubjects) score -= 3
      else if (own && child) score += kinship(own, child)
    }
    return score
  }
}

/** Labels of columns that may hold digits: codes, line numbers, targets and weights. */
const DIGITS = /^(?:.*code|number|class\d|target|weight)$/

const isSum = (name: string): boolean => /^(?:小计|合计|总计)$/.test(name)

/** What is said below a heading lies within what the heading says, or tells something else besides. */
function kinship(above: Meaning, below: Meaning): number {
  let score = 0
  for (const d of DIMENSIONS) {
    const [a, b] = [above.coordinates[d], below.coordinates[d]]
    if (a === undefined || b === undefined) continue
    const isChild = FIXED_MEMBERS[d]?.some((m) => m.id === b && m.parent === a)
    score += isChild ? 2 : a === b || isUnder(d, b, a) ? 1 : isUnder(d, a, b) ? 0 : -2
  }
  return score
}
