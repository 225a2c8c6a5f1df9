/** Forms of one kind on sheets of their own: as alike as their headings are, each is the form of another project. */
import type { Document, Table } from '@gouji/document'
import { loadKnowledge } from '@gouji/knowledge'
import { expect, it } from 'vitest'
import { read } from './read.ts'

const HEAD = ['项目名称', '年度绩效目标', '一级指标', '二级指标', '三级指标', '计算符号', '指标值', '计量单位']

/** A sheet with its title in the first row and the form below. */
function sheet(name: string, rows: readonly (readonly string[])[]): Table {
  const all = [['项目支出绩效目标申报表'], HEAD, ...rows]
  const cells = all.flatMap((row, r) =>
    row.map((text, column) => ({
      row: r,
      column,
      rowSpan: 1,
      columnSpan: r === 0 ? HEAD.length : 1,
      text,
      place: { sheet: name, address: `${'ABCDEFGH'[column]}${r + 1}` },
    })),
  )
  const place = { sheet: name, address: 'A1' }
  return { kind: 'table', place, rows: all.length, columns: HEAD.length, cells, grid: 'ruled' }
}

it('reads the goal of each', () => {
  const blocks = [
    sheet('5-1', [
      ['古籍修复', '修复馆藏', '产出指标', '数量指标', '修复页数', '≥', '12000', '页'],
      ['', '', '满意度指标', '满意度指标', '读者满意度', '≥', '90', '%'],
    ]),
    sheet('5-1(2)', [['展览', '办好展览', '产出指标', '数量指标', '展览次数', '≥', '6', '次']]),
  ]
  const document = {
    name: 'a.xlsx',
    format: 'xlsx',
    sha256: '',
    bytes: 0,
    pages: [],
    blocks,
    doubts: [],
  } as unknown as Document
  const { goals } = read(document, loadKnowledge())
  expect(goals!.map(({ project, indicators }) => [project, indicators.length])).toEqual([
    ['古籍修复', 2],
    ['展览', 1],
  ])
})
