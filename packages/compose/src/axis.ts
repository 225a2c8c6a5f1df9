/**
 * Axes: what rows of a form and items of a list run over. Each member narrows the amounts down (coordinates) and brings
 * words of its own (名称, 编码, 指标值). Axes of the cube show members that have amounts; the others what was entered.
 */
import type { Fact, FactCoordinates, FactDimension, Project } from '@gouji/budget'
import { lineage } from '@gouji/ledger'
import { firstLevels, indicators, sides } from './axis-indicator.ts'
import { inOrder } from './axis-order.ts'
import { procured } from './axis-procured.ts'
import { isProgram, programs } from './axis-program.ts'
import { units } from './axis-unit.ts'
import type { BookIndicator } from './book.ts'
import { both, periodOf } from './coordinates.ts'
import { unitOfGoal, weightOf } from './goal.ts'
import { originText, type Scene, type Scope } from './scene.ts'
import { type Value, words } from './value.ts'

export interface Member {
  readonly key: string
  readonly at: FactCoordinates
  readonly variables: Readonly<Record<string, Value>>
  /** Depth below the first level of the axis. */
  readonly depth: number
  /** What of the goals a row of this member prints. */
  readonly indicators?: readonly BookIndicator[]
}

export interface AxisCall {
  readonly axis: string
  readonly options: Readonly<Record<string, string>>
  /** Coordinates of the amount whose members are asked for. */
  readonly of: FactCoordinates
}

/** What rows, lists and sentences may run over. */
export const AXES = [
  ...['function', 'economy', 'governmentEconomy', 'source', 'character', 'item', 'procurement', 'unit', 'project'],
  ...['program', 'goal', 'indicator', 'level1', 'sides', 'procured', 'division', 'duty', 'task'],
] as const

export function membersOf({ axis, options, of }: AxisCall, scene: Scene, scope: Scope): readonly Member[] | undefined {
  switch (axis) {
    case 'function':
    case 'economy':
    case 'governmentEconomy':
      return subjects(axis, options, of, scene, scope)
    case 'source':
    case 'character':
    case 'item':
    case 'procurement':
      return fixed(axis, options, of, scene, scope)
    case 'unit':
      return units(options, of, scene, scope)
    case 'project':
      return projects(options, of, scene, scope)
    case 'program':
      return programs(scene, scope)
        .filter(({ code }) => hasAmount(code, of, scene, scope))
        .map(({ code, project, goal }, n) => ({
          key: code,
          at: { project: code },
          depth: 0,
          variables: { ...ofProject(project, n, scene), 年度目标: words(goal?.annual ?? '') },
        }))
    case 'goal':
      return goals(options, scene, scope)
    case 'indicator':
      return indicators(options, scene, scope)
    case 'level1':
      return firstLevels(scene, scope)
    case 'sides':
      return sides(options, scene, scope)
    case 'procured':
      return procured(scene, scope)
    case 'division':
      return scene.budget.texts.divisions.map((name, n) => ({
        key: `d${n}`,
        at: {},
        depth: 0,
        variables: { 序号: words(String(n + 1)), 名称: words(name) },
      }))
    case 'duty':
      return scene.budget.texts.duties.map((text, n) => ({
        key: `d${n}`,
        at: {},
        depth: 0,
        variables: { 序号: words(String(n + 1)), 内容: words(text) },
      }))
    case 'task':
      return scene.budget.tasks.map((task, n) => ({
        key: `t${n}`,
        at: {},
        depth: 0,
        variables: { 序号: words(String(n + 1)), 名称: words(task.name), 内容: words(task.content) },
      }))
    default:
      return undefined
  }
}

