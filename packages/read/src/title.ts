/**
 * Titles and units of whole tables: as printed, or from the table of contents where the file has lost them.
 */

import { type Lexicon, type Meaning, type MoneyUnit, nameDistance, plainName } from '@gouji/ledger'
import type { Whole } from './continuation.ts'
import type { Heading, ReadTable } from './reading.ts'
import { withoutForeignTitles } from './stacked.ts'
import type { Titled } from './table.ts'

export function titleTables(found: readonly Whole[], contents: readonly Heading[], lexicon: Lexicon): Titled[] {
  const wholes = withoutForeignTitles(found, lexicon)
  const fromContents = alignContents(wholes, contents, lexicon)
  const usual = usualUnit(wholes)
  return wholes.map((whole, i) => {
    const printed = whole.first.title
    const entry = fromContents[i]
    // A damaged title is mended from the contents when it is nearly the same.
    const mended = printed && entry && isDamagedForm(printed.text, entry.text) ? entry : undefined
    const title = mended?.text ?? printed?.text ?? entry?.text ?? ''
    const titleSource: ReadTable['titleSource'] = printed && !mended ? 'printed' : entry ? 'contents' : 'none'
    const own = whole.parts.map((p) => p.section.unit).find((u) => u !== undefined)
    const inHeader = whole.first.header.columns.some((c) => c.unit !== undefined)
    const unit = own ?? (inHeader ? undefined : usual)
    const unitSource: ReadTable['unitSource'] = own ? 'printed' : inHeader ? 'header' : usual ? 'document' : 'none'
    return {
      whole,
      title,
      ...(printed ? { titlePlace: printed.place } : {}),
      titleSource,
      ...(unit ? { unit } : inHeader && usual ? { unit: usual } : {}),
      unitSource,
    }
  })
}

const isDamagedForm = (printed: string, listed: string): boolean => {
  const a = plainName(printed)
  const b = plainName(listed)
  if (a === b || b.endsWith(a) || a.endsWith(b)) return false
  const limit = Math.max(a.length, b.length) * 0.7
  return Math.abs(a.length - b.length) <= 2 && a.length <= 8 && (nameDistance(a, b, limit) ?? limit + 1) <= limit
}

/** The unit of most tables that print one; the others of the same document are taken to share it, and it is said so. */
function usualUnit(wholes: readonly Whole[]): MoneyUnit | undefined {
  const counts = new Map<MoneyUnit, number>()
  for (const { first } of wholes) if (first.unit) counts.set(first.unit, (counts.get(first.unit) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

/**
 * Lays the titles listed in the contents on the tables in order, so that the sum of likenesses is greatest. A table or
 * an entry may stay alone.
 */
function alignContents(
  wholes: readonly Whole[],
  contents: readonly Heading[],
  lexicon: Lexicon,
): (Heading | undefined)[] {
  const n = wholes.length
  const m = contents.length
  const result: (Heading | undefined)[] = new Array(n).fill(undefined)
  if (m === 0 || n === 0) return result
  const meanings = contents.map((c) => lexicon.phrase('title', c.text).meaning)
  const score: number[][] = Array.from({ length: n + 1 }, () => new Array<number>(m + 1).fill(0))
  const likeness = (i: number, j: number): number => likenessOf(wholes[i]!, contents[j]!, meanings[j]!)
  for (let i = 1; i <= n; i++) {
    for (let j = 1; j <= m; j++) {
      const pair = score[i - 1]![j - 1]! + likeness(i - 1, j - 1)
      score[i]![j] = Math.max(pair, score[i - 1]![j]!, score[i]![j - 1]!)
    }
  }
  for (let i = n, j = m; i > 0 && j > 0; ) {
    if (score[i]![j] === score[i - 1]![j]) i--
    else if (score[i]![j] === score[i]![j - 1]) j--
    else {
      result[i - 1] = contents[j - 1]
      i--
      j--
    }
  }
  return result
}

function likenessOf(whole: Whole, entry: Heading, meaning: Meaning): number {
  const printed = whole.first.title
  if (printed) {
    const a = plainName(printed.text)
    const b = plainName(entry.text)
    if (a === b) return 10
    if (a.endsWith(b) || b.endsWith(a)) return 8
    const limit = Math.max(a.length, b.length) * 0.6
    const distance = nameDistance(a, b, limit)
    return distance === undefined || distance > limit ? -5 : 6 - (6 * distance) / limit
  }
  return 1 + structureLikeness(whole, meaning)
}

/** Whether the headings of a table without a title say what an entry of the contents announces. */
function structureLikeness(whole: Whole, meaning: Meaning): number {
  const columns = whole.first.header.columns
  let points = 0
  const says = (test: (c: (typeof columns)[number]) => boolean): boolean => columns.some(test)
  const both =
    says((c) => c.meaning.coordinates.flow === 'income') && says((c) => c.meaning.coordinates.flow === 'expenditure')
  const levels = says((c) => c.meaning.label === 'level3')
  if ((meaning.kind === 'performance') === levels) points += 1
  if (meaning.kind === 'balance') points += both ? 3 : -3
  if (meaning.kind === 'income') points += says((c) => c.meaning.coordinates.source !== undefined) && !both ? 2 : -2
  if (meaning.kind === 'three-public') points += says((c) => c.meaning.coordinates.item !== undefined) ? 4 : -4
  if (meaning.kind === 'project') points += says((c) => c.meaning.label === 'project') ? 3 : -2
  if (meaning.coordinates.source) {
    const same = says((c) => c.path.some((p) => p.includes(shortSource(meaning.coordinates.source!))))
    points += same ? 1 : 0
  }
  if (meaning.kind === 'economy') points += says((c) => /经济/.test(c.path.join(''))) ? 3 : 0
  return points
}

const shortSource = (source: string): string =>
  ({ general: '一般公共', fund: '基金', capital: '国有资本', fiscal: '财政拨款' })[source] ?? '—'
