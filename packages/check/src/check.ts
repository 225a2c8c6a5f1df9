/**
 * Claims → findings: derive the relations, see which fail, decode what is wrong, and add what only rules can know.
 */
import type { Document } from '@gouji/document'
import type { Reading, Knowledge as ReadKnowledge } from '@gouji/read'
import { unreadPages, withUnread } from './cut-off.ts'
import { absorb, decode } from './decode/index.ts'
import { findingsOf } from './diagnose.ts'
import { rareRounding } from './exact.ts'
import {
  apartFromNil,
  isProse,
  type ProseBook,
  previousFindings,
  proseFindings,
  type Told,
  withStatements,
} from './prose/index.ts'
import { type Book, collectQuantities } from './quantities.ts'
import { type Derived, deriveRelations } from './relation/derive.ts'
import type { TieRow } from './relation/ties.ts'
import type { Coverage, Finding, Report, Severity } from './report.ts'
import { runRules } from './rules/index.ts'
import { nameCarried } from './rules/scope-carried.ts'

export interface Knowledge extends ReadKnowledge {
  /** Ties between classifications (catalogue/relations/ties.csv). */
  readonly ties: readonly TieRow[]
  /** Every table of the catalogue's folders by name (`performance/meanings`), for rules with data of their own. */
  readonly tables?: ReadonlyMap<string, DataTable>
}

export interface DataTable {
  readonly rows: readonly { readonly values: Readonly<Record<string, string>> }[]
}

export interface CheckOptions {
  /** What was read of the same body's book of the year before. */
  readonly previous?: Reading
}

export function check(
  document: Document,
  reading: Reading,
  knowledge: Knowledge,
  { previous }: CheckOptions = {},
): Report {
  const { book, derived } = prepare(reading, knowledge)
  const relations = derived.ties.map((tie, id) => ({ id, terms: tie.terms, kind: tie.kind, trust: tie.trust }))
  const decoded = decode(book.quantities, relations)
  const diagnoses = apartFromNil(book, relations, absorb(book.quantities, relations, decoded.diagnoses))
  const scope = knowledge.tables?.get('relations/scope')
  const arithmetic = nameCarried(findingsOf(book, derived.ties, diagnoses), diagnoses, {
    book,
    ties: derived.ties,
    scope,
  })
  const corrected = new Map(
    diagnoses.flatMap((d) => (d.suspects[0]?.changes ?? []).map((c) => [c.quantity, c.interval] as const)),
  )
  const rare = findingsOf(book, derived.ties, rareRounding(book.quantities, relations, decoded.held)).map(
    asRareRounding,
  )
  const sentences = proseFindings(document, book, derived.claims, corrected, knowledge)
  const past = previous ? comparePast({ book, claims: derived.claims }, previous, knowledge) : []
  const findings = [
    ...arithmetic,
    ...rare,
    ...sentences,
    ...past,
    ...withUnread(runRules({ document, reading, knowledge, book, arithmetic }), document),
  ].sort(bySeverityAndPlace)
  const coverage = coverageOf(document, reading, book, derived, decoded.failed.length)
  const relatedPlaces = [...relatedQuantities(derived)]
    .filter((q) => !book.quantities[q]!.blank && !isProse(book.tables[q]!))
    .map((q) => book.cells[q]!.place)
  return { verdict: verdictOf(findings, coverage), findings: withDistinctIds(findings), coverage, relatedPlaces }
}

function prepare(reading: Reading, knowledge: Knowledge): { book: ProseBook; derived: Derived } {
  const book = withStatements(collectQuantities(reading), reading)
  return { book, derived: deriveRelations(book, knowledge.ties) }
}

function comparePast(now: Told, previous: Reading, knowledge: Knowledge): Finding[] {
  const { book, derived } = prepare(previous, knowledge)
  return previousFindings(now, { book, claims: derived.claims })
}

/** Rounding can explain it, so it is a hint; but elsewhere the document does not round. */
const asRareRounding = (f: Finding): Finding => ({
  ...f,
  id: `ROUNDING-RARE ${f.id}`,
  rule: 'ROUNDING-RARE',
  severity: 'info',
  message: `${f.message}本文件其余各数汇总均分毫不差，此处差额虽在舍入范围之内，仍请核对。`,
  basis: `${f.basis}；其余汇总均精确相等，尾差少见`,
})

export function verdictOf(findings: readonly Finding[], coverage: Coverage): Report['verdict'] {
  if (findings.some((f) => !f.waiver && f.state === 'fail' && f.severity !== 'info')) return 'fail'
  const isWhole = coverage.pagesWithoutText === 0 && (coverage.pagesUnread ?? 0) === 0
  return coverage.related > 0 && isWhole ? 'pass' : 'unverified'
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

function bySeverityAndPlace(a: Finding, b: Finding): number {
  if (a.severity !== b.severity) return ORDER[a.severity] - ORDER[b.severity]
  const [p, q] = [a.evidence[0]?.place, b.evidence[0]?.place]
  return (p?.page ?? 0) - (q?.page ?? 0) || (p?.line ?? p?.block ?? 0) - (q?.line ?? q?.block ?? 0)
}

function withDistinctIds(findings: readonly Finding[]): Finding[] {
  const seen = new Map<string, number>()
  return findings.map((f) => {
    const n = (seen.get(f.id) ?? 0) + 1
    seen.set(f.id, n)
    return n === 1 ? f : { ...f, id: `${f.id}#${n}` }
  })
}

const relatedQuantities = (derived: Derived): Set<number> =>
  new Set(derived.ties.flatMap((t) => t.terms.map((x) => x.quantity)))

function coverageOf(document: Document, reading: Reading, book: Book, derived: Derived, failed: number): Coverage {
  const related = relatedQuantities(derived)
  const figures = reading.tables.flatMap((t) => t.cells).filter((c) => c.printed && !c.noise)
  const covered = [...related].filter((q) => !book.quantities[q]!.blank && !isProse(book.tables[q]!)).length
  const tables = new Set([...related].map((q) => book.tables[q]!.number))
  const unread = unreadPages(document)
  const withFigures = reading.tables.filter((t) => t.cells.some((c) => c.printed && !c.noise))
  return {
    figures: figures.length,
    related: covered,
    relations: { held: derived.ties.length - failed, failed, unverified: derived.doubted.length },
    tables: reading.tables.length,
    tablesUnverified: withFigures.filter((t) => !tables.has(t.number)).length,
    pagesWithoutText: document.pages.filter((p) => !p.hasText).length,
    ...(unread > 0 && { pagesUnread: unread }),
    ...(reading.prose && { prose: reading.prose }),
  }
}
