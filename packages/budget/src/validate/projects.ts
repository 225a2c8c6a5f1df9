/** Projects: their amounts against their whole, and the units that spend on them. */
import { formatFen } from '@gouji/ledger'
import type { Budget } from '../budget.ts'
import { placeOf, placeOfLine } from './place.ts'
import type { Validation } from './validate.ts'

export function validateProjects({ head, lines, projects, units }: Budget, { problems, incomplete }: Validation): void {
  const byCode = new Map(projects.map((project) => [project.code, project]))
  const known = new Set(units.map(({ code }) => code))
  const spent = new Map<string, bigint>()
  for (const line of lines) {
    if (line.flow !== 'expenditure' || line.project === undefined) continue
    const project = byCode.get(line.project)
    if (project && project.unit !== line.unit && known.has(line.unit)) {
      const facts = { project: project.name, unit: line.unit, owner: project.unit }
      problems.warn('project-of-other-unit', placeOfLine(line, 'project'), facts)
    }
    if (
      line.year === head.year &&
      line.stage === head.stage &&
      (line.vintage === 'current' || line.vintage === 'carried')
    ) {
      spent.set(line.project, (spent.get(line.project) ?? 0n) + line.fen)
    }
  }
  if (incomplete.has('expenditure')) return
  for (const project of projects) {
    const { whole, yearFrom, yearTo } = project
    const year = spent.get(project.code)
    if (whole === undefined || year === undefined) continue
    const facts = { project: project.name, whole: formatFen(whole, '元', 2), spent: formatFen(year, '元', 2) }
    const at = placeOf(project, 'projects', 'whole')
    if (year > whole) problems.error('whole-exceeded', at, facts)
    else if (year < whole && yearFrom !== undefined && yearFrom === yearTo) problems.warn('whole-differs', at, facts)
  }
}
