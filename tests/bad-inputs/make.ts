/**
 * Writes the bad inputs of this folder again. They are kept as files, so that the messages are tested on what people
 * would really hand over: node tests/bad-inputs/make.ts
 */
import { writeFileSync } from 'node:fs'
import { ole } from '../../packages/files/src/testing/ole.ts'
import { docx, docxParts, p, sheetData, xlsx, zip } from '../../packages/files/src/testing/packages.ts'
import { FONT, rawPdf } from '../hostile/raw-pdf.ts'
import { rawZip } from '../hostile/raw-zip.ts'

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0) & 255)
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const types = (type: string): string =>
  `<Types><Override PartName="/x" ContentType="application/vnd.openxmlformats-officedocument.${type}"/></Types>`
const sheet = (xml: string): Uint8Array => xlsx({ sheets: [{ name: '总表', xml }] })
const DOCX = docx({ body: p('某某局部门预算') })
const PARTS = docxParts({ body: p('某某局部门预算') })
const XLSX = sheet(
  sheetData([
    ['项目', '金额'],
    ['合计', 3],
  ]),
)
const PNG = ascii('\x89PNG\r\n\x1a\n\0\0\0\rIHDR')

const FILES: Readonly<Record<string, Uint8Array>> = {
  'empty.pdf': new Uint8Array(),
  'only-head.pdf': ascii('%PDF-1.7\n'),
  'no-pages.pdf': rawPdf({ objects: ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [] /Count 0 >>'] }),
  'password.pdf': rawPdf({
    objects: [
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [] /Count 0 >>',
      FONT,
      `<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <${'ab'.repeat(32)}> /U <${'cd'.repeat(32)}> >>`,
    ],
    trailer: '/Encrypt 4 0 R /ID [<00> <00>]',
  }),
  'cut.docx': DOCX.slice(0, Math.floor(DOCX.length / 2)),
  'cut.xlsx': XLSX.slice(0, Math.floor(XLSX.length / 2)),
  'picture.pdf': PNG,
  'picture.png': PNG,
  'photo.jpg': ascii('\xff\xd8\xff\xe0\0\x10JFIF\0'),
  'layout.ofd': zip({ 'OFD.xml': '<ofd:OFD/>', 'Doc_0/Document.xml': '<x/>' }),
  'archive.zip': zip({ 'a.txt': '合计 3' }),
  'archive.docx': zip({ 'a.txt': '合计 3' }),
  'archive.rar': ascii('Rar!\x1a\x07\x01\0'),
  'bomb.docx': zip({ ...PARTS, 'word/media/a.bin': new Uint8Array(20 << 20) }),
  'many-parts.docx': rawZip({
    entries: Object.entries(PARTS).map(([name, t]) => ({ name, data: utf8(t) })),
    count: 20_000,
  }),
  'wrong-checksum.docx': rawZip({
    entries: Object.entries(PARTS).map(([name, t]) => ({
      name,
      data: utf8(t),
      ...(name.endsWith('document.xml') ? { checksum: 1 } : {}),
    })),
  }),
  'password.docx': ole('EncryptedPackage'),
  'password.xls': ole('Workbook', { encrypted: true }),
  'old.doc': ole('WordDocument'),
  'old.xls': ole('Workbook'),
  'old.wps': ole('WordDocument'),
  'slides.pptx': zip({ '[Content_Types].xml': types('presentationml.presentation.main+xml') }),
  'binary.xlsb': zip({
    '[Content_Types].xml':
      '<Types><Override ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
  }),
  'entities.docx': zip({ ...PARTS, 'word/document.xml': '<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>' }),
  'no-text.docx': docx({ body: '' }),
  'deep.docx': docx({ body: '<w:sdt>'.repeat(300) }),
  'deep.htm': utf8(`<html><body>${'<div>'.repeat(600)}合计`),
  'beyond-the-sheet.xlsx': sheet('<sheetData><row r="1"><c r="XFE1"><v>1</v></c></row></sheetData>'),
  // Letters of the private area in GB 18030, which no book uses.
  'gibberish.txt': Uint8Array.from({ length: 600 }, (_, i) => (i % 2 ? 0xa1 + ((i >> 1) % 90) : 0xaa)),
  'program.doc': ascii('MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0'),
  'single-file.mht': ascii('MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'),
}

for (const [name, bytes] of Object.entries(FILES)) writeFileSync(new URL(name, import.meta.url), bytes)
