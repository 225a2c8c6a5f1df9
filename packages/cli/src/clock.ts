/** The day and the moment of the run, in the time of the place where it runs; handed inward as values. */

const two = (value: number): string => String(value).padStart(2, '0')

/** `2025-01-31` */
export const localDay = (now: Date): string =>
  [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-')

/** `D:20250131120000+08'00'` */
export function pdfDate(now: Date): string {
  const ahead = -now.getTimezoneOffset()
  const sign = ahead < 0 ? '-' : '+'
  const zone = `${sign}${two(Math.floor(Math.abs(ahead) / 60))}'${two(Math.abs(ahead) % 60)}'`
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('')
  return `D:${localDay(now).replaceAll('-', '')}${time}${zone}`
}
