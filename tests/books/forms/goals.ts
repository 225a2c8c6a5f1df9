/** Rows of performance goals, with the merged cells that such tables have. */
import { type BodyRow, textCell } from '../book.ts'
import type { Year } from '../figures.ts'

/** Every row complete: unit, project, three levels, operator, target, unit of measure. */
export const goalRows = (y: Year): BodyRow[] =>
  y.projects.flatMap((p) =>
    p.goals.map((g) =>
      [y.units[p.unit]?.name ?? '', p.name, g.level1, g.level2, g.level3, g.operator, g.target, g.unit].map((t) =>
        textCell(t),
      ),
    ),
  )

/** One row for each indicator; the project and the first level reach over their rows. */
export function mergedGoalRows(y: Year): BodyRow[] {
  return y.projects.flatMap((p) =>
    p.goals.map((g, i): BodyRow => {
      const first = p.goals.findIndex((other) => other.level1 === g.level1)
      const same = p.goals.filter((other) => other.level1 === g.level1).length
      return [
        i === 0 ? { text: p.name, rowSpan: p.goals.length } : undefined,
        i === first ? { text: g.level1, rowSpan: same } : undefined,
        textCell(g.level2),
        textCell(g.level3),
        textCell(g.operator),
        textCell(g.target),
        textCell(g.unit),
        textCell(String(g.weight)),
      ]
    }),
  )
}
