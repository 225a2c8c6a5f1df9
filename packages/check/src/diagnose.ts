/**
 * From decoded relations to findings: one finding for one cause, its consequences under it, the arithmetic written out.
 */
import { formatFen, type Interval } from '@gouji/ledger'
import { decimalsOf, formatInterval, nameOfCell, nameOfTable, printedOf, unitOf } from './amount.ts'
import type { Suspect as Decoded, Diagnosis } from './decode/index.ts'
import type { Book } from './quantities.ts'
import { gapOf } from './relation/derive.ts'
import type { Tie } from './relation/relation.ts'
import type { Consequence, Evidence, Finding, Origin, Severity, Suspect, SuspectKind } from './report.ts'

export function findingsOf(book: Book, ties: readonly Tie[], diagnoses: readonly Diagnosis[]): Finding[] {
  return diagnoses.map((diagnosis) => findingOf(book, ties, diagnosis))
}

function findingOf(book: Book, ties: readonly Tie[], diagnosis: Diagnosis): Finding {
  const suspects = diagnosis.suspects.map((s) => suspectOf(book, s, diagnosis))
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
    message: messageOf(book, tie, clear, suspects),
    arithmetic: arithmeticOf(book, tie),
    ...expectedAndFound(book, tie, clear),
    basis: tie.basis,
    evidence,
    suspects,
    consequences: rest.map((t) => consequenceOf(book, t)),
  }
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

function suspectOf(book: Book, s: Decoded, diagnosis: Diagnosis): Suspect {
  const of = diagnosis.relations.length
  const change = s.changes[0]
  if (!change) {
    const cell = s.row?.[0]
    const missing = s.missing?.[0]
    const anchor = cell ?? missing?.like
    const place = anchor === undefined ? {} : book.cells[anchor]!.place
    const text =
      s.kind === 'missing-row' ? describeMissing(book, s) : anchor === undefined ? '' : nameOfCell(book, anchor)
    return { place, text, found: '', kind: s.kind, mends: s.mends, of }
  }
  const cell = book.cells[change.quantity]!
  const unit = unitOf(cell)
  const decimals = decimalsOf(cell)
  const others = s.changes
    .slice(1)
    .map(
      (c) =>
        `${nameOfCell(book, c.quantity)} 改为 ${formatFen(c.proposed, unitOf(book.cells[c.quantity]!), decimalsOf(book.cells[c.quantity]!))}`,
    )
  return {
    place: cell.place,
    text: [`${nameOfTable(book, change.quantity)} · ${nameOfCell(book, change.quantity)}`, ...others].join('；并 '),
    found: printedOf(cell),
    proposed: formatFen(change.proposed, unit, decimals),
    proposedInterval: formatInterval(change.interval, unit, decimals),
    kind: s.kind,
    mends: s.mends,
    of,
  }
}

function describeMissing(book: Book, s: Decoded): string {
  const missing = s.missing?.[0]
  if (!missing) return '缺一行'
  const like = missing.like === undefined ? undefined : book.cells[missing.like]!
  const unit = like ? unitOf(like) : '万元'
  const amount = like ? printedOf(like) : formatFen((missing.interval.lo + missing.interval.hi) / 2n, unit, 2)
  return like
    ? `缺一行，其数为 ${amount} ${unit}，与“${nameOfCell(book, missing.like!)}”相同`
    : `缺一行，其数约为 ${amount} ${unit}`
}

const KIND_TEXT: Readonly<Record<SuspectKind, string>> = {
  value: '疑误',
  'digit-slip': '疑一位数字写错',
  'digits-swapped': '疑相邻数字颠倒',
  'cut-off': '疑末位被截去',
  'factor-ten': '疑小数点错位',
  'unit-mixed': '疑元与万元混用',
  exchanged: '疑与另一格互换',
  'missing-row': '疑缺一行',
  'wrong-code': '疑科目归错上级',
  blank: '疑漏填',
}

