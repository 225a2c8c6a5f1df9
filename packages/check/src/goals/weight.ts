/** Weights: those of one project are 100 together, the printed sums agree, and the levels have their usual shares. */
import { type Printed, parseNumber, plainName, printedText } from '@gouji/ledger'
import type { Goal, Indicator } from '@gouji/read'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, listed, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { goalDataOf } from './data.ts'
import { evidenceOfGoal, keyOfPlace, nameOfGoal, quoted, whereOf } from './facts.ts'

export const GOAL_WEIGHT: RuleInfo = {
  id: 'GOAL-WEIGHT',
  severity: 'error',
  title: { zh: '指标权重之和不是 100', en: 'Weights of a project are not 100 together' },
  checks:
    '同一项目各指标的权重之和应为 100；印有合计的，应与各项之和相等；只有一个权重空白的，按其余各项推出应填的数。',
  basis: '评分逻辑：各指标权重之和为 100 分',
  good: '权重 10、50、30、10，合计 100',
  bad: '权重 10、50、20、10，合计 90',
}

export const GOAL_SCHEME: RuleInfo = {
  id: 'GOAL-SCHEME',
  severity: 'info',
  title: { zh: '各级权重与通行比例不同', en: 'Shares of the levels are unusual' },
  checks: '预算执行率、成本、产出、效益、满意度各级权重之和与通行的几种比例比较。比例是自评时的通行做法，只作提示。',
  basis: '财预〔2020〕10号、财预〔2021〕101号的通行权重（条款待核实，只作提示）',
  good: '预算执行率 10、产出 50、效益 30、满意度 10',
  bad: '产出 20、效益 20、满意度 60',
}

interface Sum {
  readonly digits: bigint
  readonly decimals: number
}

const weightOf = (i: Indicator): Printed | undefined =>
  i.weight === undefined ? undefined : parseNumber(i.weight.replace(/[%％分]$/, ''))

function add(numbers: readonly Printed[]): Sum {
  const decimals = Math.max(0, ...numbers.map((n) => n.decimals))
  return { decimals, digits: numbers.reduce((sum, n) => sum + n.digits * 10n ** BigInt(decimals - n.decimals), 0n) }
}

const isHundred = (s: Sum): boolean => s.digits === 100n * 10n ** BigInt(s.decimals)
const scaled = (s: Sum, decimals: number): bigint => s.digits * 10n ** BigInt(decimals - s.decimals)

const isWhole = (s: Sum): boolean => isHundred(s) || s.digits === 10n ** BigInt(s.decimals)

/** Weights may count from 100 within each level, and the execution rate may have its 10 outside the table. */
function isOtherwiseWhole(goal: Goal): boolean {
  const levels = [...Map.groupBy(goal.indicators, (i) => plainName(i.level1 ?? '')).values()]
  return levels.length > 1 && levels.every((own) => isWhole(add(own.flatMap((i) => weightOf(i) ?? []))))
}

const isNinety = (s: Sum): boolean => s.digits === 90n * 10n ** BigInt(s.decimals)

const weighed = (goal: Goal): boolean => goal.indicators.some((i) => weightOf(i) !== undefined)

export function goalWeight(context: RuleContext): Finding[] {
  const goals = (context.reading.goals ?? []).filter(weighed)
  return [...goals.flatMap((goal) => ofGoal(context, goal)), ...unitTotals(context, goals)]
}

function ofGoal(context: RuleContext, goal: Goal): Finding[] {
  const weights = goal.indicators.flatMap((i) => weightOf(i) ?? [])
  const blank = goal.indicators.filter((i) => weightOf(i) === undefined)
  const sum = add(weights)
  const shown = printedText(sum)
  const where = `${whereOf(context, goal)}：项目${quoted(nameOfGoal(goal))}`
  const rest = { decimals: sum.decimals, digits: 100n * 10n ** BigInt(sum.decimals) - sum.digits }
  const total = goal.weightTotal
  const context_ = total ? [evidenceAt(total.place, `权重合计 ${total.text}`, whereOf(context, goal), 'total')] : []
  if (blank.length > 0) {
    const one = blank.length === 1 && rest.digits > 0n
    return [
      findingOf(GOAL_WEIGHT, {
        key: keyOfPlace(blank[0]!.place, 'blank'),
        severity: 'warning',
        message: one
          ? `${where}的指标${quoted(blank[0]!.level3)}没有填权重；其余 ${weights.length} 项之和为 ${shown}，应填 ${printedText(rest)}。`
          : `${where}有 ${blank.length} 个指标没有填权重，其余各项之和为 ${shown}。请补填，使合计为 100。`,
        ...(one ? { expected: printedText(rest) } : {}),
        found: '空白',
        evidence: [
          ...blank.map((i) => evidenceAt(i.place, `${i.level3} 权重空白`, whereOf(context, goal))),
          ...context_,
        ],
      }),
    ]
  }
  if (isWhole(sum) || isOtherwiseWhole(goal)) return []
  const apart = isNinety(sum) && !goal.indicators.some((i) => /执行率/.test(i.level3))
  return [
    findingOf(GOAL_WEIGHT, {
      key: keyOfPlace(goal.place, 'sum'),
      ...(apart ? { severity: 'info' as const } : {}),
      message: `${where}的 ${weights.length} 个指标权重之和为 ${shown}，应为 100，${rest.digits > 0n ? '少' : '多'} ${printedText({ ...rest, digits: rest.digits < 0n ? -rest.digits : rest.digits })}。${apart ? '预算执行率另计 10 分的可以不改，请注明。' : '请核对各项权重。'}`,
      expected: '100',
      found: shown,
      evidence: [
        evidenceOfGoal(context, goal),
        ...goal.indicators.map((i) => evidenceAt(i.place, `${i.level3} ${i.weight}`, whereOf(context, goal), 'part')),
        ...context_,
      ],
    }),
  ]
}

