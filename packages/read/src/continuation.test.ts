import { readDocument } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { describe, expect, it } from 'vitest'
import { read } from './read.ts'
import type { ReadTable } from './reading.ts'

/** Pages of one document: the first line of each is its headings. */
async function tablesOf(title: string, ...pages: (readonly string[])[]): Promise<readonly ReadTable[]> {
  const cells = (tag: string, row: string): string =>
    row
      .split('|')
      .map((text) => `<${tag}>${text.trim()}</${tag}>`)
      .join('')
  const page = ([head = '', ...rows]: readonly string[]): string =>
    `<table><tr>${cells('th', head)}</tr>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('')}</table>`
  const text = `<p>${title}</p><p>单位：万元</p>${pages.map(page).join('')}`
  return read(await readDocument(new TextEncoder().encode(text), 'book.html'), loadKnowledge()).tables
}

const pagesOf = (tables: readonly ReadTable[]): number[] => tables.map(({ parts }) => parts.length)

describe('a page that repeats the headings goes on', () => {
  const BALANCE = '收入项目 | 预算数 | 支出项目 | 预算数'

  it('with a row of words alone, which is no heading', async () => {
    const tables = await tablesOf(
      '2025年部门收支预算总表',
      [BALANCE, '一、财政拨款 | 90.50 | 教育支出 | 90.50', '本年收入合计 | 90.50 | 本年支出合计 | 90.50'],
      [BALANCE, '上年结转结余 |  | 年终结转结余 | ', '收入总计 | 90.50 | 支出总计 | 90.50'],
    )
    expect(pagesOf(tables)).toEqual([2])
    expect(tables[0]!.rows.map(({ label }) => label)).toContain('收入总计')
  })

  const PROJECTS = '单位 | 项目编码 | 项目名称 | 一级指标 | 二级指标 | 三级指标 | 计算符号 | 指标值 | 计量单位 | 权重'

  it('with a row that names the unit again but another project by its code', async () => {
    const tables = await tablesOf(
      '2025年项目绩效指标表',
      [
        PROJECTS,
        '云溪县图书馆 |  |  |  |  |  |  |  |  | 200',
        '云溪县图书馆 | 999901250000012805171 | 古籍修复 | 产出指标 | 数量指标 | 修复页数 | ≥ | 12000 | 页 | 100',
      ],
      [
        PROJECTS,
        '云溪县图书馆 | 999901250000032345233 |  |  |  |  |  |  |  | 100',
        '云溪县图书馆 | 999901250000032345233 | 水电费 | 产出指标 | 数量指标 | 开放天数 | ≥ | 300 | 天 | 100',
      ],
    )
    expect(pagesOf(tables)).toEqual([2])
  })
})

it('a table with the same headings that begins from the top again is another one', async () => {
  const head = '单位 | 项目名称 | 预算数'
  const page = [head, '合计 | | 9.50', '云溪县图书馆 | 古籍修复 | 9.50']
  expect(pagesOf(await tablesOf('2025年项目支出预算表', page, page))).toEqual([1, 1])
})

describe('a total alone under headings that are printed again', () => {
  const head = '科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出'
  const running = '201 | 一般公共服务支出 | 8.00 | 8.00 | '
  const housing = '221 | 住房保障支出 | 1.50 | 1.50 | '
  const total = ' | 合计 | 9.50 | 9.50 | '

  it('closes the table of the page before', async () => {
    const tables = await tablesOf('2025年部门支出预算总表', [head, running, housing], [head, total])
    expect(pagesOf(tables)).toEqual([2])
    expect(tables[0]!.rows.map(({ label }) => label)).toContain('合计')
  })

  it('is a table of its own where the page before is closed already', async () => {
    expect(pagesOf(await tablesOf('2025年部门支出预算总表', [head, running, total], [head, total]))).toEqual([1, 1])
  })
})
