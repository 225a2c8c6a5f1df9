/** Names of subjects in chains of sentences: other characters than the catalogue's, names of other years, and purposes of other subjects. */
import { bareName, type Catalogue, looseName } from '@gouji/ledger'
import type { Finding } from '../report.ts'
import { findingOf, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { bodyOf, type Line } from './body.ts'
import { evidenceOfSpot } from './finding.ts'
import { glossaryOf, nameOf } from './glossary.ts'

export const WORDING_SUBJECT: RuleInfo = {
  id: 'WORDING-SUBJECT',
  severity: 'warning',
  title: { zh: '正文科目名称不规范', en: 'Name of a subject in a sentence' },
  checks: '（类）（款）（项）前的科目名称应当与当年政府收支分类科目一致；写了已改名的旧称作警告，错一个字的作提示。',
  basis: '政府收支分类科目（当年）；预算法第三十二条',
  good: '卫生健康支出（类）行政事业单位医疗（款）',
  bad: '医疗卫生与计划生育支出（类）行政事业单位医疗（款）',
}

export const WORDING_PURPOSE: RuleInfo = {
  id: 'WORDING-PURPOSE',
  severity: 'warning',
  title: { zh: '用途或原因说的是另一科目', en: 'Purpose or reason of another subject' },
  checks: '项级科目之后的“主要用于”“主要原因是”，不应当讲本文件另一个科目支付的事。',
  basis: '逐项说明应与所说科目相符；不符多为复制另一条所致',
  good: '住房公积金（项）：主要用于缴纳住房公积金',
  bad: '住房公积金（项）：主要用于缴纳基本养老保险费',
}

const LINK = /([^()"、,。;:\n]{2,30}(?:\((?![类款项]\))[^()\n]{1,8}\)[^()"、,。;:\n]{0,16})?)\(([类款项])\)/g
const NUMBER = /^(?:\d{1,3}\.?)+/

export function wordingSubject(context: RuleContext): Finding[] {
  const { year } = context.reading.identity
  const { prose, blank, damaged } = bodyOf(context)
  const { catalogue } = context.knowledge
  if (year === undefined || blank || damaged || !catalogue.covers('function', year)) return []
  const seen = new Set<string>()
  return prose.find(LINK).flatMap(({ line, at, match }) => {
    const name = match[1]!.replace(NUMBER, '')
    const level = { 类: 1, 款: 2, 项: 3 }[match[2]!]!
    if (seen.has(name) || /^(?:和|与|及)/.test(name)) return []
    seen.add(name)
    const judged = judge(catalogue, name, level, year)
    if (!judged) return []
    return [
      findingOf(WORDING_SUBJECT, {
        key: name,
        severity: judged.how === 'outdated' ? 'warning' : 'info',
        message:
          judged.how === 'outdated'
            ? `“${name}（${match[2]}）”是旧科目名称，${year} 年应为“${judged.right}”。请改正。`
            : `“${name}（${match[2]}）”与科目名称“${judged.right}”差一个字。请核对改正。`,
        expected: judged.right,
        found: name,
        evidence: [evidenceOfSpot({ line, at, length: match[0].length })],
      }),
    ]
  })
}

function judge(
  catalogue: Catalogue,
  name: string,
  level: number,
  year: number,
): { how: 'outdated' | 'near'; right: string } | undefined {
  const bare = bareName(name)
  if (bare.length < 4) return undefined
  const of = (text: string): boolean => catalogue.matches('function', text, year).length > 0
  if (of(bare) || of(`${bare}支出`) || of(bare.replace(/支出$/, ''))) return undefined
  const match = catalogue.near('function', bare, year).find((m) => m.subject.code.length === level * 2 + 1)
  if (!match) return undefined
  const right = match.subject.name
  if (match.how === 'outdated') return looseName(right) === looseName(bare) ? undefined : { how: 'outdated', right }
  // One character for another; names cut short or lengthened are the habit of authors.
  const differs = right.length === bare.length ? [...right].filter((c, i) => c !== bare[i]).length : 0
  return differs === 1 ? { how: 'near', right } : undefined
}

interface Item {
  readonly line: Line
  readonly name: string
  readonly end: number
}

const ITEM = /\(款\)([^()\n]{2,30}(?:\((?![类款项]\))[^()\n]{1,8}\)[^()\n]{0,16})?)\(项\)/g
const SAYS = /(?:主要用于|用于|主要原因(?:是|为)?:?)([^,。;\n]{3,60}(?:,[^,。;\n]{3,40})?)/g

export function wordingPurpose(context: RuleContext): Finding[] {
  const { prose, blank, damaged } = bodyOf(context)
  if (blank) return []
  const glossary = glossaryOf(context)?.lines
  const items: Item[] = prose
    .find(ITEM)
    .filter(({ line }) => !glossary?.has(line))
    .map(({ line, at, match }) => ({ line, name: match[1]!, end: at + match[0].length }))
  // A paragraph that lists several subjects gives one reason for all.
  const perLine = new Map<Line, number>()
  for (const { line } of items) perLine.set(line, (perLine.get(line) ?? 0) + 1)
  const names = [...new Set(items.map((i) => nameOf(i.name)))]
  return items.flatMap((item) => {
    if (perLine.get(item.line) !== 1) return []
    const strange = firstStrange(item, names)
    if (!strange) return []
    return [
      findingOf(WORDING_PURPOSE, {
        key: item.name,
        ...(damaged ? { origin: 'possibly-conversion' as const } : {}),
        message: `“${item.name}（项）”的说明写“${strange.says}”，讲的是“${strange.other}”。疑复制其他科目的说明，请核对。`,
        found: strange.says,
        evidence: [evidenceOfSpot({ line: item.line, at: strange.at, length: strange.says.length })],
      }),
    ]
  })
}

function firstStrange(item: Item, names: readonly string[]): { says: string; other: string; at: number } | undefined {
  const own = nameOf(item.name)
  for (const m of item.line.text.slice(item.end).matchAll(SAYS)) {
    const says = m[1]!
    const loose = looseName(says)
    if (loose.includes(own) || shares(own, loose)) continue
    if (names.some((n) => n !== own && loose.includes(n))) continue
    const other = names.find((n) => n !== own && isAbout(loose, n, own))
    if (other) return { says, other, at: item.end + m.index }
  }
  return undefined
}

/** Things that a subject of this name pays for and no other: what is left of 机关事业单位基本养老保险缴费支出. */
const CORES = ['住房公积金', '职业年金', '养老保险', '购房补贴', '提租补贴', '公务员医疗补助', '医疗', '离退休', '退役']
const coreOf = (name: string): string | undefined => CORES.find((c) => name.includes(c))

/** Whether the words speak of the subject itself in some way: 退休 of 离退休, 医保 of 医疗. */
function shares(own: string, says: string): boolean {
  const core = coreOf(own)
  if (!core) return false
  const signs: Readonly<Record<string, RegExp>> = {
    住房公积金: /公积金/,
    职业年金: /年金/,
    养老保险: /养老/,
    购房补贴: /购房|住房补贴/,
    提租补贴: /提租|租/,
    公务员医疗补助: /医疗|医保/,
    医疗: /医疗|医保/,
    离退休: /退休|离休|老干部/,
    退役: /退役/,
  }
  return signs[core]!.test(says)
}

/** The words speak of the core of another subject; a whole name in them is PROSE-PURPOSE's to tell. */
function isAbout(says: string, other: string, own: string): boolean {
  const core = coreOf(other)
  return core !== undefined && coreOf(own) !== undefined && core !== coreOf(own) && says.includes(core)
}
