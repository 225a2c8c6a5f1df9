/** Uploads of some kilobytes that hold as much as fills a machine: refused in words, and the server stays small. */
import { startWorker, type Worker } from '@gouji/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openOffice } from '../../packages/cli/src/workbench/office.ts'
import { docx, docxParts, p, xlsx, zip } from '../../packages/files/src/testing/packages.ts'
import { jobHandlers } from '../../packages/server/src/tasks/handlers.ts'
import type { Office } from '../../packages/server/src/tasks/office.ts'
import { type Client, Form, signIn } from '../../packages/server/src/testing/client.ts'
import { type District, openDistrict } from '../../packages/server/src/testing/district.ts'

let district: District
let worker: Worker
let office: Office
let client: Client

beforeAll(async () => {
  office = openOffice(1)
  district = await openDistrict({}, office)
  worker = startWorker(district.store, { handlers: jobHandlers(district.store, office, 'test'), pollMs: 50 })
  client = await signIn(district.app, 'preparer')
}, 60_000)
afterAll(async () => {
  await worker?.stop()
  await district?.close()
  await office?.close()
})

const send = (name: string, bytes: Uint8Array) =>
  client.call('POST', '/documents', new Form().add(name, Buffer.from(bytes)))

it('are told apart without being unpacked', async () => {
  // Looked at in the server itself, before any worker has it: a hundred megabytes from a hundred kilobytes.
  const types = Buffer.alloc(100 << 20, '<Default Extension="a" ContentType="b"/>')
  // Below the ratio at which an archive is refused as a whole.
  for (let at = 0; at < types.length; at += 2000) types.writeUInt32LE((Math.random() * 2 ** 31) | 0x01010101, at)
  const bytes = zip({ ...docxParts({ body: p('某局预算') }), '[Content_Types].xml': types })
  const before = process.memoryUsage().rss
  const { json } = await send('类型.docx', bytes)
  const grown = (process.memoryUsage().rss - before) / 2 ** 20
  expect(json.accepted).toEqual([])
  expect(json.refused).toEqual([{ name: '类型.docx', message: expect.stringMatching(/^文件展开后超出上限.*请/) }])
  expect(grown).toBeLessThan(60)
}, 30_000)

it('with more cells than can be shown are not taken, and the next document is', async () => {
  const row = `<w:tr>${'<w:tc><w:p/></w:tc>'.repeat(50)}</w:tr>`
  const blank = docx({ body: `${p('某局2025年部门预算')}<w:tbl>${row.repeat(10_001)}</w:tbl>` })
  expect(blank.length).toBeLessThan(100_000)
  const ids = [
    (await send('空表.docx', blank)).json.accepted[0].id,
    (await send('预算.docx', docx({ body: p('某局2025年部门预算') }))).json.accepted[0].id,
  ]
  const ended = async (id: string) => {
    for (;;) {
      const { json } = await client.call('GET', `/documents/${id}`)
      if (json.state !== 'waiting' && json.state !== 'working') return json
      await new Promise((wake) => setTimeout(wake, 100))
    }
  }
  const [large, small] = [await ended(ids[0]), await ended(ids[1])]
  expect([large.state, large.failure]).toEqual([
    'unreadable',
    '文件展开后超出上限（单元格和段落共 500,051 个，工作台上限 500,000 个），可能是异常文件。正常的预决算文件不会如此。请用原软件打开，删去多余的空白行列后另存；来源不明的文件请勿打开。',
  ])
  expect(small.state).toBe('done')
}, 60_000)

it('as a workbook of organisations are told for what they are', async () => {
  const system = await signIn(district.app, 'system_admin')
  const hand = async (bytes: Uint8Array) =>
    (await system.call('POST', '/organisations/import?confirm=no', new Form().add('机构.xlsx', Buffer.from(bytes))))
      .json
  const row = '<row><c t="inlineStr"><is><t>1</t></is></c></row>'
  const blown = xlsx({ sheets: [{ name: '机构', xml: `<sheetData>${row.repeat(1_000_001)}</sheetData>` }] })
  expect((await hand(blown)).detail).toMatch(/^文件展开后超出上限（压缩比 \d+，上限 250）/)
  expect((await hand(Buffer.from('编码,名称'))).problems[0].message).toBe('不是可以读取的 Excel 工作簿（.xlsx）')
}, 60_000)
