/** Names of file formats for people: those that are read, and those that are recognised only to say so. */

type Names = Readonly<Record<string, readonly [zh: string, en: string]>>

const FORMATS: Names = {
  doc: ['旧版 Word 文件', 'an old Word file'],
  xls: ['旧版 Excel 文件', 'an old Excel file'],
  wps: ['WPS 文件', 'a WPS file'],
}

const KINDS: Names = {
  png: ['PNG 图片', 'a PNG picture'],
  jpeg: ['JPEG 图片', 'a JPEG picture'],
  gif: ['GIF 图片', 'a GIF picture'],
  bmp: ['BMP 图片', 'a BMP picture'],
  tiff: ['TIFF 图片', 'a TIFF picture'],
  webp: ['WebP 图片', 'a WebP picture'],
  svg: ['SVG 图形', 'an SVG drawing'],
  video: ['音视频文件', 'audio or video'],
  zip: ['ZIP 压缩包', 'a ZIP archive'],
  rar: ['RAR 压缩包', 'a RAR archive'],
  '7z': ['7z 压缩包', 'a 7z archive'],
  gzip: ['gzip 压缩包', 'a gzip archive'],
  bzip2: ['bzip2 压缩包', 'a bzip2 archive'],
  xz: ['xz 压缩包', 'an xz archive'],
  tar: ['tar 压缩包', 'a tar archive'],
  ofd: ['OFD 版式文件', 'an OFD document'],
  ceb: ['CEB 版式文件', 'a CEB document'],
  pptx: ['PowerPoint 演示文稿', 'a PowerPoint presentation'],
  ppt: ['旧版 PowerPoint 演示文稿', 'an old PowerPoint presentation'],
  xlsb: ['二进制 Excel 工作簿（.xlsb）', 'a binary Excel workbook (.xlsb)'],
  odt: ['OpenDocument 文档', 'an OpenDocument text'],
  ods: ['OpenDocument 表格', 'an OpenDocument spreadsheet'],
  epub: ['EPUB 电子书', 'an EPUB book'],
  mhtml: ['单个文件网页（MHTML）', 'a single-file web page (MHTML)'],
  xml: ['XML 数据', 'XML data'],
  ole: ['无法识别的旧版 Office 文件', 'an old office file of unknown kind'],
  program: ['可执行程序', 'a program'],
  sqlite: ['SQLite 数据库', 'an SQLite database'],
  postscript: ['PostScript 文件', 'a PostScript file'],
  binary: ['无法识别的二进制数据', 'binary data of unknown kind'],
}

const namesOf = (names: Names, unknown: readonly [string, string]) => {
  const look = (key: string | number | undefined) => names[String(key ?? '')] ?? unknown
  return {
    zh: (key: string | number | undefined): string => look(key)[0],
    en: (key: string | number | undefined): string => look(key)[1],
  }
}

export const FORMAT_NAMES = namesOf(FORMATS, ['旧版 Office 文件', 'an old office file'])
export const KIND_NAMES = namesOf(KINDS, ['无法识别的内容', 'content of unknown kind'])
