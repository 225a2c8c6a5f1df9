/** Numbers in front of headings and items that jump or come twice within one list. */
import type { Place } from '@gouji/document'
import { type NumberingStyle, numbering } from '@gouji/ledger'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { type Body, bodyOf, type Line, orderOf } from './body.ts'

export const WORDING_NUMBERING: RuleInfo = {
  id: 'WORDING-NUMBERING',
  severity: 'warning',
  title: { zh: '序号跳号或重号', en: 'Numbering jumps or repeats' },
  checks: '同一列表、同一层次的序号应当逐一递增；换了标题重新从一编起的不算。',
  basis: '公文结构层次：同级序号连续',
  good: '10.“三公”经费；11.机关运行经费；12.行政运行',
  bad: '10.“三公”经费；11.机关运行经费；13.行政运行',
}

/** The order in which numbers nest; a number ends every list that nests deeper. */
const LEVEL: Readonly<Record<NumberingStyle, number>> = {
  section: 0,
  'han-comma': 1,
  'han-bracket': 2,
  'digit-dot': 3,
  'digit-comma': 3,
  'digit-bracket': 4,
  'digit-half-bracket': 4,
  circled: 5,
}

interface Item {
  readonly index: number
  readonly value: number
  readonly line: Line
}

/** Lists of one style that are open: a list that another interrupts is taken up again where it was left. */
type Open = Map<NumberingStyle, Item[]>

export function wordingNumbering(context: RuleContext): Finding[] {
  const body = bodyOf(context)
  if (body.blank) return []
  const open: Open = new Map()
  const findings: Finding[] = []
  body.prose.lines.forEach((line, index) => {
    const mark = numbering(line.text)
    if (!mark || mark.value === 0) return
    // 第三条 and 第二部分 are counted apart.
    const style = mark.style
    if (style === 'section' && !/^第.{1,4}部分/.test(line.text)) return
    for (const [other, items] of open) if (LEVEL[other] > LEVEL[style] && items.length > 0) open.delete(other)
    const items = open.get(style) ?? []
    open.set(style, items)
    const item: Item = { index, value: mark.value, line }
    const at = items.findLastIndex((i) => i.value + 1 === mark.value)
    if (mark.value === 1) items.push(item)
    else if (at >= 0) items.splice(at, items.length, item)
    else {
      const last = items.at(-1)
      items.splice(Math.max(0, items.length - 1), 1, item)
      if (last) findings.push(...judge(last, item, style, body))
    }
  })
  return findings
}

function judge(last: Item, item: Item, style: NumberingStyle, body: Body): Finding[] {
  const repeated = item.value === last.value
  if (repeated && (style === 'section' || last.line.text === item.line.text)) return []
  if (item.value < last.value) return []
  const missing = Array.from({ length: item.value - last.value - 1 }, (_, i) => last.value + 1 + i)
  // A number that stands inside a joined paragraph or in a table between is not missing.
  if (!repeated && missing.every((value) => stands(value, style, last, item, body))) return []
  const name = (value: number): string => printed(value, style)
  const lost = missing.map(name).join('、')
  return [
    findingOf(WORDING_NUMBERING, {
      key: `${item.line.section.slice(0, 12)}.${style}.${item.value}`,
      // A jump over many numbers is rather a list that was torn apart on the way to this file.
      ...(missing.length > 3 ? { severity: 'info', origin: 'possibly-conversion' } : {}),
      ...(body.damaged ? { origin: 'possibly-conversion' } : {}),
      message: repeated
        ? `序号“${name(item.value)}”用了两次。请改为连续的序号。`
        : `序号从“${name(last.value)}”跳到“${name(item.value)}”，缺“${lost}”。请补上缺的一项，或改为连续的序号。`,
      expected: name(last.value + 1),
      found: name(item.value),
      evidence: [
        evidenceAt(item.line.place, start(item.line), item.line.section),
        evidenceAt(last.line.place, start(last.line), last.line.section, 'context'),
      ],
    }),
  ]
}

const start = (line: Line): string => line.passage?.printed(0, Math.min(40, line.text.length)) ?? line.text.slice(0, 40)

function stands(value: number, style: NumberingStyle, from: Item, to: Item, body: Body): boolean {
  const mark = printed(value, style)
  for (let i = from.index; i <= to.index; i++) {
    const text = body.prose.lines[i]!.text
    if (text.indexOf(mark, i === from.index || i === to.index ? 1 : 0) >= 0) return true
  }
  return body.tables.some(
    (t) =>
      isBetween(t.place, from.line.place, to.line.place) &&
      t.cells.some((c) => c.text.replace(/\s/g, '').replace(/（/g, '(').replace(/）/g, ')').startsWith(mark)),
  )
}

const isBetween = (place: Place, from: Place, to: Place): boolean =>
  orderOf(place) >= orderOf(from) && orderOf(place) <= orderOf(to)

const HAN = ['', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const han = (value: number): string =>
  value < 10
    ? HAN[value]!
    : `${value < 20 ? '' : HAN[Math.floor(value / 10)]}十${value % 10 === 0 ? '' : HAN[value % 10]}`

/** The mark in half-width signs, as it stands in a line. */
function printed(value: number, style: NumberingStyle): string {
  switch (style) {
    case 'section':
      return `第${han(value)}部分`
    case 'han-comma':
      return `${han(value)}、`
    case 'han-bracket':
      return `(${han(value)})`
    case 'digit-dot':
      return `${value}.`
    case 'digit-comma':
      return `${value}、`
    case 'digit-bracket':
      return `(${value})`
    case 'digit-half-bracket':
      return `${value})`
    case 'circled':
      return value <= 20 ? String.fromCodePoint(0x245f + value) : `${value}`
  }
}
