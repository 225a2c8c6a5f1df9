/**
 * What adopting makes of a document: the ledger, everything that could not be decided, and how far it is true to what
 * is printed.
 */
import type { Budget, FactCoordinates } from '@gouji/budget'
import type { Place } from '@gouji/document'
import type { Interval } from '@gouji/ledger'

/** An amount that the document prints, with the coordinates at which the cube has to have it. */
export interface Wanted {
  readonly asked: FactCoordinates
  readonly lo: bigint
  readonly hi: bigint
  /** Every amount that prints so with the rest cut off, for a figure that is not rounded. */
  readonly cut?: Interval
  /** What is printed, or what is to stand there where it was printed wrong. */
  readonly nominal: bigint
  readonly place: Place
  /** Title of the table, or 正文. */
  readonly where: string
  /** What it is called there. */
  readonly name: string
  readonly printed: string
  /** How much it counts against others that contradict it. */
  readonly weight: number
  /** A blank cell where an amount could stand. */
  readonly blank: boolean
  /** Id of the finding whose proposed value stands in the place of the printed one. */
  readonly corrected?: string
}

export type UndecidedCode =
  | 'year-missing'
  | 'name-missing'
  | 'region-missing'
  | 'code-missing'
  | 'code-replaced'
  | 'code-refused'
  | 'nature-guessed'
  | 'unit-open'
  | 'function-missing'
  | 'economy-missing'
  | 'source-missing'
  | 'joint-assumed'
  | 'program-assumed'
  | 'kind-assumed'
  | 'corrected'
  | 'left-out'
  | 'coordinates-missing'
  | 'goal-without-project'
  | 'weights-left-out'
  | 'procurement-total-only'
  | 'last-year-rate-only'

/** Something that the document leaves open, or that it contradicts. Facts fill the wording (wording.ts). */
export interface Undecided {
  readonly code: UndecidedCode
  readonly place?: Place
  readonly facts: Readonly<Record<string, string | number>>
}

/** A choice that was made among several that fit: which lines were joined by assumption, and why. */
export interface Choice {
  readonly line: number
  readonly reason: 'tie' | 'name' | 'equal-amount' | 'distribution'
}

export interface Adopted {
  readonly budget: Budget
  readonly undecided: readonly Undecided[]
  readonly chosen: readonly Choice[]
  /** Every amount that the ledger should give back, and whether it does. */
  readonly claims: readonly { readonly wanted: Wanted; readonly kept: boolean; readonly fen: bigint }[]
}
