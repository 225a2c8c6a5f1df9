import type { Dimension } from './dimension.ts'

/** One member per dimension; a dimension that is not named is its root. */
export type Coordinates = Readonly<Partial<Record<Dimension, string>>>

/** Coordinates in a fixed order as one string, so that equal coordinates are equal strings. */
export function coordinatesKey(coordinates: Coordinates): string {
  return Object.entries(coordinates)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([dimension, member]) => `${dimension}=${member}`)
    .join(' ')
}

/** What kind of number a claim makes: only amounts take part in sums of money. */
export type Measure = 'amount' | 'change' | 'rate' | 'share' | 'count' | 'price' | 'score'
