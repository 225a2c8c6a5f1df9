import { readDocument } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { expect, it } from 'vitest'
import { read } from './read.ts'
import type { Goal } from './reading.ts'

/** Bars stand for tabs. */
async function goalsOf(text: string, format: 'txt' | 'html' = 'txt'): Promise<readonly Goal[]> {
  const lines = text.trim().split('\n')
  const bytes = new TextEncoder().encode(
    lines.map((l) => (l.includes('|') && format === 'txt' ? l.replace(/ *\| */g, '\t') : l)).join('\n'),
  )
  return read(await readDocument(bytes, `book.${format}`), loadKnowledge()).goals ?? []
}

const summary = (goals: readonly Goal[]): unknown[] =>
  goals.map((g) => [g.project, g.amounts.map((a) => `${a.text}${a.unit ?? '?'}`).join(' '), g.indicators.length])

it('groups rows that repeat the project, with its code, sum of weights and money', async () => {
  const goals = await goalsOf(`
2025年项目绩效指标表
单位 | 项目编码 | 项目名称 | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 计量单位 | 权重 | 项目总额 | 预算金额
云溪县图书馆 |  |  |  |  |  |  |  |  |  | 200 |  |
云溪县 | 999900250000000000001 |  |  |  |  |  |  |  |  | 100 |  |
云溪 | 9999 | 古籍修复 | 修复馆藏 | 产出指标 | 数量指标 | 修复页数 | ≥ | 12000 | 页 | 60 | 300000 | 125000
云溪 | 9999 | 古籍修复 | 修复馆藏 | 满意度指标 | 满意度指标 | 读者满意度 | ≥ | 90 | % | 40 |  |
云溪县 | 999900250000000000002 |  |  |  |  |  |  |  |  | 100 |  |
云溪 | 9999 | 水电费 | 正常开放 | 产出指标 | 数量指标 | 开放天数 | ≥ | 300 | 天 | 100 | 60000 | 60000
`)
  expect(summary(goals)).toEqual([
    ['古籍修复', '300000? 125000?', 2],
    ['水电费', '60000? 60000?', 1],
  ])
  expect(goals[0]).toMatchObject({
    projectCode: '999900250000000000001',
    texts: [{ text: '修复馆藏' }],
    weightTotal: { text: '100' },
    unitWeightTotal: { text: '200' },
  })
})

it('groups rows below a project that is printed once', async () => {
  const goals = await goalsOf(`
2025年项目绩效目标表
单位：元
项目名称 | 资金安排 |  | 总体绩效目标 | 一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 计量单位
 | 总计 | 一般公共预算 |  |  |  |  |  |  |
古籍修复 | 125000.00 | 125000.00 | 修复馆藏 | 产出指标 | 数量指标 | 修复页数 | ≥ | 12000 | 页
 |  |  |  | 满意度指标 | 满意度指标 | 读者满意度 | ≥ | 90 | %
水电费 | 60000.00 | 60000.00 | 正常开放 | 产出指标 | 数量指标 | 开放天数 | ≥ | 300 | 天
`)
  expect(summary(goals)).toEqual([
    ['古籍修复', '125000.00元 125000.00元', 2],
    ['水电费', '60000.00元 60000.00元', 1],
  ])
  expect(goals[0]!.amounts.map((a) => a.kind)).toEqual(['year', 'part'])
})

it('reads cost, output, benefit and satisfaction side by side, and what was left open', async () => {
  const goals = await goalsOf(`
2025年项目绩效目标表
项目名称 | 项目金额（万元） | 绩效目标 |  |  |  |  |
 | 资金总额 | 成本指标 |  | 产出指标 |  | 满意度指标 |
 |  | 三级指标 | 指标值 | 三级指标 | 指标值 | 三级指标 | 指标值
古籍修复 | 12.50 | 项目支出 | ≤12.5万元 | 修复页数 | ≥12000页 | 读者满意度 | ≥90%
 |  |  |  | 建档数量 |  |  |
水电费 | 6.00 | 项目支出 | ≤6万元 | 开放天数 | ≥300天 | 读者满意度 | ≥90%
`)
  expect(summary(goals)).toEqual([
    ['古籍修复', '12.50万元', 3],
    ['水电费', '6.00万元', 3],
  ])
  expect(goals[0]!.blanks).toMatchObject([{ text: '建档数量', lacks: 'target' }])
})

it('takes the name and the money of a form from the rows above its indicators', async () => {
  const goals = await goalsOf(
    `<p>项目支出绩效目标申报表</p><table>
<tr><td>项目名称</td><td colspan="5">古籍修复</td></tr>
<tr><td>年度资金总额（万元）</td><td colspan="5">12.50</td></tr>
<tr><td>一级指标</td><td>二级指标</td><td>三级指标</td><td>计算符号</td><td>指标值</td><td>计量单位</td></tr>
<tr><td rowspan="2">产出指标</td><td>数量指标</td><td>修复页数</td><td>≥</td><td>12000</td><td>页</td></tr>
<tr><td>质量指标</td><td>修复合格率</td><td>≥</td><td>98</td><td>%</td></tr>
</table>`,
    'html',
  )
  expect(summary(goals)).toEqual([['古籍修复', '12.50万元', 2]])
  expect(goals[0]!.indicators.map((i) => i.project)).toEqual(['古籍修复', '古籍修复'])
})

it('joins a form of the whole department that a page break cut in two', async () => {
  const goals = await goalsOf(`
部门整体支出绩效目标申报表
一级指标 | 二级指标 | 三级指标 | 年度指标值
产出指标 | 数量指标 | 开放天数 | 300天

一级指标 | 二级指标 | 三级指标 | 年度指标值 | 备注
满意度指标 | 满意度指标 | 读者满意度 | 90%  |
`)
  expect(goals.map((g) => [g.scope, g.indicators.length])).toEqual([['department', 2]])
})

