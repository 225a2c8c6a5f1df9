/**
 * Amounts of single projects in sentences against the project table and the goals. A project has no coordinates in a
 * sentence, so its name decides: the whole of the words before the number, but for 项目, 经费, quotation marks and the
 * little words of an amount.
 */
import { figureOf, type Interval, meets, plainName, sum } from '@gouji/ledger'
import type { ReadRow, Statement } from '@gouji/read'
import { printedOf, unitOf } from '../amount.ts'
import { core, likeness, matchingOf } from '../goals/projects.ts'
import { remembered } from '../memo.ts'
import type { Evidence, Finding } from '../report.ts'
import { nameOfTable, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { amountText, sentenceFinding } from './finding.ts'
import { runningText } from './purpose.ts'
import { PROSE } from './statements.ts'

export const PROSE_PROJECT: RuleInfo = {
  id: 'PROSE-PROJECT',
  severity: 'warning',
  title: { zh: '正文的项目金额与项目表不一致', en: 'Amount of a project in text and table' },
  checks: '正文写明的单个项目金额，与项目支出表中同名项目（“项目”“经费”等字样和引号不计）及绩效目标所列金额比较。',
  basis: '同一项目的金额前后应当一致',
  good: '正文“数字化加工”项目安排 30.00 万元，项目支出表“数字化加工经费”30.00 万元。',
  bad: '正文“数字化加工”项目安排 35.00 万元，项目支出表“数字化加工经费”30.00 万元。',
}

/** A name of fewer characters is a word of everyday language. */
const NAME = 4

/** One project of the tables: every amount that is printed for it, the chief one first. */
interface Project {
  readonly name: string
  readonly amounts: readonly Interval[]
  /** Those that its table gives for one source of money, row by row, perhaps of one year's money only. */
  readonly ofSources: readonly OfSource[]
  readonly evidence: Evidence
  readonly printed: string
}

interface OfSource {
  readonly row: ReadRow
  readonly source: string
  readonly origin: string | undefined
  readonly amount: Interval
}

export interface Named {
  readonly statement: number
  readonly project: Project
  readonly agrees: boolean
}

export function proseProject(context: RuleContext): Finding[] {
  const named = namedProjects(context)
  const wrong = named.filter((n) => !n.agrees)
  // Where most differ, the sentences speak of something else: all years of the project, or one source.
  if (wrong.length > 1 && wrong.length * 2 > named.length && !areExchanged(context, wrong)) return []
  const told = new Set(context.arithmetic.flatMap((f) => f.evidence.map((e) => e.place)))
  return wrong.flatMap(({ statement, project }) => {
    const s = context.reading.statements[statement]!
    if (told.has(s.place)) return []
    const finding = sentenceFinding(PROSE_PROJECT, s, {
      message: `正文写项目“${project.name}”${amountText(s)}，${project.evidence.where === PROSE ? '别处' : project.evidence.where}为 ${project.printed}，两处不一致。请核对。`,
      expected: project.printed,
      found: amountText(s),
    })
    return [{ ...finding, evidence: [...finding.evidence, project.evidence] }]
  })
}

/** Amounts in each other's place are wrong all the same. */
const areExchanged = ({ reading }: RuleContext, wrong: readonly Named[]): boolean =>
  wrong.every((w) => {
    const said = reading.statements[w.statement]!.figure!.rounded
    return wrong.some((other) => other !== w && meets(other.project.amounts[0]!, said))
  })

/** Statements that give the amount of a project which a table lists. */
export const namedProjects = remembered((context: RuleContext): readonly Named[] => {
  const projects = projectsOf(context)
  if (projects.size === 0) return []
  const cores = [...projects.keys()].sort((a, b) => b.length - a.length)
  return context.reading.statements.flatMap((s, statement) => {
    if (!isOwnAmount(s, context)) return []
    // “某某经费”主要内容是…。2025年预算安排8万元: the passage is about the project.
    const topic = s.coordinates?.project === undefined ? undefined : core(s.coordinates.project)
    const words = wordsBefore(s)
    const name = cores.find((c) => c === topic || isNamed(words, c)) ?? (topic && nearest(topic, cores))
    const project = name ? projects.get(name) : undefined
    if (!project || project.evidence.place === s.place || isOfAnother(context, s, name!)) return []
    const { source, origin } = s.coordinates ?? {}
    const amounts =
      topic === undefined || source === undefined ? project.amounts : amountsOfSource(project, source, origin)
    if (amounts.length === 0) return []
    return [{ statement, project, agrees: amounts.some((a) => meets(a, s.figure!.rounded)) }]
  })
})

/** What the table gives for a source: of the year's money that is said, else of either and of both together. */
function amountsOfSource({ ofSources }: Project, source: string, origin: string | undefined): Interval[] {
  const own = ofSources.filter((of) => of.source === source && (origin === undefined || of.origin === origin))
  const rows = [...Map.groupBy(own, ({ row }) => row).values()]
  return [...own.map(({ amount }) => amount), ...rows.map((of) => sum(of.map(({ amount }) => amount)))]
}

/** The one name that differs by a character or two, as recognition and haste make it. */
function nearest(topic: string, cores: readonly string[]): string | undefined {
  const near = cores.filter((c) => c.length >= 6 && likeness(c, topic) >= 0.8)
  return near.length === 1 ? near[0] : undefined
}

function projectsOf(context: RuleContext): Map<string, Project> {
  const found = new Map<string, Project>()
  const { rows, goals, rowOf } = matchingOf(context)
  const cells = new Set(context.document.blocks.flatMap((b) => (b.kind === 'table' ? b.cells.map((c) => c.place) : [])))
  const named = rows.filter((r) => !r.nameless && core(r.row.label).length >= NAME)
  for (const [name, own] of Map.groupBy(named, (r) => core(r.row.label))) {
    const first = own[0]!
    const where = nameOfTable(first.table)
    const cellsOfRow = own.flatMap(({ table, row }) =>
      table.cells.filter((c) => c.row === row.row && c.figure && c.figure.fen !== 0n),
    )
    const others = cellsOfRow.map((c) => c.figure!.rounded)
    const ofSources = cellsOfRow.flatMap(({ row: at, coordinates, figure }): OfSource[] => {
      const row = own.find((r) => r.row.row === at)!.row
      const { source, origin } = coordinates ?? {}
      return source === undefined ? [] : [{ row, source, origin, amount: figure!.rounded }]
    })
    const printed = `${printedOf(first.cell)}${unitOf(first.cell)}`
    found.set(name, {
      name: first.row.label,
      amounts: [first.interval, sum(own.map((r) => r.interval)), ...others],
      ofSources,
      printed,
      evidence: { place: first.cell.place, where, text: `${first.row.label} ${printed}`, role: 'same' },
    })
  }
  for (const goal of goals) {
    const name = core(goal.project ?? '')
    // A form without an amount takes the one of the sentence before it, which is what is to be checked.
    const own = goal.amounts.filter((a) => cells.has(a.place))
    const amounts = own.flatMap((a) => (a.unit ? [figureOf(a.printed, a.unit).rounded] : []))
    const year = own.find((a) => a.kind === 'year')
    const row = rowOf.get(goal)
    const known = found.get(name) ?? (row && found.get(core(row.row.label)))
    if (known) found.set(name, { ...known, amounts: [...known.amounts, ...amounts] })
    else if (name.length >= NAME && year?.unit) {
      const table = context.reading.tables.find((t) => t.number === goal.table)
      const printed = year.text.endsWith(year.unit) ? year.text : `${year.text}${year.unit}`
      const where = table ? nameOfTable(table) : '绩效目标'
      const evidence: Evidence = { place: year.place, where, text: `${goal.project} ${printed}`, role: 'same' }
      found.set(name, { name: goal.project!, amounts, ofSources: [], printed, evidence })
    }
  }
  for (const s of context.reading.statements) {
    const name = isListedProject(s, context) ? core(s.subject) : ''
    if (name.length < NAME || found.has(name)) continue
    const evidence: Evidence = { place: s.place, where: PROSE, text: s.quote, role: 'same' }
    found.set(name, {
      name: s.subject,
      amounts: [s.figure!.rounded],
      ofSources: [],
      printed: amountText(s),
      evidence,
    })
  }
  return found
}

/** 涉及项目预算资金 30 万元，其中：甲 20 万元，乙 10 万元: where no table lists projects, such a list does. */
const isListedProject = (s: Statement, context: RuleContext): boolean =>
  s.relation === 'part' &&
  s.of !== undefined &&
  s.coordinates === undefined &&
  /项目/.test(context.reading.statements[s.of]!.subject) &&
  isOwnAmount(s, context)

/** An amount of this year that no classification has a place for. */
function isOwnAmount(s: Statement, { reading }: RuleContext): boolean {
  const c = s.coordinates ?? {}
  return (
    s.kind === 'amount' &&
    s.figure !== undefined &&
    s.relation !== 'base' &&
    !(c.economy || c.function || c.item || c.procurement) &&
    (c.year === undefined || reading.identity.year === undefined || c.year === String(reading.identity.year)) &&
    (c.stage === undefined || c.stage === (reading.identity.stage ?? c.stage))
  )
}

/** In the form of `core`. */
const plain = (text: string): string =>
  plainName(text)
    .replace(/["'“”()]/g, '')
    .replace(/专项/g, '')

/** The clause before the number. */
export const wordsBefore = (s: Statement): string =>
  plain(s.quote).replace(/[\d,、.]*\d(?:[万亿千百]?元(?:人民币)?|[万亿])?$/, '')

const BEHIND =
  /^(?:经费|费用|项目|资金|费|支出|预算|安排|共计|共|合计|计|为|投入|所需|需|年初|当年|本年|\d{4}年度?|约|总额|金额|数|:)*$/
const BEFORE = /(?:^|[、。;:,]|其中|包括|用于|安排|含|以及|及|和|与|的|年度?|\d[.)]?)$/

/** Whether the clause is the name and nothing else that would make it another amount. */
function isNamed(words: string, name: string): boolean {
  const at = words.lastIndexOf(name)
  return at >= 0 && BEFORE.test(words.slice(0, at)) && BEHIND.test(words.slice(at + name.length))
}

/** Words before an amount of a project that make it another one than the year's budget. */
const OTHER =
  /上年|去年|以前年度|原因|由于|主要是|新增|增加|减少|压减|调减|追加|结转|累计|总投资|总预算|概算|中期|采购|已|尚/

/** Whether the sentence speaks of another time, of a change or of a part of the project. */
function isOfAnother(context: RuleContext, s: Statement, name: string): boolean {
  const { year, stage } = context.reading.identity
  const text = runningText(context.document, s.place.page)
  const quote = plainName(s.quote)
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    const sentence = plain(text.slice(Math.max(0, at - 200), at + quote.length))
      .split('。')
      .at(-1)!
      .replaceAll(name, '')
    if (OTHER.test(sentence) || (stage === 'budget' && /执行|决算|完成/.test(sentence))) return true
    if ([...sentence.matchAll(/(20\d\d)年/g)].some((m) => year !== undefined && m[1] !== String(year))) return true
  }
  return false
}
