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

const goalsOf = (...blocks: readonly Table[]): (readonly [string | undefined, number])[] => {
  const document = {
    name: 'a.xlsx',
    format: 'xlsx',
    sha256: '',
    bytes: 0,
    pages: [],
    blocks,
    doubts: [],
  } as unknown as Document
  return read(document, loadKnowledge()).goals!.map(({ project, indicators }) => [project, indicators.length])
}

it('reads the goal of each', () => {
  const goals = goalsOf(
    sheet('5-1', [
      ['古籍修复', '修复馆藏', '产出指标', '数量指标', '修复页数', '≥', '12000', '页'],
      ['', '', '满意度指标', '满意度指标', '读者满意度', '≥', '90', '%'],
    ]),
    sheet('5-1(2)', [['展览', '办好展览', '产出指标', '数量指标', '展览次数', '≥', '6', '次']]),
  )
  expect(goals).toEqual([
    ['古籍修复', 2],
    ['展览', 1],
  ])
})

it('tells projects of one name apart, and joins the pages of one form', () => {
  const training = (name: string, value: string): readonly string[] => [
    '业务培训',
    '办好培训',
    '产出指标',
    '数量指标',
    name,
    '≥',
    value,
    '次',
  ]
  const last = ['业务培训', '办好培训', '满意度指标', '满意度指标', '学员满意度', '≥', '90', '%']
  const forms = goalsOf(
    sheet('5-1', [training('培训场次', '12'), last]),
    sheet('5-1(2)', [training('集中授课次数', '6'), last]),
  )
  expect(forms).toEqual([
    ['业务培训', 2],
    ['业务培训', 2],
  ])
  const pages = goalsOf(
    sheet('1', [training('培训场次', '12'), training('集中授课次数', '6')]),
    sheet('2', [training('外出考察次数', '2'), last]),
  )
  expect(pages).toEqual([['业务培训', 4]])
})
