/**
 * A pack on trial: two tiny ledgers, one with something of everything and one with next to nothing, are composed with it
 * and read back. What the pack asks a ledger for (counts, texts, reasons) is given and listed; what is wrong after that
 * is the pack's own.
 */
import { type Budget, type Line, type Measurement, type Origin, STAGES } from '@gouji/budget'
import { type ComposeProblem, compose, type Pack } from '@gouji/compose'
import { loadKnowledge } from '@gouji/knowledge'
import type { Proof } from './prove.ts'
import { publish } from './publish.ts'

export interface Trial {
  readonly ledger: 'full' | 'bare'
  readonly problems: readonly ComposeProblem[]
  /** Keys of measurements and texts that a ledger for this pack brings along. */
  readonly asked: { readonly measurements: readonly string[]; readonly texts: readonly string[] }
  readonly tables: number
  readonly figures: number
  readonly proof?: Proof
}

/** More rounds than answers that depend on each other. */
const ROUNDS_MAX = 6

export async function tryPack(pack: Pack): Promise<readonly Trial[]> {
  return [await tried(pack, 'full'), await tried(pack, 'bare')]
}

/** The fuller of the two ledgers, with an answer to whatever the pack asks: a sample of its books to look at. */
export const sampleBudget = (pack: Pack): Budget => asked(pack, 'full').budget

async function tried(pack: Pack, ledger: Trial['ledger']): Promise<Trial> {
  const { budget, measurements, texts } = asked(pack, ledger)
  const published = await publish(budget, pack, { formats: ['html'] })
  const { book } = published.composed
  const proof = published.proofs.get('html')
  return {
    ledger,
    problems: published.problems,
    asked: { measurements: [...measurements], texts: [...texts] },
    tables: book.blocks.filter(({ kind }) => kind === 'table').length,
    figures: book.figures.length,
    ...(proof ? { proof } : {}),
  }
}

function asked(pack: Pack, ledger: Trial['ledger']) {
  let budget = trialBudget(pack, ledger)
  const measurements = new Set<string>()
  const texts = new Set<string>()
  const { catalogue } = loadKnowledge()
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { problems } = compose(budget, pack, catalogue)
    const before = measurements.size + texts.size + budget.texts.reasons.size + budget.measurements.length
    budget = answered(budget, problems, measurements, texts)
    if (measurements.size + texts.size + budget.texts.reasons.size + budget.measurements.length === before) break
  }
  return { budget, measurements, texts }
}

/** The trial body has one car, and it is of the last kind: the kinds make up the fleet however many a book tells. */
const ONE_CAR = /保有量|其他用车/

const ORIGIN: Origin = { file: 'trial' }

/** The ledger with an answer to each question that composing it has raised. */
function answered(budget: Budget, problems: readonly ComposeProblem[], asked: Set<string>, texts: Set<string>): Budget {
  const { head } = budget
  const measurements: Measurement[] = [...budget.measurements]
  const reasons = new Map(budget.texts.reasons)
  const purposes = new Map(budget.texts.purposes)
  const others = new Map(budget.texts.others)
  for (const { code, facts } of problems) {
    const key = String(facts.key ?? facts.figure ?? '')
    if (code === 'measurement-missing') {
      // Of several that are counted together one is enough.
      const keys = key.split('、')
      const one = keys.find((each) => ONE_CAR.test(each)) ?? keys[0]!
      // Two figures may ask for the same one at once.
      if (measurements.some((had) => had.key === one)) continue
      asked.add(one)
      const money = /金额|资金|总额|经费/.test(one)
      const value = money ? 1_000_000n : /^车辆·/.test(one) && !ONE_CAR.test(one) ? 0n : 1n
      measurements.push({ key: one, year: head.year - 1, value, money, origin: ORIGIN })
    } else if (code === 'reason-missing') reasons.set(key, '工作量增加')
    else if (code === 'text-missing') {
      texts.add(`${facts.of}·${key}`)
      ;(facts.of === '原因' ? reasons : facts.of === '用途' ? purposes : others).set(key, '说明文字')
    }
  }
  return { ...budget, measurements, texts: { ...budget.texts, reasons, purposes, others } }
}

const YUAN = 100n

