/**
 * A ledger that was entered in 万元 throughout: every sum holds, every line is ten thousand times too small. Pay tells it,
 * because nobody works a year for less than a month's least pay (catalogue/least-pay.csv).
 */
import { formatFen } from '@gouji/ledger'
import type { Budget, Line } from '../budget.ts'
import { headingOf } from '../sheets/sheets.ts'
import type { Validation } from './validate.ts'

/** 元 in 万元, the largest unit that ledgers are kept in. */
const TIMES = 10_000n

export function validateMoneyUnit(
  { head, units, lines }: Budget,
  { catalogue, problems, incomplete }: Validation,
): void {
  if (incomplete.has('expenditure') || incomplete.has('units')) return
  for (const { economy, fenMonth } of catalogue.leastPay(head.year)) {
    const paid = lines.filter((line) => isPay(line, economy) && line.year === head.year && line.stage === head.stage)
    const fen = paid.reduce((sum, line) => sum + line.fen, 0n)
    // Where nobody entered how many work there, one does.
    const paying = new Set(paid.map(({ unit }) => unit))
    const persons = units.reduce((sum, { code, staff }) => (paying.has(code) ? sum + BigInt(staff ?? 1) : sum), 0n)
    if (fen <= 0n || fen >= persons * fenMonth) continue
    // Only where the unit explains it: a year's pay that is still too small in 万元 is something else.
    if (TIMES * fen < 12n * persons * fenMonth) continue
    problems.warn(
      'money-unit-suspected',
      { file: paid[0]!.origin.file, column: headingOf('expenditure', 'fen') },
      {
        economy,
        name: catalogue.subject('economy', economy, head.year)?.name ?? '',
        paid: formatFen(fen, '元', 2),
        persons: Number(persons),
        each: formatFen(fen / persons, '元', 2),
        month: formatFen(fenMonth, '元', 0),
      },
    )
  }
}

const isPay = (line: Line, economy: string): boolean =>
  line.flow === 'expenditure' && line.economy === economy && line.project === undefined
