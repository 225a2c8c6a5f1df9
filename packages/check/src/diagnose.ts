/**
 * From decoded relations to findings: one finding for one cause, its consequences under it, the arithmetic written out.
 */
import { formatFen, type Interval, type MoneyUnit } from '@gouji/ledger'
import type { ReadCell } from '@gouji/read'
import { BLANK, decimalsOf, formatInterval, nameOfCell, nameOfTable, printedOf, unitOf } from './amount.ts'
import { borrowedFrom } from './borrowed.ts'
import type { Suspect as Decoded, Diagnosis } from './decode/index.ts'
import { exchangedRows } from './exchanged-rows.ts'
import { type Book, stepOf } from './quantities.ts'
import type { Tie } from './relation/relation.ts'
import type { Consequence, Evidence, Finding, Origin, Severity, Suspect, SuspectKind } from './report.ts'
import { arithmeticOf, cellName, factOf, sidesOf } from './telling.ts'

export function findingsOf(book: Book, ties: readonly Tie[], diagnoses: readonly Diagnosis[]): Finding[] {
  return diagnoses.map((d) => findingOf(book, ties, { ...d, suspects: likelyFirst(book, ties[d.relations[0]!]!, d) }))
}

function findingOf(book: Book, ties: readonly Tie[], diagnosis: Diagnosis): Finding {
  const suspects = diagnosis.suspects.map((s) => suspectOf(book, ties[diagnosis.relations[0]!]!, s, diagnosis))
  const [first, ...rest] = diagnosis.relations.map((r) => ties[r]!)
  const tie = first!
  const chief = suspects[0]
  const clear = chief && certain(diagnosis) ? chief : undefined
  const evidence = evidenceOf(book, tie, diagnosis.suspects[0])
  const severity: Severity = severityOf(tie, [tie, ...rest])
  return {
    id: identifier(book, tie, diagnosis.suspects[0]),
    rule: tie.rule,
    severity,
    state: 'fail',
    origin: originOf(book, diagnosis, tie),
    message: messageOf(book, tie, clear, diagnosis.suspects, suspects),
    arithmetic: arithmeticOf(book, tie),
    ...expectedAndFound(book, tie, clear),
    basis: tie.basis,
    evidence,
    suspects,
    consequences: rest.map((t) => consequenceOf(book, t)),
  }
}

/** Where a total stands above rows that are all blank, they were left out rather than lost. */
function likelyFirst(book: Book, tie: Tie, diagnosis: Diagnosis): readonly Decoded[] {
  // A list that says 0 for its last item means it; rather something was left out.
  if (tie.rule === 'PROSE-SUM') {
    return diagnosis.suspects.filter((s) => !s.changes.some((c) => book.quantities[c.quantity]!.digits === 0n))
  }
  const parts = tie.terms.slice(1)
  if (tie.kind !== 'sum' || !parts.every((t) => book.quantities[t.quantity]!.blank)) return diagnosis.suspects
  const blanks = diagnosis.suspects.filter((s) => s.kind === 'blank')
  return blanks.length > 0 ? [...blanks, ...diagnosis.suspects.filter((s) => s.kind !== 'blank')] : diagnosis.suspects
}

/** The first suspect stands out when the next one is plainly less likely. */
const certain = (d: Diagnosis): boolean =>
  d.suspects.length === 1 || (d.suspects.length > 1 && d.suspects[0]!.score > d.suspects[1]!.score + 0.01)

function severityOf(tie: Tie, all: readonly Tie[]): Severity {
  const trust = Math.max(...all.map((t) => t.trust))
  if (tie.rule === 'TIE' || tie.rule === 'PART-WITHIN') return trust >= 0.7 || all.length > 1 ? 'warning' : 'info'
  return trust >= 0.6 ? 'error' : 'warning'
}