/** Amounts of this year; other years and stages have four fifths of each, so that every figure has something to change from. */
function trialBudget({ for: whom }: Pack, ledger: Trial['ledger']): Budget {
  const stage = whom?.stage ?? 'budget'
  const audience = whom?.audience ?? 'department'
  const year = Math.max(whom?.yearFrom ?? 2025, 2021)
  const [main, second] = audience === 'unit' ? ['901', '901'] : ['901001', '901002']
  const lines: Line[] = []
  const both = (
    line: { unit: string; function: string; economy: string; source: string; project?: string },
    yuan: bigint,
    vintage: 'current' | 'carried' = 'current',
  ): void => {
    const { economy: _, ...income } = line
    for (const y of [year, year - 1])
      for (const s of STAGES) {
        const fen = (y === year && s === stage ? yuan * 5n : yuan * 4n) * YUAN
        const common = { year: y, stage: s, fen, origin: ORIGIN, vintage }
        lines.push({ ...income, ...common, flow: 'income' }, { ...line, ...common, flow: 'expenditure' })
      }
  }
  const general = { unit: main!, source: 'general' }
  both({ ...general, function: '2012601', economy: '30101' }, 240_000n)
  both({ ...general, function: '2080505', economy: '30108' }, 40_000n)
  if (ledger === 'full') {
    both({ ...general, function: '2012601', economy: '30201' }, 12_000n)
    both({ ...general, function: '2012601', economy: '30217' }, 1_000n)
    both({ ...general, function: '2012601', economy: '30212' }, 3_000n)
    both({ ...general, function: '2012601', economy: '30231' }, 6_000n)
    both({ ...general, function: '2012604', economy: '30227', project: 'P1' }, 100_000n)
    both({ ...general, function: '2012604', economy: '30227', project: 'P1' }, 20_000n, 'carried')
    both({ unit: second!, source: 'other-income', function: '2012604', economy: '30302' }, 8_000n)
    both({ unit: second!, source: 'fund', function: '2120899', economy: '30227', project: 'P2' }, 30_000n)
  }
  const units = [
    { code: main!, name: '示例市档案局本级', nature: 'administration' as const, natureName: '行政', origin: ORIGIN },
    { code: second!, name: '示例市档案馆', nature: 'institution' as const, natureName: '公益一类事业', origin: ORIGIN },
  ]
  const indicator = (level1: string, level2: string, name: string, weight: number) => ({
    ...{ level1, level2, name, operator: '≥', target: '90', unit: '%', weight, origin: ORIGIN },
  })
  const indicators = [
    indicator('产出指标', '数量指标', '完成率', 50),
    indicator('效益指标', '社会效益指标', '利用率', 40),
    indicator('满意度指标', '服务对象满意度指标', '满意度', 10),
  ]
  const project = (code: string, name: string, unit: string) => ({ code, name, unit, kind: 'target', origin: ORIGIN })
  const isFull = ledger === 'full'
  return {
    head: {
      ...{ year, stage, audience, name: '示例市档案局', code: '901', level: '市级', date: `${year}-02-01` },
      region: (whom?.region ?? '').padEnd(6, '0'),
    },
    units: audience === 'unit' || !isFull ? units.slice(0, 1) : units,
    lines,
    projects: isFull ? [project('P1', '库房改造', main!), project('P2', '档案数字化', second!)] : [],
    goals: isFull
      ? [
          { unit: main!, project: 'P1', annual: '完成改造', indicators, origin: ORIGIN },
          { unit: second!, project: 'P2', annual: '完成扫描', indicators, origin: ORIGIN },
          { unit: main!, annual: '完成年度任务', indicators, origin: ORIGIN },
        ]
      : [],
    tasks: isFull ? [{ name: '改造', content: '改造库房', origin: ORIGIN }] : [],
    procurement: isFull
      ? [{ unit: main!, catalogue: 'C03040000', name: '维修', fen: 500_000n, year, stage, origin: ORIGIN }]
      : [],
    measurements: [],
    texts: {
      duties: ['保管档案。', '提供利用。'],
      divisions: isFull ? ['办公室', '保管科'] : [],
      reasons: new Map(),
      purposes: new Map(),
      others: new Map(),
    },
  }
}
