import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UnreadableError } from '@gouji/document'
import { afterAll, expect, test } from 'vitest'
import { readDocument, readFile } from './open.ts'
import { ole } from './testing/ole.ts'
import { docx, docxParts, p, sheetData, xlsx, zip } from './testing/packages.ts'

const bytesOf = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0) & 255)
const NO_OFFICE = { office: { commands: ['no-such-office-program'] } }

async function failure(bytes: Uint8Array, name: string) {
  try {
    await readDocument(bytes, name, NO_OFFICE)
  } catch (error) {
    if (error instanceof UnreadableError) return error.failure
    throw error
  }
  return undefined
}

test('content decides, not the extension', async () => {
  expect((await readDocument(docx({ body: p('文') }), '预算.pdf')).format).toBe('docx')
  expect((await readDocument(xlsx({ sheets: [{ name: '表', xml: sheetData([['a', 1]]) }] }), '预算.doc')).format).toBe(
    'xlsx',
  )
  expect((await readDocument(bytesOf('<html><table><tr><td>1</td></tr></table>'), '预算.xls')).format).toBe('html')
  expect((await readDocument(bytesOf('a\tb\n1\t2\n'), '预算.docx')).format).toBe('text')
})

const PNG = bytesOf('\x89PNG\r\n\x1a\n0000')
test.each([
  ['an empty file', new Uint8Array(), 'a.pdf', { code: 'empty-file' }],
  ['a picture named as PDF', PNG, 'a.pdf', { code: 'wrong-extension', facts: { extension: 'pdf', kind: 'png' } }],
  ['a picture', PNG, 'a.png', { code: 'unknown-format', facts: { extension: 'png', kind: 'png' } }],
  [
    'an OFD file',
    zip({ 'OFD.xml': '<x/>' }),
    'a.ofd',
    { code: 'unknown-format', facts: { extension: 'ofd', kind: 'ofd' } },
  ],
  [
    'a list of types that no program writes',
    zip({ ...docxParts({ body: '' }), '[Content_Types].xml': ' '.repeat(5_000_000) }),
    'a.docx',
    { code: 'expands-too-much', facts: { bytes: 5_000_000, limit: 4_194_304 } },
  ],
  [
    'one formula written out in a million letters',
    xlsx({
      sheets: [
        {
          name: '表',
          xml: `<sheetData><row><c><f t="shared" si="0">${'A1+'.repeat(2700)}A1</f><v>1</v></c></row>${'<row><c><f t="shared" si="0"/><v>1</v></c></row>'.repeat(7000)}</sheetData>`,
        },
      ],
    }),
    'a.xlsx',
    { code: 'expands-too-much', facts: { limit: 50_000_000 } },
  ],
  ['a plain archive', zip({ 'a.txt': 'x' }), 'a.zip', { code: 'unknown-format', facts: { kind: 'zip' } }],
  ['a password on a new file', ole('EncryptedPackage'), 'a.docx', { code: 'encrypted' }],
  ['a password on an old Word file', ole('WordDocument', { encrypted: true }), 'a.doc', { code: 'encrypted' }],
  ['a password on an old workbook', ole('Workbook', { encrypted: true }), 'a.xls', { code: 'encrypted' }],
  [
    'an old Word file without LibreOffice',
    ole('WordDocument'),
    'a.doc',
    { code: 'needs-office', facts: { format: 'doc' } },
  ],
  ['an old workbook without LibreOffice', ole('Workbook'), 'a.xls', { code: 'needs-office', facts: { format: 'xls' } }],
  ['a WPS file without LibreOffice', ole('WordDocument'), 'a.wps', { code: 'needs-office', facts: { format: 'wps' } }],
  ['slides', ole('PowerPoint Document'), 'a.ppt', { code: 'unknown-format', facts: { kind: 'ppt' } }],
  ['half an archive', docx({ body: p('文') }).slice(0, 900), 'a.docx', { code: 'damaged' }],
  [
    'entities of its own',
    zip({ ...docxParts({ body: '' }), 'word/document.xml': '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>' }),
    'a.docx',
    { code: 'damaged', facts: { reason: 'entity' } },
  ],
  ['no text at all', docx({ body: '' }), 'a.docx', { code: 'no-text' }],
])('%s', async (_, bytes, name, expected) => {
  expect(await failure(bytes, name)).toMatchObject(expected)
})

test('an archive that declares or holds more than fits is refused before it is unpacked', async () => {
  const bomb = zip({ ...docxParts({ body: p('文') }), 'word/media/a.xml': new Uint8Array(40 << 20) })
  expect(await failure(bomb, 'a.docx')).toMatchObject({ code: 'expands-too-much' })
  const many = zip({
    ...docxParts({ body: p('文') }),
    ...Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`x/${i}`, ''])),
  })
  expect(await failure(many, 'a.docx')).toMatchObject({ code: 'too-many-parts' })
})

const folder = mkdtempSync(join(tmpdir(), 'gouji-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('paths that lead to no file', async () => {
  writeFileSync(join(folder, 'empty.pdf'), '')
  writeFileSync(join(folder, 'big.txt'), 'x'.repeat(100))
  const code = (path: string, limits = {}) => readFile(path, { limits }).catch((e: UnreadableError) => e.failure.code)
  expect(await code(join(folder, 'none.pdf'))).toBe('not-found')
  expect(await code(folder)).toBe('is-a-folder')
  expect(await code(join(folder, 'empty.pdf'))).toBe('empty-file')
  expect(await code(join(folder, 'big.txt'), { fileBytes: 10 })).toBe('too-large')
})

const officeFolders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('gouji-office-'))

test('a converter that fails or hangs leaves nothing behind', async () => {
  const before = officeFolders().length
  const office = { commands: ['sleep'] }
  await expect(readDocument(ole('WordDocument'), 'a.doc', { office })).rejects.toMatchObject({
    failure: { code: 'office-failed' },
  })
  const script = join(folder, 'hangs.sh')
  writeFileSync(script, '#!/bin/sh\nsleep 60 & sleep 60\n', { mode: 0o755 })
  const hanging = readDocument(ole('WordDocument'), 'a.doc', { office: { commands: [script] }, limits: { seconds: 1 } })
  await expect(hanging).rejects.toMatchObject({ failure: { code: 'took-too-long' } })
  expect(officeFolders().length).toBe(before)
})
