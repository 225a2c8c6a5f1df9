/**
 * Codes that stand only beside goals: a list of projects without codes takes them over, and with them the amount of all
 * years.
 */
import type { Budget, Project } from '@gouji/budget'
import type { Reading } from '@gouji/read'
import { amountsIn, type GoalSources, isAbout, ownerOf } from './goals.ts'

export function withCodesOfGoals(budget: Budget, reading: Reading, sources: GoalSources): Budget {
  const codes = new Map<string, string>()
  const wholes = new Map<string, bigint>()
  const taken = new Set(budget.projects.map((p) => p.code))
  for (const goal of reading.goals ?? []) {
    const own = ownerOf(goal, sources)?.project
    if (own === undefined) continue
    const { projectCode } = goal
    if (projectCode !== undefined && /^P\d{3}$/.test(own) && !taken.has(projectCode)) {
      codes.set(own, projectCode)
      taken.add(projectCode)
    }
    const whole = wholeOf(goal, sources.spentOn(own))
    if (whole !== undefined) wholes.set(own, whole)
  }
  const codeOf = <T extends { readonly project?: string }>(one: T): T => {
    const code = one.project === undefined ? undefined : codes.get(one.project)
    return code === undefined ? one : { ...one, project: code }
  }
  return {
    ...budget,
    projects: budget.projects.map((project): Project => {
      const whole = wholes.get(project.code)
      return { ...project, code: codes.get(project.code) ?? project.code, ...(whole !== undefined && { whole }) }
    }),
    lines: budget.lines.map(codeOf),
    goals: budget.goals.map(codeOf),
    procurement: budget.procurement.map(codeOf),
  }
}

/** The amount of all years, in the unit in which this year's is the project's. */
function wholeOf(goal: NonNullable<Reading['goals']>[number], spent: bigint): bigint | undefined {
  const year = goal.amounts.find((a) => a.kind === 'year')
  const whole = goal.amounts.find((a) => a.kind === 'whole-project')
  if (!year || !whole) return undefined
  const at = amountsIn(year).findIndex((fen) => isAbout(fen, spent))
  const fen = at < 0 ? undefined : amountsIn(whole)[at]
  return fen !== undefined && fen >= spent ? fen : undefined
}
