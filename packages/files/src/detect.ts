import { type Format, UnreadableError } from '@gouji/document'
import { Archive } from './archive.ts'
import type { Limits } from './limits.ts'
import { isOle, isOleEncrypted, oleStreams } from './ole.ts'

/** What a file is by its content. The extension never decides; at most it breaks a tie between equals. */
export interface Detected {
  readonly format: Format
  /** Opened already, for the formats that are archives. */
  readonly archive?: Archive
  /** The extension that a converter needs to see: older formats are told apart by it. */
  readonly extension?: string
}

export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
}

/** Extensions under which people expect a file to be read. */
const READABLE = new Set(
  'pdf docx docm dotx dotm xlsx xlsm xltx xltm htm html xhtml txt text md csv tsv doc dot xls xlt wps wpt et ett rtf'.split(
    ' ',
  ),
)

export function detect(bytes: Uint8Array, name: string, limits: Limits): Detected {
  if (bytes.length === 0) throw new UnreadableError('empty-file', { name })
  const extension = extensionOf(name)
  const unknown = (kind: string): UnreadableError =>
    READABLE.has(extension)
      ? new UnreadableError('wrong-extension', { extension, kind })
      : new UnreadableError('unknown-format', { extension, kind })
  if (startsWith(bytes, 'PK\x03\x04') || startsWith(bytes, 'PK\x05\x06')) return detectZip(bytes, limits, unknown)
  if (isOle(bytes)) return detectOle(bytes, extension, unknown)
  const head = latin1(bytes, 1024)
  // Mail gateways put lines in front of a PDF; its own standard allows for 1,024 bytes of them.
  if (head.includes('%PDF-') && !/^\s*</.test(head)) return { format: 'pdf' }
  if (head.startsWith('{\\rtf')) return { format: 'doc', extension: 'rtf' }
  const kind = SIGNATURES.find(([signature, , at = 0]) => startsWith(bytes, signature, at))?.[1]
  if (kind) throw unknown(kind)
  // Two letters that a text may begin with as well: the reserved bytes must be zero.
  if (startsWith(bytes, 'BM') && startsWith(bytes, '\0\0\0\0', 6)) throw unknown('bmp')
  const text = readableHead(bytes)
  if (text === undefined) throw unknown('binary')
  return detectText(text, extension, unknown)
}

function detectZip(bytes: Uint8Array, limits: Limits, unknown: (kind: string) => UnreadableError): Detected {
  const archive = new Archive(bytes, limits)
  const types = archive.has('[content_types].xml')
    ? Buffer.from(archive.readSmall('[content_types].xml') ?? []).toString('latin1')
    : ''
  if (/wordprocessingml\.(document|template)\.main|ms-word\.(document|template)\.macroEnabled/i.test(types)) {
    return { format: 'docx', archive }
  }
  if (/spreadsheetml\.(sheet|template)\.main|ms-excel\.(sheet|template|addin)\.macroEnabled/i.test(types)) {
    return { format: 'xlsx', archive }
  }
  if (/ms-excel\.sheet\.binary/i.test(types)) throw unknown('xlsb')
  if (/presentationml/i.test(types)) throw unknown('pptx')
  if (archive.has('ofd.xml')) throw unknown('ofd')
  // Some programs write types wrongly; the parts themselves are proof enough.
  if (archive.has('word/document.xml')) return { format: 'docx', archive }
  if (archive.has('xl/workbook.xml')) return { format: 'xlsx', archive }
  const mime = archive.has('mimetype') ? Buffer.from(archive.readSmall('mimetype') ?? []).toString('latin1') : ''
  if (mime.includes('opendocument')) throw unknown(mime.includes('spreadsheet') ? 'ods' : 'odt')
  throw unknown(mime.includes('epub') ? 'epub' : 'zip')
}

function detectOle(bytes: Uint8Array, extension: string, unknown: (kind: string) => UnreadableError): Detected {
  const streams = oleStreams(bytes)
  if (streams.some(isOleEncrypted)) throw new UnreadableError('encrypted', { extension })
  const has = (name: string): boolean => streams.some((s) => s.name === name)
  if (has('WordDocument')) {
    return extension === 'wps' || extension === 'wpt'
      ? { format: 'wps', extension }
      : { format: 'doc', extension: 'doc' }
  }
  if (has('Workbook') || has('Book')) {
    return extension === 'et' || extension === 'ett'
      ? { format: 'wps', extension }
      : { format: 'xls', extension: 'xls' }
  }
  if (has('PowerPoint Document')) throw unknown('ppt')
  // Old WPS files keep their text in streams of other names; the office program may still know them.
  if (extension === 'wps' || extension === 'et') return { format: 'wps', extension }
  throw unknown('ole')
}

