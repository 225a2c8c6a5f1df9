/** Whether goals say something that can be measured: nothing missing, nothing copied, nothing twice. */
import { plainName } from '@gouji/ledger'
import type { Goal } from '@gouji/read'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, isDamaged, listed, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import {
  byTable,
  evidenceOfGoal,
  evidenceOfLine,
  type Line,
  linesOf,
  nameOfGoal,
  quoted,
  SHOWN,
  textOfLine,
  whereOf,
} from './facts.ts'

export const GOAL_COVER: RuleInfo = {
  id: 'GOAL-COVER',
  severity: 'warning',
  title: { zh: '缺必设的指标', en: 'Required kind of indicator missing' },
  checks: '项目绩效目标应设产出指标和效益指标；满意度按需设置，工程、购置、修缮类项目还应设成本指标，缺的作提示。',
  basis: '财预〔2021〕101号：产出、效益必设，工程基建、大型修缮、购置必设成本（通行口径）',
  good: '产出、效益、满意度各有指标',
  bad: '只有产出指标',
}

export const GOAL_VAGUE: RuleInfo = {
  id: 'GOAL-VAGUE',
  severity: 'info',
  title: { zh: '目标无法衡量', en: 'Goal cannot be measured' },
  checks: '指标全部是定性的，或定性指标的值只是重复名称（“提升办事效率：提升”），没有评判标准。',
  basis: '绩效目标应当具体、可衡量',
  good: '办理时限 ≤ 3 个工作日',
  bad: '提升办事效率 定性 提升',
}

export const GOAL_COPY: RuleInfo = {
  id: 'GOAL-COPY',
  severity: 'info',
  title: { zh: '目标或指标重复', en: 'Goal or indicator repeated' },
  checks: '同一项目里不应有两个名称和值都相同的指标；不同项目不应照抄同一段目标。',
  basis: '经验：重复的指标重复计分，照抄的目标与项目无关',
  good: '每个项目的目标各不相同',
  bad: '两个项目的绩效目标一字不差',
}

const KINDS = ['产出', '效益', '满意度', '成本'] as const

/** Which of the four kinds a project has; undefined where its levels are not known well enough to say what is missing. */
function kindsOf(lines: readonly Line[]): ReadonlySet<string> | undefined {
  const kinds = new Set<string>()
  for (const { indicator } of lines) {
    const [one, two] = [plainName(indicator.level1 ?? ''), plainName(indicator.level2 ?? '')]
    const kind = KINDS.find((k) => one.startsWith(k))
    if (!kind) return undefined
    kinds.add(kind)
    if (/成本/.test(two)) kinds.add('成本')
    if (/满意/.test(two)) kinds.add('满意度')
  }
  return kinds
}

const COSTLY = /建设|工程|购置|修缮|改造|装修|大修|采购设备/

export function goalCover(context: RuleContext): Finding[] {
  // Torn levels say nothing about what is missing.
  if (isDamaged(context)) return []
  const found = new Map<string, { goal: Goal; torn: boolean }[]>()
  for (const [goal, lines] of Map.groupBy(linesOf(context), (l) => l.goal)) {
    const kinds = goal.scope === 'project' && lines.length > 1 ? kindsOf(lines) : undefined
    if (!kinds) continue
    for (const kind of KINDS) {
      if (kinds.has(kind) || (kind === '成本' && !COSTLY.test(plainName(goal.project ?? '')))) continue
      const key = `${goal.table}.${kind}`
      found.set(key, [...(found.get(key) ?? []), { goal, torn: goal.blanks.length > 0 }])
    }
  }
  return [...found].flatMap(([key, own]) => {
    const kind = key.split('.')[1]!
    // A row that lost a cell may have lost the whole indicator.
    const sure = own.filter((o) => !o.torn).map((o) => o.goal)
    const doubtful = own.filter((o) => o.torn).map((o) => o.goal)
    const required = kind === '产出' || kind === '效益'
    return [
      ...lacking(context, sure, kind, required),
      ...lacking(context, doubtful, kind, false).map((f) => ({
        ...f,
        id: `${f.id}.torn`,
        origin: 'possibly-conversion' as const,
      })),
    ]
  })
}

const REMEDY: Readonly<Record<string, string>> = {
  产出: '产出、效益应当设置，请补上。',
  效益: '产出、效益应当设置，请补上。',
  成本: '工程、购置、修缮类项目应当设置，请核对。',
  满意度: '没有服务对象的可以不设，请核对。',
}

