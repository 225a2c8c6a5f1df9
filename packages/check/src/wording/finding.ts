/** Findings on words: many spots of one kind are one finding, since they are mended in one go. */
import type { Evidence, Finding, Severity } from '../report.ts'
import { evidenceAt, findingOf, type RuleInfo } from '../rules/rule.ts'
import { around, type Line, placeIn } from './body.ts'

export interface Spot {
  readonly line: Line
  readonly at: number
  readonly length: number
  /** What is wrong here, in a few words: “的的”应为“的”. */
  readonly says: string
}

/** So many spots are shown; all are counted. */
const SHOWN = 30

export const evidenceOfSpot = ({ line, at, length }: Pick<Spot, 'line' | 'at' | 'length'>): Evidence =>
  evidenceAt(placeIn(line, at), around(line, at, length), line.section === '' ? '表格' : line.section)

/** One finding for all spots of a rule, or none. */
export function findingOfSpots(
  info: RuleInfo,
  spots: readonly Spot[],
  what: string,
  more: { readonly severity?: Severity; readonly damaged?: boolean; readonly key?: string } = {},
): Finding[] {
  if (spots.length === 0) return []
  const said = [...new Set(spots.map((s) => s.says))]
  const shown = said.slice(0, 6).join('；')
  const rest = said.length > 6 ? `；等 ${said.length} 种` : ''
  return [
    findingOf(info, {
      key: more.key ?? said[0]!,
      ...(more.severity === undefined ? {} : { severity: more.severity }),
      ...(more.damaged ? { origin: 'possibly-conversion' as const } : {}),
      message: `${what}${spots.length > 1 ? `，共 ${spots.length} 处` : ''}：${shown}${rest}。请核对改正。`,
      found: said.slice(0, 6).join('；'),
      evidence: spots.slice(0, SHOWN).map(evidenceOfSpot),
    }),
  ]
}
