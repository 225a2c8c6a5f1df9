/** Whole numbers with separators, for people. */
const grouped = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',')

export const quantityZh = grouped

/** `1 error`, `2 errors`. */
export const quantityEn = (count: number, singular: string, plural = `${singular}s`): string =>
  `${grouped(count)} ${count === 1 ? singular : plural}`

/** A share of whole counts as a percentage with one decimal, cut off so that only a whole is called 100 %. */
export function shareText(part: number, whole: number): string {
  const perMille = whole === 0 ? 0n : (BigInt(part) * 1000n) / BigInt(whole)
  return `${perMille / 10n}.${perMille % 10n}%`
}