function lacking(context: RuleContext, goals: readonly Goal[], kind: string, required: boolean): Finding[] {
  if (goals.length === 0) return []
  return [
    findingOf(GOAL_COVER, {
      key: `${goals[0]!.table}.${kind}`,
      severity: required ? 'warning' : 'info',
      message: `${whereOf(context, goals[0]!)}：${listed(goals.map((g) => quoted(nameOfGoal(g))))}没有${kind}指标。${REMEDY[kind] ?? ''}`,
      evidence: goals.map((g) => evidenceOfGoal(context, g)),
    }),
  ]
}

export function goalVague(context: RuleContext): Finding[] {
  const lines = linesOf(context).filter((l) => l.goal.scope === 'project')
  const qualitative = [...Map.groupBy(lines, (l) => l.goal)]
    .filter(([, own]) => own.length > 1 && own.every((l) => l.number === undefined && l.target !== ''))
    .map(([goal]) => goal)
  const echoes = lines.filter((l) => {
    const said = l.target === '' && l.operator === '定性' ? l.unit : l.target
    return said.length >= 2 && l.number === undefined && l.name.includes(said)
  })
  return [
    ...(qualitative.length === 0
      ? []
      : [
          findingOf(GOAL_VAGUE, {
            key: 'qualitative',
            message: `${listed(qualitative.map((g) => quoted(nameOfGoal(g))))}的指标全部是定性的，没有一个可以计量。请至少设一个数量指标。`,
            evidence: qualitative.flatMap((g) => [
              evidenceOfGoal(context, g),
              ...g.indicators.map((i) =>
                evidenceAt(i.place, `${i.level3} ${i.target ?? ''}`, whereOf(context, g), 'context'),
              ),
            ]),
          }),
        ]),
    ...(echoes.length === 0
      ? []
      : [
          findingOf(GOAL_VAGUE, {
            key: 'echo',
            message: `${echoes.length} 个定性指标的值只是重复名称，没有评判标准：${listed(
              echoes.map((l) => quoted(textOfLine(l))),
              4,
            )}。请写明达到什么程度。`,
            evidence: echoes.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
          }),
        ]),
  ]
}

export function goalCopy(context: RuleContext): Finding[] {
  const lines = linesOf(context).filter((l) => !/不适用/.test(l.name))
  const same = (l: Line): string => [l.name, l.operator, l.target, l.unit].join('|')
  const twice = [...Map.groupBy(lines, (l) => l.goal).values()].flatMap((own) =>
    [...Map.groupBy(own, same).values()].filter((g) => g.length > 1).flat(),
  )
  const texts = (context.reading.goals ?? []).flatMap((goal) =>
    goal.scope === 'project' ? goal.texts.map((t) => ({ goal, ...t, plain: plainName(t.text) })) : [],
  )
  // Short texts (确保正常运转) are poor goals and no copies; those cut off by the page agree by chance.
  const copied = [...Map.groupBy(texts, (t) => t.plain).values()].filter(
    (own) => own[0]!.plain.length >= 12 && new Set(own.map((t) => nameOfGoal(t.goal))).size > 1,
  )
  return [
    ...byTable(twice).map((group) =>
      findingOf(GOAL_COPY, {
        key: `${group[0]!.goal.table}.twice`,
        origin: 'possibly-conversion',
        message: `${whereOf(context, group[0]!.goal)}：同一项目里指标重复：${listed([...new Set(group.map((l) => `${quoted(nameOfGoal(l.goal))}的${quoted(textOfLine(l))}`))], 4)}。请删去重复的。`,
        evidence: group.slice(0, SHOWN).map((l) => evidenceOfLine(context, l)),
      }),
    ),
    ...copied.map((own) =>
      findingOf(GOAL_COPY, {
        key: `${own[0]!.goal.table}.${own[0]!.plain.slice(0, 12)}`,
        message: `${listed([...new Set(own.map((t) => quoted(nameOfGoal(t.goal))))])}的绩效目标一字不差：${quoted(own[0]!.text.slice(0, 30))}。请按各项目分别填写。`,
        evidence: own.map((t) => evidenceAt(t.place, t.text, whereOf(context, t.goal))),
      }),
    ),
  ]
}