function messageOf(book: Book, tie: Tie, clear: Suspect | undefined, suspects: readonly Suspect[]): string {
  const where = nameOfTable(book, tie.terms[0]!.quantity)
  const fact = factOf(book, tie)
  if (clear?.kind === 'missing-row') return `${where}：${fact}。${KIND_TEXT['missing-row']}：${clear.text}。`
  if (clear?.proposed !== undefined) {
    return `${where}：${fact}。${KIND_TEXT[clear.kind]}：${clear.text} 印为 ${clear.found}，按其余勾稽应为 ${clear.proposed}。`
  }
  if (suspects.length > 1) {
    const options = suspects
      .slice(0, 3)
      .map((s) => (s.proposed === undefined ? s.text : `${s.text} ${s.found}→${s.proposed}`))
    return `${where}：${fact}。疑误之处不止一种可能：${options.join('；或 ')}。`
  }
  return `${where}：${fact}。`
}

/** What is printed, what the parts come to, and the difference, in the unit of the first term. */
function factOf(book: Book, tie: Tie): string {
  const { unit, left, right, difference } = sides(book, tie)
  const other = tie.terms.some((t) => unitOf(book.cells[t.quantity]!) !== unit) ? '（已换算为同一单位）' : ''
  if (tie.kind === 'same' || tie.kind === 'tie')
    return `${tie.subject}应当一致，前者为 ${left}，后者为 ${right}，相差 ${difference} ${unit}${other}`
  if (tie.kind === 'balance')
    return `${tie.subject}应当相等，前者为 ${left}，后者为 ${right}，相差 ${difference} ${unit}`
  if (tie.kind === 'atMost') return `应有 ${tie.subject}，而前者为 ${left}，后者为 ${right}，多出 ${difference} ${unit}`
  return `${tie.subject}不成立：印为 ${left}，各项之和为 ${right}，相差 ${difference} ${unit}${other}`
}

interface Sides {
  readonly unit: ReturnType<typeof unitOf>
  readonly left: string
  readonly right: string
  readonly difference: string
}

function sides(book: Book, tie: Tie): Sides {
  const [head, ...tail] = tie.terms
  const cell = book.cells[head!.quantity]!
  const unit = unitOf(cell)
  const decimals = Math.max(
    decimalsOf(cell),
    ...tie.terms.map((t) => (unitOf(book.cells[t.quantity]!) === unit ? decimalsOf(book.cells[t.quantity]!) : 0)),
  )
  const value = (q: number): bigint => book.cells[q]!.figure?.fen ?? 0n
  const total = tail.reduce((sum, t) => sum - BigInt(t.weight) * value(t.quantity), 0n)
  const left = BigInt(head!.weight) * value(head!.quantity)
  const gap = left - total
  const format = (fen: bigint): string => formatFen(fen, unit, decimals)
  return { unit, left: format(left), right: format(total), difference: format(gap < 0n ? -gap : gap) }
}

/** `7357.18 ≠ 972.35 + 6384.83 = 7357.28`, with the room that rounding leaves. */
export function arithmeticOf(book: Book, tie: Tie): string {
  const { right, difference, unit } = sides(book, tie)
  const [head, ...tail] = tie.terms
  const text = (q: number): string => {
    const cell = book.cells[q]!
    const own = printedOf(cell)
    return unitOf(cell) === unit || own === '空' ? own : `${own}${unitOf(cell)}`
  }
  const shown = tail.length > 14 ? [...tail.slice(0, 12), tail.at(-1)!] : tail
  const parts = shown.map(
    (t, i) =>
      `${i > 0 || t.weight > 0 ? (t.weight < 0 ? ' + ' : ' − ') : ''}${shown.length < tail.length && i === shown.length - 1 ? '… + ' : ''}${text(t.quantity)}`,
  )
  const relation = tie.kind === 'atMost' ? '>' : '≠'
  const sum = tail.length > 1 ? ` = ${right}` : ''
  const room = roomOf(gapOf(tie, book.quantities))
  return `${text(head!.quantity)} ${relation} ${parts.join('')}${sum}，差 ${difference}，舍入最多可解释 ${formatFen(room, unit, 4).replace(/0+$/, '').replace(/\.$/, '')}（${unit}）`
}

/** Half the width of the interval of the difference: what rounding of all terms can make at most. */
const roomOf = (gap: Interval): bigint => (gap.hi - gap.lo) / 2n

function expectedAndFound(book: Book, tie: Tie, clear: Suspect | undefined): { expected?: string; found?: string } {
  if (clear?.proposed !== undefined) return { expected: clear.proposed, found: clear.found }
  const { left, right } = sides(book, tie)
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
