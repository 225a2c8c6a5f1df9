/** Quantity times unit cost against the project's amount, and unit prices that the amount implies. */
import { formatFen, isMoneyUnit, powerOf } from '@gouji/ledger'
import type { Goal } from '@gouji/read'
import type { Finding } from '../report.ts'
import { findingOf, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { goalDataOf } from './data.ts'
import {
  boundOf,
  evidenceOfGoal,
  evidenceOfLine,
  keyOfPlace,
  type Line,
  linesOf,
  nameOfGoal,
  quoted,
  textOfLine,
  whereOf,
} from './facts.ts'
import { moneyOf } from './projects.ts'

export const GOAL_PRODUCT: RuleInfo = {
  id: 'GOAL-PRODUCT',
  severity: 'warning',
  title: { zh: '数量乘单位成本与项目金额不符', en: 'Quantity times unit cost is not the amount' },
  checks:
    '同一项目的数量和单位成本都定为等于的，乘积应为项目金额；都定了上限的，乘积不应低于项目金额；都定了下限的，不应高于。',
  basis: '量价互证：数量 × 单位成本 = 金额',
  good: '印刷 12500 页 × 4 元/页 = 5 万元，项目金额 5.00 万元',
  bad: '统一着装 = 26 人，人均经费 ≤ 2000 元，项目金额 7.50 万元',
}

export const GOAL_PRICE: RuleInfo = {
  id: 'GOAL-PRICE',
  severity: 'info',
  title: { zh: '推出的单价离谱', en: 'Implied unit price is absurd' },
  checks: '用项目金额除以指标里的数量（用电量、用水量、培训人次等），推出的单价远高于常见水平的，作提示。',
  basis: '经验值（catalogue/performance/thresholds.csv），只作提示',
  good: '电费 20 万元，月用电量 ≤ 20000 度',
  bad: '电费 20 万元，月用电量 ≤ 100 度，每度约 167 元',
}

const UNIT_COST = /人均|单位.{0,4}成本|单价|单位面积成本|平均.{0,4}(?:成本|费用|支出)/
const HEADS = /^(?:人|名|位|人次)$/

/** Fen for one thing and the thing's own unit: 4 元/页 costs 400 fen a 页. */
function unitCost(line: Line): { fen: bigint; per: string | undefined } | undefined {
  const [money, per] = line.unit.split('/')
  if (!line.number || !UNIT_COST.test(line.name) || !money || !isMoneyUnit(money)) return undefined
  const power = powerOf(money) - line.number.decimals
  if (power < 0) return undefined
  return { fen: line.number.digits * 10n ** BigInt(power), per: per ?? (/人均/.test(line.name) ? '人' : undefined) }
}

/** 页 of 页、张; 平方 of 平方米; 人 of 人次. */
function isCounted(line: Line, per: string): boolean {
  if (!line.number || line.number.decimals > 0 || line.unit === '' || /[元%]/.test(line.unit)) return false
  if (HEADS.test(per)) return HEADS.test(line.unit)
  return line.unit.startsWith(per.slice(0, 2)) || per.startsWith(line.unit) || line.unit.startsWith(per[0]!)
}

export function goalProduct(context: RuleContext): Finding[] {
  return [...Map.groupBy(linesOf(context), (l) => l.goal)].flatMap(([goal, lines]) =>
    lines.flatMap((cost): Finding[] => {
      const price = unitCost(cost)
      const counted = price?.per === undefined ? [] : lines.filter((l) => l !== cost && isCounted(l, price.per!))
      // Several things counted in one unit: nobody knows which of them the price is for.
      return price && counted.length === 1 ? compare(context, goal, counted[0]!, cost, price.fen) : []
    }),
  )
}

function compare(context: RuleContext, goal: Goal, counted: Line, cost: Line, fen: bigint): Finding[] {
  const money = moneyOf(context, goal)
  if (!money) return []
  const product = counted.number!.digits * fen
  const [q, p] = [boundOf(counted.operator), boundOf(cost.operator)]
  const least = (q === 'lower' || q === 'equal') && (p === 'lower' || p === 'equal')
  const most = (q === 'upper' || q === 'equal') && (p === 'upper' || p === 'equal')
  const over = least && product > money.hi
  const under = most && product < money.lo
  if (!over && !under) return []
  const sum = `${counted.number!.digits} × ${formatFen(fen, '元')} 元 = ${formatFen(product, '万元')} 万元`
  const amount = formatFen((money.lo + money.hi) / 2n, '万元')
  return [
    findingOf(GOAL_PRODUCT, {
      key: keyOfPlace(cost.indicator.place, cost.name),
      message: `${whereOf(context, goal)}：项目${quoted(nameOfGoal(goal))}的${quoted(textOfLine(counted))}与${quoted(textOfLine(cost))}相乘，${over ? '至少' : '至多'}为 ${sum}，而项目金额为 ${amount} 万元。请核对数量、单位成本或金额。`,
      expected: `${amount} 万元`,
      found: sum,
      evidence: [
        evidenceOfLine(context, counted),
        evidenceOfLine(context, cost),
        evidenceOfGoal(context, goal, 'total'),
      ],
    }),
  ]
}

export function goalPrice(context: RuleContext): Finding[] {
  const thresholds = goalDataOf(context)?.thresholds ?? []
  return linesOf(context).flatMap((line): Finding[] => {
    const known = thresholds
      .filter((t) => line.name.includes(t.quantity) && line.unit === t.unit)
      .sort((a, b) => b.quantity.length - a.quantity.length)[0]
    const money = moneyOf(context, line.goal)
    if (!known || !money || !line.number || line.number.digits <= 0n) return []
    const scale = 10n ** BigInt(line.number.decimals)
    const price = (money.lo * scale) / (line.number.digits * known.perYear)
    // At least so many: the price may be lower.
    if (boundOf(line.operator) === 'lower' || price <= known.priceMaxYuan * 100n) return []
    return [
      findingOf(GOAL_PRICE, {
        key: keyOfPlace(line.indicator.place, line.name),
        message: `${whereOf(context, line.goal)}：项目${quoted(nameOfGoal(line.goal))}按${quoted(textOfLine(line))}${known.perYear > 1n ? `全年 ${known.perYear} 个月` : ''}推算，每${line.unit}约 ${formatFen(price, '元', 1)} 元，远高于常见水平（${known.note}）。请核对数量或单位。`,
        expected: `每${line.unit}不超过 ${known.priceMaxYuan} 元`,
        found: `${formatFen(price, '元', 1)} 元`,
        evidence: [evidenceOfLine(context, line), evidenceOfGoal(context, line.goal, 'context')],
      }),
    ]
  })
}
