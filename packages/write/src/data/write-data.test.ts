import type { Fact } from '@gouji/budget'
import { guarded } from '@gouji/budget'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { FISCAL_PACKAGE, JSON_STAT_DATASET } from '../testing/open-standards.ts'
import { sampleBook } from '../testing/sample-book.ts'
import { manifestFacts, manifestOf } from './manifest.ts'
import { type DataFile, sha256Of } from './media.ts'
import { writeData } from './write-data.ts'

const FACTS: readonly Fact[] = [
  {
    coordinates: {
      flow: 'income',
      unit: '901001',
      source: 'general',
      vintage: 'current',
      year: '2025',
      stage: 'budget',
    },
    fen: 4_667_005_550n,
  },
  {
    coordinates: {
      flow: 'expenditure',
      unit: '901001',
      source: 'general',
      function: '2012601',
      economy: '30101',
      governmentEconomy: '50101',
      character: 'wages',
      vintage: 'current',
      origin: 'current',
      nature: 'administration',
      year: '2025',
      stage: 'budget',
    },
    fen: -2_815_000_001n,
  },
]

const files = new Map(writeData(sampleBook(), FACTS).map((file) => [file.path, file]))
const textOf = (path: string): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(files.get(path)!.bytes)
const jsonOf = (path: string) => JSON.parse(textOf(path))

/** Rows of a CSV without line breaks in its cells, as objects. */
function rowsOf(path: string): Record<string, string>[] {
  const [header, ...lines] = textOf(path).slice(1).trimEnd().split('\r\n')
  const cells = (line: string): string[] =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((m) => m[1]!.replace(/^"|"$/g, '').replaceAll('""', '"'))
  const names = header!.split(',')
  return lines.map((line) => Object.fromEntries(names.map((name, i) => [name, cells(line)[i]!])))
}

test('each figure of the book is a claim with its place, coordinates, exact value and print', () => {
  const claims = rowsOf('claims.csv')
  expect(claims).toHaveLength(sampleBook().figures.length)
  expect(claims.find((c) => c.place === '正文')).toMatchObject({
    section: '二、2025年单位预算安排情况说明',
    sentence: '示例市档案馆2025年收支总预算4667.01万元，其中：住房保障支出340.00万元。',
    flow_code: 'income',
    flow_name: '收入',
    value: '46670055.50',
    printed: '4667.01',
    printed_unit: '万元',
  })
  expect(claims.find((c) => c.table_number === '表3' && c.row_label === '2210201 住房公积金')).toMatchObject({
    row: '11',
    column: '3',
    column_label: '总计',
    function_code: '2210201',
    function_name: '住房公积金',
    adjusted: 'false',
  })
  expect(claims.map((c) => c.column_label)).toContain('基本支出 / 人员支出')
})

test('lines stand level by level, with the exact amount', () => {
  const [income, expenditure] = rowsOf('lines.csv')
  expect(income).toMatchObject({ line_id: 'L0001', direction: 'revenue', phase: 'approved', value: '46670055.50' })
  expect(expenditure).toMatchObject({
    function_class_code: '201',
    function_group_name: '档案事务',
    function_item_code: '2012601',
    government_economy_class_code: '501',
    source_group_name: '财政拨款',
    source_kind_code: 'general',
    unit_name: '示例市档案馆',
    value: '-28150000.01',
  })
})

