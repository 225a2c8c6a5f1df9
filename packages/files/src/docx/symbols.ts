/**
 * Characters that Word takes from symbol fonts by number. Only marks that carry meaning in a form are named (ticked and
 * empty boxes); the others stay what their number says, which for most fonts is the plain letter.
 */
const MARKS: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  wingdings: { 254: '☑', 253: '☒', 252: '✓', 251: '✗', 168: '□', 111: '□', 110: '■', 108: '●', 161: '○' },
  'wingdings 2': { 82: '☑', 83: '☒', 84: '☒', 80: '✓', 79: '✗', 163: '□', 42: '□' },
  'wingdings 3': {},
  symbol: { 179: '≥', 163: '≤', 185: '≠', 177: '±', 180: '×', 184: '÷', 176: '°' },
}

export function symbolOf(font: string, code: string): string {
  if (!/^[0-9a-f]{1,5}$/i.test(code)) return ''
  const full = Number(`0x${code}`)
  // Symbol fonts live in the private area from F000 on, with or without saying so.
  const short = full >= 0xf000 && full <= 0xf0ff ? full - 0xf000 : full
  const marks = MARKS[font.toLowerCase()]
  const mark = marks?.[short]
  if (mark !== undefined) return mark
  if (marks || short < 0x20 || (short >= 0xd800 && short <= 0xdfff)) return ''
  return String.fromCodePoint(short)
}
