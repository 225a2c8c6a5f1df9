/** What every format says about a finding in the same words: its place, its table, its order, its proposal. */
import type { Acceptance, Coverage, Finding, Report, Suspect } from '@gouji/check'
import type { Place } from '@gouji/document'
import type { Identity, ReadTable } from '@gouji/read'
import type { Wording } from '../wording/index.ts'
import { shareText } from '../wording/quantity.ts'
import { comparePlaces, placeText } from './place.ts'
import type { Locator, TableView } from './table.ts'

const RANK = { error: 0, warning: 1, info: 2 } as const

/** Where a finding stands: at its first suspect, else at the first of its evidence that is not mere context. */
export function mainPlace(finding: Finding): Place | undefined {
  const evidence = finding.evidence.find((e) => e.role !== 'context') ?? finding.evidence[0]
  return finding.suspects[0]?.place ?? evidence?.place
}

/** By severity, what fails before what is unverified, then by place; what was accepted comes last. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  return [...findings].sort(
    (a, b) =>
      Number(a.waiver !== undefined) - Number(b.waiver !== undefined) ||
      RANK[a.severity] - RANK[b.severity] ||
      Number(a.state === 'unverified') - Number(b.state === 'unverified') ||
      comparePlaces(mainPlace(a) ?? {}, mainPlace(b) ?? {}),
  )
}

/** The table that a finding is mainly about. */
export function mainTable(finding: Finding, locator: Locator): TableView | undefined {
  const place = mainPlace(finding)
  if (!place) return undefined
  const text = finding.suspects[0]?.text ?? finding.evidence[0]?.text ?? ''
  return locator.find(place, text)?.view ?? locator.tableAt(place)
}

export const tableName = (table: ReadTable, wording: Wording): string =>
  `${wording.place.table(table.number)} ${table.title || wording.place.untitled}`

/** `第 3 页 · 表5 一般公共预算支出表`. */
export function whereText(finding: Finding, locator: Locator, wording: Wording): string {
  const place = mainPlace(finding)
  const table = mainTable(finding, locator)
  const here = finding.evidence.filter((e) => e.where && place && comparePlaces(e.place, place) === 0)
  const named = table ? tableName(table.table, wording) : (here[0] ?? finding.evidence.find((e) => e.where))?.where
  return [place ? placeText(place, wording) : '', named ?? ''].filter(Boolean).join(' · ') || wording.place.nowhere
}

/** `138.54 → 135.84（疑似两位数字颠倒，改后 3 条不成立的关系中有 3 条成立）`; undefined without a suspect. */
export function proposalText(suspect: Suspect, wording: Wording): string {
  const { finding, suspect: kinds, mends, language, comma } = wording
  const found = suspect.found === '' ? finding.blank : suspect.found
  const range = suspect.proposedInterval
  const proposed = suspect.proposed ?? (range ? finding.between(range[0], range[1]) : undefined)
  const reason = `${kinds[suspect.kind]}${suspect.of > 0 ? comma + mends(suspect.mends, suspect.of) : ''}`
  const bracketed = language === 'en' ? ` (${reason})` : `（${reason}）`
  return (proposed === undefined ? finding.look(suspect.text) : finding.change(found, proposed)) + bracketed
}

/** The organisation with year and stage, as far as known: `某某局 · 2025 年部门预算`. */
export function identityText(identity: Identity, wording: Wording): string {
  const english = wording.language === 'en'
  const stage = [
    identity.audience && wording.audience[identity.audience],
    identity.stage && wording.stage[identity.stage],
  ]
    .filter(Boolean)
    .join(english ? ' ' : '')
  const year = identity.year === undefined ? '' : english ? `${identity.year}` : `${identity.year} 年`
  const edition = [year, stage].filter(Boolean).join(english ? ' ' : '')
  return [identity.organisation, edition].filter(Boolean).join(' · ')
}

/** What was checked and what could not be, in phrases. */
export function coverageTexts(coverage: Coverage, wording: Wording): string[] {
  const { figures, related, relations, tables, tablesUnverified, pagesWithoutText, pagesUnread = 0, prose } = coverage
  const words = wording.coverage
  return [
    words.tables(tables),
    figures === 0 ? words.noFigures : words.figures(related, figures, shareText(related, figures)),
    words.relations(relations.held, relations.failed, relations.unverified),
    ...(prose && prose.numbers > 0 ? [words.prose(prose.numbers, prose.unread)] : []),
    ...(tablesUnverified > 0 ? [words.tablesUnverified(tablesUnverified)] : []),
    ...(pagesWithoutText > 0 ? [words.pagesWithoutText(pagesWithoutText)] : []),
    ...(pagesUnread > 0 ? [words.pagesUnread(pagesUnread)] : []),
  ]
}

/** The message without the table's name in front, where that is shown above it already. */
export function messageText(finding: Finding, locator: Locator): string {
  const table = mainTable(finding, locator)?.table
  const names = [table && `表${table.number} ${table.title}`, finding.evidence[0]?.where]
  const name = names.find((n) => n && finding.message.startsWith(n))
  const rest = name ? finding.message.slice(name.length) : finding.message
  if (rest.startsWith('：')) return rest.slice(1)
  // “…”的总计 can stand alone; any other continuation needs its subject.
  return rest.startsWith('“') ? rest : finding.message
}

/** What was accepted counts by itself, whatever its severity. */
export function countBySeverity(findings: readonly Finding[]): Record<'error' | 'warning' | 'info' | 'waived', number> {
  const counts = { error: 0, warning: 0, info: 0, waived: 0 }
  for (const finding of findings) counts[finding.waiver ? 'waived' : finding.severity]++
  return counts
}

/** The number of each finding in the list, by which the report, the workbook and the notes in the PDF name it. */
export function numbered(findings: readonly Finding[]): { finding: Finding; number: number }[] {
  return inOrder(findings).map((finding, index) => ({ finding, number: index + 1 }))
}

/** `已与主管部门核对，属政策性调整（预算科，2025-12-31 前有效）`. */
export function acceptanceText({ reason, by, until }: Acceptance, wording: Wording): string {
  return wording.waivers.accepted(reason, by, until)
}

/** Waivers that do not count, with what to do about them. */
export function waiverTexts(report: Report, wording: Wording): string[] {
  return (report.waivers ?? []).flatMap(({ line, state, until, names }) => {
    if (state === 'applied') return []
    return [state === 'expired' ? wording.waivers.expired(line, names, until) : wording.waivers.unmatched(line, names)]
  })
}
