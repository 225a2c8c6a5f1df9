import { expect, it } from 'vitest'
import { render } from '../testing/render.ts'
import { CHECKED, CLEAN, SCANNED, UNREADABLE } from '../testing/story.ts'
import { csv } from './csv.ts'

/** A reader of RFC 4180, so that the test does not trust the writer. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]]
  let field = ''
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (quoted && c === '"' && text[i + 1] === '"') field += text[i++]
    else if (c === '"') quoted = !quoted
    else if (!quoted && (c === ',' || c === '\n')) {
      rows.at(-1)!.push(field)
      field = ''
      if (c === '\n') rows.push([])
    } else if (quoted || c !== '\r') field += c
  }
  return rows.slice(0, -1)
}

const records = (text: string): Record<string, string>[] => {
  const [head, ...rows] = parse(text.slice(1))
  return rows.map((row) => Object.fromEntries(head!.map((name, i) => [name, row[i]!])))
}

it('begins with the mark by which Excel knows UTF-8, and ends its lines as the standard says', async () => {
  const text = await render(csv, [CHECKED])
  expect(text.startsWith('\uFEFF文件,')).toBe(true)
  expect(text.endsWith('\r\n')).toBe(true)
})

it('gives one row per finding, quotes and line breaks kept', async () => {
  const [slip, wording] = records(await render(csv, [CHECKED]))
  expect(slip).toMatchObject({ 级别: '错误', 位置: '第 25 行', 印为: '138.54', 应为: '135.84' })
  expect(slip).toMatchObject({ 序号: '1', 行: '2012601 行政运行', 栏: '合计', 答复: '', 处理: '' })
  expect(slip!.表).toBe('表2 2025年单位一般公共预算支出表')
  expect(wording!.问题).toBe('标题称“单位”，正文称“部门”，"引号"与，逗号\n与换行都要保住。')
})

it('never drops what was not checked or not read', async () => {
  const rows = records(await render(csv, [CLEAN, SCANNED, UNREADABLE]))
  expect(rows.map((r) => [r.文件, r.结论])).toEqual([
    ['scan.pdf', '未校验'],
    ['locked.pdf', '未能读取'],
  ])
})

it('makes formulas harmless and leaves negative figures alone', async () => {
  const rows = records(await render(csv, [CHECKED], { command: 'read' }))
  expect(rows.map((r) => r.名称)).toContain("'=一般行政管理事务<script>")
  expect(rows).toHaveLength(28)
})
