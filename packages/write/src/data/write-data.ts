/** The data of a book as a folder: tables for people and programs, and their descriptions in open standards. */
import type { Fact } from '@gouji/budget'
import type { Book } from '@gouji/compose'
import { claimsOf } from './claims.ts'
import { cellsOf, type DataTable, objectsOf } from './columns.ts'
import { csvBytes } from './csv.ts'
import { jsonStatOf } from './json-stat.ts'
import { linesOf } from './lines.ts'
import { manifestFacts } from './manifest.ts'
import { type DataFile, jsonFile, textFile } from './media.ts'
import { type MemberNames, namesInBook } from './member-names.ts'
import { packageDescriptor } from './package-descriptor.ts'
import { readmeText } from './readme.ts'

export function writeData(book: Book, facts: readonly Fact[], names: MemberNames = namesInBook(book)): DataFile[] {
  const lines = linesOf(book, facts, names)
  const claims = claimsOf(book, names)
  const linesFile = csvFile(lines)
  const claimsFile = csvFile(claims)
  const readme = readmeText(book, [
    { ...lines, path: linesFile.path },
    { ...claims, path: claimsFile.path },
  ])
  return [
    textFile('README.txt', `\uFEFF${readme}`),
    linesFile,
    claimsFile,
    dataJson(book, objectsOf(lines), objectsOf(claims)),
    jsonStatOf(book),
    jsonFile(
      'datapackage.json',
      packageDescriptor(book, { table: lines, file: linesFile }, { table: claims, file: claimsFile }),
    ),
  ]
}

function csvFile<Row>(table: DataTable<Row>): DataFile {
  const header = table.columns.map((column) => column.name)
  return { path: `${table.name}.csv`, bytes: csvBytes(header, cellsOf(table)) }
}

/** One row in one line: people can look through it and compare two editions, and it stays small. */
function dataJson(book: Book, lines: readonly object[], claims: readonly object[]): DataFile {
  const rows = (all: readonly object[]): string => `[\n${all.map((row) => JSON.stringify(row)).join(',\n')}\n]`
  const head = JSON.stringify(manifestFacts(book)).slice(0, -1)
  return textFile('data.json', `${head},\n"lines":${rows(lines)},\n"claims":${rows(claims)}}\n`)
}
