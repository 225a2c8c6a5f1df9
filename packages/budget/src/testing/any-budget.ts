/** Budgets of every shape for tests of properties: consistent within themselves, with names that need quotes. */
import fc from 'fast-check'
import type {
  Budget,
  BudgetGoal,
  BudgetIndicator,
  Line,
  Measurement,
  ProcurementItem,
  Project,
  Unit,
} from '../budget.ts'
import { STAGES } from '../budget.ts'

const origin = { file: '' }

/** Without blanks at the ends and control characters, which no name has. */
const letters = '甲乙丙丁档案局管理费“”（），、,"\'#:-&%.=+@[]{}1230aZ ｜é'
const name = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 12 }).map((s) => `${s.trim()}名`)
const long = fc
  .string({ unit: fc.constantFrom(...letters, '\n'), minLength: 1, maxLength: 40 })
  .map((s) => `${s.replace(/ *\n */g, '\n').trim()}文`)
const fen = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 17n })
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined })
const year = fc.constantFrom(2023, 2024, 2025)
const stage = fc.constantFrom('budget', 'adjusted', 'executed', 'final')
const source = fc.constantFrom('general', 'fund', 'capital', 'special-account', 'unit-money', 'operations', 'own')
const functionCode = fc.constantFrom('201', '20126', '2012604', '2080505', '2210201')
const economy = fc.constantFrom('301', '30101', '30217', '31002')

/** Members that are undefined are left out, as they are where a budget is read. */
const record = <T>(model: { [K in keyof T]-?: fc.Arbitrary<T[K] | undefined> }): fc.Arbitrary<T> =>
  fc
    .record(model as Record<string, fc.Arbitrary<unknown>>)
    .map((all) => Object.fromEntries(Object.entries(all).filter(([, v]) => v !== undefined)) as T)

const here = fc.constant(origin)

