/** Whatever must stand only once, and references that go round. */
import { nameDistance, plainName } from '@gouji/ledger'
import type { Budget, Line, Origin } from '../budget.ts'
import { goalKey } from '../folder/assemble.ts'
import type { ProblemCode } from '../folder/problems.ts'
import { MEASURE_KEYS } from '../sheets/choices.ts'
import { placeOf, placeOfLine } from './place.ts'
import type { Validation } from './validate.ts'

export function validateKeys(budget: Budget, validation: Validation): void {
  const { problems } = validation
  const once = <T extends { readonly origin: Origin }>(
    entries: readonly T[],
    keyOf: (entry: T) => string,
    tell: (entry: T, before: T) => void,
  ): void => {
    const seen = new Map<string, T>()
    for (const entry of entries) {
      const key = keyOf(entry)
      const before = seen.get(key)
      if (before) tell(entry, before)
      else seen.set(key, entry)
    }
  }
  const twice = (code: ProblemCode, at: Origin, found: string, before: { readonly origin: Origin }): void =>
    problems.error(code, at, { found, before: before.origin.line ?? 0 })

  once(
    budget.units,
    ({ code }) => code,
    (unit, before) => {
      twice('duplicate-unit', placeOf(unit, 'units', 'code'), unit.code, before)
    },
  )
  once(
    budget.projects,
    ({ code }) => code,
    (project, before) => {
      twice('duplicate-project', placeOf(project, 'projects', 'code'), project.code, before)
    },
  )
  once(budget.goals, goalKey, (goal, before) => {
    twice('duplicate-goal', placeOf(goal, 'goals', 'project'), goal.project ?? goal.unit ?? '', before)
  })
  // Two equal lines may be meant (two payments of one kind); the same row pasted twice is what usually happened.
  once(budget.lines, lineKey, (line, before) => {
    problems.warn('duplicate-line', placeOfLine(line, 'fen'), { before: before.origin.line ?? 0 })
  })

  for (const unit of budget.units) {
    if (!/^(?:\d{3}|\d{6}|\d{9})$/.test(unit.code) && /^\d+$/.test(unit.code)) {
      const whole = unit.code.padStart(Math.ceil(unit.code.length / 3) * 3, '0')
      problems.warn('odd-code', placeOf(unit, 'units', 'code'), { found: unit.code, near: whole })
    }
  }
  for (const project of budget.projects) {
    // A spreadsheet keeps fifteen digits of a number and makes the others zero.
    if (/^\d{15}0{5,}$/.test(project.code)) {
      problems.warn('rounded-code', placeOf(project, 'projects', 'code'), { found: project.code })
    }
  }
  validateParents(budget, validation)
  validateMeasures(budget, validation)

  const { headFile, headOrigins, incomplete } = validation
  if (budget.head.audience === 'unit' && budget.units.length > 1 && !incomplete.has('units')) {
    const at = headOrigins.audience ?? { file: headFile }
    problems.warn('one-unit', at, { count: budget.units.length })
  }
  if (!incomplete.has('expenditure') && !incomplete.has('income') && !hasOwnLines(budget)) {
    problems.error('no-lines', headOrigins.year ?? { file: headFile }, { year: budget.head.year })
  }
}

const lineKey = (line: Line): string => {
  const { flow, unit, function: f, economy, source, vintage, character, project, year, stage, fen, note } = line
  const { counterpart } = line
  return [flow, unit, f, economy, source, vintage, character, project, counterpart, year, stage, fen, note].join('|')
}

const hasOwnLines = ({ head, lines }: Budget): boolean =>
  lines.some((line) => line.year === head.year && line.stage === head.stage)

function validateParents({ units }: Budget, { problems }: Validation): void {
  const parents = new Map(units.map(({ code, parent }) => [code, parent]))
  for (const unit of units) {
    const seen = new Set<string>()
    let up: string | undefined = unit.code
    while (up !== undefined && !seen.has(up)) {
      seen.add(up)
      up = parents.get(up)
    }
    // Only the units on the circle are told, not those that hang below it.
    if (up === unit.code) problems.error('unit-cycle', placeOf(unit, 'units', 'parent'), { found: unit.code })
  }
}

/** A key that no vocabulary knows may belong to a pack; one that nearly is a known key is a slip. */
function validateMeasures({ measurements }: Budget, { problems }: Validation): void {
  const known = MEASURE_KEYS.map((key) => ({ key, plain: plainName(key) }))
  for (const measure of measurements) {
    if (MEASURE_KEYS.includes(measure.key)) continue
    const plain = plainName(measure.key)
    const near = known.find((k) => nameDistance(k.plain, plain, 2) !== undefined)
    if (!near) continue
    const at = placeOf(measure, 'measurements', 'key')
    problems.warn('unknown-measure', at, { found: measure.key, near: near.key })
  }
}
