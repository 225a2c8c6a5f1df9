/** Findings of the arithmetic in short lines; findings of rules have tests of their own beside the rules. */
import type { Finding, Report, Suspect } from '@gouji/check'

const ARITHMETIC: ReadonlySet<string> = new Set([
  'SUM-COLUMNS',
  'SUM-ROWS',
  'SUM-TOTAL',
  'SUM-UNITS',
  'SUM-PROJECTS',
  'SUM-LEVELS',
  'SUM-ACROSS',
  'SAME-COORDINATES',
  'BALANCE',
  'CHANGE',
  'TIE',
  'PART-WITHIN',
  'ROUNDING-RARE',
  'TABLE-RATE',
  'TABLE-SHARE',
])
const SEVERITY = { error: '错误', warning: '警告', info: '提示' } as const

export function tellFindings({ findings, coverage }: Report): string {
  const lines = findings.filter((f) => ARITHMETIC.has(f.rule)).map(tellFinding)
  const { figures, related, relations } = coverage
  const doubted = relations.unverified === 0 ? '' : `，未校验 ${relations.unverified}`
  const covered = `（${figures} 数，入勾稽 ${related}；关系成立 ${relations.held}${doubted}）`
  return [...(lines.length === 0 ? ['无问题'] : lines), covered].join('\n')
}

function tellFinding(finding: Finding): string {
  const { suspects, consequences, arithmetic = '' } = finding
  const [first, ...others] = suspects
  const head = `${SEVERITY[finding.severity]} ${finding.rule}`
  const more = consequences.length === 0 ? '' : `；同因另有 ${consequences.length} 处不符`
  // The expected value is the first suspect's only where that suspect stands out.
  const clear = first && (finding.expected === first.proposed || first.proposed === undefined)
  if (first && clear) return `${head} ${tellSuspect(first)}${more}`
  const named = [first, ...others].flatMap((s) => (s ? [tellSuspect(s)] : [])).slice(0, 3)
  return [`${head} ${arithmetic}${more}`, ...named.map((s) => `  或 ${s}`)].join('\n')
}

const tellSuspect = (s: Suspect): string =>
  s.proposed === undefined ? `${s.text}（${s.kind}）` : `${s.text} ${s.found} 应为 ${s.proposed}（${s.kind}）`