/** A page cut at its edge, digits torn by recognition, a row lost at a page break: the file may be to blame. */
function originOf(book: Book, diagnosis: Diagnosis, tie: Tie): Origin {
  const chief = diagnosis.suspects[0]
  const quantities =
    chief && chief.changes.length > 0 ? chief.changes.map((c) => c.quantity) : tie.terms.map((t) => t.quantity)
  const mended = quantities.some((q) => (book.cells[q]!.printed?.repairs.length ?? 0) > 0 || book.cells[q]!.noise)
  const damaged = book.cells.filter((c) => (c.printed?.repairs.length ?? 0) > 0).length * 50 > book.cells.length
  const kind = chief?.kind
  const fragile: readonly (SuspectKind | undefined)[] = ['cut-off', 'missing-row', 'blank']
  return mended || (damaged && fragile.includes(kind)) ? 'possibly-conversion' : 'source'
}

function suspectOf(book: Book, tie: Tie, s: Decoded, diagnosis: Diagnosis): Suspect {
  const of = diagnosis.relations.length
  const change = s.changes[0]
  if (!change) {
    const anchor = s.row?.[0] ?? s.missing?.[0]?.like
    const place = anchor === undefined ? {} : book.cells[anchor]!.place
    const unit = unitOf(book.cells[tie.terms[0]!.quantity]!)
    const named = anchor === undefined ? '' : nameOfCell(book, anchor)
    const text = s.kind === 'missing-row' ? describeMissing(book, s, unit) : named
    return { place, text, found: '', kind: s.kind, mends: s.mends, of }
  }
  const cell = book.cells[change.quantity]!
  const unit = unitOf(cell)
  // A sentence may print fewer decimals than the figure that it should repeat.
  const terse = book.tables[change.quantity]!.number < 0 && decimalsOf(cell) < 2
  const decimals = terse ? 2 : decimalsOf(cell)
  const proposed = terse ? (change.interval.lo + change.interval.hi) / 2n : change.proposed
  const cut = s.changes.length === 1 ? cutOff(cell, change.interval) : undefined
  const others = s.changes.slice(1).map((c) => {
    const other = book.cells[c.quantity]!
    return `${nameOfCell(book, c.quantity)} 改为 ${formatFen(c.proposed, unitOf(other), decimalsOf(other))}`
  })
  return {
    place: cell.place,
    text: [`${nameOfTable(book, change.quantity)} · ${nameOfCell(book, change.quantity)}`, ...others].join('；并 '),
    found: printedOf(cell),
    proposed: formatFen(cut ?? proposed, unit, decimals),
    proposedInterval: formatInterval(change.interval, unit, decimals),
    kind: cut === undefined ? s.kind : 'cut-off',
    mends: s.mends,
    of,
  }
}

/** What a missing row must amount to, in the unit of the table that lacks it. */
function describeMissing(book: Book, s: Decoded, unit: MoneyUnit): string {
  const missing = s.missing?.[0]
  if (!missing) return '所缺之数不能确定'
  const like = missing.like === undefined ? undefined : book.cells[missing.like]!
  const fen = like?.figure?.fen ?? (missing.interval.lo + missing.interval.hi) / 2n
  const amount = `所缺之数${like ? '为' : '约为'} ${formatFen(fen, unit, 2)} ${unit}`
  return like ? `${amount}，与${nameOfTable(book, missing.like!)}${cellName(book, missing.like!)}相同` : amount
}

/**
 * A figure with fewer decimals than its table prints, whose digits begin a value that satisfies everything: its end was
 * cut off (`8.2` for 8.27).
 */
function cutOff(cell: ReadCell, range: Interval): bigint | undefined {
  if (!cell.figure || !cell.printed || cell.printed.digits <= 0n) return undefined
  const step = stepOf(cell.figure)
  const next = cell.figure.fen + 10n ** BigInt(decimalsOf(cell) - cell.printed.decimals) * step
  for (let fen = cell.figure.fen + step; fen < next; fen += step) if (fen >= range.lo && fen <= range.hi) return fen
  return undefined
}