/** Codes with amounts, as a tree in order of codes: 201, 20103, 2010301. Levels `1-3`, `3`, or `1`. */
function subjects(
  axis: 'function' | 'economy' | 'governmentEconomy',
  options: Readonly<Record<string, string>>,
  of: FactCoordinates,
  scene: Scene,
  scope: Scope,
): Member[] {
  const [first, last] = (options.level ?? '1-3').split('-').map(Number) as [number, number | undefined]
  const codes = new Set<string>()
  const asked = both(scope.at, of)
  if (!asked) return []
  const { facts } = scene.cube.at({ ...asked, ...periodOf(scene.budget.head, options.period) }, scope.among)
  // Expenditure without function is told where its amounts are asked for; a list of all subjects asks for no income.
  if (axis === 'function' && asked.flow === 'income') tellWithout(axis, facts, scene, scope)
  const sums = new Map<string, bigint>()
  for (const fact of facts) {
    const code = fact.coordinates[axis]
    if (code === undefined) continue
    for (const up of lineage(axis, code)) {
      const level = (up.length - 1) / 2
      if (level < first || level > (last ?? first)) continue
      codes.add(up)
      sums.set(up, (sums.get(up) ?? 0n) + fact.fen)
    }
  }
  const shown = [...codes].filter((code) => sums.get(code) !== 0n || options.zero === 'keep')
  return inOrder(axis, shown, options.by, sums).map((code, n) => ({
    key: code,
    at: { [axis]: code },
    depth: (code.length - 1) / 2 - first,
    variables: ofSubject(axis, code, n, scene),
  }))
}

/** Rows by function cannot hold money of this year whose function nobody entered: the total would say more than they. */
function tellWithout(axis: 'function', facts: readonly Fact[], scene: Scene, scope: Scope): void {
  const without = facts.filter(
    ({ coordinates, fen }) => fen !== 0n && coordinates[axis] === undefined && coordinates.vintage === 'current',
  )
  const first = without[0]
  if (!first) return
  const { year: _, stage: __, unit: ___, ...at } = first.coordinates
  const line = first.line ? originText(first.line.origin) : ''
  const told = { figure: scene.nameOf.all(at), lines: without.length, line }
  scene.problem({ code: 'ledger-too-coarse', severity: 'error', path: scope.path, facts: told })
}

function ofSubject(axis: FactDimension, code: string, n: number, scene: Scene): Record<string, Value> {
  const line = lineage(axis as 'function', code).reverse()
  const levels = ['类', '款', '项']
  const chain = line.map((up, i) => `${scene.nameOf.member(axis, up)}（${levels[i]}）`).join('')
  return {
    序号: words(String(n + 1)),
    编码: words(code),
    名称: words(scene.nameOf.member(axis, code)),
    全称: words(chain),
    类: words(code.slice(0, 3)),
    款: words(code.slice(3, 5)),
    项: words(code.slice(5, 7)),
    用途: words(scene.budget.texts.purposes.get(code) ?? ''),
    科目说明: words(explanationOf(code, scene.nameOf.member(axis, code), scene)),
  }
}

/** The pack's own words for a subject, by code or name, or what it says of all others. */
function explanationOf(code: string, name: string, { pack }: Scene): string {
  const { explanations } = pack
  return explanations[code] ?? explanations[name] ?? (explanations['*'] ?? '').replaceAll('{名称}', name)
}

function fixed(
  axis: FactDimension,
  options: Readonly<Record<string, string>>,
  of: FactCoordinates,
  scene: Scene,
  scope: Scope,
): Member[] {
  const asked = both(scope.at, of)
  if (!asked) return []
  const wanted = (options.members ?? '').split(',').filter(Boolean)
  const period = periodOf(scene.budget.head, options.period)
  const found = wanted.filter(
    (member) => scene.cube.at({ ...asked, ...period, [axis]: member }, scope.among).fen !== 0n,
  )
  return found.map((member, n) => ({
    key: member,
    at: { [axis]: member },
    depth: 0,
    variables: {
      序号: words(String(n + 1)),
      名称: words(scene.nameOf.member(axis, member)),
      收入名称: words(scene.pack.names[`income=${member}`] ?? scene.nameOf.member(axis, member)),
    },
  }))
}

