/**
 * Changes without a reason, of the subjects whose changes a book has to explain (catalogue/relations/reasons.csv). A
 * reason counts wherever it may be meant: in the sentence or the following one, with the same change elsewhere, with a
 * part of the amount, or with the whole that names it.
 */
import type { Document } from '@gouji/document'
import { type Coordinates, coordinatesKey, type Dimension, isUnder, meets, plainName } from '@gouji/ledger'
import type { Reading, Statement } from '@gouji/read'
import type { DataTable } from '../check.ts'
import type { Finding, Severity } from '../report.ts'
import { listed, type RuleInfo } from '../rules/rule.ts'
import { subjectOf } from './copied-reason.ts'
import { amountText, evidenceOf, sentenceFinding } from './finding.ts'
import { runningText } from './purpose.ts'

export const PROSE_UNREASONED: RuleInfo = {
  id: 'PROSE-UNREASONED',
  severity: 'info',
  title: { zh: '增减没有说明原因', en: 'A change without a reason' },
  checks:
    '“三公”经费及其分项、机关运行经费、收支总数写明增减的，本句或下一句、同一增减的别处说明、其分项或总数的说明里应当有原因。需要说明的科目是数据。',
  basis: '增减变化应说明原因（各科目的依据见 catalogue/relations/reasons.csv）',
  good: '公务接待费 2.00 万元，比上年减少 1.00 万元，主要原因是压减接待批次。',
  bad: '公务接待费 2.00 万元，比上年减少 1.00 万元。',
}

interface Required {
  readonly at: Coordinates
  readonly named: readonly string[]
  readonly severity: Severity
  readonly basis: string
}

export function unreasonedFindings(document: Document, reading: Reading, data: DataTable | undefined): Finding[] {
  const required = requiredOf(data)
  const { statements } = reading
  const told = new Set<string>()
  const silent = statements.flatMap((s) => {
    const of = s.of === undefined ? s : statements[s.of]!
    const c = of.coordinates
    const row = c && required.find((r) => isAbout(c, r.at))
    if (!row || !isChange(s)) return []
    const key = `${coordinatesKey(c)} ${s.base?.year} ${s.base?.stage}`
    if (told.has(key) || hasReason(s, of, statements, row) || explained(document, s, row)) return []
    told.add(key)
    return [{ s, row }]
  })
  // Of what rests on one basis, one finding tells all, or a book without reasons would be told of nothing else.
  return [...Map.groupBy(silent, ({ row }) => `${row.severity} ${row.basis}`).values()].map((group) => {
    const [first, ...rest] = group.map(({ s }) => s)
    const { severity, basis } = group[0]!.row
    const finding = sentenceFinding(PROSE_UNREASONED, first!, {
      severity,
      message: `${listed([first!, ...rest].map((s) => changeOf(s, statements)))}，没有说明原因。请补写。`,
      found: '无原因',
    })
    return { ...finding, basis, evidence: [...finding.evidence, ...rest.map((s) => evidenceOf(s))] }
  })
}

const changeOf = (s: Statement, statements: readonly Statement[]): string =>
  `“${subjectOf(s, statements)}”${s.direction === '+' ? '增加' : '减少'} ${amountText(s)}`

const isChange = (s: Statement): boolean =>
  (s.direction === '+' || s.direction === '-') &&
  ((s.kind === 'change-amount' && s.figure !== undefined && s.figure.rounded.lo > 0n) ||
    (s.kind === 'change-percent' && s.printed !== undefined && s.printed.digits !== 0n))

/** The members asked for; a total must be one of nothing finer. */
function isAbout(c: Coordinates, at: Coordinates): boolean {
  if (!(Object.entries(at) as [Dimension, string][]).every(([d, m]) => c[d] === m)) return false
  const own = at.item === undefined ? ['flow', 'stage', 'year'] : ['item', 'flow', 'source', 'stage', 'year']
  return Object.keys(c).every((d) => own.includes(d))
}

function hasReason(s: Statement, of: Statement, statements: readonly Statement[], row: Required): boolean {
  return statements.some((t) => {
    if (t.reason === undefined) return false
    if (t === s || (t.of !== undefined && t.of === s.of)) return true
    if (t.figure && s.figure && t.direction === s.direction && meets(t.figure.rounded, s.figure.rounded)) return true
    const c = (t.of === undefined ? t : statements[t.of]!).coordinates
    const [own, other] = [of.coordinates?.item, c?.item]
    if (c && own === undefined) return coordinatesKey(c) === coordinatesKey(of.coordinates!)
    if (own === undefined || other === undefined) return false
    const names = row.named.some((word) => t.reason!.includes(word))
    return own === other || isUnder('item', other, own) || (isUnder('item', own, other) && names)
  })
}

const CAUSE = /原因|由于|因为|主要是|主要系|主要为|主要因|影响|根据|按照|落实|严格|导致|所致|为了/
/** A clause that only goes on with figures or lists. */
const GOES_ON = /^(?:其中|具体|主要包括|包括|主要用于|用于|比|较|与|同比|增长|下降|增加|减少|降低|上升)/
/** How far the explanation of a total may stand behind it: it mostly follows the list of its parts. */
const REACH = 400

/** Whether what follows in the text may be a reason. */
function explained(document: Document, s: Statement, row: Required): boolean {
  const quote = plainName(s.quote)
  const text = runningText(document, s.place.page)
  let found = false
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    found = true
    const rest = text.slice(at + quote.length, at + quote.length + REACH)
    const [sentence = '', next = ''] = rest.split('。')
    if (CAUSE.test(row.at.item === undefined ? rest : sentence + next)) return true
    const clauses = sentence.split(/[,、;:]/).map((c) => c.replace(/^[\d.%]*[万亿]?元?/, ''))
    if (clauses.some((c) => !GOES_ON.test(c) && !/\d/.test(c) && c.replace(/[^\u4e00-\u9fff]/g, '').length >= 6))
      return true
  }
  return !found
}

function requiredOf(data: DataTable | undefined): Required[] {
  return (data?.rows ?? [])
    .filter((r) => r.values.kind === 'required')
    .map(({ values }) => {
      const [dimension, member] = (values.word ?? '').split('=')
      return {
        at: { [dimension!]: member! },
        named: (values.named ?? '').split(' ').filter(Boolean),
        severity: (values.severity || 'info') as Severity,
        basis: values.basis ?? '',
      }
    })
}
