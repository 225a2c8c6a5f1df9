/** Small sound files of every format, composed for these tests; the hostile ones are made from them. */
import { ole } from '../../packages/files/src/testing/ole.ts'
import { docx, p, sheetData, tc, xlsx } from '../../packages/files/src/testing/packages.ts'
import { pdf } from './raw-pdf.ts'

const ROWS: readonly (readonly [string, number, number])[] = [
  ['一、一般公共服务支出', 812.35, 640.1],
  ['二、社会保障和就业支出', 96.02, 90],
  ['三、卫生健康支出', 41.5, 38.25],
  ['合计', 949.87, 768.35],
]

const row = (cells: readonly (string | number)[]): string => `<w:tr>${cells.map((c) => tc(String(c))).join('')}</w:tr>`

export const docxBody =
  p('某某局部门预算') +
  p('单位：万元') +
  `<w:tbl>${row(['项目', '本年', '上年'])}${ROWS.map(row).join('')}</w:tbl>` +
  p('本年支出合计 949.87 万元。')

const html = (charset: string): string =>
  `<!DOCTYPE html><html><head><meta charset="${charset}"></head><body><h1>某某局部门预算</h1><table>` +
  [['项目', '本年', '上年'], ...ROWS].map((r) => `<tr>${r.map((c) => `<td>${c}</td>`).join('')}</tr>`).join('\n') +
  '</table><p>本年支出合计 949.87 万元。</p></body></html>'

const text = ['某某局部门预算', '单位：万元', ...[['项目', '本年', '上年'], ...ROWS].map((r) => r.join('\t'))].join(
  '\n',
)

const bytes = (s: string): Uint8Array => new TextEncoder().encode(s)

export const BASES: Readonly<Record<string, Uint8Array>> = {
  docx: docx({ body: docxBody }),
  xlsx: xlsx({ sheets: [{ name: '总表', xml: sheetData([['收支总表'], ['项目', '本年', '上年'], ...ROWS]) }] }),
  html: bytes(html('utf-8')),
  txt: bytes(text),
  pdf: pdf(['BT /F1 12 Tf 72 720 Td (Total 949.87) Tj ET']),
  doc: ole('WordDocument'),
}

export const BASE_HTML = html
export const BASE_TEXT = text
