/** Last year's amounts, which sentences give as this year's and a change. */
import { add, type Figure, type Interval, negate } from '@gouji/ledger'
import type { Statement } from '@gouji/read'
import { intervalOf, placeKey } from './corrections.ts'
import type { Sources } from './wanted.ts'

/** What an amount was before the change that a sentence tells: this year's less the change. */
export function beforeChange(
  { reading, corrections }: Pick<Sources, 'reading' | 'corrections'>,
  s: Statement,
): (Interval & { readonly nominal: bigint }) | undefined {
  const now = s.of === undefined ? undefined : reading.statements[s.of]
  if (s.relation !== 'change' || !now?.figure) return undefined
  const correction = corrections.get(placeKey(now.place))
  const mended = correction && intervalOf(correction.proposed, now.figure.unit)
  const whole = mended ?? { ...now.figure.rounded, nominal: now.figure.fen }
  if (s.kind === 'comparison' && s.direction === '=') return whole
  if (s.kind === 'change-percent') return beforeRate(whole, now.figure, s)
  if (s.kind !== 'change-amount' || !s.figure) return undefined
  const change = s.direction === '-' ? s.figure.rounded : negate(s.figure.rounded)
  const nominal = s.direction === '-' ? whole.nominal + s.figure.fen : whole.nominal - s.figure.fen
  const { lo, hi } = add(whole, change)
  return { lo: lo < 0n ? 0n : lo, hi: hi < 0n ? 0n : hi, nominal: nominal < 0n ? 0n : nominal }
}

/** Whether the same change is told as an amount as well. */
export const isToldByAmount = ({ reading }: Pick<Sources, 'reading'>, s: Statement): boolean =>
  reading.statements.some((other) => other.of === s.of && other.kind === 'change-amount')

/** 0.90 万元, 下降 10%: taken only where a single amount, printed like this year's, has that rate. */
function beforeRate(
  whole: Interval,
  { rounded }: Figure,
  { printed, direction }: Statement,
): (Interval & { readonly nominal: bigint }) | undefined {
  const grain = rounded.hi - rounded.lo
  if (!printed || grain === 0n || whole.lo <= 0n) return undefined
  const one = 200n * 10n ** BigInt(printed.decimals)
  const ends = [2n * printed.digits - 1n, 2n * printed.digits + 1n].map((r) => (direction === '-' ? one - r : one + r))
  const [least, most] = ends[0]! < ends[1]! ? [ends[0]!, ends[1]!] : [ends[1]!, ends[0]!]
  if (least <= 0n) return undefined
  const [lo, hi] = [(whole.lo * one) / most, (whole.hi * one) / least]
  const nominal = ((lo + grain - 1n) / grain) * grain
  if (nominal > hi || nominal + grain <= hi) return undefined
  return { lo, hi, nominal }
}
