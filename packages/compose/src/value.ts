/** What a name in a template stands for, and how it is printed. */
import type { Fact, FactCoordinates, Origin } from '@gouji/budget'
import { type Coordinates, formatFen, type MoneyUnit, type Rational, toDecimal } from '@gouji/ledger'

export interface Amount {
  readonly kind: 'amount'
  readonly fen: bigint
  /** False where the ledger says nothing of it: last year's figures that were not entered. */
  readonly known: boolean
  readonly coordinates: FactCoordinates
  /** Name of the figure, or what its coordinates are called. */
  readonly name: string
  readonly facts: readonly Fact[]
  readonly terms?: readonly Amount[]
  /** Where it was entered as it stands, and not as lines. */
  readonly entered?: readonly Origin[]
}

export interface Count {
  readonly kind: 'count'
  readonly count: bigint
  readonly unit: string
  readonly name: string
  readonly known: boolean
  readonly entered?: readonly Origin[]
}

export interface Words {
  readonly kind: 'words'
  readonly text: string
}

export type Value = Amount | Count | Words

export const words = (text: string): Words => ({ kind: 'words', text })

/** Whether there is something: an amount or a count other than zero, or a text. */
export function isSomething(value: Value): boolean {
  if (value.kind === 'amount') return value.known && value.fen !== 0n
  if (value.kind === 'count') return value.count !== 0n
  return value.text !== ''
}

export interface AmountStyle {
  readonly unit: MoneyUnit
  readonly decimals: number
  readonly thousands: boolean
  /** Without zeros at the end: 277 and 2.8 instead of 277.00 and 2.80. */
  readonly trim?: boolean
}

export function amountText(fen: bigint, { unit, decimals, thousands, trim }: AmountStyle): string {
  const full = formatFen(fen, unit, decimals)
  const short = trim && full.includes('.') ? full.replace(/\.?0+$/, '') : full
  // 0.00 of a few yuan is not nothing.
  const plain = fen !== 0n && /^-?0$/.test(short) ? full : short
  return thousands ? withThousands(plain) : plain
}

export function withThousands(plain: string): string {
  const [whole, fraction] = plain.split('.')
  const grouped = whole!.replace(/\B(?=(\d{3})+(?!\d))/g, ',')
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

export const percentText = (ratio: Rational, decimals: number): string =>
  `${toDecimal({ n: ratio.n * 100n, d: ratio.d }, decimals)}`

/** Coordinates of claims: without the dimension that no document prints. */
export function claimCoordinates({ nature: _, ...coordinates }: FactCoordinates): Coordinates {
  return coordinates
}

/** The entries of the ledger that a value comes from, each once; none for words and for counts of what stands elsewhere. */
export function originsOf(value: Value): readonly Origin[] {
  if (value.kind === 'words') return []
  const { entered = [] } = value
  if (value.kind === 'count') return entered
  const lines = value.facts.flatMap(({ line }) => (line ? [line.origin] : []))
  return [...new Set([...entered, ...lines, ...(value.terms ?? []).flatMap(originsOf)])]
}
