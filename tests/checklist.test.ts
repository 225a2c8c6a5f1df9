/**
 * docs/checklist.csv: the points that a checker of budgets should notice, each with the rules that notice it and what of it
 * is not noticed. docs/checklist.md is made from it; write it again with -u.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { RULE_INFOS } from '@gouji/check'
import { expect, it } from 'vitest'

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url))
const REFERENCE = at('../shared/reference/rules.json')
const STATES = ['已查', '部分', '未查'] as const
const ELSEWHERE: Readonly<Record<string, string>> = {
  budget: '`gouji budget check`',
  compose: '`gouji compose`',
  workbench: '工作台',
}
const CHAPTERS: Readonly<Record<string, string>> = {
  STR: '结构和完整性',
  BAL: '收支平衡',
  SUM: '表内汇总',
  XTB: '表间勾稽',
  TXT: '文字与表',
  YOY: '增减和上年',
  UNIT: '计量单位',
  YEAR: '年度和日期',
  CODE: '科目编码',
  SANG: '“三公”经费',
  OPS: '机关运行经费',
  PROC: '政府采购',
  ASSET: '国有资产',
  PERF: '绩效',
  PROJ: '项目',
  NARR: '文字',
  TIME: '公开时限',
  PRIV: '个人信息和保密',
  OPEN: '开放数据',
  EXEC: '决算和执行',
}
/** What no point of the list asks for. */
const BEYOND = ['CODE-DUPLICATE', 'GOAL-PROSE', 'PROSE-CHARACTER', 'PROSE-PROJECT']

const [, ...lines] = readFileSync(at('docs/checklist.csv'), 'utf8').trim().split('\n')
const points = lines.map((line) => {
  const [point, name, state, rules, elsewhere, note, ...more] = line.split(',')
  if (note === undefined || more.length > 0) throw new Error(`six columns: ${line}`)
  const words = (text: string): string[] => text.split(' ').filter(Boolean)
  return { point: point!, name: name!, state: state!, rules: words(rules!), elsewhere: words(elsewhere!), note }
})
type Point = (typeof points)[number]

it('names rules that there are, and every rule but those beyond the list', () => {
  const ids = [...RULE_INFOS.keys()]
  const named = new Set(points.flatMap(({ rules }) => rules))
  expect([...named].filter((id) => !ids.includes(id))).toEqual([])
  expect(ids.filter((id) => !named.has(id)).sort()).toEqual(BEYOND)
})

it('says of what is not noticed why, and of what is noticed by what', () => {
  const of = (state: string, wrong: (p: Point) => boolean) =>
    points.filter((p) => p.state === state && wrong(p)).map(({ point }) => point)
  expect(points.filter(({ state }) => !STATES.includes(state as never))).toEqual([])
  expect(of('已查', ({ rules, elsewhere }) => rules.length + elsewhere.length === 0)).toEqual([])
  expect(of('部分', ({ note }) => note === '')).toEqual([])
  expect(of('未查', ({ note, rules }) => note === '' || rules.length > 0)).toEqual([])
  expect(points.flatMap(({ elsewhere }) => elsewhere).filter((one) => !(one in ELSEWHERE))).toEqual([])
})

it.skipIf(!existsSync(REFERENCE))('has every point of the reference (skipped where that is absent)', () => {
  const wanted = (JSON.parse(readFileSync(REFERENCE, 'utf8')) as { id: string }[]).map(({ id }) => id)
  expect(points.map(({ point }) => point)).toEqual(wanted)
})

it('is what docs/checklist.md says (write it again with -u)', async () => {
  const count = (state: string): number => points.filter((p) => p.state === state).length
  const row = ({ point, name, state, rules, elsewhere, note }: Point): string => {
    const by = [
      ...rules.map((id) => `[${id}](rules.md#${id.toLowerCase()})`),
      ...elsewhere.map((one) => ELSEWHERE[one]!),
    ]
    return `| ${point} | ${name} | ${state} | ${by.join('、')} | ${note} |`
  }
  const chapters = Object.entries(CHAPTERS).map(([prefix, title]) => {
    const own = points.filter(({ point }) => point.startsWith(`${prefix}-`))
    return `## ${title}\n\n| 编号 | 事项 | 状态 | 由什么查出 | 说明 |\n| --- | --- | --- | --- | --- |\n${own.map(row).join('\n')}\n`
  })
  const text = `# The checklist

Made from \`checklist.csv\`; \`npx vitest run tests/checklist.test.ts -u\` writes it again.

审核预算、决算公开文本时应当注意的 ${points.length} 个事项，各由哪些规则查出。已查 ${count('已查')} 个，部分 ${count('部分')} 个，未查 ${count('未查')} 个；部分和未查的，说明里写明缺什么。“由什么查出”里不是规则的：\`gouji budget check\` 查账册，\`gouji compose\` 在编成时查，工作台在办理中查。

${chapters.join('\n')}`
  await expect(text).toMatchFileSnapshot('../docs/checklist.md')
})
