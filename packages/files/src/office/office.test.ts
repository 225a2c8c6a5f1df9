import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readDocument } from '../open.ts'
import { docx, p, sheetData, tc, xlsx } from '../testing/packages.ts'
import { printed } from '../testing/print.ts'
import { OFFICE_COMMANDS } from './index.ts'

const command = OFFICE_COMMANDS.find((name) => spawnSync(name, ['--version']).status === 0)
const folder = mkdtempSync(join(tmpdir(), 'gouji-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** An old file made by the converter itself from one that we composed. */
function old(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const source = join(folder, `old-${to}.${from}`)
  writeFileSync(source, bytes)
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`
  execFileSync(command!, [profile, '--headless', '--convert-to', to, '--outdir', folder, source], { stdio: 'ignore' })
  return new Uint8Array(readFileSync(join(folder, `old-${to}.${to}`)))
}

test.skipIf(!command)('old Word files come out as the new ones do (needs LibreOffice)', async () => {
  const grid =
    '<w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>'
  const rows = `<w:tr>${tc('项目')}${tc('金额')}</w:tr><w:tr>${tc('合计')}${tc('7,360.18')}</w:tr>`
  const body = `${p('部门预算')}<w:tbl>${grid}${rows}</w:tbl>${p('完')}`
  const bytes = old(docx({ body }), 'docx', 'doc')
  const document = await readDocument(bytes, '预算.doc')
  expect(document).toMatchObject({ format: 'doc', name: '预算.doc', bytes: bytes.length })
  expect(printed(document.blocks)).toEqual(['部门预算', '| 项目 | 金额 |', '| 合计 | 7,360.18 |', '完'])
  expect((await readDocument(bytes, '预算.wps')).format).toBe('wps')
})

test.skipIf(!command)('old workbooks come out as the new ones do (needs LibreOffice)', async () => {
  const book = { sheets: [{ name: '总表', xml: sheetData([['收支总表'], ['项目', '金额'], ['合计', 7360.18]]) }] }
  const document = await readDocument(old(xlsx(book), 'xlsx', 'xls'), '预算.xls')
  expect(document.format).toBe('xls')
  expect(printed(document.blocks)).toEqual(['收支总表', '| 项目 | 金额 |', '| 合计 | 7360.18 |'])
})
