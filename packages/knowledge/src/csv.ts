/**
 * Comma-separated values, read strictly: one header, rows of the same width, quotes as in RFC 4180. Data that a
 * finance bureau edits by hand goes wrong by hand, so an error names file, line, column, and what to do.
 */
import { readFileSync } from 'node:fs'

export interface CsvRow {
  /** 1-based line on which the row begins. */
  readonly line: number
  readonly values: Readonly<Record<string, string>>
}

export interface CsvTable {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly CsvRow[]
}

export class CsvError extends Error {
  readonly file: string
  readonly line: number
  readonly column: string | undefined

  constructor(at: { file: string; line: number; column?: string }, what: string) {
    super(`${at.file}:${at.line}${at.column ? ` 列“${at.column}”` : ''}：${what}`)
    this.name = 'CsvError'
    this.file = at.file
    this.line = at.line
    this.column = at.column
  }
}

export function readCsv(path: string | URL): CsvTable {
  const name = String(path).replace(/^.*[/\\]/, '')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Error(`读不到数据文件 ${name}。请检查安装是否完整。`, { cause })
  }
  return parseCsv(text, name)
}

/** Parses a whole file; `name` stands in the errors. */
export function parseCsv(text: string, name: string): CsvTable {
  if (text.includes('\ufffd'))
    throw new CsvError({ file: name, line: lineOf(text, '\ufffd') }, '不是 UTF-8 文本。请另存为 UTF-8 编码。')
  const records = splitRecords(text.replace(/^\ufeff/, ''), name)
  const header = records.shift()
  if (!header) throw new CsvError({ file: name, line: 1 }, '文件是空的。请写上表头一行。')
  const columns = header.fields
  columns.forEach((column, i) => {
    if (column.trim() === '') throw new CsvError({ file: name, line: 1 }, `表头第 ${i + 1} 列没有名字。请补上列名。`)
    if (columns.indexOf(column) !== i) {
      throw new CsvError({ file: name, line: 1, column }, '表头有重复的列名。请删去或改名。')
    }
  })
  const rows = records.map(({ line, fields }) => {
    if (fields.length !== columns.length) {
      throw new CsvError(
        { file: name, line },
        `有 ${fields.length} 列，表头有 ${columns.length} 列。请补上或删去逗号；文字里的逗号要把整格放在双引号里。`,
      )
    }
    const values: Record<string, string> = {}
    for (let i = 0; i < columns.length; i += 1) values[columns[i]!] = fields[i]!
    return { line, values }
  })
  return { name, columns, rows }
}

/** Fails unless the table has these columns; further ones are allowed. */
export function requireColumns(table: CsvTable, columns: readonly string[]): CsvTable {
  const missing = columns.filter((c) => !table.columns.includes(c))
  if (missing.length > 0) {
    throw new CsvError({ file: table.name, line: 1 }, `缺少列：${missing.join('、')}。请在表头补上。`)
  }
  return table
}

interface Fields {
  readonly line: number
  readonly fields: string[]
}

function splitRecords(text: string, name: string): Fields[] {
  const lines = text.split(/\r?\n/)
  if (lines.at(-1) === '') lines.pop()
  const records: Fields[] = []
  for (let i = 0; i < lines.length; i += 1) {
    const line = i + 1
    if (!lines[i]!.includes('"')) {
      if (lines[i]!.trim() === '') throw new CsvError({ file: name, line }, '空行。请删去。')
      records.push({ line, fields: lines[i]!.split(',') })
      continue
    }
    // A quoted field may hold line breaks: take lines until all quotes are closed.
    let whole = lines[i]!
    while (countQuotes(whole) % 2 === 1) {
      i += 1
      if (i >= lines.length) throw new CsvError({ file: name, line }, '双引号没有闭合。请补上，或把引号写成两个 ""。')
      whole += `\n${lines[i]}`
    }
    records.push({ line, fields: splitQuoted(whole, name, line) })
  }
  return records
}

const countQuotes = (text: string): number => text.split('"').length - 1

function splitQuoted(text: string, name: string, line: number): string[] {
  const fields: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|$)/y
  for (;;) {
    const m = field.exec(text)
    if (!m) {
      throw new CsvError(
        { file: name, line },
        `第 ${fields.length + 1} 列的双引号位置不对。整格要放在一对双引号里，里面的引号写两个。`,
      )
    }
    fields.push(m[1] === undefined ? m[2]! : m[1].replaceAll('""', '"'))
    if (m[3] === '') return fields
  }
}

const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length
