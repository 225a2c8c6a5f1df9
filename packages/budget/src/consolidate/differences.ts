/**
 * The department's book against the books of its units (部门与所属单位核对): both tell of the same units, and where they
 * do not say the same, the unit and the lines are named. Only the year and stage of the department's book count.
 */
import type { Budget, Line } from '../budget.ts'

/** What lines are held against each other by: each member is a code of its dimension, or empty where none was entered. */
export interface LineSubject {
  readonly unit: string
  readonly flow: Line['flow']
  readonly source: string
  readonly function: string
  /** Name of the project: codes may have been given twice. */
  readonly project: string
  readonly vintage: Line['vintage']
}

export interface LineDifference {
  readonly subject: LineSubject
  /** In the department's book, and in the unit's own. */
  readonly whole: bigint
  readonly own: bigint
}

/** Of the units that both tell of, the largest differences first. */
export function differencesBetween(whole: Budget, parts: Budget): LineDifference[] {
  const { year, stage } = whole.head
  const shared = new Set(parts.units.map(({ code }) => code).filter((code) => whole.units.some((u) => u.code === code)))
  const sums = new Map<string, { subject: LineSubject; whole: bigint; own: bigint }>()
  const add = (budget: Budget, side: 'whole' | 'own'): void => {
    const projects = new Map(budget.projects.map(({ code, name }) => [code, name]))
    for (const line of budget.lines) {
      if (!shared.has(line.unit) || line.year !== year || line.stage !== stage) continue
      const subject: LineSubject = {
        ...{ unit: line.unit, flow: line.flow, source: line.source ?? '', function: line.function ?? '' },
        project: line.project === undefined ? '' : (projects.get(line.project) ?? line.project),
        vintage: line.vintage,
      }
      const key = Object.values(subject).join('|')
      const sum = sums.get(key) ?? { subject, whole: 0n, own: 0n }
      sum[side] += line.fen
      sums.set(key, sum)
    }
  }
  add(whole, 'whole')
  add(parts, 'own')
  const size = ({ whole: a, own: b }: LineDifference): bigint => (a > b ? a - b : b - a)
  return [...sums.values()]
    .filter((one) => one.whole !== one.own)
    .sort((a, b) => (size(a) < size(b) ? 1 : size(a) > size(b) ? -1 : 0))
}