test('the package is a Fiscal Data Package whose schemas fit its files', () => {
  const descriptor = jsonOf('datapackage.json')
  const validate = new Ajv({ strict: false }).compile(FISCAL_PACKAGE)
  expect(validate(descriptor), JSON.stringify(validate.errors)).toBe(true)
  for (const resource of descriptor.resources) {
    const file = files.get(resource.path)!
    expect([resource.bytes, resource.hash]).toEqual([file.bytes.length, `sha256:${sha256Of(file.bytes)}`])
    const rows = rowsOf(resource.path)
    expect(Object.keys(rows[0]!)).toEqual(resource.schema.fields.map((field: { name: string }) => field.name))
    for (const field of resource.schema.fields) {
      const values = rows.map((row) => row[field.name]!)
      if (field.constraints?.required) expect(values, field.name).not.toContain('')
      const forms: Record<string, RegExp> = {
        integer: /^-?\d*$/,
        number: /^(-?\d+(\.\d+)?)?$/,
        boolean: /^(true|false|)$/,
      }
      expect(
        values.filter((v) => !(forms[field.type] ?? /^/).test(v)),
        field.name,
      ).toEqual([])
    }
  }
  // Labels come with their codes, and money is counted only once: claims carry no fiscal concepts.
  const [lines, claims] = descriptor.resources
  const types: string[] = lines.schema.fields.flatMap((f: { columnType?: string }) => f.columnType ?? [])
  expect(new Set(types).size).toBe(types.length)
  for (const label of types.filter((t) => /:label/.test(t))) {
    expect(types.some((t) => t === label.replace(':label', ':code') || t === label.replace(':label', ':id'))).toBe(true)
  }
  expect(claims.schema.fields.some((f: object) => 'columnType' in f)).toBe(false)
})

test('JSON-stat: a collection of dense datasets with exact values', () => {
  const collection = jsonOf('jsonstat.json')
  expect(collection).toMatchObject({ version: '2.0', class: 'collection' })
  const validate = new Ajv({ strict: false }).compile(JSON_STAT_DATASET)
  const items = collection.link.item
  // Both panels of the first table and the one of the third; the empty one and the goals hold no figures.
  expect(items.map((d: { label: string }) => d.label)).toEqual([
    '表1 2025年单位收支预算总表（第1栏组）',
    '表1 2025年单位收支预算总表（第2栏组）',
    '表3 2025年单位支出预算总表',
  ])
  for (const dataset of items) {
    expect(validate(dataset), JSON.stringify(validate.errors)).toBe(true)
    const sizes = dataset.id.map((id: string) => dataset.dimension[id].category.index.length)
    expect(dataset.size).toEqual(sizes)
    for (const id of dataset.id) {
      const { index, label } = dataset.dimension[id].category
      expect(Object.keys(label).sort()).toEqual([...index].sort())
    }
    expect(dataset.value).toHaveLength(sizes.reduce((a: number, b: number) => a * b, 1))
    expect(dataset.value.filter((v: unknown) => v !== null).length / dataset.value.length).toBeGreaterThan(0.5)
  }
  expect(textOf('jsonstat.json')).toContain('"value":[46670055.50,')
})

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\t=1', "'\t=1"],
  ['＝1', "'＝1"],
  ['-1-cmd', "'-1-cmd"],
  ['-12.30', '-12.30'],
  ['-1,234.50', '-1,234.50'],
  ['-5.2%', '-5.2%'],
  ['甲=乙', '甲=乙'],
])('a cell %j is written as %j', (text, safe) => expect(guarded(text)).toBe(safe))

test('the same rows as JSON, and an explanation of every column', () => {
  const data = jsonOf('data.json')
  expect(data.claims).toHaveLength(rowsOf('claims.csv').length)
  expect(data.lines[1]).toMatchObject({ year: 2025, value: '-28150000.01' })
  const readme = textOf('README.txt')
  for (const path of ['claims.csv', 'lines.csv']) {
    for (const name of Object.keys(rowsOf(path)[0]!)) expect(readme).toContain(`  ${name}　`)
  }
})

test('the manifest names each file with its hash, and carries the proof', () => {
  const all: DataFile[] = [...files.values()]
  const bytes = manifestOf(all, manifestFacts(sampleBook()), { passed: true }).bytes
  const manifest = JSON.parse(new TextDecoder().decode(bytes))
  expect(manifest).toMatchObject({
    organisation: '示例市档案馆',
    year: 2025,
    pack: { id: 'sample' },
    proof: { passed: true },
  })
  expect(manifest.files.map((f: { path: string }) => f.path)).toEqual([...files.keys()].sort())
  const claims = files.get('claims.csv')!
  expect(manifest.files.find((f: { path: string }) => f.path === 'claims.csv')).toEqual({
    path: 'claims.csv',
    mediaType: 'text/csv',
    bytes: claims.bytes.length,
    sha256: sha256Of(claims.bytes),
  })
})
