/**
 * Names that belong to another code than the one printed beside them, and codes that no catalogue of the year knows.
 * Many of them in one table have one cause, such as numbers of the author's own, and so make one finding.
 */
import type { ReadTable } from '@gouji/read'
import type { Finding, Severity } from '../report.ts'
import {
  evidenceOfRow,
  findingOf,
  isDamaged,
  listed,
  nameOfTable,
  type RuleContext,
  type RuleInfo,
  textOfRow,
} from './rule.ts'
import { type Mismatch, mismatchesOf, subjectRowsOf, yearOf } from './subject-rows.ts'

export const CODE_NAME: RuleInfo = {
  id: 'CODE-NAME',
  severity: 'error',
  title: { zh: '科目编码与名称不符', en: 'Code and name of different subjects' },
  checks: '编码与名称应当指同一科目。名称属于另一编码的，指出那个编码；一张表里多处不符的，合并为一个问题。',
  basis: '预算法第三十二条（按政府收支分类科目编列）；当年政府收支分类科目',
  good: '30205 水费、30207 邮电费',
  bad: '30203 水费、30205 邮电费（按自己的顺序编号）',
}

export const CODE_UNKNOWN: RuleInfo = {
  id: 'CODE-UNKNOWN',
  severity: 'error',
  title: { zh: '科目编码在当年科目表中不存在', en: 'Code not in the catalogue of the year' },
  checks:
    '编码应当在文件年度的政府收支分类科目中有效。已停用的科目，或其上级科目确有而本身查不到的，分别按所据科目表的可靠程度报告。',
  basis: '预算法第三十二条（按政府收支分类科目编列）；当年政府收支分类科目',
  good: '2080505 机关事业单位基本养老保险缴费支出',
  bad: '2080577 机关事业单位基本养老保险缴费支出',
}

/** From this many on, mismatches of one table are one habit rather than slips. */
const HABIT = 3

export function codeName(context: RuleContext): Finding[] {
  return context.reading.tables.flatMap((table) => {
    const all = mismatchesOf(context, table)
    const named = all.filter((m) => m.kind === 'name')
    if (named.length === 0) return []
    // Unknown codes among many wrong ones come from the same habit.
    const shown = named.length >= HABIT ? all : named
    const severity = named.reduce<Severity>((worst, m) => graver(worst, severityOfName(context, m)), 'info')
    return [
      findingOf(CODE_NAME, {
        key: `${table.number}`,
        severity,
        ...(isDamaged(context) ? { origin: 'possibly-conversion' } : {}),
        message: messageOf(context, table, shown),
        expected: shown
          .map((m) => (m.other ? `${m.other.code} ${m.other.name}` : '当年科目表中的编码与名称'))
          .join('；'),
        found: shown.map((m) => textOfRow(m.row.row)).join('；'),
        evidence: shown.map((m) => evidenceOfRow(table, m.row.row)),
      }),
    ]
  })
}

function messageOf(context: RuleContext, table: ReadTable, all: readonly Mismatch[]): string {
  const where = nameOfTable(table)
  const facts = all.map((m) => {
    const printed = `“${textOfRow(m.row.row)}”`
    const should = m.other ? `“${m.row.name}”的编码是 ${m.other.code}` : ''
    if (m.kind === 'unknown') return `${printed}（科目表中没有 ${m.row.code}${should ? `，${should}` : ''}）`
    return `${printed}（${m.row.code} 是“${m.known.name}”${should ? `，${should}` : '，科目表中没有这个名称'}）`
  })
  if (all.length === 1) return `${where}：编码与名称不符，${facts[0]}。请核对后更正编码或名称。`
  const habit = all.length >= HABIT && isRunning(table)
  const why = habit ? '。编码疑按 01、02、03 的顺序自行编排，未用国家统一编码' : ''
  return `${where}：${all.length} 行编码与名称不符${why}：${listed(facts, 5)}。请按${yearOf(context, table)}年政府收支分类科目逐行更正。`
}

/** Whether the subjects below one 类 are simply numbered 01, 02, 03 … */
function isRunning(table: ReadTable): boolean {
  const byClass = Map.groupBy(
    subjectRowsOf(table).filter((r) => r.code.length === 5),
    (r) => r.code.slice(0, 3),
  )
  return [...byClass.values()].some(
    (rows) =>
      rows.length >= 4 && rows.filter((r, i) => Number(r.code.slice(3)) === i + 1).length * 5 >= rows.length * 4,
  )
}

const WEIGHT: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 }
const graver = (a: Severity, b: Severity): Severity => (WEIGHT[a] >= WEIGHT[b] ? a : b)

/** An error needs proof: the code's own name as seen in documents, and a name that plainly is another subject's. */
function severityOfName(context: RuleContext, mismatch: Mismatch): Severity {
  if (mismatch.kind !== 'name') return 'info'
  const { catalogue } = context.knowledge
  const year = yearOf(context, mismatch.row.table)
  const known = catalogue.mayAssert(mismatch.known, year)
  const other = mismatch.other !== undefined && catalogue.mayAssert(mismatch.other, year)
  if (isDamaged(context)) return known && other ? 'warning' : 'info'
  if (known && mismatch.other && (other || mismatch.row.name.length >= 4)) return 'error'
  return known || other ? 'warning' : 'info'
}

export function codeUnknown(context: RuleContext): Finding[] {
  return context.reading.tables.flatMap((table) => {
    const all = mismatchesOf(context, table)
    if (all.filter((m) => m.kind === 'name').length >= HABIT) return []
    return all.filter((m) => m.kind === 'unknown').map((m) => findingOfUnknown(context, table, m))
  })
}

function findingOfUnknown(context: RuleContext, table: ReadTable, m: Extract<Mismatch, { kind: 'unknown' }>): Finding {
  const { catalogue } = context.knowledge
  const year = yearOf(context, table)!
  const covered = catalogue.covers(m.row.list, year)
  const proven = m.past !== undefined && m.past.evidence === 'document' && covered
  const likely =
    m.parent !== undefined && m.parent.evidence !== 'unverified' && m.past?.evidence !== 'unverified' && covered
  const severity: Severity = isDamaged(context) ? 'info' : proven ? 'error' : likely ? 'warning' : 'info'
  const reason = m.past
    ? `该编码${m.past.yearTo !== undefined && m.past.yearTo < year ? `只用到 ${m.past.yearTo} 年` : '在其他年度才有'}（${m.past.name}）`
    : m.parent
      ? `上级科目 ${m.parent.code} ${m.parent.name} 之下没有这一编码`
      : '其上级科目也查不到'
  const advice = m.other
    ? `名称“${m.row.name}”的编码是 ${m.other.code}，请更正`
    : '请核对编码；确为当年新增科目的，请注明依据'
  return findingOf(CODE_UNKNOWN, {
    key: `${table.number}.${m.row.row.row}`,
    severity,
    ...(isDamaged(context) ? { origin: 'possibly-conversion' } : {}),
    message: `${nameOfTable(table)}：“${textOfRow(m.row.row)}”的编码不在 ${year} 年科目表中，${reason}。${advice}。`,
    ...(m.other ? { expected: `${m.other.code} ${m.other.name}` } : {}),
    found: textOfRow(m.row.row),
    evidence: [evidenceOfRow(table, m.row.row)],
  })
}
