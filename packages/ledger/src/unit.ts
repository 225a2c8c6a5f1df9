/** Units in which money is printed, each worth a whole number of fen. */
export const MONEY_UNITS = ['元', '百元', '千元', '万元', '亿元'] as const
export type MoneyUnit = (typeof MONEY_UNITS)[number]

/** Fen in one unit, as a power of ten: 元 is 10^2 fen, 万元 is 10^6 fen. */
const POWER: Record<MoneyUnit, number> = { 元: 2, 百元: 4, 千元: 5, 万元: 6, 亿元: 10 }

export const powerOf = (unit: MoneyUnit): number => POWER[unit]

export const isMoneyUnit = (text: string): text is MoneyUnit => (MONEY_UNITS as readonly string[]).includes(text)

/**
 * Finds the money unit in a unit line such as `单位：万元`, `（金额单位: 元）`; 人民币元 and 万 are accepted.
 * Foreign money (美元) and units that are no power here (百万元) are not: a wrong factor is worse than none.
 */
export function moneyUnitIn(text: string): MoneyUnit | undefined {
  const plain = text.replace(/\s/g, '')
  const match = /(?<![十百千万亿美欧日港英澳加韩单多公])(?:(亿|万|千|百)?元|([亿万])(?![\u4e00-\u9fff]))/.exec(plain)
  if (!match) return undefined
  const unit = match[2] ? `${match[2]}元` : `${match[1] ?? ''}元`
  return isMoneyUnit(unit) ? unit : undefined
}
