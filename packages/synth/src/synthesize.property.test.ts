import { type Budget, printBudget, readBudget } from '@gouji/budget'
import { loadKnowledge, loadSynthWords } from '@gouji/knowledge'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { synthDistrict } from './district.ts'
import { SHAPES } from './shape.ts'
import { synthesize } from './synthesize.ts'

const { catalogue } = loadKnowledge()
const words = loadSynthWords()

const options = fc.record({
  seed: fc.nat(1_000_000),
  year: fc.constantFrom(2022, 2023, 2024, 2025),
  units: fc.constantFrom(1, 2, 5),
  stage: fc.constantFrom('budget' as const, 'final' as const),
  shape: fc.constantFrom(...SHAPES.filter((shape) => shape !== 'many-lines')),
})

it('makes ledgers that can be published', () => {
  fc.assert(
    fc.property(options, (given) => {
      const { problems } = readBudget(printBudget(synthesize({ ...given, catalogue, words })), { catalogue })
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    }),
    { numRuns: 60 },
  )
})

it('makes the same bytes from the same seed', () => {
  fc.assert(
    fc.property(options, (given) => {
      const [a, b] = [1, 2].map(() => printBudget(synthesize({ ...given, catalogue, words })))
      expect(a).toEqual(b)
    }),
    { numRuns: 10 },
  )
})

const of = ({ lines, head }: Budget, flow: 'income' | 'expenditure'): bigint =>
  lines.filter((l) => l.flow === flow && l.year === head.year).reduce((sum, { fen }) => sum + fen, 0n)

it('keeps each shape', () => {
  const made = (shape: (typeof SHAPES)[number]) =>
    synthesize({ seed: 7, year: 2025, units: 2, catalogue, words, shape })
  expect(of(made('huge'), 'expenditure')).toBeGreaterThan(9n * 10n ** 13n)
  expect(made('one-line').lines.filter(({ year }) => year === 2025)).toHaveLength(2)
  expect(made('negative').lines.some(({ fen }) => fen < 0n)).toBe(true)
  expect(made('many-lines').lines.length).toBeGreaterThan(2000)
  expect(made('empty-funds').lines.every(({ source }) => source === 'general')).toBe(true)
})

it('begins the year of final accounts with what the last one left, and plans what is fiscal', () => {
  fc.assert(
    fc.property(options, (given) => {
      const { lines, head } = synthesize({ ...given, stage: 'final', catalogue, words })
      const sum = (flow: string, vintage: string, year: number, stage: string): bigint =>
        lines
          .filter((l) => l.flow === flow && l.vintage === vintage && l.year === year && l.stage === stage)
          .reduce((total, { fen }) => total + fen, 0n)
      expect(head.stage).toBe('final')
      expect(sum('expenditure', 'next', given.year - 1, 'final')).toBe(sum('income', 'carried', given.year, 'final'))
      // 年初预算 and 全年预算 hold nothing that was left or carried over.
      for (const stage of ['budget', 'adjusted']) {
        expect(lines.filter((l) => l.stage === stage && (l.year !== given.year || l.vintage !== 'current'))).toEqual([])
      }
    }),
    { numRuns: 30 },
  )
})

it('ties what is paid on wages to the wages', () => {
  const { lines } = synthesize({ seed: 3, year: 2025, units: 1, catalogue, words })
  const sum = (...codes: string[]): bigint =>
    lines
      .filter((l) => l.year === 2025 && l.source === 'general' && l.project === undefined && codes.includes(l.economy!))
      .reduce((total, { fen }) => total + fen, 0n)
  const wages = sum('30101', '30102', '30103', '30107')
  expect([sum('30108'), sum('30109'), sum('30113')]).toEqual([
    (wages * 16n + 50n) / 100n,
    (wages * 8n + 50n) / 100n,
    (wages * 12n + 50n) / 100n,
  ])
})

it('shares the units of a district among its departments, each with a name and a code of its own', () => {
  const budgets = [...synthDistrict({ seed: 5, year: 2025, units: 137, departments: 20, catalogue, words })]
  expect(budgets.flatMap(({ units }) => units)).toHaveLength(137)
  expect(new Set(budgets.map(({ head }) => head.name)).size).toBe(20)
  expect(new Set(budgets.flatMap(({ units }) => units.map(({ code }) => code))).size).toBe(137)
})
