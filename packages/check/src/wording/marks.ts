/** Signs of punctuation: doubled, left open at the end of a part, quotes and brackets without their other half. */
import type { Finding } from '../report.ts'
import type { RuleContext, RuleInfo } from '../rules/rule.ts'
import { bodyOf, type Line } from './body.ts'
import { findingOfSpots, type Spot } from './finding.ts'

export const WORDING_PUNCTUATION: RuleInfo = {
  id: 'WORDING-PUNCTUATION',
  severity: 'info',
  title: { zh: '标点多余或收尾不当', en: 'Doubled or unfinished punctuation' },
  checks: '两个标点连用（。。，；）；一段的最后用分号、逗号、顿号结束而下面是新的标题。',
  basis: 'GB/T 15834 标点符号用法',
  good: '其他收入3.00万元，占0.04%。',
  bad: '其他收入3.00万元，占0.04%；（下面是新的标题）',
}

export const WORDING_PAIR: RuleInfo = {
  id: 'WORDING-PAIR',
  severity: 'info',
  title: { zh: '引号、括号不成对', en: 'Quotes or brackets without their pair' },
  checks: '一段之中引号、括号、书名号应当成对。',
  basis: 'GB/T 15834 标点符号用法',
  good: '“放管服”改革项目经费',
  bad: '“放管服改革项目经费',
}

const DOUBLED = /[,、;:。]{2,}/g

export function wordingPunctuation(context: RuleContext): Finding[] {
  const { prose, blank, damaged } = bodyOf(context)
  if (blank) return []
  const spots: Spot[] = prose.find(DOUBLED).map(({ line, at, match }) => {
    const printed = line.passage?.printed(at, at + match[0].length).replace(/\s/g, '') ?? match[0]
    return { line, at, length: match[0].length, says: `标点连用“${printed}”` }
  })
  prose.lines.forEach((line, i) => {
    const next = prose.lines[i + 1]
    if (next && isUnfinished(line, next)) {
      spots.push({ line, at: line.text.length - 1, length: 1, says: `段末以“${FULL[line.text.at(-1)!]}”结束` })
    }
  })
  return findingOfSpots(WORDING_PUNCTUATION, spots, '标点', { damaged })
}

const FULL: Readonly<Record<string, string>> = { ',': '，', ';': '；', '、': '、' }

/** The last item of a list ends in a full stop; what comes after it is a heading of a higher or another order. */
function isUnfinished(line: Line, next: Line): boolean {
  if (line.title || line.text.length < 12 || !(line.text.at(-1)! in FULL)) return false
  const [own, below] = [line.passage!, next.passage!]
  if (!next.title || below.numbering === undefined) return false
  return below.numbering !== own.numbering && below.level < own.level
}

const OPENS: Readonly<Record<string, string>> = { '(': ')', '“': '”', '‘': '’', '《': '》', '「': '」', '『': '』' }
const CLOSES = new Set(Object.values(OPENS))
const NAMES: Readonly<Record<string, string>> = { '(': '（', ')': '）' }

const SYSTEMATIC = 8

export function wordingPair(context: RuleContext): Finding[] {
  const { prose, blank, damaged } = bodyOf(context)
  if (blank) return []
  const spots = prose.lines.flatMap((line): Spot[] => {
    // A paragraph that is not finished may go on elsewhere with the other half.
    if (!/[。;:]["”)]?$/.test(line.text) && !line.title) return []
    const at = unpaired(line)
    if (at === undefined) return []
    const sign = signAt(line, at)
    return [{ line, at, length: 1, says: `“${NAMES[sign] ?? sign}”没有另一半` }]
  })
  // Many of them come from a font or a program that knows one form of quotes only.
  if (spots.length > SYSTEMATIC) return []
  return findingOfSpots(WORDING_PAIR, spots, '引号、括号不成对', { damaged })
}

/** The sign as printed where the form matters: in the normal form all quotes are alike. */
const signAt = (line: Line, at: number): string => {
  const sign = line.text[at]!
  return sign === '"' ? (line.passage?.printed(at, at + 1) ?? sign) : sign
}

const SIGN = /["()‘’《》]/

function unpaired(line: Line): number | undefined {
  if (!SIGN.test(line.text)) return undefined
  const open: { at: number; closes: string }[] = []
  const straight: number[] = []
  // `1)` in front of an item opens nothing.
  const from = /^[\d一二三四五六七八九十]{1,3}\)/.exec(line.text)?.[0].length ?? 0
  for (let at = from; at < line.text.length; at++) {
    if (!SIGN.test(line.text[at]!)) continue
    const sign = signAt(line, at)
    if (sign === '"' || sign === '＂') straight.push(at)
    else if (sign in OPENS) open.push({ at, closes: OPENS[sign]! })
    else if (CLOSES.has(sign)) {
      const i = open.findLastIndex((o) => o.closes === sign)
      // 1) and a) number things inside a sentence.
      if (i < 0) {
        if (sign === ')' && /[\da-zA-Z一二三四五六七八九十]/.test(line.text[at - 1] ?? '')) continue
        return at
      }
      open.splice(i, 1)
    }
  }
  if (straight.length % 2 === 1) return straight.at(-1)
  return open[0]?.at
}
