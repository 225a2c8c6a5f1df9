/**
 * How likely a slip of the hand turns one number into another. The figures below are shares of all wrong numbers that
 * are of one kind, spread evenly over the slips of that kind; only their order of magnitude matters.
 */
import type { SuspectKind } from '../report.ts'

export interface Edit {
  readonly kind: SuspectKind
  readonly likelihood: number
}

const SHARE = {
  slip: 0.5,
  swap: 0.12,
  lostDigit: 0.05,
  lostFirstDigit: 0.04,
  extraDigit: 0.05,
  factorTen: 0.04,
  unit: 0.02,
  sign: 0.02,
}

/** A number of which nothing is known but that it is wrong: there is no end of such numbers. */
export const ANY_VALUE: Edit = { kind: 'value', likelihood: 2e-5 }
/** A blank is more often right than a number. */
export const LEFT_BLANK: Edit = { kind: 'blank', likelihood: 1e-5 }
/** Figures cut off where all others are rounded. */
export const CUT_OFF: Edit = { kind: 'cut-off', likelihood: 0.03 }

const UNIT_POWERS = [2, 3, 4, 8]

/** Every number that one slip turns into the printed one, with the likeliest slip for each. */
export function slipsInto(printed: bigint): ReadonlyMap<bigint, Edit> {
  const slips = new Map<bigint, Edit>()
  const negative = printed < 0n
  const text = (negative ? -printed : printed).toString().padStart(3, '0')
  const note = (value: bigint, kind: SuspectKind, likelihood: number): void => {
    const known = slips.get(value)
    if (value !== printed && (!known || known.likelihood < likelihood)) slips.set(value, { kind, likelihood })
  }
  const read = (digits: string, kind: SuspectKind, likelihood: number): void => {
    const value = BigInt(digits)
    note(negative ? -value : value, kind, likelihood)
  }
  for (let at = 0; at < text.length; at++) {
    const before = text.slice(0, at)
    const after = text.slice(at + 1)
    for (let d = 0; d <= 9; d++) read(`${before}${d}${after}`, 'digit-slip', SHARE.slip / (9 * text.length))
    read(`0${before}${after}`, 'value', SHARE.extraDigit / text.length)
    if (after !== '') {
      read(`${before}${after[0]}${text[at]}${after.slice(1)}`, 'digits-swapped', SHARE.swap / (text.length - 1))
    }
  }
  for (let at = 0; at <= text.length; at++) {
    for (let d = 0; d <= 9; d++) {
      const whole = `${text.slice(0, at)}${d}${text.slice(at)}`
      if (at === 0) read(whole, 'cut-off', SHARE.lostFirstDigit / 9)
      else read(whole, at === text.length ? 'cut-off' : 'value', SHARE.lostDigit / (10 * text.length))
    }
  }
  read(`${text}0`, 'factor-ten', SHARE.factorTen)
  read(rounded(text, 1), 'factor-ten', SHARE.factorTen)
  for (const power of UNIT_POWERS) {
    read(`${text}${'0'.repeat(power)}`, 'unit-mixed', SHARE.unit)
    if (text.length > power) read(rounded(text, power), 'unit-mixed', SHARE.unit)
  }
  note(-printed, 'value', SHARE.sign)
  return slips
}

/** The digits without the last few, rounded half up. */
function rounded(text: string, power: number): string {
  const unit = 10n ** BigInt(power)
  return ((2n * BigInt(text) + unit) / (2n * unit)).toString()
}
