/** A department's book taken apart into its units and put together again says the same. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyBudget } from '../testing/any-budget.ts'
import { consolidate } from './consolidate.ts'
import { differencesBetween } from './differences.ts'
import { unitPart } from './unit-part.ts'

it('holds each line, project and procurement once', () => {
  fc.assert(
    fc.property(anyBudget, (budget) => {
      const parts = budget.units.map(({ code }) => unitPart(budget, code))
      const { budget: again } = consolidate(parts, budget.head)
      const sizes = ({ lines, projects, procurement }: typeof budget): number[] => [
        lines.length,
        projects.length,
        procurement.length,
      ]
      expect(sizes(again)).toEqual(sizes(budget))
      expect(differencesBetween(budget, again)).toEqual([])
    }),
    { numRuns: 100 },
  )
})

it('differs by exactly what was changed in one line', () => {
  fc.assert(
    fc.property(anyBudget, fc.nat(), fc.bigInt({ min: 1n, max: 10n ** 9n }), (budget, at, more) => {
      const { year, stage } = budget.head
      const now = budget.lines.filter((line) => line.year === year && line.stage === stage)
      fc.pre(now.length > 0)
      const changed = now[at % now.length]!
      const whole = { ...budget, lines: budget.lines.map((l) => (l === changed ? { ...l, fen: l.fen + more } : l)) }
      const [found, ...others] = differencesBetween(whole, budget)
      expect(others).toEqual([])
      expect(found!.subject).toMatchObject({ unit: changed.unit, flow: changed.flow })
      expect(found!.whole - found!.own).toBe(more)
    }),
    { numRuns: 100 },
  )
})
