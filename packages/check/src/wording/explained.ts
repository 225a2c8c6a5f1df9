/** Terms that the glossary leaves out, explains in vain, or explains by the words of another term. */
import { looseName } from '@gouji/ledger'
import type { Evidence, Finding } from '../report.ts'
import { evidenceAt, evidenceOfRow, findingOf, listed, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { bodyOf, type Line, placeIn } from './body.ts'
import { evidenceOfSpot } from './finding.ts'
import { type Glossary, glossaryOf, nameOf, type Term } from './glossary.ts'

export const WORDING_TERM_MISSING: RuleInfo = {
  id: 'WORDING-TERM-MISSING',
  severity: 'warning',
  title: { zh: '名词解释缺项', en: 'Term without explanation' },
  checks: '名词解释已解释项级科目的，表格和正文用到的其他项级科目也应当有解释。只解释了少数几个的作提示。',
  basis: '名词解释应覆盖文中使用的专业名词；同类科目前后一致',
  good: '正文用了九个项级科目，名词解释逐一解释',
  bad: '正文用了“行政单位医疗（项）”，名词解释解释了其他各项而没有这一项',
}

export const WORDING_TERM_UNUSED: RuleInfo = {
  id: 'WORDING-TERM-UNUSED',
  severity: 'info',
  title: { zh: '名词解释多余', en: 'Explained term occurs nowhere' },
  checks: '名词解释里的词应当在正文或者表格里出现。',
  basis: '名词解释应与本文件内容相符；多余的解释多为沿用模板',
  good: '解释“事业收入”，收入表有“事业收入”',
  bad: '解释“用事业基金弥补收支差额”，全文没有这个词',
}

export const WORDING_TERM_EXPLANATION: RuleInfo = {
  id: 'WORDING-TERM-EXPLANATION',
  severity: 'warning',
  title: { zh: '名词解释张冠李戴', en: 'Explanation belongs to something else' },
  checks: '两个不同的词不应当用同一段解释；预算文件的解释不应当说成决算。',
  basis: '名词解释应与所解释的词、与文件性质（预算、决算）相符',
  good: '财政拨款收入：指本级财政预算安排且当年拨付的资金',
  bad: '财政拨款收入：指本级财政决算安排且当年拨付的资金',
}

interface Used {
  readonly shown: string
  readonly evidence: Evidence
}

export function wordingTermMissing(context: RuleContext): Finding[] {
  const glossary = glossaryOf(context)
  if (!glossary || bodyOf(context).blank) return []
  const used = usedItems(context, glossary)
  const explained = new Set(glossary.terms.map((t) => t.name))
  // Several terms may share an entry: 行政单位医疗、事业单位医疗.
  for (const term of glossary.terms) for (const part of term.term.split('、')) explained.add(nameOf(part))
  const missing = [...used].filter(([name]) => !explained.has(name)).map(([, use]) => use)
  const covered = used.size - missing.length
  if (missing.length === 0 || covered < 2) return []
  return [
    findingOf(WORDING_TERM_MISSING, {
      key: missing
        .map((m) => m.shown)
        .join('.')
        .slice(0, 60),
      ...(covered * 2 < used.size ? { severity: 'info' as const } : {}),
      message: `名词解释解释了 ${covered} 个项级科目，没有解释 ${listed(missing.map((m) => `“${m.shown}”`))}。请补上，或统一不作解释。`,
      evidence: [
        ...missing.slice(0, 12).map((m) => m.evidence),
        evidenceAt(glossary.heading.place, glossary.heading.text, '名词解释', 'context'),
      ],
    }),
  ]
}

const CHAIN_ITEM = /\(款\)([^()\n]{2,30}(?:\((?![类款项]\))[^()\n]{1,8}\)[^()\n]{0,16})?)\(项\)/g