/** The sum printed for all goals of a unit is 100 for each of them. */
function unitTotals(context: RuleContext, goals: readonly Goal[]): Finding[] {
  const groups: Goal[][] = []
  for (const goal of goals) {
    if (goal.unitWeightTotal) groups.push([goal])
    else groups.at(-1)?.push(goal)
  }
  return groups.flatMap((group): Finding[] => {
    const total = group[0]!.unitWeightTotal!
    const printed = parseNumber(total.text)
    const sum = add(group.flatMap((g) => g.indicators.flatMap((i) => weightOf(i) ?? [])))
    // A blank weight is a finding of its own, and each project that has one weighs 100 all the same.
    const due = 100n * BigInt(group.length)
    if (!printed || printed.digits === due * 10n ** BigInt(printed.decimals)) return []
    if (
      scaled(printed, Math.max(printed.decimals, sum.decimals)) ===
      scaled(sum, Math.max(printed.decimals, sum.decimals))
    )
      return []
    return [
      findingOf(GOAL_WEIGHT, {
        key: keyOfPlace(total.place, 'unit'),
        severity: 'warning',
        message: `${whereOf(context, group[0]!)}：${total.of ? quoted(total.of) : '该单位'}的权重合计印为 ${total.text}，而表中有 ${group.length} 个项目，各 100，应为 ${due}。疑缺项目或合计有误。`,
        expected: String(due),
        found: total.text,
        evidence: [
          evidenceAt(total.place, `权重合计 ${total.text}`, whereOf(context, group[0]!)),
          ...group.map((g) => evidenceOfGoal(context, g, 'part')),
        ],
      }),
    ]
  })
}

const SHARE_WORDS = ['执行率', '成本', '产出', '效益', '满意度']

export function goalScheme(context: RuleContext): Finding[] {
  const schemes = goalDataOf(context)?.schemes ?? []
  if (schemes.length === 0) return []
  const odd = (context.reading.goals ?? []).filter((goal) => {
    if (goal.scope !== 'project' || !goal.indicators.every((i) => weightOf(i) !== undefined)) return false
    const shares = sharesOf(goal)
    return shares !== undefined && !schemes.some((s) => s.shares.every((share, i) => share === shares[i]))
  })
  return [...Map.groupBy(odd, (g) => g.table).values()].map((group) => {
    const told = group.map((g) => {
      const shares = sharesOf(g)!.map((share, i) => (share === 0n ? '' : `${SHARE_WORDS[i]} ${share}`))
      return `${quoted(nameOfGoal(g))}${shares.filter(Boolean).join('、')}`
    })
    return findingOf(GOAL_SCHEME, {
      key: `${group[0]!.table}`,
      message: `${whereOf(context, group[0]!)}：各级权重与通行比例不同：${listed(told, 4)}。请对照本地的评分办法。`,
      evidence: group.map((g) => evidenceOfGoal(context, g)),
    })
  })
}

/** Whole weights by level, the execution rate apart; undefined where a level is not one of the four. */
function sharesOf(goal: Goal): bigint[] | undefined {
  const shares = [0n, 0n, 0n, 0n, 0n]
  const total = add(goal.indicators.flatMap((i) => weightOf(i) ?? []))
  if (total.decimals > 0 || !isHundred(total)) return undefined
  for (const i of goal.indicators) {
    const level = plainName(i.level1 ?? '')
    const at = /预算执行率/.test(plainName(i.level3))
      ? 0
      : SHARE_WORDS.findIndex((w, k) => k > 0 && level.startsWith(w))
    if (at < 0) return undefined
    shares[at] = shares[at]! + (weightOf(i)?.digits ?? 0n)
  }
  return shares
}
