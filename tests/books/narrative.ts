/**
 * The text around the tables, in our own plain words, with figures taken from the same year as the tables. Prose is in
 * 万元 with two decimals whatever the tables use, as most books have it.
 */
import { formatFen, rational, toDecimal } from '@gouji/ledger'
import { type BookBlock, type BookTable, heading, paragraph } from './book.ts'
import {
  BASIC,
  functionName,
  officeRunning,
  PROJECT,
  type ThreePublic,
  threePublic,
  threePublicTotal,
  total,
  withParents,
  type Year,
} from './figures.ts'
import { numeral } from './forms/tables.ts'

const wan = (fen: bigint): string => `${formatFen(fen, '万元', 2)}万元`

const share = (part: bigint, whole: bigint): string => `占${toDecimal(rational(part * 100n, whole), 2)}%`

/** `比上年预算数增加1.20万元，增长3.40%`, or 持平. */
function change(now: bigint, before: bigint, base: string): string {
  // The change is the difference of what is printed, so that a reader with a calculator agrees.
  const printed = (fen: bigint): bigint => ((fen < 0n ? 0n : fen) + 5_000n) / 10_000n
  const difference = (printed(now) - printed(before)) * 10_000n
  if (difference === 0n) return `与${base}持平`
  const up = difference > 0n
  const amount = `比${base}${up ? '增加' : '减少'}${wan(up ? difference : -difference)}`
  if (printed(before) === 0n) return amount
  const rate = toDecimal(rational((up ? difference : -difference) * 100n, printed(before) * 10_000n), 2)
  return `${amount}，${up ? '增长' : '下降'}${rate}%`
}

interface Section {
  readonly title: string
  readonly paragraphs: readonly string[]
}

export interface Words {
  /** 部门 or 单位 */
  readonly kind: string
  /** 预算 or 决算 */
  readonly book: string
}

const wordsOf = (y: Year): Words => ({
  kind: y.audience === 'department' ? '部门' : '单位',
  book: y.stage === 'budget' ? '预算' : '决算',
})

/** Cover, contents, parts one to three, then the tables as part four. */
export function composeBlocks(y: Year, tables: readonly BookTable[]): BookBlock[] {
  const w = wordsOf(y)
  const year = `${y.year}年${y.stage === 'final' ? '度' : ''}`
  const cover = `${y.organisation}${year}${w.kind}${w.book}`
  const about: Section[] = [
    { title: '主要职责', paragraphs: y.sector.duties.map((d, i) => `${i + 1}．${d}。`) },
    { title: '机构设置', paragraphs: [unitsSentence(y, w)] },
  ]
  const sections = y.stage === 'budget' ? budgetSections(y, w) : finalSections(y, w)
  const parts = [
    [`第一部分 ${w.kind}概况`, about],
    [`第二部分 ${year}${w.kind}${w.book}情况说明`, sections],
    ['第三部分 名词解释', []],
    [`第四部分 ${year}${w.kind}${w.book}表`, tables.map((t) => ({ title: t.title, paragraphs: [] }))],
  ] as const satisfies readonly (readonly [string, readonly Section[]])[]
  const contents = parts.flatMap(([part, list]) => [
    paragraph(part),
    ...list.map((s, i) => paragraph(`${numeral(i + 1)}、${s.title}`)),
  ])
  const told = (list: readonly Section[]): BookBlock[] =>
    list.flatMap((s, i) => [heading(2, `${numeral(i + 1)}、${s.title}`), ...s.paragraphs.map(paragraph)])
  return [
    heading(0, cover),
    heading(1, '目录', true),
    ...contents,
    heading(1, parts[0][0], true),
    ...told(about),
    heading(1, parts[1][0], true),
    ...told(sections),
    heading(1, parts[2][0], true),
    ...glossary(y).map((text, i) => paragraph(`${numeral(i + 1)}、${text}`)),
    heading(1, parts[3][0], true),
    ...tables,
  ]
}

function unitsSentence(y: Year, w: Words): string {
  if (y.units.length === 1) return `${y.organisation}为独立核算的${w.kind}，没有下属单位。`
  const names = y.units.map((u) => u.name).join('、')
  return `纳入本${w.kind}${y.year}年${w.book}编制范围的单位共${y.units.length}个，包括${names}。`
}

function classSentences(lines: Year['lines']): string {
  const whole = total(lines)
  return withParents(lines.map((l) => l.function))
    .filter((c) => c.length === 3)
    .map((code) => {
      const fen = total(lines, { functionUnder: code })
      return `${functionName(code)}${wan(fen)}，${share(fen, whole)}`
    })
    .join('；')
}

