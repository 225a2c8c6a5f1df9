/**
 * A small ledger in the words of its files, a pack of one sentence or one form, and what comes out as text: the tests
 * of compose read like the cases that an accountant would write down.
 */
import { readBudget } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import type { BookFigure, BookTable } from '../book.ts'
import { compose } from '../compose.ts'
import { buildPack, type RawPack } from '../pack-schema.ts'
import type { ComposeProblem } from '../problem.ts'

const knowledge = loadKnowledge()

const FILES: Readonly<Record<string, string>> = {
  'budget.yaml': [
    '年度: 2025',
    '阶段: 预算',
    '公开主体: 部门',
    '名称: 云湖市档案局',
    '代码: "334"',
    '区划: "339901"',
  ].join('\n'),
  'units.csv': [
    '单位编码,单位名称,简称,单位性质,上级单位,编制数,实有人数',
    '334001,云湖市档案局本级,局本级,行政,,15,14',
    '334002,云湖市档案馆,档案馆,公益一类事业,,9,9',
  ].join('\n'),
}

export interface SmallLedger {
  /** `功能科目 经济科目 资金来源 项目 金额` for each line of expenditure of unit 334001; `-` for what is not entered. */
  readonly expenditure?: readonly string[]
  /** `名称 年度 阶段 元` of last year's totals. */
  readonly last?: readonly string[]
  /** `名称 年度 个数` */
  readonly counts?: readonly string[]
  readonly reasons?: Readonly<Record<string, string>>
  readonly projects?: readonly string[]
  readonly unit?: string
  /** `编码 名称 上级单位`, in place of the two that stand here otherwise. */
  readonly units?: readonly string[]
}

function filesOf({
  expenditure = [],
  reasons = {},
  projects = [],
  unit = '334001',
  units,
}: SmallLedger): Map<string, string> {
  const blank = (text: string): string => (text === '-' ? '' : text)
  const lines = expenditure.map((line) => {
    const [fn, ec, source, project, amount, own] = line.trim().split(/\s+/).map(blank)
    return `${own || unit},${fn},${ec},${source},本年,,${project},2025,预算,${amount},`
  })
  const all = new Map(Object.entries(FILES))
  const head = '单位,功能科目,部门经济科目,资金来源,资金年份,支出性质,项目,年度,阶段,金额(元),备注'
  all.set('expenditure.csv', [head, ...lines].join('\n'))
  // As much income as is spent, line by line, so that the ledger balances.
  const income = expenditure.map((line) => {
    const [, , source, , amount, own] = line.trim().split(/\s+/)
    return `${own || unit},${source},本年,,,2025,预算,${amount},`
  })
  all.set('income.csv', ['单位,资金来源,资金年份,功能科目,项目,年度,阶段,金额(元),备注', ...income].join('\n'))
  const projectHead =
    '项目编码,项目名称,单位,项目类别,一级项目,起始年度,终止年度,项目总额(元),项目内容,测算标准,民生项目'
  const rows = projects.map((p) => {
    const [code, name, parent = ''] = p.split(' ')
    return `${code},${name},${unit},特定目标类,${parent},,,,,,`
  })
  if (units) {
    const own = units.map((u) => {
      const [code, name, parent = ''] = u.split(' ')
      return `${code},${name},,行政,${parent},,`
    })
    all.set('units.csv', ['单位编码,单位名称,简称,单位性质,上级单位,编制数,实有人数', ...own].join('\n'))
  }
  all.set('projects.csv', [projectHead, ...rows].join('\n'))
  const told = Object.entries(reasons).map(([name, reason]) => `  ${name}: ${reason}`)
  if (told.length > 0) all.set('texts.yaml', `原因:\n${told.join('\n')}\n`)
  return all
}

const LOOK = {
  paper: 'a4',
  bodySize: 16,
  tableSize: 9,
  fonts: Object.fromEntries(
    ['title', 'heading1', 'heading2', 'body', 'table'].map((role) => [role, ['Noto Serif SC']]),
  ),
}

const BASE: RawPack = {
  title: '试验用',
  style: { unit: '万元', decimals: 2, shareDecimals: 1, rateDecimals: 1, gap: '', thousands: false },
  look: LOOK,
  reasons: { ratePermille: 0, yuan: 0 },
  figures: {
    支出总计: 'flow=expenditure',
    基本支出: 'flow=expenditure character=basic',
    项目支出: 'flow=expenditure character=project',
    政府性基金支出: 'flow=expenditure source=fund',
  },
  phrases: {
    change: {
      up: '比{基期}增加{额}，增长{率}{if 原因}，因{原因}{end}',
      down: '比{基期}减少{额}，下降{率}{if 原因}，因{原因}{end}',
      flat: '与{基期}持平',
      fresh: '比{基期}增加{额}{if 原因}，因{原因}{end}',
    },
  },
  forms: {},
  book: [{ say: '空' }],
}

export interface Said {
  readonly text: string
  readonly problems: readonly ComposeProblem[]
}

/** What one sentence says of a ledger. */
export function said(sentence: string, ledger: SmallLedger): Said {
  const { blocks, problems } = composed({ ...BASE, book: [{ say: sentence }] }, ledger)
  const text = blocks
    .flatMap((block) => (block.kind === 'paragraph' ? [block.runs.map((run) => run.text).join('')] : []))
    .join('\n')
  return { text, problems }
}

/** A form as rows of text: cells parted by bars, a cell over several rows or columns with its size, `=` for a sum. */
export function laid(
  form: RawPack,
  ledger: SmallLedger,
  more: RawPack = {},
): {
  rows: string[]
  table: BookTable
  problems: readonly ComposeProblem[]
  figures: readonly BookFigure[]
} {
  const { blocks, problems, figures } = composed(
    { ...BASE, ...more, forms: { form: { title: '表', ...form } }, book: [{ form: 'form' }] },
    ledger,
  )
  const table = blocks.flatMap((block) => (block.kind === 'table' ? [block.table] : []))[0]!
  const rows = table.rows.map((row) =>
    row.cells
      .map((cell) => {
        const size = cell.columnSpan > 1 || cell.rowSpan > 1 ? `[${cell.columnSpan}×${cell.rowSpan}]` : ''
        return `${cell.runs.map((run) => run.text).join('')}${size}${cell.sumOf ? '=' : ''}`
      })
      .join('|'),
  )
  return { rows, table, problems, figures }
}

function composed(raw: RawPack, ledger: SmallLedger) {
  const { budget, problems } = readBudget(filesOf(ledger), knowledge)
  if (!budget) throw new Error(`the test's ledger is wrong: ${JSON.stringify(problems)}`)
  const last = (ledger.last ?? []).map((line) => {
    const [key, year, stage, yuan] = line.split(/\s+/) as [string, string, 'budget' | 'executed', string]
    return {
      key,
      year: Number(year),
      stage,
      value: BigInt(yuan) * 100n,
      money: true,
      origin: { file: 'measurements.csv' },
    }
  })
  const counts = (ledger.counts ?? []).map((line) => {
    const [key, year, count] = line.split(/\s+/) as [string, string, string]
    return { key, year: Number(year), value: BigInt(count), money: false, origin: { file: 'measurements.csv' } }
  })
  const built = buildPack('test', new Map([['test', raw]]))
  if (!built.pack) throw new Error(`the test's pack is wrong: ${JSON.stringify(built.problems)}`)
  const result = compose({ ...budget, measurements: [...last, ...counts] }, built.pack, knowledge.catalogue)
  return { blocks: result.book.blocks, problems: result.problems, figures: result.book.figures }
}
