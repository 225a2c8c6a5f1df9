/** The projects of the project table and those with goals are the same. */
import { formatFen, plainName } from '@gouji/ledger'
import type { Evidence, Finding } from '../report.ts'
import {
  evidenceAt,
  evidenceOfRow,
  findingOf,
  listed,
  nameOfTable,
  type RuleContext,
  type RuleInfo,
} from '../rules/rule.ts'
import { countsOf, goalTables } from './declared.ts'
import { evidenceOfGoal, keyOfPlace, nameOfGoal, quoted, whereOf } from './facts.ts'
import { core, likeness, type Matching, matchingOf, type ProjectRow, yearAmount } from './projects.ts'

export const GOAL_SET: RuleInfo = {
  id: 'GOAL-SET',
  severity: 'warning',
  title: { zh: '绩效目标与项目表不是同一批项目', en: 'Projects and goals are not the same set' },
  checks: '项目支出表里的其他运转类、特定目标类项目都应有绩效目标，绩效目标表里的项目都应在项目支出表里。',
  basis: '绩效目标管理全覆盖：其他运转类和特定目标类项目均应设绩效目标',
  good: '项目表 8 个项目，绩效表 8 个项目',
  bad: '项目表 8 个项目，绩效表只有 6 个',
}

export function goalSet(context: RuleContext): Finding[] {
  const matching = matchingOf(context)
  if (!matching.trusted) return []
  return [...withoutGoal(context, matching), ...withoutRow(context, matching), ...withoutName(context, matching)]
}

function withoutGoal(context: RuleContext, matching: Matching): Finding[] {
  const lacking = matching.rows.filter((r) => !matching.goalOf.has(r) && !r.nameless)
  if (lacking.length === 0) return []
  const goal = matching.goals[0]!
  const mentioned = lacking.flatMap((r) => introductions(context, r))
  // Some publish goals of their 重点项目 only; then the others need none, unless the text introduces them all the same.
  const title = plainName(context.reading.tables[goal.table - 1]?.title ?? '')
  const chosen = (isChosen(context) || /重点|部分|主要/.test(title)) && mentioned.length === 0
  const told = lacking.map((r) => `${quoted(r.row.label)}${r.cell.text}`)
  return [
    findingOf(GOAL_SET, {
      key: `${goal.table}.goal`,
      severity: chosen ? 'info' : 'warning',
      ...(matching.goals.some((g) => g.blanks.length > 0) ? { origin: 'possibly-conversion' as const } : {}),
      message: `${nameOfTable(lacking[0]!.table)}有 ${matching.rows.length} 个项目，其中 ${lacking.length} 个在${whereOf(context, goal)}中没有绩效目标：${listed(told)}。请补充，或说明不设目标的理由。`,
      expected: `${matching.rows.length} 个项目`,
      found: `${matching.rows.length - lacking.length} 个项目`,
      evidence: [
        ...lacking.map((r) => evidenceOfRow(r.table, r.row)),
        ...countsOf(context)
          .filter((c) => c.value === String(matching.rows.length))
          .map((c) => evidenceAt(c.place, c.quote, undefined, 'same')),
        ...mentioned,
        ...goalTables(context, matching.goals),
      ],
    }),
  ]
}

const isChosen = (context: RuleContext): boolean =>
  context.reading.headings.some((h) => /重点项目.{0,6}绩效|部分项目.{0,6}绩效/.test(plainName(h.text)))

/** Paragraphs that introduce a project (“……”主要内容是) for which no form follows. */
function introductions(context: RuleContext, row: ProjectRow): Evidence[] {
  return context.document.blocks.flatMap((block): Evidence[] => {
    if (block.kind !== 'paragraph') return []
    const name = /"(.{2,120})"主要内容是/.exec(plainName(block.text))?.[1]
    return name && likeness(name, row.row.label) >= 0.75
      ? [evidenceAt(block.place, block.text, undefined, 'context')]
      : []
  })
}

function withoutRow(context: RuleContext, matching: Matching): Finding[] {
  // A project may have its goal in a list and in a form of its own.
  const told = new Set([...matching.rowOf.keys()].map((g) => core(g.project ?? '')))
  const strange = matching.goals.filter((g) => !matching.rowOf.has(g) && !told.has(core(g.project ?? '')))
  // A sum over the projects that fails says already that a row is missing.
  const places = new Set(matching.rows.map((r) => keyOfPlace(r.row.place)))
  const missing = context.arithmetic.some((f) =>
    [...f.evidence, ...f.consequences.flatMap((c) => c.evidence)].some((e) => places.has(keyOfPlace(e.place))),
  )
  if (strange.length === 0 || missing) return []
  return [
    findingOf(GOAL_SET, {
      key: `${strange[0]!.table}.row`,
      message: `${whereOf(context, strange[0]!)}有 ${strange.length} 个项目不在${nameOfTable(matching.rows[0]!.table)}里：${listed(strange.map((g) => quoted(nameOfGoal(g))))}。请核对项目名称，或补列项目。`,
      evidence: [
        ...strange.map((g) => evidenceOfGoal(context, g)),
        // Where it should be listed: behind the last of the others.
        evidenceOfRow(matching.rows.at(-1)!.table, matching.rows.at(-1)!.row, 'context'),
      ],
    }),
  ]
}

/** A row without a name whose amount is that of exactly one goal. */
function withoutName(context: RuleContext, matching: Matching): Finding[] {
  return matching.rows.flatMap((row): Finding[] => {
    const goal = row.nameless ? matching.goalOf.get(row) : undefined
    if (!goal) return []
    const amount = yearAmount(goal)
    return [
      findingOf(GOAL_SET, {
        key: `${row.table.number}.name.${row.row.row}`,
        origin: 'possibly-conversion',
        message: `${nameOfTable(row.table)}有一行没有项目名称（金额 ${row.cell.text} ${row.cell.unit ?? ''}），疑为${quoted(nameOfGoal(goal))}，其绩效目标所列金额相同（${amount?.text ?? formatFen(row.interval.lo, '万元')}）。请补填。`,
        expected: nameOfGoal(goal),
        found: row.row.label || '空白',
        evidence: [evidenceOfRow(row.table, row.row), evidenceOfGoal(context, goal, 'same')],
      }),
    ]
  })
}
