/** What a department's book holds of one of its units, as that unit's own book. */
import type { Budget } from '../budget.ts'

/** Texts are the department's own and not taken over, but for what money is used for. */
export function unitPart(budget: Budget, code: string): Budget {
  const unit = budget.units.find((one) => one.code === code)
  if (!unit) throw new Error(`no unit ${code}`)
  const projects = budget.projects.filter((project) => project.unit === code)
  const own = new Set(projects.map((project) => project.code))
  const isOfUnit = (entry: { readonly unit?: string }): boolean => entry.unit === code
  const { parent: _, ...alone } = unit
  return {
    head: { ...budget.head, audience: 'unit', name: unit.name, code, ...(unit.short ? { short: unit.short } : {}) },
    units: [alone],
    lines: budget.lines.filter(isOfUnit),
    projects,
    goals: budget.goals.filter(({ unit: of, project }) => (project === undefined ? of === code : own.has(project))),
    tasks: [],
    procurement: budget.procurement.filter(isOfUnit),
    measurements: budget.measurements.filter(isOfUnit),
    texts: { duties: [], divisions: [], reasons: new Map(), purposes: budget.texts.purposes, others: new Map() },
  }
}
