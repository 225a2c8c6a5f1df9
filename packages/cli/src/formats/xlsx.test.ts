import type { Table } from '@gouji/document'
import { readDocument } from '@gouji/files'
import { unzipSync } from 'fflate'
import { expect, it } from 'vitest'
import { render } from '../testing/render.ts'
import { CHECKED, CLEAN, REPORT, UNREADABLE } from '../testing/story.ts'
import { xlsx } from './xlsx.ts'

const workbookOf = async (...outcomes: Parameters<typeof render>[1]): Promise<Uint8Array> =>
  new Uint8Array(Buffer.from(await render(xlsx, outcomes), 'latin1'))

async function rowsOf(bytes: Uint8Array): Promise<string[][]> {
  const { blocks } = await readDocument(bytes, 'list.xlsx')
  const table = blocks.find((block): block is Table => block.kind === 'table')!
  const rows = Array.from({ length: table.rows }, () => Array.from({ length: table.columns }, () => ''))
  for (const { row, column, text } of table.cells) rows[row]![column] = text
  return rows
}

const sheetOf = (bytes: Uint8Array): string => new TextDecoder().decode(unzipSync(bytes)['xl/worksheets/sheet1.xml'])

it('has a row for each finding, with the cell in words and an empty answer', async () => {
  const [head, ...rows] = await rowsOf(await workbookOf(CHECKED))
  const of = (row: string[], name: string): string => row[head!.indexOf(name)]!
  expect(rows).toHaveLength(REPORT.findings.length)
  const [slip] = rows
  expect(['序号', '级别', '位置', '行', '栏', '印为', '应为', '答复', '处理'].map((name) => of(slip!, name))).toEqual([
    '1',
    '错误',
    '第 25 行',
    '2012601 行政运行',
    '合计',
    '138.54',
    '135.84',
    '',
    '',
  ])
})

it('offers what can be answered, keeps the heading in sight, and gives every row its height', async () => {
  const sheet = sheetOf(await workbookOf(CHECKED))
  expect(sheet).toMatch(/<dataValidation type="list"[^>]*sqref="O2:O4"><formula1>"采纳,说明,不采纳"</)
  expect(sheet).toContain('state="frozen"')
  expect(sheet.match(/<row /g)).toHaveLength(sheet.match(/ customHeight="1">/g)!.length)
})

it('lets nothing become a formula', async () => {
  const message = '=HYPERLINK("x")'
  const findings = [{ ...REPORT.findings[0]!, message }]
  const sheet = sheetOf(await workbookOf({ ...CHECKED, report: { ...REPORT, findings } }))
  expect(sheet).not.toContain('<f>')
  expect(sheet).toMatch(/s="8" t="inlineStr"><is><t xml:space="preserve">=HYPERLINK\(&quot;x&quot;\)</)
})

it('fills in the answer of a finding that was accepted', async () => {
  const waiver = { reason: '已核对', by: '财务室', until: '2025-12-31' }
  const findings = [{ ...REPORT.findings[0]!, waiver }]
  const [head, row] = await rowsOf(await workbookOf({ ...CHECKED, report: { ...REPORT, findings } }))
  expect([row![head!.indexOf('结论')], row![head!.indexOf('处理')]]).toEqual(['已说明', '说明'])
})

it('names the file where there are several, and what could not be read', async () => {
  const rows = await rowsOf(await workbookOf(CHECKED, CLEAN, UNREADABLE))
  expect(rows[0]![1]).toBe('文件')
  expect(rows.at(-1)).toContain('未能读取')
})
