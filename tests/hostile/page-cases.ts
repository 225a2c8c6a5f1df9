import { BASE_HTML, BASE_TEXT } from './bases.ts'

type Case = () => Uint8Array
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const page = (body: string): Uint8Array => utf8(`<!DOCTYPE html><html><body>${body}`)
const wide = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'))
const both = (...pieces: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(pieces))
/** 中文 in GB 18030. */
const GB = Uint8Array.from([0xd6, 0xd0, 0xce, 0xc4])
const cells = (n: number, attributes = ''): string => `<td${attributes}>1</td>`.repeat(n)

export const HTML_CASES: Readonly<Record<string, Case>> = {
  'elements 400 deep': () => page(`${'<div>'.repeat(400)}x`),
  'elements 300,000 deep': () => page('<div>'.repeat(300_000)),
  'bold never closed': () => page('<b>字'.repeat(300)),
  'closed a hundred thousand times': () => page(`<p>x</p>${'</div></table></td>'.repeat(100_000)}`),
  'deep, then closed by nothing': () => page('<div>'.repeat(500) + '</x>'.repeat(500_000)),
  'tables 150 deep': () => page('<table><tr><td>x'.repeat(150)),
  'tables 5,000 deep': () => page('<table><tr><td>'.repeat(5000)),
  'every cell as wide as can be': () =>
    page(`<table>${`<tr>${cells(100, ' colspan="1000"')}</tr>`.repeat(200)}</table>`),
  'every cell as high as can be': () =>
    page(`<table>${`<tr>${cells(50, ' rowspan="65534"')}</tr>`.repeat(300)}</table>`),
  'spans of giant numbers': () =>
    page(
      `<table><tr><td colspan="999999999999" rowspan="1e9">1<td rowspan="-5" colspan="0x9">2<td rowspan=0>3</table>`,
    ),
  'rows that meet only high cells': () =>
    page(`<table><tr>${cells(16_000, ' rowspan="10000"')}</tr>${'<tr><td>1</td></tr>'.repeat(2000)}</table>`),
  'fifty thousand row groups': () => page(`<table>${'<tbody><tr><td>1<td>2'.repeat(50_000)}</table>`),
  'half a million cells': () => page(`<table>${`<tr>${cells(500)}</tr>`.repeat(1000)}</table>`),
  'cells without a table': () => page(`${cells(1000)}<tr><th>x</tr></table>`),
  'a table in the middle of a row': () => page('<table><tr><table><td>1</table><td>2<tr></table>'),
  'an attribute of ten megabytes': () => page(`<p title="${'x'.repeat(10 << 20)}">y`),
  'fifty thousand attributes': () => page(`<p ${Array.from({ length: 50_000 }, (_, i) => `a${i}=1`).join(' ')}>y`),
  'a tag that never ends': () => page(`<p ${'<'.repeat(1_000_000)}`),
  'a comment that never ends': () => page(`<!--${'->'.repeat(500_000)}`),
  'a script that never ends': () => page(`<script>${'</scrip'.repeat(200_000)}`),
  ampersands: () => page(`<p>${'&'.repeat(1_000_000)}`),
  'entities without end': () => page(`<p>${'&am'.repeat(300_000)}&#99999999999;&#xD800;&#0;`),
  'four hundred thousand paragraphs in one cell': () => page(`<table><tr><td>${'<p>x'.repeat(400_000)}</table>`),
  'line breaks': () => page('x<br>'.repeat(100_000)),
  blanks: () => page(`<p>${' \t'.repeat(2_000_000)}x`),
  'full-width blanks': () => page(`<p>${'\u3000'.repeat(500_000)}x`),
  'zero bytes': () => page(`<p>a${'\0'.repeat(20)}b`),
  'styles that look hidden': () => page(`<p style="${'display:'.repeat(100_000)}">x`),
  'everything hidden': () => page('<div hidden>x'),
  'says UTF-16 and is not': () => utf8(BASE_HTML('utf-16')),
  'says an encoding of its own': () => utf8(BASE_HTML('x-nobody')),
  'says UTF-7': () => utf8(BASE_HTML('utf-7')),
  'UTF-16 without a mark': () => wide(BASE_HTML('utf-16')),
  'UTF-16 cut in the middle of a letter': () => wide(`\ufeff${BASE_HTML('utf-16')}`).slice(0, 201),
  'GB in the middle of UTF-8': () => both(page('<p>中文'), GB, utf8('中文</p>')),
  'UTF-8 in the middle of GB': () => both(utf8('<meta charset=gb2312><p>'), GB, utf8('中文'), GB),
  'UTF-16 in the middle of UTF-8': () => both(page('<p>中文'), wide('中文预算'), utf8('</p>')),
  'random letters after a head': () =>
    both(
      page('<p>'),
      Uint8Array.from({ length: 5000 }, (_, i) => 128 + ((i * 77) % 127)),
    ),
  'nothing but a head': () => page(''),
}

export const TEXT_CASES: Readonly<Record<string, Case>> = {
  'one line of five megabytes': () => utf8('预算'.repeat(800_000)),
  'one line of tabs': () => utf8(`a${'\t'.repeat(300_000)}b`),
  'lines of tabs': () => utf8(`${'\t'.repeat(200)}\n`.repeat(2000)),
  'a million empty lines': () => utf8(`x${'\n'.repeat(1_000_000)}y`),
  bars: () => utf8(`${'|'.repeat(20_000)}\n`.repeat(20)),
  'marks of Markdown': () => utf8(`${'*_`#['.repeat(50_000)}\n`),
  'stars that never close': () => utf8(`${'**a '.repeat(50_000)}\n`),
  'digits with blanks': () => utf8(`1 2 . 3 , 4 `.repeat(50_000)),
  'only a mark of UTF-8': () => Uint8Array.from([0xef, 0xbb, 0xbf]),
  'only a mark of UTF-16': () => Uint8Array.from([0xff, 0xfe]),
  'only blanks': () => utf8(' \n\t\u3000\n'),
  'UTF-16 of odd length': () => wide(`\ufeff${BASE_TEXT}`).slice(0, -1),
  'UTF-16 of halves of letters': () => wide(`\ufeff${'\ud800'.repeat(1000)}`),
  'UTF-16 without a mark': () => wide(`Total\t949.87\n${BASE_TEXT}`),
  'GB in the middle of UTF-8': () => both(utf8(BASE_TEXT), GB, GB, utf8(BASE_TEXT)),
  'UTF-8 in the middle of GB': () => both(GB, GB, GB, utf8('中文'), GB, GB),
  'UTF-16 after UTF-8': () => both(utf8(BASE_TEXT), wide(BASE_TEXT)),
  'letters that turn the line': () => utf8('\u202e949.87\u202c\u2066合计\u2069\n'.repeat(100)),
  'combining letters': () => utf8(`e${'\u0301'.repeat(100_000)}`),
  'zero bytes': () => utf8('合计\0\0\t3\n'),
}