function detectText(head: string, extension: string, unknown: (kind: string) => UnreadableError): Detected {
  const start = head.replace(/^\ufeff?\s*/, '')
  if (/^mime-version:/im.test(start.slice(0, 2000)) && /multipart\/related/i.test(head)) throw unknown('mhtml')
  // Excel and Word of 2003 could save as one XML file, usually named .xls or .doc.
  if (/progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet/i.test(head) && start.startsWith('<?xml')) {
    return { format: 'xls', extension: 'xml' }
  }
  if (/progid="Word\.Document"/i.test(head)) return { format: 'doc', extension: 'xml' }
  const markup = start.replace(/^(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|\s)+/, '')
  if (
    /^<(?:!doctype\s+html|html|head|body|meta|title|style|script|table|div|p|h[1-6]|center|span|font)\b/i.test(markup)
  ) {
    return { format: 'html' }
  }
  if (/^html?$|^xhtml$|^xlsx?$|^docx?$/.test(extension) && /<(?:html|body|table|div|p|br|td)\b/i.test(head)) {
    return { format: 'html' }
  }
  if (/^<svg\b/i.test(markup)) throw unknown('svg')
  if (/^<\?xml/.test(start) || /^<[\w:]+\s[^>]*xmlns/.test(start)) throw unknown('xml')
  return { format: 'text' }
}

const latin1 = (bytes: Uint8Array, length: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, length)).toString('latin1')

function startsWith(bytes: Uint8Array, signature: string, at = 0): boolean {
  if (bytes.length < at + signature.length) return false
  for (let i = 0; i < signature.length; i++) if (bytes[at + i] !== signature.charCodeAt(i)) return false
  return true
}

/** The beginning as letters to look for marks in, or undefined for bytes that no text has. */
function readableHead(bytes: Uint8Array): string | undefined {
  const head = bytes.subarray(0, 8192)
  if (startsWith(bytes, '\xff\xfe') || startsWith(bytes, '\xfe\xff')) {
    const label = bytes[0] === 0xff ? 'utf-16le' : 'utf-16be'
    return new TextDecoder(label).decode(head.subarray(0, head.length & ~1))
  }
  let zeros = 0
  let controls = 0
  for (const byte of head) {
    if (byte === 0) zeros++
    else if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13) controls++
  }
  if (controls > head.length / 100 + 2) return undefined
  // Without a mark, UTF-16 of mostly Latin letters still shows by its zeros.
  if (zeros > head.length / 50) {
    const halves = [0, 0]
    head.forEach((byte, i) => {
      if (byte === 0) halves[i & 1]!++
    })
    const [even, odd] = halves as [number, number]
    if (Math.min(even, odd) * 4 > Math.max(even, odd)) return undefined
    return new TextDecoder(odd > even ? 'utf-16le' : 'utf-16be').decode(head.subarray(0, head.length & ~1))
  }
  return latin1(bytes, 8192).replace(/^\xef\xbb\xbf/, '')
}

/** Formats that people do send and that are not read, so that the message can name them. */
const SIGNATURES: readonly (readonly [signature: string, kind: string, at?: number])[] = [
  ['\x89PNG', 'png'],
  ['\xff\xd8\xff', 'jpeg'],
  ['GIF8', 'gif'],
  ['II*\0', 'tiff'],
  ['MM\0*', 'tiff'],
  ['WEBP', 'webp', 8],
  ['ftyp', 'video', 4],
  ['Rar!', 'rar'],
  ["7z\xbc\xaf'\x1c", '7z'],
  ['\x1f\x8b', 'gzip'],
  ['BZh', 'bzip2'],
  ['\xfd7zXZ', 'xz'],
  ['ustar', 'tar', 257],
  ['MZ\x90\0', 'program'],
  ['\x7fELF', 'program'],
  ['SQLite format 3', 'sqlite'],
  ['%!PS', 'postscript'],
  ['Founder CEB', 'ceb'],
]
