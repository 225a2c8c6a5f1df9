/** Names for what the document speaks of: those of the parent pack by their coordinates, else new ones. */
import { type Coordinates, type Dimension, FIXED_MEMBERS } from '@gouji/ledger'

/** In which order coordinates are written. */
const ORDER: readonly Dimension[] = [
  'flow',
  'source',
  'vintage',
  'function',
  'economy',
  'character',
  'item',
  'procurement',
]

export class Figures {
  readonly own = new Map<string, string>()
  readonly #names = new Map<string, string>()
  readonly #head: { readonly year: string; readonly stage: string }

  constructor(declared: Readonly<Record<string, string>>, head: { readonly year: string; readonly stage: string }) {
    this.#head = head
    for (const [name, text] of Object.entries(declared)) {
      if (!/^[=#]/.test(text)) this.#names.set(text.split(/\s+/).sort().join(' '), name)
    }
  }

  /** 上年执行数 of a claim as a period of the pack; undefined for the book's own year and stage. */
  periodOf({ year, stage }: Coordinates): string | undefined {
    if (year === undefined || (year === this.#head.year && (stage ?? this.#head.stage) === this.#head.stage))
      return undefined
    if (year === this.#head.year) return stage === undefined || stage === 'final' ? undefined : stage
    return Number(year) === Number(this.#head.year) - 1 ? `last-${stage ?? 'executed'}` : undefined
  }

  /** The name of a figure with these coordinates; a new one is declared where the parent has none. */
  named(coordinates: Coordinates): string | undefined {
    const text = coordinatesOf(asked(coordinates))
    if (text === '') return undefined
    const known = this.#find(text)
    if (known !== undefined) return known
    // The flow is said only where nothing else is.
    const words = text.split(' ')
    const name = (words.length > 1 ? words.filter((word) => !word.startsWith('flow=')) : words)
      .map((word) => {
        const [dimension, member] = word.split('=') as [Dimension, string]
        return FIXED_MEMBERS[dimension]?.find(({ id }) => id === member)?.name ?? member
      })
      .join('·')
    this.own.set(name, text)
    this.#names.set(text.split(' ').sort().join(' '), name)
    return name
  }

  /** A parent may leave out what a claim says in passing: 本年 of an expenditure that is all of this year. */
  #find(text: string): string | undefined {
    const words = text.split(' ').sort()
    return this.#names.get(words.join(' ')) ?? this.#names.get(words.filter((w) => w !== 'vintage=current').join(' '))
  }
}

/** As a pack asks: procurement is a view of its own, and what has no flow is told of both sides, so one is taken. */
function asked(coordinates: Coordinates): Coordinates {
  if (coordinates.procurement !== undefined) return { procurement: coordinates.procurement }
  if (coordinates.item === 'office-running') return { ...coordinates, flow: 'expenditure', source: 'general' }
  const { flow, function: use, economy, character, item } = coordinates
  if (flow !== undefined || Object.keys(coordinates).length === 0) return coordinates
  return { ...coordinates, flow: (use ?? economy ?? character ?? item) ? 'expenditure' : 'income' }
}

/** 机关运行经费 is no item of the ledger: it is the public expenditure of administrations. */
const RUNNING = 'character=public nature=administration'

/** `flow=expenditure source=general`: without year, stage, unit and project, which a pack never names. */
export function coordinatesOf(coordinates: Coordinates, without: Coordinates = {}): string {
  return ORDER.flatMap((dimension) => {
    const member = coordinates[dimension]
    if (member === undefined || without[dimension] === member) return []
    return [dimension === 'item' && member === 'office-running' ? RUNNING : `${dimension}=${member}`]
  }).join(' ')
}
