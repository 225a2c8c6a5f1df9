/**
 * Transfers between the units of a department. Money that one unit hands to another stands in the books of both and is
 * neither income nor expenditure of the department: where both sides name each other and agree, they are eliminated
 * (抵销). What does not agree is never eliminated; it is told.
 */
import { formatFen, plainName } from '@gouji/ledger'
import type { Budget, Line, Stage } from '../budget.ts'

export interface TransferKind {
  readonly name: string
  /** Member of the dimension character under which the payer enters it. */
  readonly paid: string
  /** Member of the dimension source under which the receiver enters it. */
  readonly received: string
}

/** As the income and expenditure statements of public institutions pair them. */
export const TRANSFER_KINDS: readonly TransferKind[] = [
  { name: '对附属单位补助', paid: 'subsidy', received: 'superior' },
  { name: '附属单位上缴', paid: 'remitted', received: 'subordinate' },
]

/** Money that was eliminated: both sides, line by line, of the same amount. */
export interface Elimination {
  readonly kind: TransferKind
  readonly payer: string
  readonly receiver: string
  readonly year: number
  readonly stage: Stage
  readonly fen: bigint
  readonly paid: readonly Line[]
  readonly received: readonly Line[]
}

export const TRANSFER_CODES = [
  'transfer-one-sided',
  'transfer-unequal',
  'transfer-outside',
  'transfer-to-self',
  'transfer-unnamed',
  'transfer-kind',
] as const

export interface TransferTrouble {
  readonly code: (typeof TRANSFER_CODES)[number]
  readonly severity: 'error' | 'warning'
  readonly line: Line
  readonly facts: Readonly<Record<string, string>>
}

export interface Transfers {
  readonly eliminations: readonly Elimination[]
  readonly troubles: readonly TransferTrouble[]
}

type Books = Pick<Budget, 'head' | 'units' | 'lines'>

interface Group {
  readonly kind: TransferKind
  readonly payer: string
  readonly receiver: string
  readonly paid: Line[]
  readonly received: Line[]
}

export function transfersOf({ head, units, lines }: Books, kinds: readonly TransferKind[] = TRANSFER_KINDS): Transfers {
  const troubles: TransferTrouble[] = []
  // A single unit has nobody to eliminate against: its superior and its subordinates are others.
  if (units.length < 2) return { eliminations: [], troubles }
  const codes = new Set(units.map(({ code }) => code))
  const byName = new Map(units.map(({ code, name }) => [plainName(name), code]))
  const nameOf = new Map(units.map(({ code, name }) => [code, `${code} ${name}`]))
  const called = (code: string): string => nameOf.get(code) ?? code
  const groups = new Map<string, Group>()
  for (const line of lines) {
    if (line.counterpart === undefined) continue
    const tell = (code: TransferTrouble['code'], severity: TransferTrouble['severity']): void => {
      troubles.push({ code, severity, line, facts: { unit: called(line.unit), other: called(line.counterpart!) } })
    }
    const kind = kindOf(line, kinds)
    const other = codes.has(line.counterpart) ? line.counterpart : byName.get(plainName(line.counterpart))
    if (!kind) tell('transfer-kind', 'warning')
    else if (other === undefined) tell('transfer-outside', 'warning')
    else if (other === line.unit) tell('transfer-to-self', 'error')
    else if (isOfTheYear(line)) {
      const [payer, receiver] = line.flow === 'expenditure' ? [line.unit, other] : [other, line.unit]
      const key = [kind.paid, payer, receiver, line.year, line.stage].join('|')
      const group = groups.get(key) ?? { kind, payer, receiver, paid: [], received: [] }
      groups.set(key, group)
      group[line.flow === 'expenditure' ? 'paid' : 'received'].push(line)
    }
  }
  const eliminations: Elimination[] = []
  for (const { kind, payer, receiver, paid, received } of groups.values()) {
    const first = (paid[0] ?? received[0])!
    const { year, stage } = first
    const [given, taken] = [sumOf(paid), sumOf(received)]
    if (given === taken && paid.length > 0 && received.length > 0) {
      eliminations.push({ kind, payer, receiver, year, stage, fen: given, paid, received })
      continue
    }
    const oneSided = paid.length === 0 || received.length === 0
    troubles.push({
      code: oneSided ? 'transfer-one-sided' : 'transfer-unequal',
      // Other years serve comparison only and are often entered for one side.
      severity: year === head.year && stage === head.stage ? 'error' : 'warning',
      line: first,
      facts: {
        kind: kind.name,
        payer: called(payer),
        receiver: called(receiver),
        ...(paid.length > 0 ? { paid: yuan(given) } : {}),
        ...(received.length > 0 ? { received: yuan(taken) } : {}),
        ...(oneSided ? {} : { difference: yuan(given - taken) }),
      },
    })
  }
  return { eliminations, troubles: [...troubles, ...unnamed(lines, kinds, called)] }
}

/** The lines that cancel each other within the department, each with the unit on the other side. */
export function eliminatedLines(books: Books): ReadonlyMap<Line, string> {
  const others = new Map<Line, string>()
  for (const { payer, receiver, paid, received } of transfersOf(books).eliminations) {
    for (const line of paid) others.set(line, receiver)
    for (const line of received) others.set(line, payer)
  }
  return others
}

const kindOf = ({ flow, character, source }: Line, kinds: readonly TransferKind[]): TransferKind | undefined =>
  kinds.find((kind) => (flow === 'expenditure' ? character === kind.paid : source === kind.received))

/** What was carried over was handed over last year; what is not spent this year is not handed over yet. */
const isOfTheYear = ({ flow, vintage }: Line): boolean =>
  vintage === 'current' || (flow === 'expenditure' && vintage === 'carried')

/** Payments and receipts of one kind in different units, neither naming the other: probably one transfer. */
function unnamed(
  lines: readonly Line[],
  kinds: readonly TransferKind[],
  called: (code: string) => string,
): TransferTrouble[] {
  const open = lines.filter((line) => line.counterpart === undefined && isOfTheYear(line) && kindOf(line, kinds))
  const book = ({ year, stage }: Line, source: string | undefined): string => `${source}|${year}|${stage}`
  // One receipt of two units each is enough to find another unit's for whoever paid.
  const received = new Map<string, Line[]>()
  for (const line of open) {
    if (line.flow !== 'income') continue
    const known = received.get(book(line, line.source)) ?? []
    if (known.length < 2 && known.every(({ unit }) => unit !== line.unit)) known.push(line)
    received.set(book(line, line.source), known)
  }
  return open.flatMap((paid): TransferTrouble[] => {
    if (paid.flow !== 'expenditure') return []
    const kind = kindOf(paid, kinds)!
    const match = received.get(book(paid, kind.received))?.find(({ unit }) => unit !== paid.unit)
    if (!match) return []
    const facts = { kind: kind.name, unit: called(paid.unit), other: called(match.unit), paid: yuan(paid.fen) }
    return [{ code: 'transfer-unnamed', severity: 'warning', line: paid, facts }]
  })
}

const sumOf = (lines: readonly Line[]): bigint => lines.reduce((total, { fen }) => total + fen, 0n)
const yuan = (fen: bigint): string => formatFen(fen, '元', 2)
