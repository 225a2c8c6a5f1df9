/**
 * Tables stacked in one grid without a title of their own: they stand below the title of the first. Where their own
 * headings speak of another subject (支出 below 收入预算表), that title is not theirs, and none is better than a false one.
 */
import type { Lexicon } from '@gouji/ledger'
import type { Whole } from './continuation.ts'

export function withoutForeignTitles(wholes: readonly Whole[], lexicon: Lexicon): Whole[] {
  let top: Whole | undefined
  return wholes.map((whole) => {
    const stacked = top !== undefined && whole.first.source === top.first.source
    if (!stacked) top = whole
    if (!stacked || whole.first.title === undefined || whole.first.title !== top!.first.title) return whole
    const { kind, coordinates } = lexicon.phrase('title', whole.first.title.text).meaning
    if (kind === 'performance' || kind === 'balance') return whole
    const foreign =
      (opposes(subjectsOf(whole), coordinates.flow) && !opposes(subjectsOf(top!), coordinates.flow)) ||
      (isThreePublic(whole) && !isThreePublic(top!) && kind !== 'three-public')
    if (!foreign) return whole
    const { title: _, ...first } = whole.first
    return { ...whole, first }
  })
}

const subjectsOf = (whole: Whole): ReadonlySet<string> =>
  new Set(whole.first.header.columns.flatMap((c) => c.meaning.coordinates.flow ?? []))

/** All headings that name a side of the budget name the other one. */
const opposes = (flows: ReadonlySet<string>, flow: string | undefined): boolean =>
  flow !== undefined && flows.size > 0 && !flows.has(flow)

const THREE_PUBLIC = new Set(['three-public', 'abroad', 'vehicles', 'reception'])

const isThreePublic = (whole: Whole): boolean =>
  whole.first.header.columns.filter((c) => THREE_PUBLIC.has(c.meaning.coordinates.item ?? '')).length > 1
