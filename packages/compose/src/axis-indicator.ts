/**
 * Indicators (绩效指标) as rows: all of a goal, those of the levels that a form prints whether or not anything is set
 * for them, and those of several first levels side by side.
 */
import type { BudgetGoal, BudgetIndicator } from '@gouji/budget'
import type { Member } from './axis.ts'
import type { BookIndicator } from './book.ts'
import type { Scene, Scope } from './scene.ts'
import { type Value, words } from './value.ts'

type Options = Readonly<Record<string, string>>

/** The goal that a loop around stands at; all of them where there is no such loop. */
function goalsHere({ budget }: Scene, scope: Scope): readonly BudgetGoal[] {
  const number = scope.variables.get('目标序号')
  return number?.kind === 'words' ? budget.goals.slice(Number(number.text)).slice(0, 1) : budget.goals
}

/** The indicators of the goal that a loop around stands at. */
export const indicatorsHere = (scene: Scene, scope: Scope): readonly BudgetIndicator[] =>
  goalsHere(scene, scope).flatMap((goal) => goal.indicators)

/**
 * `level1=产出指标` gives those of one first level. `levels=产出指标/数量指标,产出指标/质量指标` gives a blank row where
 * nothing is set for one of these; what stands at other levels comes after those of its own first level.
 */
export function indicators({ levels, ...options }: Options, scene: Scene, scope: Scope): Member[] {
  const around = scope.variables.get('所在一级指标')
  const level1 = options.level1 ?? (around?.kind === 'words' ? around.text : undefined)
  const here = indicatorsHere(scene, scope).filter((i) => level1 === undefined || i.level1 === level1)
  const rows = levels === undefined ? here : byLevels(here, levels.split(','))
  return rows.map((indicator, n) => ({
    key: `i${n}`,
    at: {},
    depth: 0,
    variables: ofIndicator(indicator, n),
    indicators: printed([indicator], scene, scope),
  }))
}

/** The first levels at which a goal has indicators; a loop over indicators within goes over those of one. */
export function firstLevels(scene: Scene, scope: Scope): Member[] {
  const names = [...new Set(indicatorsHere(scene, scope).map((i) => i.level1))]
  return names.map((name, n) => ({
    key: `l${n}`,
    at: {},
    depth: 0,
    variables: { 序号: words(String(n + 1)), 一级指标: words(name), 所在一级指标: words(name) },
  }))
}

function byLevels(all: readonly BudgetIndicator[], levels: readonly string[]): BudgetIndicator[] {
  const places = levels.map((level) => level.split('/') as [string, string?])
  const printed = (i: BudgetIndicator): boolean => places.some(([one, two]) => i.level1 === one && i.level2 === two)
  const firsts = [...new Set([...places.map(([one]) => one), ...all.map((i) => i.level1)])]
  return firsts.flatMap((first) => [
    ...places
      .filter(([one]) => one === first)
      .flatMap(([one, two = '']) => {
        const own = all.filter((i) => i.level1 === one && i.level2 === two)
        return own.length > 0 ? own : [{ ...NOTHING, level1: one, level2: two }]
      }),
    ...all.filter((i) => i.level1 === first && !printed(i)),
  ])
}

/** What a row prints of these, for the proof that it comes back; a row that stays blank prints none. */
function printed(all: readonly BudgetIndicator[], scene: Scene, scope: Scope): BookIndicator[] {
  const goals = goalsHere(scene, scope)
  return all
    .filter(({ name }) => name !== '')
    .map((indicator) => {
      const { origin: _, note: __, ...own } = indicator
      const goal = goals.find(({ indicators }) => indicators.includes(indicator))
      const project = scene.budget.projects.find(({ code }) => code === goal?.project)
      return { ...(project ? { project: project.name } : {}), ...own }
    })
}

const NOTHING: BudgetIndicator = { level1: '', level2: '', name: '', operator: '', target: '', origin: { file: '' } }

const ofIndicator = (indicator: BudgetIndicator, n: number): Record<string, Value> => ({
  序号: words(String(n + 1)),
  一级指标: words(indicator.level1),
  二级指标: words(indicator.level2),
  三级指标: words(indicator.name),
  计算符号: words(indicator.operator),
  指标值: words(indicator.target),
  计量单位: words(indicator.unit ?? ''),
  权重: words(indicator.weight === undefined ? '' : String(indicator.weight)),
  备注: words(indicator.note ?? ''),
  目标值: words(targetOf(indicator)),
  // For forms that put what is said in words elsewhere than a number.
  定量值: words(isInWords(indicator) ? '' : indicator.target),
  定性值: words(isInWords(indicator) ? indicator.target : ''),
})

/** ≥95%, as it stands where one column holds operator, target and unit; what is to be equal needs no sign. */
function targetOf(indicator: BudgetIndicator): string {
  if (isInWords(indicator)) return indicator.target
  const sign = indicator.operator === '=' ? '' : indicator.operator
  return `${sign}${indicator.target}${indicator.unit ?? ''}`
}

const isInWords = ({ operator }: BudgetIndicator): boolean => operator === '定性'

/** Indicators side by side by their first level: the n-th row holds the n-th of each side. */
export function sides(options: Options, scene: Scene, scope: Scope): Member[] {
  const names = (options.of ?? '成本指标,产出指标,效益指标,满意度指标').split(',')
  const all = indicatorsHere(scene, scope)
  const columns = names.map((name) => all.filter((i) => i.level1 === name))
  const height = Math.max(1, ...columns.map((column) => column.length))
  return Array.from({ length: height }, (_, n) => ({
    key: `s${n}`,
    at: {},
    depth: 0,
    indicators: printed(
      columns.flatMap((column) => column[n] ?? []),
      scene,
      scope,
    ),
    variables: Object.fromEntries(
      names.flatMap((name, i) => {
        const indicator = columns[i]![n]
        return [
          [name, words(indicator?.name ?? '')],
          [`${name}值`, words(indicator ? targetOf(indicator) : '')],
        ]
      }),
    ),
  }))
}