function projects(
  options: Readonly<Record<string, string>>,
  of: FactCoordinates,
  scene: Scene,
  scope: Scope,
): Member[] {
  const kinds = options.kind?.split(',')
  const inUnit = scope.at.unit
  const inProject = scope.at.project
  const chosen = scene.budget.projects.filter(
    (project) =>
      (kinds === undefined
        ? project.kind === 'operating' || project.kind === 'target' || project.kind === 'project'
        : kinds.includes(project.kind)) &&
      (inUnit === undefined || project.unit === inUnit) &&
      (inProject === undefined || project.code === inProject || project.parent === inProject) &&
      !isProgram(scene.budget, project.code) &&
      // A form that lists projects below those of the first level names the others with `parent=none`.
      (options.parent !== 'none' || project.parent === undefined) &&
      (options.livelihood === undefined || (project.livelihood === true) === (options.livelihood === 'yes')),
  )
  const withAmount = chosen.filter(({ code }) => hasAmount(code, of, scene, scope))
  if (options.by === 'code') withAmount.sort((a, b) => (a.code < b.code ? -1 : 1))
  return withAmount.map((project, n) => ({
    key: project.code,
    at: { project: project.code },
    depth: 0,
    variables: ofProject(project, n, scene),
  }))
}

function hasAmount(project: string, of: FactCoordinates, scene: Scene, scope: Scope): boolean {
  const asked = both(scope.at, both(of, { project }) ?? {})
  if (!asked) return false
  return scene.cube.at({ ...asked, ...periodOf(scene.budget.head) }, scope.among).fen !== 0n
}

function ofProject(project: Project, n: number, scene: Scene): Record<string, Value> {
  const unit = scene.budget.units.find((u) => u.code === project.unit)
  const lines = scene.budget.lines.filter((line) => line.project === project.code && line.function !== undefined)
  const amount: Value =
    project.whole === undefined
      ? words('')
      : { kind: 'amount', fen: project.whole, known: true, coordinates: {}, name: '项目总额', facts: [] }
  return {
    序号: words(String(n + 1)),
    编码: words(project.code),
    名称: words(project.name),
    项目名称: words(project.name),
    项目编码: words(project.code),
    一级项目: words(scene.budget.projects.find((p) => p.code === project.parent)?.name ?? project.parent ?? ''),
    单位名称: words(unit?.name ?? project.unit),
    单位编码: words(project.unit),
    功能科目: words(lines[0]?.function ?? ''),
    类别: words(scene.nameOf.member('character', project.kind)),
    内容: words(project.content ?? ''),
    标准: words(project.standard ?? ''),
    用途: words(scene.budget.texts.purposes.get(project.name) ?? ''),
    项目总额: amount,
  }
}

/** Goals of projects in the scope, none of the first level; `whole=yes` for that of the whole department. */
function goals(options: Readonly<Record<string, string>>, scene: Scene, scope: Scope): Member[] {
  const isWhole = options.whole === 'yes'
  const chosen = scene.budget.goals.filter(
    (goal) =>
      (goal.project === undefined) === isWhole &&
      (scope.at.project === undefined
        ? goal.project === undefined || options.programs === 'yes' || !isProgram(scene.budget, goal.project)
        : goal.project === scope.at.project) &&
      (scope.at.unit === undefined || (unitOfGoal(scene.budget, goal) ?? scope.at.unit) === scope.at.unit),
  )
  if (options.by === 'code') chosen.sort((a, b) => ((a.project ?? '') < (b.project ?? '') ? -1 : 1))
  return chosen.map((goal, n) => {
    const project = scene.budget.projects.find((p) => p.code === goal.project)
    return {
      key: `g${scene.budget.goals.indexOf(goal)}`,
      at: goal.project === undefined ? {} : { project: goal.project },
      depth: 0,
      variables: {
        ...(project ? ofProject(project, n, scene) : {}),
        序号: words(String(n + 1)),
        目标序号: words(String(scene.budget.goals.indexOf(goal))),
        年度目标: words(goal.annual),
        中期目标: words(goal.midterm ?? goal.annual),
        权重合计: words(weightOf([goal])),
      },
    }
  })
}