function budgetSections(y: Year, w: Words): Section[] {
  const name = y.organisation
  const all = total(y.lines)
  const general = y.lines.filter((l) => l.source === 'general')
  const before = [...y.lastYear.byFunction.values()].reduce((a, b) => a + b, 0n)
  const current = { vintage: 'current' } as const
  const sources = (
    [
      ['一般公共预算拨款收入', 'general'],
      ['政府性基金预算拨款收入', 'fund'],
      ['事业收入', 'operations'],
      ['其他收入', 'other-income'],
    ] as const
  )
    .map(([text, source]) => [text, total(y.lines, { ...current, source })] as const)
    .filter(([, fen]) => fen > 0n)
    .map(([text, fen]) => `${text}${wan(fen)}`)
  const carried = total(y.lines, { vintage: 'carried' })
  const basic = total(y.lines, { character: BASIC })
  const basicGeneral = total(general, { character: BASIC })
  return [
    {
      title: '收支预算总体情况',
      paragraphs: [`${name}${y.year}年收入总预算${wan(all)}，支出总预算${wan(all)}，收支平衡。`],
    },
    {
      title: '收入预算情况',
      paragraphs: [
        `${y.year}年本年收入${wan(all - carried)}，其中：${sources.join('；')}。${
          carried > 0n ? `另有上年结转结余${wan(carried)}。` : '没有上年结转结余。'
        }`,
      ],
    },
    {
      title: '支出预算情况',
      paragraphs: [
        `按功能分类：${classSentences(y.lines)}。`,
        `按支出性质：基本支出${wan(basic)}，${share(basic, all)}；项目支出${wan(all - basic)}，${share(all - basic, all)}。`,
      ],
    },
    {
      title: '一般公共预算支出情况',
      paragraphs: [
        `${y.year}年一般公共预算支出${wan(total(general))}，${change(total(general), before, '上年预算数')}，变动主要来自人员与项目安排的调整。`,
        `其中：${classSentences(general)}。`,
      ],
    },
    {
      title: '一般公共预算基本支出情况',
      paragraphs: [
        `${y.year}年一般公共预算基本支出${wan(basicGeneral)}，其中：人员经费${wan(total(general, { character: 'personnel' }))}；公用经费${wan(total(general, { character: 'public' }))}。`,
      ],
    },
    ...threePublicSection(y, threePublic(y.lines), y.lastYear.items, '上年预算数', '预算'),
    {
      title: '其他重要事项',
      paragraphs: [
        officeRunning(y) > 0n
          ? `（一）机关运行经费。${y.year}年机关运行经费预算${wan(officeRunning(y))}。`
          : `（一）机关运行经费。本${w.kind}为事业单位，没有机关运行经费。`,
        `（二）政府采购。${procurementSentence(y, '预算')}`,
        `（三）国有资产。截至${y.year - 1}年12月31日，本${w.kind}没有单价100万元以上的设备。`,
        `（四）绩效目标。${y.year}年${y.projects.length}个项目均编制了绩效目标，涉及资金${wan(total(y.lines, { character: PROJECT }))}。`,
      ],
    },
  ]
}

function finalSections(y: Year, w: Words): Section[] {
  const general = y.lines.filter((l) => l.source === 'general')
  const spent = total(y.lines)
  const basic = total(y.lines, { character: BASIC })
  const end = y.balances.reduce((sum, b) => sum + b.closing, 0n)
  return [
    {
      title: '收入支出决算总体情况',
      paragraphs: [`${y.organisation}${y.year}年度收入、支出总计均为${wan(spent + end)}。`],
    },
    {
      title: '支出决算情况',
      paragraphs: [
        `本年支出合计${wan(spent)}，其中：基本支出${wan(basic)}，${share(basic, spent)}；项目支出${wan(spent - basic)}，${share(spent - basic, spent)}。`,
      ],
    },
    {
      title: '一般公共预算财政拨款支出决算情况',
      paragraphs: [`${y.year}年度一般公共预算财政拨款支出${wan(total(general))}，其中：${classSentences(general)}。`],
    },
    ...threePublicSection(y, threePublic(y.lines), y.planned, '预算数', '决算'),
    {
      title: '其他重要事项',
      paragraphs: [
        officeRunning(y) > 0n
          ? `（一）机关运行经费。${y.year}年度机关运行经费支出${wan(officeRunning(y))}。`
          : `（一）机关运行经费。本${w.kind}没有机关运行经费支出。`,
        `（二）政府采购。${procurementSentence(y, '支出')}`,
        `（三）国有资产。截至${y.year}年12月31日，本${w.kind}没有单价100万元以上的设备。`,
      ],
    },
  ]
}

function threePublicSection(y: Year, now: ThreePublic, before: ThreePublic, base: string, book: string): Section[] {
  const item = (text: string, a: bigint, b: bigint): string => `${text}${wan(a)}，${change(a, b, base)}。`
  return [
    {
      title: `“三公”经费${book}情况`,
      paragraphs: [
        item(`${y.year}年“三公”经费${book}数为`, threePublicTotal(now), threePublicTotal(before)),
        item('1．因公出国（境）费', now.abroad, before.abroad),
        item('2．公务用车购置费', now.purchase, before.purchase),
        item('3．公务用车运行维护费', now.running, before.running),
        item('4．公务接待费', now.reception, before.reception),
      ],
    },
  ]
}

function procurementSentence(y: Year, book: string): string {
  const of = (kind?: string): bigint =>
    y.purchases
      .filter((p) => kind === undefined || p.kind.kind === kind)
      .reduce((sum, p) => sum + p.price * BigInt(p.quantity), 0n)
  return `${y.year}年政府采购${book}总额${wan(of())}，其中：货物${wan(of('goods'))}、工程${wan(of('works'))}、服务${wan(of('services'))}。`
}

/** Short meanings in our own words. */
function glossary(y: Year): string[] {
  const subject =
    y.stage === 'budget'
      ? '上年结转结余：以前年度没有用完、今年按原用途接着用的钱。'
      : '年初结转和结余：年初从上一年带过来、仍按原用途使用的钱。'
  return [
    '财政拨款收入：本级财政当年拨给的资金。',
    '其他收入：上述来源之外取得的各项收入。',
    subject,
    '基本支出：维持日常运转的人员和公用开支。',
    '项目支出：为完成特定任务而安排的开支。',
    '“三公”经费：用一般公共预算安排的因公出国（境）、公务用车购置及运行、公务接待三项开支。',
    '机关运行经费：行政单位用一般公共预算安排的日常公用开支。',
  ]
}
