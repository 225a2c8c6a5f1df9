/**
 * The one model of a document that every reader produces and everything else consumes: blocks in reading order,
 * each table cell and each span of text with its place, so that a finding can point at what is on the page.
 */

export type Format = 'pdf' | 'docx' | 'xlsx' | 'html' | 'text' | 'doc' | 'xls' | 'wps'

/** [left, top, right, bottom] in points from the top left corner of the page as it is shown. */
export type Box = readonly [number, number, number, number]

/** Where something stands. Which members are set depends on the format. */
export interface Place {
  /** 1-based page of a PDF. */
  readonly page?: number
  /** 1-based line of a text file, or of the source of a web page. */
  readonly line?: number
  /** 1-based character column within the line. */
  readonly column?: number
  /** Box on the page, for PDF. */
  readonly box?: Box
  /** Worksheet, for workbooks. */
  readonly sheet?: string
  /** Cell address such as `C12` in a workbook. */
  readonly address?: string
  /** 1-based number of the block in the document, for formats that have no pages or lines (Word, web pages). */
  readonly block?: number
}

export interface Cell {
  /** 0-based grid position of the upper left corner. */
  readonly row: number
  readonly column: number
  readonly rowSpan: number
  readonly columnSpan: number
  /** Text with single blanks for line breaks inside the cell; empty for an empty cell. */
  readonly text: string
  readonly place: Place
  /** In a row or column that the author hid (workbooks). */
  readonly hidden?: boolean
  /** The formula behind a cached value (workbooks). */
  readonly formula?: string
  /** Left indentation of the text in points or levels, where the format tells; used for the order of subjects. */
  readonly indent?: number
}

export interface Table {
  readonly kind: 'table'
  readonly place: Place
  readonly rows: number
  readonly columns: number
  /** Every cell, row by row; a spanned position belongs to the cell above or to the left that covers it. */
  readonly cells: readonly Cell[]
  /**
   * How far the grid is known: `ruled` from ruling lines or markup, so spans are facts; `separated` by tabs, so blank
   * cells may hide spans; `aligned` by white space only.
   */
  readonly grid: 'ruled' | 'separated' | 'aligned'
}

/** A run of text of one paragraph that has one place: a visual line on a page, a line of a file. */
export interface Run {
  /** Offset in the paragraph's text where the run begins. */
  readonly start: number
  readonly place: Place
}

export interface Paragraph {
  readonly kind: 'paragraph'
  readonly text: string
  readonly place: Place
  readonly runs: readonly Run[]
  /** 1-based level where the format marks headings (Markdown #, h1, Word heading styles). */
  readonly heading?: number
  /** Horizontal alignment, where known; titles of tables are usually centred. */
  readonly align?: 'left' | 'center' | 'right'
  /** Size of the letters in points, where known. */
  readonly size?: number
}

export type Block = Paragraph | Table

export interface Page {
  readonly number: number
  readonly width: number
  readonly height: number
  /** False for a scanned page: nothing on it can be checked, so it is 未校验. */
  readonly hasText: boolean
}

/** Something that the reader saw and could not take over whole. Not an error: the document is read, with this doubt. */
export interface Doubt {
  readonly code: DoubtCode
  readonly place: Place
  /** Facts for the message, such as counts or names. */
  readonly facts: Readonly<Record<string, string | number>>
}

export type DoubtCode =
  | 'page-without-text'
  | 'page-damaged'
  | 'pages-beyond-limit'
  | 'text-off-page'
  | 'hidden-sheet'
  | 'hidden-rows'
  | 'formula-without-value'
  | 'undecodable-characters'
  | 'part-damaged'
  | 'embedded-image'

export interface Document {
  /** File name as given, never a path of the machine. */
  readonly name: string
  readonly format: Format
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly sha256: string
  readonly bytes: number
  readonly pages: readonly Page[]
  readonly blocks: readonly Block[]
  readonly doubts: readonly Doubt[]
}

/** The place of the character at `offset` of a paragraph. */
export function placeAt(paragraph: Paragraph, offset: number): Place {
  let found = paragraph.runs[0]
  for (const run of paragraph.runs) {
    if (run.start > offset) break
    found = run
  }
  if (!found) return paragraph.place
  return found.place.column === undefined
    ? found.place
    : { ...found.place, column: found.place.column + (offset - found.start) }
}
