/** What could not be decided, in words for the officer who takes the ledger over. */
import { formatFen } from '@gouji/ledger'
import type { Undecided, UndecidedCode } from './adopted.ts'

export type UndecidedLanguage = 'zh' | 'en'
type Facts = Undecided['facts']
type Say = (facts: Facts) => string

const yuan = ({ fen }: Facts): string => (fen === undefined ? '' : formatFen(BigInt(fen), '元', 2))

const STAGES: Readonly<Record<string, readonly [string, string]>> = {
  budget: ['预算', 'budget'],
  adjusted: ['调整预算', 'adjusted budget'],
  executed: ['执行', 'execution'],
  final: ['决算', 'final accounts'],
}
const KINDS: Readonly<Record<string, readonly [string, string]>> = {
  operating: ['其他运转类', 'other running projects'],
  target: ['特定目标类', 'target projects'],
  personnel: ['人员类', 'personnel'],
  public: ['公用经费类', 'running costs'],
}
const stageOf = ({ stage }: Facts, language: 0 | 1): string => STAGES[String(stage)]?.[language] ?? ''
const kindOf = ({ kind }: Facts, language: 0 | 1): string => KINDS[String(kind)]?.[language] ?? String(kind)

const lacksZh =
  (what: string): Say =>
  (f) =>
    `${f.year}年${stageOf(f, 0)}有 ${f.lines} 笔、共 ${yuan(f)} 元，文件没有印出${what}。`
const lacksEn =
  (what: string): Say =>
  (f) =>
    `${f.lines} lines of the ${f.year} ${stageOf(f, 1)}, ${yuan(f)} yuan, print no ${what}.`

export const UNDECIDED: Readonly<Record<UndecidedCode, readonly [zh: Say, en: Say]>> = {
  'year-missing': [
    () => '文件没有写明年度。请在 budget.yaml 填写。',
    () => 'The document names no year. Enter it in budget.yaml.',
  ],
  'name-missing': [
    () => '文件没有写明部门或单位名称。请在 budget.yaml 填写。',
    () => 'The document does not say whose it is. Enter the name in budget.yaml.',
  ],
  'region-missing': [
    ({ name }) => `从名称“${name}”看不出行政区划。请在 budget.yaml 填写六位区划代码。`,
    ({ name }) => `The name ${name} tells no region. Enter its six digits in budget.yaml.`,
  ],
  'code-missing': [
    ({ name, code }) => `“${name}”没有印出编码，暂编为 ${code}。`,
    ({ name, code }) => `No code is printed for ${name}; ${code} stands for it.`,
  ],
  'code-replaced': [
    (f) => `“${f.name}”印的编码 ${f.code} 在 ${f.year} 年科目表中没有，账上按名称改为 ${f.near}。请核对。`,
    (f) => `${f.code}, printed for ${f.name}, is no code of ${f.year}; by its name the ledger has ${f.near}. Check it.`,
  ],
  'code-refused': [
    ({ code, name, year, near }) =>
      `编码 ${code}${name ? `（${name}）` : ''}在 ${year} 年科目表中没有，账上照录，成书前请更正${near ? `。可能是 ${near}` : ''}。`,
    ({ code, name, year, near }) =>
      `${code}${name ? ` (${name})` : ''} is no code of ${year}. It stands as printed; correct it before composing${near ? `. Perhaps ${near}` : ''}.`,
  ],
  'nature-guessed': [
    ({ name, nature }) => `单位“${name}”的性质按名称推定为“${nature}”。`,
    ({ name, nature }) => `By its name the unit ${name} is taken for ${nature}.`,
  ],
  'unit-open': [lacksZh('是哪个单位的，记在部门名下'), lacksEn('unit below the department')],
  'economy-missing': [lacksZh('经济科目'), lacksEn('economy')],
  'function-missing': [lacksZh('功能科目'), lacksEn('function')],
  'source-missing': [lacksZh('资金来源'), lacksEn('source')],
  'program-assumed': [
    ({ name, program }) => `项目“${name}”按金额推定属于一级项目“${program}”。`,
    ({ name, program }) => `By the amounts the project ${name} belongs to ${program}.`,
  ],
  'kind-assumed': [
    (f) => `项目“${f.name}”按金额推定为${kindOf(f, 0)}。`,
    (f) => `By the amounts the project ${f.name} is one of the ${kindOf(f, 1)}.`,
  ],
  'joint-assumed': [
    (f) => `${f.year}年${stageOf(f, 0)}有 ${f.lines} 笔的${f.what}是由各合计推定的（备注“推定”），可以有别的分法。`,
    (f) =>
      `${f.lines} lines of the ${f.year} ${stageOf(f, 1)} are joined by assumption (${f.what}); others fit as well.`,
  ],
  corrected: [
    (f) => `“${f.where}”的“${f.name}”印为 ${f.printed || '空白'}，按问题 ${f.finding} 改为 ${yuan(f)} 元。`,
    (f) => `${f.where}, ${f.name}: ${f.printed || 'blank'} is corrected to ${yuan(f)} yuan (${f.finding}).`,
  ],
  'left-out': [
    (f) => `“${f.where}”的“${f.name}”印为 ${f.printed}，与其他各数矛盾，未采用；账上为 ${yuan(f)} 元。`,
    (f) => `${f.where}, ${f.name}: ${f.printed} contradicts the rest and is left out; the ledger has ${yuan(f)} yuan.`,
  ],
  'coordinates-missing': [
    (f) => `“${f.where}”的“${f.name}”${f.printed}未能辨认是哪一个数，未采用。`,
    (f) => `${f.where}, ${f.name}: what ${f.printed} is could not be told; it is left out.`,
  ],
  'goal-without-project': [
    ({ name }) => `绩效目标“${name}”找不到对应的项目，未采用。`,
    ({ name }) => `The goal of ${name} fits no project and is left out.`,
  ],
  'weights-left-out': [
    ({ name, sum }) => `“${name}”的指标权重合计为 ${sum}，权重未采用。`,
    ({ name, sum }) => `The weights of ${name} make ${sum}; they are left out.`,
  ],
  'procurement-total-only': [
    (f) => `政府采购只采用${f.name}合计 ${yuan(f)} 元，没有品目。`,
    (f) => `Of procurement only the total of ${f.name}, ${yuan(f)} yuan, is entered.`,
  ],
  'last-year-rate-only': [
    (f) => `“${f.name}”的上年数只能由增减幅度 ${f.printed} 推算，未采用。`,
    (f) => `Last year's ${f.name} could only be worked out from the rate ${f.printed}; it is left out.`,
  ],
}

export const undecidedText = ({ code, facts }: Undecided, language: UndecidedLanguage = 'zh'): string =>
  UNDECIDED[code][language === 'zh' ? 0 : 1](facts)
