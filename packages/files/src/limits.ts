/**
 * How much one file may ask of the machine. Each limit is far above what a published budget needs (the largest seen has
 * a few hundred pages and some ten megabytes) and far below what would hurt a small office computer.
 */
export interface Limits {
  /** Size of the file. A department's scanned book stays below 100 MiB; twice that is the end. */
  readonly fileBytes: number
  /** All parts of an archive once unpacked: fits the memory of a worker as text. */
  readonly expandedBytes: number
  /** Unpacked ÷ packed. Text markup packs 10 to 60 times; deflate itself cannot exceed 1,032, which bombs approach. */
  readonly expansionRatio: number
  /** Below this size a high ratio does no harm: an empty form of blank cells packs very well. */
  readonly ratioFromBytes: number
  /** Entries of an archive. A workbook of 1,000 sheets with drawings has some 4,000. */
  readonly archiveEntries: number
  /** Nested elements of an XML part. Tables nested five deep in text boxes need about 80. */
  readonly xmlDepth: number
  /** Nested elements of a web page; browsers stop nesting at 512 as well. */
  readonly htmlDepth: number
  /** Grid positions of all tables together, blank ones included. A province's longest table has some 200,000. */
  readonly tableCells: number
  /** Letters in all table cells together. One shared string can stand in a million cells. */
  readonly tableLetters: number
  /** Columns of one table, as many as a worksheet can have. */
  readonly tableColumns: number
  /** Rows or columns that one cell may claim to span. */
  readonly span: number
  /** Pages of a PDF that are read; the rest is told as a doubt. */
  readonly pages: number
  /** Wall time for one file. The slowest honest file, a scan of 300 pages, takes a third of it. */
  readonly seconds: number
}

const MiB = 1024 * 1024

export const LIMITS: Limits = {
  fileBytes: 200 * MiB,
  expandedBytes: 512 * MiB,
  expansionRatio: 250,
  ratioFromBytes: 16 * MiB,
  archiveEntries: 10_000,
  xmlDepth: 256,
  htmlDepth: 512,
  tableCells: 1_000_000,
  tableLetters: 50_000_000,
  tableColumns: 16_384,
  span: 10_000,
  pages: 2_000,
  seconds: 60,
}
