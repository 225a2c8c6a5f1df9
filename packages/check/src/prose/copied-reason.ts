/**
 * One reason pasted under opposite changes: the same sentence stands as the cause of an increase in one place and of a
 * decrease in another. It cannot explain both, unless it says nothing.
 */
import { coordinatesKey, plainName } from '@gouji/ledger'
import type { Statement } from '@gouji/read'
import type { DataTable } from '../check.ts'
import type { Finding } from '../report.ts'
import type { RuleInfo } from '../rules/rule.ts'
import { amountText, sentenceFinding } from './finding.ts'

export const PROSE_COPIED: RuleInfo = {
  id: 'PROSE-COPIED',
  severity: 'warning',
  title: { zh: '同一原因用于一增一减', en: 'One reason for opposite changes' },
  checks:
    '同一句原因在一处说明增加、在另一处说明减少（比较对象相同）。“人员变动”“按实际支出”一类两个方向都说得通的话，只作提示。',
  basis: '增减原因应说明本项为何增、为何减',
  good: '会议费减少，主要原因是压减会议；维修费增加，主要原因是更换照明设施。',
  bad: '会议费减少、维修费增加，主要原因都是“更换老旧照明设施”。',
}

/** Chinese characters below which two reasons are alike by chance. */
const COPY = 6

interface Told {
  readonly statement: Statement
  readonly subject: string
  readonly reason: string
}

/** `contrary` are statements whose reason is already told to point the other way. */
export function copiedReasons(
  statements: readonly Statement[],
  contrary: ReadonlySet<Statement>,
  words: DataTable | undefined,
): Finding[] {
  const both = (words?.rows ?? []).filter((r) => r.values.kind === 'both').map((r) => r.values.word ?? '')
  const groups = Map.groupBy(
    statements.flatMap((s) => toldBy(s, statements)),
    (t) => `${t.reason} ${comparedWith(t.statement)}`,
  )
  return [...groups.values()].flatMap((group): Finding[] => {
    const [first] = group
    const opposite = group.find((t) => t.statement.direction !== first!.statement.direction)
    if (!first || !opposite || group.some((t) => contrary.has(t.statement))) return []
    const word = (t: Told): string =>
      `“${t.subject}”${t.statement.direction === '+' ? '增加' : '减少'}${amountOf(t.statement)}`
    const symmetric = both.some((w) => first.reason.includes(w))
    return [
      sentenceFinding(PROSE_COPIED, opposite.statement, {
        ...(symmetric ? { severity: 'info' as const } : {}),
        message: `${word(first)}与${word(opposite)}，所写原因都是“${first.statement.reason!.slice(0, 40)}”。一增一减，原因不应相同，请分别写明。`,
        found: first.statement.reason!.slice(0, 40),
        others: [first.statement],
      }),
    ]
  })
}

/** Of one comparison told with an amount, a rate and a word, the first counts. */
function toldBy(s: Statement, statements: readonly Statement[]): Told[] {
  if (s.reason === undefined || s.reasonPlace === undefined || (s.direction !== '+' && s.direction !== '-')) return []
  if (s.kind !== 'comparison' && s.printed?.digits === 0n) return []
  const reason = plainName(s.reason)
    .split(/[。;]/)[0]!
    .replace(/[^\u4e00-\u9fffA-Za-z0-9]/g, '')
  if (reason.replace(/[^\u4e00-\u9fff]/g, '').length < COPY) return []
  // One sentence may give its reason for a part that rose and another that fell.
  const shared = statements.filter((o) => o.reasonPlace === s.reasonPlace)
  if (shared.some((o) => o.direction !== s.direction && o.direction !== '=')) return []
  if (shared.find((o) => o.of === s.of) !== s) return []
  return [{ statement: s, subject: subjectOf(s, statements), reason }]
}

/** The same reason, elsewhere, of a change in the other direction. */
export function oppositeTwin(statements: readonly Statement[], s: Statement): Statement | undefined {
  const [own] = toldBy(s, statements)
  return own && statements.find((o) => toldBy(o, statements)[0]?.reason === own.reason && o.direction !== s.direction)
}

export const subjectOf = (s: Statement, statements: readonly Statement[]): string =>
  (s.of === undefined ? '' : statements[s.of]!.subject) || s.subject

const comparedWith = (s: Statement): string => (s.base ? coordinatesKey(s.base) : '')

const amountOf = (s: Statement): string => (s.kind === 'comparison' ? '' : ` ${amountText(s)}`)
