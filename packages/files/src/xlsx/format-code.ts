/**
 * Takes number format codes of workbooks apart: `#,##0.00_ ;[Red]\-#,##0.00\ ;"-"??;@` becomes sections of tokens.
 */
export type Token =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'digit'; readonly mark: '0' | '#' | '?' }
  | { readonly kind: 'point' | 'comma' | 'percent' | 'text' | 'general' }
  | { readonly kind: 'exponent'; readonly signed: boolean }
  | { readonly kind: 'date'; readonly part: string }
  | { readonly kind: 'elapsed'; readonly part: string }
  | { readonly kind: 'noon'; readonly am: string; readonly pm: string }

export interface Section {
  readonly tokens: readonly Token[]
  readonly condition?: { readonly operator: string; readonly value: string }
  /** Numbers written in Chinese: style 1 一二三, style 2 壹贰叁. */
  readonly chinese?: number
  readonly isDate: boolean
}

const GENERAL = /^(?:general|g\/通用格式|@?通用格式)/i

export function parseFormatCode(code: string): Section[] {
  return splitSections(code.slice(0, 1000))
    .slice(0, 4)
    .map((section) => parseSection(section))
}

function splitSections(code: string): string[] {
  const sections: string[] = []
  let start = 0
  for (let i = 0; i < code.length; i++) {
    const char = code[i]
    if (char === '\\' || char === '_' || char === '*') i++
    else if (char === '"' || char === '[') {
      const end = code.indexOf(char === '"' ? '"' : ']', i + 1)
      if (end > 0) i = end
    } else if (char === ';') {
      sections.push(code.slice(start, i))
      start = i + 1
    }
  }
  sections.push(code.slice(start))
  return sections
}

function parseSection(code: string): Section {
  const tokens: Token[] = []
  let condition: Section['condition']
  let chinese: number | undefined
  const literal = (text: string): void => {
    if (text !== '') tokens.push({ kind: 'literal', text })
  }
  for (let i = 0; i < code.length; ) {
    const rest = code.slice(i)
    const char = rest[0]!
    const general = GENERAL.exec(rest)
    const noon = /^(AM\/PM|A\/P|上午\/下午)/i.exec(rest)
    const date = /^(y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|e+(?![+-])|b+|g+)/i.exec(rest)
    if (general) {
      tokens.push({ kind: 'general' })
      i += general[0].length
    } else if (char === '"') {
      const end = code.indexOf('"', i + 1)
      literal(code.slice(i + 1, end < 0 ? code.length : end))
      i = end < 0 ? code.length : end + 1
    } else if (char === '\\') {
      literal(code[i + 1] ?? '')
      i += 2
    } else if (char === '_') {
      literal(' ')
      i += 2
    } else if (char === '*') i += 2
    else if (char === '[') {
      const end = code.indexOf(']', i + 1)
      const inside = code.slice(i + 1, end < 0 ? code.length : end)
      i = end < 0 ? code.length : end + 1
      const comparison = /^(<=|>=|<>|<|>|=)\s*(-?[\d.]+)$/.exec(inside)
      const elapsed = /^(h+|m+|s+)$/i.exec(inside)
      const counted = /^DBNum([1-4])/i.exec(inside)
      if (comparison) condition = { operator: comparison[1]!, value: comparison[2]! }
      else if (elapsed) tokens.push({ kind: 'elapsed', part: inside.toLowerCase() })
      else if (counted) chinese = Number(counted[1])
      else if (inside.startsWith('$')) literal(/^\$([^-]*)/.exec(inside)![1]!)
    } else if (noon) {
      const [am, pm] = noon[0].split('/') as [string, string]
      tokens.push({ kind: 'noon', am, pm })
      i += noon[0].length
    } else if (/^e[+-]/i.test(rest)) {
      tokens.push({ kind: 'exponent', signed: rest[1] === '+' })
      i += 2
    } else if (date) {
      tokens.push({ kind: 'date', part: date[0].toLowerCase() })
      i += date[0].length
    } else {
      if (char === '0' || char === '#' || char === '?') tokens.push({ kind: 'digit', mark: char })
      else if (char === '.') tokens.push({ kind: 'point' })
      else if (char === ',') tokens.push({ kind: 'comma' })
      else if (char === '%') tokens.push({ kind: 'percent' })
      else if (char === '@') tokens.push({ kind: 'text' })
      else literal(char)
      i += 1
    }
  }
  const isDate = tokens.some((t) => t.kind === 'date' || t.kind === 'elapsed')
  return { tokens, isDate, ...(condition ? { condition } : {}), ...(chinese === undefined ? {} : { chinese }) }
}

/** Formats that workbooks name by number only, as a Chinese edition shows them. */
export const BUILT_IN: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"¥"#,##0;"¥"-#,##0',
  6: '"¥"#,##0;[Red]"¥"-#,##0',
  7: '"¥"#,##0.00;"¥"-#,##0.00',
  8: '"¥"#,##0.00;[Red]"¥"-#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'yyyy/m/d',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm/d/yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  37: '#,##0;-#,##0',
  38: '#,##0;[Red]-#,##0',
  39: '#,##0.00;-#,##0.00',
  40: '#,##0.00;[Red]-#,##0.00',
  41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
  42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
  43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
  44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}
