/** The true value of a figure as exact text, and how its printed form relates to it, in the manner of inline XBRL. */
import type { BookFigure } from '@gouji/compose'
import { isMoneyUnit, powerOf, printedText, toDecimal } from '@gouji/ledger'

export interface FigureValue {
  /** Amounts in 元 with two decimals, always exact; ratios as pure numbers; counts as they are. */
  readonly value: string
  /** `CNY`, `pure`, or what is counted. */
  readonly unit: string
  /** A ratio exactly, `467/10000`. */
  readonly fraction?: string
  /** The printed number times ten to this power is the value: 4 for 万元, −2 for per cent. */
  readonly scale: number
  /** The last printed decimal as a power of ten of the value, with its sign turned: −2 for hundreds of 元. */
  readonly decimals: number
}

/** Digits of a ratio that is no finite decimal; its exact value stands beside it as a fraction. */
const RATIO_DECIMALS = 10

export const yuanOf = (fen: bigint): string => printedText({ digits: fen, decimals: 2 })

export function figureValue(figure: BookFigure): FigureValue | undefined {
  const { fen, ratio, count, unit = '', decimals } = figure
  if (fen !== undefined) {
    const scale = isMoneyUnit(unit) ? powerOf(unit) - 2 : 0
    return { value: yuanOf(fen), unit: 'CNY', scale, decimals: decimals - scale }
  }
  if (ratio !== undefined) {
    const scale = /^[%％]$/.test(unit) || (unit === '' && figure.kind !== 'score') ? -2 : 0
    const value = toDecimal(ratio, RATIO_DECIMALS).replace(/\.?0+$/, '')
    return { value, unit: 'pure', fraction: `${ratio.n}/${ratio.d}`, scale, decimals: decimals - scale }
  }
  return count === undefined ? undefined : { value: String(count), unit: unit || 'pure', scale: 0, decimals }
}
