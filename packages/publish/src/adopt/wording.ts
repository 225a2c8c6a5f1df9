/** What could not be decided, in words for the officer who takes the ledger over. */
import { formatFen } from '@gouji/ledger'
import type { Undecided, UndecidedCode } from './adopted.ts'

type Facts = Undecided['facts']

const amount = (facts: Facts): string => (facts.fen === undefined ? '' : `${formatFen(BigInt(facts.fen), '元', 2)} 元`)

const STAGES: Readonly<Record<string, string>> = {
  budget: '预算',
  adjusted: '调整预算',
  executed: '执行',
  final: '决算',
}
const KINDS: Readonly<Record<string, string>> = {
  operating: '其他运转类',
  target: '特定目标类',
  personnel: '人员类',
  public: '公用经费类',
}
const period = ({ year, stage }: Facts): string => `${year}年${STAGES[String(stage)] ?? ''}`

export const UNDECIDED_ZH: Readonly<Record<UndecidedCode, (facts: Facts) => string>> = {
  'year-missing': () => '文件没有写明年度。请在 budget.yaml 填写。',
  'name-missing': () => '文件没有写明部门或单位名称。请在 budget.yaml 填写。',
  'region-missing': ({ name }) => `从名称“${name}”看不出行政区划。请在 budget.yaml 填写六位区划代码。`,
  'code-missing': ({ name, code }) => `“${name}”没有印出编码，暂编为 ${code}。`,
  'nature-guessed': ({ name, nature }) => `单位“${name}”的性质按名称推定为“${nature}”。`,
  'unit-unread': ({ name }) => `单位名称“${name}”未能辨认。`,
  'unit-assumed': (f) => `${period(f)}有 ${f.lines} 笔、共 ${amount(f)}，文件没有写明是哪个单位的，记在部门名下。`,
  'function-assumed': (f) => `${f.name} 的功能科目是推定的。`,
  'economy-assumed': (f) => `${f.name} 的经济科目是推定的。`,
  'source-assumed': (f) => `${f.name} 的资金来源是推定的。`,
  'vintage-assumed': (f) => `${f.name} 用哪一年的资金是推定的。`,
  'economy-missing': (f) => `${period(f)}有 ${f.lines} 笔、共 ${amount(f)}，文件没有印出经济科目。`,
  'function-missing': (f) => `${period(f)}有 ${f.lines} 笔、共 ${amount(f)}，文件没有印出功能科目。`,
  'source-missing': (f) => `${period(f)}有 ${f.lines} 笔、共 ${amount(f)}，文件没有印出资金来源。`,
  'project-missing': (f) => `${period(f)}有 ${f.lines} 笔、共 ${amount(f)}项目支出，文件没有印出项目。`,
  'program-assumed': ({ name, program }) => `项目“${name}”按金额推定属于一级项目“${program}”。`,
  'kind-assumed': ({ name, kind }) => `项目“${name}”按金额推定为${KINDS[String(kind)] ?? kind}。`,
  corrected: (f) => `${f.where}“${f.name}”印为 ${f.printed || '空白'}，按问题 ${f.finding} 改为 ${amount(f)}。`,
  'left-out': (f) => `${f.where}“${f.name}”印为 ${f.printed}，与其他各数矛盾，未采用；账上为 ${amount(f)}。`,
  'not-solved': (f) => `${period(f)}的各数未能求得一致的明细。`,
  'coordinates-missing': (f) => `${f.where}“${f.name}”${f.printed} 未能辨认是哪一个数，未采用。`,
  'goal-without-project': ({ name }) => `绩效目标“${name}”找不到对应的项目，未采用。`,
  'weights-left-out': ({ name, sum }) => `“${name}”的指标权重读出的合计为 ${sum}，权重未采用。`,
  'procurement-total-only': (f) => `政府采购只印出${f.name}合计 ${amount(f)}，没有品目。`,
  'last-year-rate-only': (f) => `“${f.name}”的上年数只能由增减幅度 ${f.printed} 推算，未采用。`,
}

export const undecidedText = ({ code, facts }: Undecided): string => UNDECIDED_ZH[code](facts)
