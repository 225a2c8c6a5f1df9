/**
 * How many projects a sentence says there are (6个一级项目，16个二级项目), against the lists of that level and the goals.
 */
import { plainName } from '@gouji/ledger'
import type { Goal, Statement } from '@gouji/read'
import { LEVEL_NAME, type ProjectLevel, projectLists } from '../relation/levels.ts'
import type { Evidence, Finding } from '../report.ts'
import { evidenceAt, evidenceOfRow, findingOf, nameOfTable, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { SHOWN, whereOf } from './facts.ts'
import { type Matching, matchingOf } from './projects.ts'

export const GOAL_COUNT: RuleInfo = {
  id: 'GOAL-COUNT',
  severity: 'warning',
  title: { zh: '正文所称项目个数与表不符', en: 'Declared number of projects' },
  checks:
    '正文写明的一级项目、二级项目个数，应与该级项目表或绩效目标表所列个数相符；文件中没有该级清单的，标为未校验。',
  basis: '文字与表格一致',
  good: '正文“2个一级项目，4个二级项目”，两张表分别列 2 个和 4 个',
  bad: '正文“4个二级项目”，项目支出预算表列 5 个，绩效目标表也列 5 个',
}

/** The words on performance that count projects. */
export const countsOf = (context: RuleContext): readonly Statement[] =>
  context.reading.statements.filter(
    (s) =>
      s.kind === 'count' &&
      s.unit === '个' &&
      (levelOf(s) !== undefined || (plainName(s.subject) === '项目' && isGoalTalk(context, s))),
  )

function levelOf(s: Statement): ProjectLevel | undefined {
  return ([1, 2] as const).find((level) => plainName(s.subject) === LEVEL_NAME[level])
}

/** Whether the paragraph speaks of goals; projects are counted for other ends as well. */
const isGoalTalk = (context: RuleContext, s: Statement): boolean =>
  context.document.blocks.some(
    (b) => b.kind === 'paragraph' && b.runs.some((r) => sameLine(r.place, s.place)) && /绩效/.test(b.text),
  )

const sameLine = (a: Statement['place'], b: Statement['place']): boolean =>
  a.page === b.page && a.line === b.line && a.block === b.block && a.sheet === b.sheet

/** One place for each table of goals, to show where the project should be. */
export const goalTables = (context: RuleContext, goals: readonly Goal[]): Evidence[] =>
  [...new Set(goals.map((g) => g.table))].slice(0, 3).flatMap((number): Evidence[] => {
    const table = context.reading.tables[number - 1]
    return table ? [evidenceAt(table.place, table.title, nameOfTable(table), 'context')] : []
  })

/** How many projects something lists, in words and with a place. */
interface Told {
  readonly count: number
  readonly words: string
  readonly evidence: readonly Evidence[]
}

export function goalCount(context: RuleContext): Finding[] {
  const matching = matchingOf(context)
  return countsOf(context).flatMap((s): Finding[] => {
    const level = levelOf(s)
    const told = level === 1 ? firstLevel(context) : secondLevel(context, matching)
    // A count that one of them bears out is right; what the other lacks is told project by project.
    if (told.some((t) => String(t.count) === s.value)) return []
    const name = level === undefined ? '项目' : LEVEL_NAME[level]
    if (told.length > 0) return [differing(s, name, told)]
    return level === undefined ? [] : [unverified(s, name)]
  })
}

const differing = (s: Statement, name: string, told: readonly Told[]): Finding =>
  findingOf(GOAL_COUNT, {
    key: `${name}.${s.value}`,
    message: `正文称有 ${s.value} 个${name}，而${told.map((t) => t.words).join('，')}。请核对。`,
    expected: s.value,
    found: String(told[0]!.count),
    evidence: [evidenceAt(s.place, s.quote), ...told.flatMap((t) => t.evidence)],
  })

const unverified = (s: Statement, name: string): Finding =>
  findingOf(GOAL_COUNT, {
    key: `${name}.${s.value}`,
    severity: 'info',
    state: 'unverified',
    message: `正文称有 ${s.value} 个${name}，文件中没有找到可以核对的${name}清单，未校验。`,
    found: s.value,
    evidence: [evidenceAt(s.place, s.quote)],
  })

/** Lists of the first level, and the names that stand beside projects of the second. */
function firstLevel(context: RuleContext): Told[] {
  const lists = projectLists(context.book)
  const listed = lists.filter((l) => l.level === 1).map((l) => toldBy(l.panel.table, l.rows))
  if (listed.length > 0) return listed
  return lists.flatMap((list): Told[] => {
    const first = new Map(list.rows.flatMap((r) => (r.row.program ? [[plainName(r.row.program), r] as const] : [])))
    return first.size === 0 ? [] : [toldBy(list.panel.table, [...first.values()])]
  })
}

/** Projects of the second level are those of the project table, unless another list says that it has them. */
function secondLevel(context: RuleContext, matching: Matching): Told[] {
  const lists = projectLists(context.book)
  const upper = new Set(lists.filter((l) => l.level === 1).map((l) => l.panel.table.number))
  const lower = lists.filter((l) => l.level === 2)
  const goals = matching.goals.filter((g) => !upper.has(g.table))
  const rows = matching.rows.filter((r) => !upper.has(r.table.number))
  const listed =
    rows.length > 0 && matching.trusted
      ? [toldBy(rows[0]!.table, rows)]
      : lower.map((l) => toldBy(l.panel.table, l.rows))
  const believed = goals.length > 0 && (matching.trusted || rows.length === 0)
  if (!believed) return listed
  const words = `${whereOf(context, goals[0]!)}有 ${goals.length} 个`
  return [...listed, { count: goals.length, words, evidence: goalTables(context, goals) }]
}

const toldBy = (
  table: Parameters<typeof nameOfTable>[0],
  rows: readonly { readonly row: Parameters<typeof evidenceOfRow>[1] }[],
): Told => ({
  count: rows.length,
  words: `${nameOfTable(table)}有 ${rows.length} 个`,
  evidence: rows.slice(0, SHOWN).map((r) => evidenceOfRow(table, r.row, 'context')),
})
