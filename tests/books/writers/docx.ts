/**
 * A book as a Word document: heading styles, tables with merged cells and repeated header rows, and a section of its own
 * for tables that lie on their side. Written straight to WordprocessingML, so that one seed is always the same bytes.
 */
import { strToU8, zipSync } from 'fflate'
import { type Book, type BookTable, type BookText, columnsOf, headerGrid, numberingRow } from '../book.ts'

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

export function writeDocx(book: Book): Uint8Array {
  let landscape = false
  const body: string[] = []
  for (const block of book.blocks) {
    const lying = block.kind === 'table' && block.landscape
    if (lying !== landscape) body.push(`<w:p><w:pPr>${section(landscape)}</w:pPr></w:p>`)
    landscape = lying
    body.push(block.kind === 'text' ? textOf(block) : tableOf(block))
  }
  const part = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
  const files = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${part}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${part}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'word/styles.xml': STYLES,
    'word/document.xml': `<w:document xmlns:w="${MAIN}"><w:body>${body.join('')}${section(landscape)}</w:body></w:document>`,
  }
  const parts = Object.entries(files).map(([path, xml]) => [path, strToU8(HEAD + xml)] as const)
  return zipSync(Object.fromEntries(parts), { mtime: new Date(2024, 0, 1), level: 6 })
}

const headingStyle = (id: string, name: string, level: number, size: number): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="${level}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr></w:style>`

const STYLES = `<w:styles xmlns:w="${MAIN}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋_GB2312"/><w:sz w:val="28"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="a"/><w:rPr><w:b/><w:sz w:val="44"/></w:rPr></w:style>${headingStyle('1', 'heading 1', 0, 36)}${headingStyle('2', 'heading 2', 1, 32)}</w:styles>`

/** A4, upright or on its side, in twentieths of a point. */
const section = (landscape: boolean): string =>
  `<w:sectPr>${landscape ? '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>' : '<w:pgSz w:w="11906" w:h="16838"/>'}<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr>`

interface Look {
  readonly style?: string
  readonly align?: 'center' | 'right'
  readonly indent?: number
  readonly pageBreak?: boolean
  readonly size?: number
}

function paragraphOf(text: string, look: Look = {}): string {
  const properties = [
    look.style ? `<w:pStyle w:val="${look.style}"/>` : '',
    look.pageBreak ? '<w:pageBreakBefore/>' : '',
    look.indent ? `<w:ind w:left="${look.indent * 210}"/>` : '',
    look.align ? `<w:jc w:val="${look.align}"/>` : '',
  ].join('')
  const run = look.size ? `<w:rPr><w:sz w:val="${look.size}"/></w:rPr>` : ''
  const content = text === '' ? '' : `<w:r>${run}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
  return `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`
}

function textOf(block: BookText): string {
  const style = block.heading === undefined ? undefined : (['Title', '1', '2'] as const)[block.heading]
  return paragraphOf(block.text, {
    ...(style === undefined ? {} : { style }),
    ...(block.align ? { align: block.align } : {}),
    ...(block.newPage ? { pageBreak: true } : {}),
  })
}

interface Grid {
  readonly text: string
  readonly column: number
  readonly columnSpan: number
  readonly merge?: 'restart' | 'continue'
  readonly align?: 'center' | 'right'
  readonly indent?: number
}

function cellOf(cell: Grid, widths: readonly number[]): string {
  const width = widths.slice(cell.column, cell.column + cell.columnSpan).reduce((a, b) => a + b, 0)
  const merge = cell.merge === 'restart' ? '<w:vMerge w:val="restart"/>' : cell.merge ? '<w:vMerge/>' : ''
  const span = cell.columnSpan > 1 ? `<w:gridSpan w:val="${cell.columnSpan}"/>` : ''
  const look = {
    size: 18,
    ...(cell.align ? { align: cell.align } : {}),
    ...(cell.indent ? { indent: cell.indent } : {}),
  }
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span}${merge}</w:tcPr>${paragraphOf(cell.text, look)}</w:tc>`
}

function tableOf(table: BookTable): string {
  const columns = columnsOf(table.header)
  const sum = columns.reduce((n, c) => n + c.width, 0)
  const room = table.landscape ? 14_570 : 9_638
  const widths = columns.map((c) => Math.floor((room * c.width) / sum))
  const rowOf = (cells: readonly Grid[], repeated = false): string =>
    `<w:tr>${repeated ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells.map((c) => cellOf(c, widths)).join('')}</w:tr>`
  const header = headerGrid(table.header)
  const rows: string[] = []
  for (let row = 0; row < header.rows; row++) {
    const cells = header.cells
      .filter((c) => c.row <= row && row < c.row + c.rowSpan)
      .sort((a, b) => a.column - b.column)
      .map((c): Grid => {
        const base = { column: c.column, columnSpan: c.columnSpan, align: 'center' as const }
        if (c.rowSpan === 1) return { ...base, text: c.text }
        return c.row === row ? { ...base, text: c.text, merge: 'restart' } : { ...base, text: '', merge: 'continue' }
      })
    rows.push(rowOf(cells, true))
  }
  if (table.numbering) {
    rows.push(
      rowOf(numberingRow(table).map((text, column) => ({ text, column, columnSpan: 1, align: 'center' as const }))),
    )
  }
  for (const row of table.rows) {
    rows.push(
      rowOf(
        row.map((cell, column): Grid => {
          if (!cell) return { text: '', column, columnSpan: 1, merge: 'continue' }
          return {
            text: cell.text,
            column,
            columnSpan: 1,
            ...((cell.rowSpan ?? 1) > 1 ? { merge: 'restart' as const } : {}),
            ...(columns[column]?.role === 'figure' ? { align: 'right' as const } : {}),
            ...(cell.indent ? { indent: cell.indent } : {}),
          }
        }),
      ),
    )
  }
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
    .map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>`)
    .join('')
  return [
    paragraphOf(table.title, { align: 'center', size: 32 }),
    paragraphOf(table.ownerLine, { size: 20 }),
    table.unitLine ? paragraphOf(table.unitLine, { align: 'right', size: 20 }) : '',
    `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>${borders}</w:tblBorders></w:tblPr><w:tblGrid>${widths.map((w) => `<w:gridCol w:w="${w}"/>`).join('')}</w:tblGrid>${rows.join('')}</w:tbl>`,
    ...table.notes.map((n) => paragraphOf(n, { size: 20 })),
    paragraphOf(''),
  ].join('')
}
