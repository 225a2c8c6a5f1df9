/** Years and dates that cannot be, or that hardly can be meant. */
import type { Budget } from '../budget.ts'
import { placeOf, placeOfLine } from './place.ts'
import type { Validation } from './validate.ts'

/** A book compares with last year; a measurement may be older, and no line lies in a later year. */
const YEARS_BACK = 2

export function validateCalendar(budget: Budget, { problems, headOrigins, headFile }: Validation): void {
  const { year, stage, date } = budget.head
  if (date !== undefined) {
    const published = Number(date.slice(0, 4))
    // Budgets are made public at the turn of the year, final accounts in the year after.
    const expected = stage === 'budget' ? [year - 1, year] : [year + 1, year + 2]
    if (!expected.includes(published)) {
      problems.warn('date-far', headOrigins.date ?? { file: headFile }, { date, year, expected: expected.join('、') })
    }
  }
  const isFar = (other: number): boolean => other > year || other < year - YEARS_BACK
  for (const line of budget.lines) {
    if (isFar(line.year)) problems.warn('year-far', placeOfLine(line, 'year'), { found: line.year, year })
  }
  for (const item of budget.procurement) {
    if (isFar(item.year)) problems.warn('year-far', placeOf(item, 'procurement', 'year'), { found: item.year, year })
  }
  for (const measure of budget.measurements) {
    if (isFar(measure.year)) {
      problems.warn('year-far', placeOf(measure, 'measurements', 'year'), { found: measure.year, year })
    }
  }
  for (const project of budget.projects) {
    const { yearFrom, yearTo } = project
    if (yearFrom !== undefined && yearTo !== undefined && yearFrom > yearTo) {
      problems.error('years-reversed', placeOf(project, 'projects', 'yearTo'), { from: yearFrom, to: yearTo })
    }
  }
}
