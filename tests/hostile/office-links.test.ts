/** Older files go through LibreOffice: it asks for nothing on the network, reads no other file, and stays within its memory. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Document, UnreadableError } from '@gouji/document'
import { readDocument } from '@gouji/files'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const hasOffice = (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, 'soffice')))
const MARK = 'CONTENT-OF-ANOTHER-FILE'
let folder: string
let server: Server
let url: string
const asked: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-links-'))
  await writeFile(join(folder, 'other.txt'), MARK)
  await writeFile(join(folder, 'other.csv'), `${MARK},1\n`)
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end(MARK)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server?.close()
  await rm(folder, { recursive: true, force: true })
})

const HEAD = (program: string): string => `<?xml version="1.0"?><?mso-application progid="${program}"?>`
const SHEET = 'urn:schemas-microsoft-com:office:spreadsheet'
const book = (...sheets: string[]): string =>
  `${HEAD('Excel.Sheet')}<Workbook xmlns="${SHEET}" xmlns:ss="${SHEET}">${sheets
    .map((table, i) => `<Worksheet ss:Name="s${i}"><Table>${table}</Table></Worksheet>`)
    .join('')}</Workbook>`

const FILES: Readonly<Record<string, () => string>> = {
  'links.rtf': () => {
    const field = (what: string): string => `{\\field{\\*\\fldinst { ${what} }}{\\fldrslt {old}}}\\par `
    return `{\\rtf1\\ansi Budget 2025\\par ${[
      `INCLUDETEXT "file://${folder}/other.txt"`,
      `INCLUDETEXT "${folder}/other.txt"`,
      `INCLUDETEXT "${url}/text"`,
      `INCLUDEPICTURE "${url}/picture.png" \\\\d`,
      `LINK Word.Document.8 "${folder}/other.txt"`,
    ]
      .map(field)
      .join('')}{\\*\\template ${url}/template.dot}}`
  },
  'links.xls': () => {
    const cell = (formula: string): string =>
      `<Row><Cell ss:Formula="${formula}"><Data ss:Type="String">old</Data></Cell><Cell><Data ss:Type="Number">1</Data></Cell></Row>`
    return book(
      [
        `=WEBSERVICE(&quot;${url}/service&quot;)`,
        `='file://${folder}/other.csv'#$other.A1`,
        `=DDE(&quot;soffice&quot;;&quot;${folder}/other.csv&quot;;&quot;A1&quot;)`,
      ]
        .map(cell)
        .join(''),
    )
  },
  'links.doc': () =>
    `${HEAD('Word.Document')}<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:v="urn:schemas-microsoft-com:vml"><w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDETEXT "${folder}/other.txt" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p><w:p><w:r><w:pict><v:shape><v:imagedata src="${url}/word.png"/></v:shape></w:pict></w:r></w:p><w:p><w:r><w:t>Budget 2025</w:t></w:r></w:p></w:body></w:wordDocument>`,
}

describe.skipIf(!hasOffice)('through LibreOffice (skipped where it is not installed)', () => {
  it.each(Object.keys(FILES))(
    '%s is read without what it links to',
    async (name) => {
      const { blocks }: Document = await readDocument(Buffer.from(FILES[name]!()), name)
      expect(blocks.length).toBeGreaterThan(0)
      expect(JSON.stringify(blocks)).not.toContain(MARK)
      expect(asked).toEqual([])
    },
    60_000,
  )

  it('a workbook of some megabytes that would take fourteen gigabytes ends, and the machine is none the worse', async () => {
    const cells = Array.from(
      { length: 1000 },
      (_, c) =>
        `<Cell ss:Index="${c * 16 + 1}" ss:Formula="=SUM(A1:XFD1048575)"><Data ss:Type="Number">1</Data></Cell>`,
    ).join('')
    const bytes = Buffer.from(book(...Array.from({ length: 60 }, () => `<Row ss:Index="1048576">${cells}</Row>`)))
    let most = 0
    const watching = setInterval(() => {
      most = Math.max(most, megabytesOf('soffice'))
    }, 100)
    const ended = await readDocument(bytes, 'sums.xls').catch((error: unknown) => error)
    clearInterval(watching)
    expect(ended).toBeInstanceOf(UnreadableError)
    expect((ended as UnreadableError).failure.code).toMatch(/^(?:office-failed|took-too-long)$/)
    expect(most).toBeGreaterThan(50)
    expect(most).toBeLessThan(2600)
  }, 90_000)
})

/** Resident memory of all programs of a name. */
function megabytesOf(name: string): number {
  let sum = 0
  for (const pid of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(name)) continue
      sum += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
    } catch {
      // It has ended meanwhile.
    }
  }
  return sum
}