/** 项 that prose names in chains and tables list with figures, by the name that is compared. */
function usedItems(context: RuleContext, glossary: Glossary): Map<string, Used> {
  const used = new Map<string, Used>()
  for (const { line, at, match } of bodyOf(context).prose.find(CHAIN_ITEM)) {
    if (glossary.lines.has(line)) continue
    const name = nameOf(match[1]!)
    const spot = { line, at: at + 3, length: match[1]!.length }
    if (!used.has(name)) used.set(name, { shown: match[1]!, evidence: evidenceOfSpot(spot) })
  }
  for (const table of context.reading.tables) {
    const zero = new Set(table.rows.map((r) => r.row))
    for (const c of table.cells) if (c.printed && c.printed.digits !== 0n && !c.noise) zero.delete(c.row)
    for (const row of table.rows) {
      if (row.role !== 'subject' || row.code?.length !== 7 || !/^2/.test(row.code) || zero.has(row.row)) continue
      const name = looseName(row.label)
      if (name.length < 2 || used.has(name)) continue
      used.set(name, { shown: row.label.trim(), evidence: evidenceOfRow(table, row) })
    }
  }
  return used
}

export function wordingTermUnused(context: RuleContext): Finding[] {
  const glossary = glossaryOf(context)
  const body = bodyOf(context)
  if (!glossary || glossary.terms.length < 3 || body.blank || body.damaged) return []
  const rest = body.prose.lines.filter((l) => !glossary.lines.has(l)).map((l) => l.text)
  const all = compact(`${rest.join('\n')}\n${body.cells.text}`)
  const unused = glossary.terms.filter((t) => !formsOf(t).some((form) => all.includes(form)))
  // When most are not found, the words of the body were not read.
  if (unused.length === 0 || unused.length * 2 > glossary.terms.length) return []
  return [
    findingOf(WORDING_TERM_UNUSED, {
      key: unused[0]!.name,
      message: `名词解释里的 ${listed(unused.map((t) => `“${t.term}”`))} 在正文和表格里没有出现。没有用到的可以删去。`,
      evidence: unused.map((t) => evidenceAt(t.line.place, t.term, '名词解释')),
    }),
  ]
}

const compact = (text: string): string => text.replace(/[和与及的、()"“”·\s]/g, '')

/** The term as others may write it: without 预算, 支出, 经费, 情况 behind, or one of several terms in one entry. */
function formsOf(term: Term): string[] {
  const forms = term.term.split(/[、/]/).flatMap((part) => {
    const whole = compact(nameOf(part))
    const bare = whole.replace(/(?:预算|决算|情况|支出|收入|资金|经费|费用|费)+$/, '')
    const kernel = bare.replace(/^(?:财政|部门|单位|本年|当年|一般公共预算)+/, '')
    return [whole, ...(bare.length >= 2 ? [bare] : []), ...(kernel.length >= 3 ? [kernel] : [])]
  })
  return forms.filter((f) => f.length >= 2)
}

const OF_FINAL = /(?<![预、和及与或])决算(?=安排|拨款|拨付|资金|批复的?预算)/

export function wordingTermExplanation(context: RuleContext): Finding[] {
  const glossary = glossaryOf(context)
  if (!glossary || bodyOf(context).blank) return []
  const findings: Finding[] = []
  const seen = new Map<string, Term>()
  for (const term of glossary.terms) {
    const text = term.explanation.replace(/[。;,]$/, '')
    const other = seen.get(text)
    if (other && text.length >= 14 && other.name !== term.name) {
      findings.push(
        findingOf(WORDING_TERM_EXPLANATION, {
          key: term.name,
          message: `“${term.term}”与“${other.term}”的解释一字不差。请核对哪一个的解释写错了。`,
          evidence: [term, other].map((t) => evidenceAt(t.line.place, head(t.line), '名词解释')),
        }),
      )
    }
    seen.set(text, term)
    const final = context.reading.identity.stage === 'budget' ? OF_FINAL.exec(text) : null
    if (final && !/决算/.test(term.term)) {
      const spot = { line: term.line, at: term.from + final.index, length: 4 }
      findings.push(
        findingOf(WORDING_TERM_EXPLANATION, {
          key: `${term.name}.final`,
          message: `预算文件把“${term.term}”解释成“决算”。疑沿用决算文本，请改为“预算”。`,
          expected: '预算',
          found: '决算',
          evidence: [evidenceAt(placeIn(spot.line, spot.at), head(term.line), '名词解释')],
        }),
      )
    }
  }
  return findings
}

const head = (line: Line): string => line.passage?.printed(0, Math.min(60, line.text.length)) ?? line.text.slice(0, 60)
