/**
 * Stray digits that recognition from a picture leaves in empty cells. They are kept and shown, but claim nothing.
 */
import { isNilMark } from '@gouji/ledger'
import type { Whole } from './continuation.ts'
import type { Grid, Spot } from './grid.ts'
import { isFigure } from './header.ts'
import type { ReadColumn } from './reading.ts'

export interface NoiseContext {
  /** Figures here print two decimals, and the file is damaged: a bare small integer is suspect. */
  readonly suspicious: boolean
}

/** Blanks inside numbers, decimal commas and cut decimals in this many of a hundred figures mean damage. */
const DAMAGE_PER_CENT = 2

export function isDamaged(grids: readonly Grid[]): boolean {
  let figures = 0
  let repaired = 0
  for (const grid of grids) {
    for (let r = 0; r < grid.rows; r++) {
      for (const spot of grid.filled(r)) {
        if (!spot.number) continue
        figures++
        if (spot.number.repairs.some((x) => x === 'comma-as-point' || x === 'cut-decimals' || x === 'colon-as-point'))
          repaired++
      }
    }
  }
  return figures > 50 && repaired * 100 >= figures * DAMAGE_PER_CENT
}

export function noiseContext(whole: Whole, damaged: boolean): NoiseContext {
  if (!damaged) return { suspicious: false }
  let decimal = 0
  let bareSmall = 0
  let bareLarge = 0
  for (const { section } of whole.parts) {
    for (const row of section.body) {
      for (const spot of section.grid.filled(row)) {
        if (!isFigure(spot) || !spot.number) continue
        if (spot.number.decimals > 0) decimal++
        else if (spot.number.digits >= 100n && spot.number.digits < 100_000n && spot.cell.column > 2) bareLarge++
        else if (spot.number.digits < 100n && spot.number.digits !== 0n) bareSmall++
      }
    }
  }
  return { suspicious: bareLarge === 0 && bareSmall > 0 && 2 * decimal > bareSmall }
}

export function isNoise(spot: Spot, column: ReadColumn, context: NoiseContext): boolean {
  if (isNilMark(spot.cell.text)) return false
  if (!spot.number) return !/[\u4e00-\u9fffA-Za-z\d]{2}/.test(spot.plain)
  if (!context.suspicious || column.measure === 'count' || column.measure === 'price') return false
  return spot.number.decimals === 0 && spot.number.digits > 0n && spot.number.digits < 100n
}
