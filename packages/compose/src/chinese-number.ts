const DIGITS = '零一二三四五六七八九'

/** 一, 十二, 二十: numbers of headings, below a hundred. */
export function chineseNumber(n: number): string {
  if (n < 10) return DIGITS[n]!
  const tens = Math.trunc(n / 10)
  const ones = n % 10
  return `${tens === 1 ? '' : DIGITS[tens]}十${ones === 0 ? '' : DIGITS[ones]}`
}