export const anyBudget: fc.Arbitrary<Budget> = fc
  .record({
    unitCodes: fc.uniqueArray(fc.constantFrom('001001', '001002', '099', '120003'), { minLength: 1 }),
    projectCodes: fc.uniqueArray(fc.constantFrom('P-01', '339901250000001234567', '0007'), {}),
  })
  .chain(({ unitCodes, projectCodes }) => {
    const unit = fc.constantFrom(...unitCodes)
    const project = projectCodes.length > 0 ? maybe(fc.constantFrom(...projectCodes)) : fc.constant(undefined)
    const units = fc.tuple(
      ...unitCodes.map((code, i) =>
        record<Unit>({
          code: fc.constant(code),
          name: name.map((n) => `${n}${i}`),
          short: maybe(name),
          nature: fc.constant('institution'),
          natureName: fc.constantFrom('事业', '公益一类事业单位'),
          parent: fc.constant(i > 0 ? unitCodes[0] : undefined),
          posts: maybe(fc.nat(5000)),
          staff: maybe(fc.nat(5000)),
          origin: here,
        }),
      ),
    )
    const line = (flow: 'income' | 'expenditure'): fc.Arbitrary<Line> =>
      record<Line>({
        flow: fc.constant(flow),
        unit,
        function: maybe(functionCode),
        economy: flow === 'income' ? fc.constant(undefined) : maybe(economy),
        source: maybe(source),
        vintage:
          flow === 'income' ? fc.constantFrom('current', 'carried') : fc.constantFrom('current', 'carried', 'next'),
        character: flow === 'income' ? fc.constant(undefined) : maybe(fc.constantFrom('wages', 'public', 'operating')),
        project,
        counterpart: maybe(fc.constantFrom(...unitCodes, '777', '名甲乙')),
        year,
        stage: stage as fc.Arbitrary<Line['stage']>,
        fen,
        note: maybe(long),
        origin: here,
      })
    const projects = fc.tuple(
      ...projectCodes.map((code, i) =>
        record<Project>({
          code: fc.constant(code),
          name: name.map((n) => `${n}${i}`),
          unit,
          kind: fc.constantFrom('operating', 'target', 'personnel', 'public'),
          parent: maybe(fc.constantFrom('R1', '000123')),
          yearFrom: maybe(year),
          yearTo: maybe(year),
          whole: maybe(fen),
          content: maybe(long),
          standard: maybe(long),
          livelihood: maybe(fc.boolean()),
          origin: here,
        }),
      ),
    )
    const indicator = record<BudgetIndicator>({
      level1: name,
      level2: name,
      name,
      operator: fc.constantFrom('≥', '≤', '=', '>', '<', '定性'),
      target: name,
      unit: maybe(fc.constantFrom('%', '件', '人次')),
      weight: maybe(fc.nat(100)),
      note: maybe(long),
      origin: here,
    })
    const goal = (code: string | undefined): fc.Arbitrary<BudgetGoal> =>
      record<BudgetGoal>({
        unit: maybe(unit),
        project: fc.constant(code),
        midterm: maybe(long),
        annual: long,
        indicators: fc.array(indicator, { maxLength: 4 }),
        origin: here,
      })
    const item = record<ProcurementItem>({
      unit,
      project,
      catalogue: fc.constantFrom('A05010000', 'C16030000', 'B'),
      name,
      function: maybe(functionCode),
      economy: maybe(economy),
      source: maybe(source),
      quantity: maybe(fc.constantFrom('1', '2.5', '19')),
      quantityUnit: maybe(name),
      priceFen: maybe(fen),
      fen,
      smallFen: maybe(fen),
      microFen: maybe(fen),
      year,
      stage: stage as fc.Arbitrary<Line['stage']>,
      origin: here,
    })
    const measurement = record<Measurement>({
      key: name,
      unit: maybe(unit),
      year,
      stage: maybe(fc.constantFrom(...STAGES)),
      value: fc.bigInt({ min: -1000n, max: 10n ** 12n }),
      money: fc.boolean(),
      origin: here,
    })
    const map = fc.uniqueArray(fc.tuple(fc.oneof(name, functionCode, fc.constant('__proto__')), long), {
      selector: ([key]) => key,
      maxLength: 5,
    })
    return fc.record({
      head: record<Budget['head']>({
        year: fc.constant(2025),
        stage: fc.constantFrom('budget', 'final'),
        audience: fc.constantFrom('department', 'unit'),
        name,
        short: maybe(name),
        code: fc.constantFrom('001', '334', '021001'),
        region: fc.constant('339901'),
        level: maybe(name),
        pack: maybe(name),
        date: maybe(fc.constantFrom('2025-02-28', '2024-02-29')),
      }),
      units,
      lines: fc
        .tuple(fc.array(line('income'), { maxLength: 8 }), fc.array(line('expenditure'), { maxLength: 12 }))
        .map((both) => both.flat()),
      projects,
      goals: fc.tuple(...[undefined, ...projectCodes].map(goal)),
      tasks: fc.array(record<Budget['tasks'][number]>({ name, content: long, fen: maybe(fen), origin: here })),
      procurement: fc.array(item, { maxLength: 4 }),
      measurements: fc.array(measurement, { maxLength: 4 }),
      texts: fc.record({
        duties: fc.array(long, { maxLength: 4 }),
        divisions: fc.array(long, { maxLength: 4 }),
        reasons: map.map((entries) => new Map(entries)),
        purposes: map.map((entries) => new Map(entries)),
        others: map.map((entries) => new Map(entries)),
      }),
    }) as fc.Arbitrary<Budget>
  })

/** Everything but the places: a budget that was never in a file has none. */
export const withoutOrigins = (value: unknown): unknown =>
  value instanceof Map
    ? [...value].map(withoutOrigins)
    : Array.isArray(value)
      ? value.map(withoutOrigins)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .filter(([key]) => key !== 'origin')
              .map(([key, inner]) => [key, withoutOrigins(inner)]),
          )
        : value