const KIND_TEXT: Readonly<Record<SuspectKind, string>> = {
  value: '疑误',
  'digit-slip': '疑一位数字写错',
  'digits-swapped': '疑相邻数字颠倒',
  'cut-off': '疑末位被截去',
  'factor-ten': '疑小数点错位',
  'unit-mixed': '疑元与万元混用',
  exchanged: '疑与另一格互换',
  'rows-exchanged': '疑与另一行互换',
  'missing-row': '疑缺一行',
  'wrong-code': '疑科目归错上级',
  blank: '疑漏填',
}

function messageOf(
  book: Book,
  tie: Tie,
  clear: Suspect | undefined,
  decoded: readonly Decoded[],
  suspects: readonly Suspect[],
): string {
  const where = nameOfTable(book, tie.terms[0]!.quantity)
  const fact = factOf(book, tie)
  if (clear?.kind === 'missing-row') return `${where}：${fact}。${KIND_TEXT['missing-row']}：${clear.text}。`
  const exchanged = exchangedRows(book, decoded)
  if (exchanged) return `${where}：${fact}。疑${exchanged}。`
  const chief = decoded[0]
  const quantity = chief?.changes[0]?.quantity
  if (clear?.proposed !== undefined && quantity !== undefined) {
    const cell = `${nameOfTable(book, quantity)}${cellName(book, quantity)}`
    const change =
      clear.found === BLANK ? `空白，应为 ${clear.proposed}` : `印为 ${clear.found}，应为 ${clear.proposed}`
    const also = chief!.changes.length > 1 ? `（连同另外 ${chief!.changes.length - 1} 处）` : ''
    const source = chief!.changes.length === 1 ? borrowedFrom(book, quantity, chief!.changes[0]!.interval) : undefined
    const kind = source && clear.kind !== 'exchanged' ? `疑误引${source}的数` : KIND_TEXT[clear.kind]
    return `${cell}${change}${also}（${kind}）：${fact}。`
  }
  if (tie.rule === 'PROSE-SUM' && suspects.length === 0) return `${where}：${fact}。请核对是否漏列。`
  if (suspects.length > 1) return `${where}：${fact}。疑误之处不止一种可能，见下列各项。`
  return `${where}：${fact}。`
}

function expectedAndFound(book: Book, tie: Tie, clear: Suspect | undefined): { expected?: string; found?: string } {
  if (clear?.proposed !== undefined) return { expected: clear.proposed, found: clear.found }
  const { left, right } = sidesOf(book, tie)
  return { expected: right, found: left }
}

function evidenceOf(book: Book, tie: Tie, chief: Decoded | undefined): Evidence[] {
  const suspected = new Set(chief?.changes.map((c) => c.quantity) ?? [])
  const evidence = tie.terms.map((t, i): Evidence => {
    const cell = book.cells[t.quantity]!
    const plain = tie.kind === 'sum' ? (i === 0 ? 'total' : 'part') : 'same'
    return {
      place: cell.place,
      where: nameOfTable(book, t.quantity),
      text: `${nameOfCell(book, t.quantity)} ${printedOf(cell)}`,
      role: suspected.has(t.quantity) ? 'suspect' : plain,
    }
  })
  for (const quantity of suspected) {
    if (tie.terms.some((t) => t.quantity === quantity)) continue
    const cell = book.cells[quantity]!
    evidence.unshift({
      place: cell.place,
      where: nameOfTable(book, quantity),
      text: `${nameOfCell(book, quantity)} ${printedOf(cell)}`,
      role: 'suspect',
    })
  }
  return evidence
}

const consequenceOf = (book: Book, tie: Tie): Consequence => ({
  rule: tie.rule,
  message: `${nameOfTable(book, tie.terms[0]!.quantity)}：${factOf(book, tie)}`,
  evidence: evidenceOf(book, tie, undefined),
})

/** The same for the same document and place. */
function identifier(book: Book, tie: Tie, chief: Decoded | undefined): string {
  const quantity = chief?.changes[0]?.quantity ?? tie.terms[0]!.quantity
  const cell = book.cells[quantity]!
  const table = book.tables[quantity]!
  return `${tie.rule}@${table.number}.${cell.row}.${cell.column}`
}
