/** Last year as the changes imply it: a part of last year's amount cannot have been more than the whole of it. */
import { subtract } from '@gouji/ledger'
import type { Statement } from '@gouji/read'
import type { Finding } from '../report.ts'
import type { RuleInfo } from '../rules/rule.ts'
import { amountText, sentenceFinding } from './finding.ts'
import type { ProseBook } from './statements.ts'

export const PROSE_PAST: RuleInfo = {
  id: 'PROSE-PAST',
  severity: 'warning',
  title: { zh: '推出的上年数部分大于总数', en: 'Last year’s part exceeds last year’s whole' },
  checks: '由本年数和增减额推出上年数：部分的上年数不应大于总数的上年数，上年数不应为负。',
  basis: '部分不大于总数；上年数等于本年数减增减额',
  good: '“三公”经费 8.00 万元，减少 1.10 万元；其中公务接待费 2.40 万元，减少 0.50 万元。',
  bad: '“三公”经费 8.00 万元，减少 1.10 万元；其中公务接待费 2.40 万元，减少 9.50 万元。',
}

interface Past {
  readonly index: number
  readonly change: Statement
  readonly lo: bigint
  readonly hi: bigint
}

export function pastFindings(book: ProseBook): Finding[] {
  const { statements } = book.reading
  const pasts = new Map<number, Past[]>()
  for (const [index, s] of statements.entries()) {
    const now = s.of === undefined ? undefined : statements[s.of]
    if (s.kind !== 'change-amount' || !s.figure || !s.direction || now?.kind !== 'amount' || !now.figure || !s.base)
      continue
    const [a, d] = [now.figure.rounded, s.figure.rounded]
    const base = s.direction === '-' ? { lo: a.lo + d.lo, hi: a.hi + d.hi } : subtract(a, d)
    pasts.set(s.of!, [...(pasts.get(s.of!) ?? []), { index, change: s, ...base }])
  }
  return [...pasts].flatMap(([of, own]) =>
    own.flatMap((past): Finding[] => {
      const part = statements[of]!
      if (tellsGivenBack(book, past)) return []
      if (past.hi < 0n) return isGivenBack(part) || statements.some((s) => isBelow(s, of)) ? [] : [negative(past, part)]
      const whole = part.relation === 'part' ? (pasts.get(part.of!) ?? []).find((w) => isSameBase(w, past)) : undefined
      if (!whole || past.lo <= whole.hi) return []
      // Beside money that is given back (项目支出-20 万元) a part is more than the whole.
      if (statements.some((s) => s.relation === 'part' && s.of === part.of && isGivenBack(s))) return []
      const total = statements[part.of!]!
      return [
        sentenceFinding(PROSE_PAST, past.change, {
          message: `由增减额推出上年“${part.subject}”大于上年“${total.subject}”：前者 ${amountText(part)}，${told(past.change)}；后者 ${amountText(total)}，${told(whole.change)}。请核对增减额。`,
          found: past.change.value,
          others: [part, total, whole.change],
        }),
      ]
    }),
  )
}

/** Whether the document prints an amount below nothing for the year and stage of the base: then last year was as implied. */
const tellsGivenBack = ({ cells }: ProseBook, { change }: Past): boolean =>
  cells.some(
    ({ measure, figure, coordinates: c }) =>
      measure === 'amount' &&
      figure !== undefined &&
      figure.fen < 0n &&
      c?.year === change.base!.year &&
      c?.stage === change.base!.stage,
  )

/** 增加 120.20 万元，增长 -166.95%: who writes this knows that last year's amount was below nothing. */
const isBelow = (s: Statement, of: number): boolean =>
  s.kind === 'change-percent' && s.of === of && s.printed !== undefined && s.printed.digits < 0n

const isGivenBack = (s: Statement): boolean => s.kind === 'amount' && s.figure !== undefined && s.figure.fen < 0n

const negative = (past: Past, part: Statement): Finding =>
  sentenceFinding(PROSE_PAST, past.change, {
    message: `“${part.subject}”${amountText(part)}，${told(past.change)}，推出的上年数为负。请核对增减额或方向。`,
    found: past.change.value,
    others: [part],
  })

const told = (s: Statement): string => `${s.direction === '-' ? '减少' : '增加'} ${amountText(s)}`

const isSameBase = (a: Past, b: Past): boolean =>
  a.change.base!.year === b.change.base!.year && a.change.base!.stage === b.change.base!.stage