it('gives what a project costs over all its years no year', async () => {
  const text = `
2025年项目绩效目标表
单位：元
项目名称 | 年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 计量单位 | 项目总额 | 预算金额
古籍修复 | 修复馆藏 | 产出指标 | 数量指标 | 修复页数 | ≥ | 12000 | 页 | 300000 | 125000
`
  const bytes = new TextEncoder().encode(text.replace(/ *\| */g, '\t'))
  const { tables } = read(await readDocument(bytes, 'book.txt'), loadKnowledge())
  const amounts = tables.flatMap(({ cells }) => cells.filter(({ figure, coordinates }) => figure && coordinates))
  expect(amounts.map(({ text, coordinates }) => [text, coordinates?.year])).toEqual([
    ['300000', undefined],
    ['125000', '2025'],
  ])
})

it('joins a table of indicators over pages, though each row names the unit again', async () => {
  const cells = (tag: string, words: string): string =>
    `<tr>${words
      .split(' ')
      .map((word) => `<${tag}>${word}</${tag}>`)
      .join('')}</tr>`
  const head = cells('th', '单位 项目名称 一级指标 二级指标 三级指标 计算符号 指标值 计量单位')
  const page = (...rows: string[]): string => `<table>${head}${rows.map((row) => cells('td', row)).join('')}</table>`
  const text = `<p>2025年项目绩效指标表</p>${page(
    '云溪县图书馆 古籍修复 产出指标 数量指标 修复页数 ≥ 12000 页',
    '云溪县图书馆 古籍修复 产出指标 质量指标 验收合格率 ≥ 98 %',
  )}${page('云溪县图书馆 水电费 产出指标 数量指标 开放天数 ≥ 300 天')}`
  const { tables } = read(await readDocument(new TextEncoder().encode(text), 'book.html'), loadKnowledge())
  expect(tables.map((table) => table.parts.length)).toEqual([2])
})

it('keeps both names of a form that prints a project of each level, and the levels below 绩效指标', async () => {
  const goals = await goalsOf(`
项目支出绩效目标表
（2024年度）
一级项目名称 | 水利发展类项目 |  | 二级项目名称 | 农村供水工程建设
主管部门 | 清源县水务局 |  | 实施单位 | 清源县水文服务中心
项目资金（万元） | 年度资金总额 |  |  | 180.00
 | 其中：财政拨款 |  |  | 180.00
年度目标 | 完成供水管网改造。 |  |  |
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值
 | 产出指标 | 数量指标 | 改造管网长度 | ≥12公里
 |  | 质量指标 | 验收合格率 | 100%
 | 满意度指标 | 服务对象满意度指标 | 群众满意度 | ≥95%
`)
  expect(summary(goals)).toEqual([['农村供水工程建设', '180.00万元', 3]])
  expect(goals[0]).toMatchObject({ program: '水利发展类项目', texts: [{ text: '完成供水管网改造。' }] })
  expect(goals[0]!.indicators.map((i) => [i.level1, i.level3, i.operator, i.target, i.unit])).toEqual([
    ['产出指标', '改造管网长度', '≥', '12', '公里'],
    ['产出指标', '验收合格率', undefined, '100', '%'],
    ['满意度指标', '群众满意度', '≥', '95', '%'],
  ])
})

const row = (...cells: readonly string[]): string =>
  `<tr>${cells.map((c) => (c.startsWith('<td') ? c : `<td>${c}</td>`)).join('')}</tr>`
const page = (...rows: readonly string[]): string =>
  `<table>${row('项目名称', '一级指标', '二级指标', '三级指标', '指标值', '权重')}${rows.join('')}</table>`
const merged = (rows: number, text: string): string => `<td rowspan="${rows}">${text}</td>`

it.each([
  ['stands at the foot of the first page', '水电费', ''],
  ['stands at the head of the second page', '', '水电费'],
])('gives a goal that a page break cut its name, which %s', async (_, above, below) => {
  const first = page(
    row(merged(2, '古籍修复'), '产出指标', '数量指标', '修复页数', '≥12000页', '60'),
    row('满意度指标', '服务对象满意度', '读者满意度', '≥90%', '40'),
    row(merged(1, above), '产出指标', '数量指标', '开放天数', '≥300天', '50'),
  )
  const second = page(
    row(merged(2, below), '产出指标', '质量指标', '停电次数', '≤2次', '30'),
    row('满意度指标', '服务对象满意度', '读者满意度', '≥95%', '20'),
  )
  const goals = await goalsOf(`<p>2025年项目绩效目标表</p>${first}${second}`, 'html')
  const shares = goals.map((g) => `${g.project}: ${g.indicators.map(({ weight }) => weight).join(' + ')}`)
  expect(shares).toEqual(['古籍修复: 60 + 40', '水电费: 50 + 30 + 20'])
})

it('leaves blank cells blank where every row has one of its own', async () => {
  const first = page(
    row('古籍修复', '产出指标', '数量指标', '修复页数', '≥12000页', '40'),
    row('', '产出指标', '质量指标', '修复合格率', '=100%', '30'),
    row('', '满意度指标', '服务对象满意度', '读者满意度', '≥90%', '30'),
  )
  const second = page(row('水电费', '产出指标', '数量指标', '开放天数', '≥300天', '100'))
  const goals = await goalsOf(`<p>2025年项目绩效目标表</p>${first}${second}`, 'html')
  expect(goals.map((g) => `${g.project} ${g.indicators.length}`)).toEqual(['古籍修复 3', '水电费 1'])
})
