import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { ALL_SHEETS, type Budget, type BudgetProblem, CHECK_SHEET, COVER_SHEET, printBudget } from '@gouji/budget'
import { readSheets } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { columnLetters, packWorkbook, printWorkbook, textCell } from '@gouji/write'
import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { openBudgetFolder } from './folder.ts'
import { readWorkbook } from './workbook.ts'

const knowledge = loadKnowledge()
const EXAMPLE = fileURLToPath(new URL('../../../examples/ledgers/archive-centre-2025', import.meta.url))
let budget: Budget
let bytes: Uint8Array

beforeAll(async () => {
  budget = (await openBudgetFolder(EXAMPLE, knowledge)).budget!
  bytes = printWorkbook(budget, knowledge)
})

/** `J2` of a heading and a row; columns may be added to the sheets. */
function at(title: string, heading: string, row: number): string {
  const index = ALL_SHEETS.find((sheet) => sheet.title === title)!.columns.findIndex((c) => c.heading === heading)
  return `${columnLetters(index)}${row}`
}

/** A sheet of the workbook, changed as somebody at a screen would change it. */
function changed(title: string, change: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes)
  const order = [COVER_SHEET, '文字', ...ALL_SHEETS.map((sheet) => sheet.title)]
  const name = `xl/worksheets/sheet${order.indexOf(title) + 1}.xml`
  const before = strFromU8(parts[name]!)
  const after = change(before)
  expect(after, 'the change found its place').not.toBe(before)
  return zipSync({ ...parts, [name]: strToU8(after) })
}

const put =
  (address: string, cell: string) =>
  (xml: string): string =>
    xml.replace(new RegExp(`<c r="${address}"[^>]*?(?:/>|>.*?</c>)`), `<c r="${address}" ${cell}</c>`)

const problemsOf = (workbook: Uint8Array): readonly BudgetProblem[] =>
  readWorkbook(workbook, 'a.xlsx', knowledge).problems

describe('export and import', () => {
  it('give the same budget', () => {
    const read = readWorkbook(bytes, 'a.xlsx', knowledge)
    expect(read.problems).toEqual([])
    expect(printBudget(read.budget!)).toEqual(printBudget(budget))
  })

  it('give the same whatever the amounts and the texts are', () => {
    const texts = fc.string({
      unit: fc.constantFrom(...'甲乙"<&>\n=+-@1. ，\'＝', '_x0041_', '_x000D_'),
      maxLength: 20,
    })
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 18n }), texts, (fen, given) => {
        const text = `${given.replace(/ *\n */g, '\n').trim()}文`
        const lines = budget.lines.map((line, i) => (i % 50 === 0 ? { ...line, fen, note: text } : line))
        const other: Budget = { ...budget, lines, tasks: [{ ...budget.tasks[0]!, content: text }] }
        const read = readWorkbook(printWorkbook(other, knowledge), 'a.xlsx', knowledge)
        expect(printBudget(read.partial!)).toEqual(printBudget(other))
      }),
      { numRuns: 12 },
    )
  })

  it('make the same bytes again', () => {
    expect(printWorkbook(budget, knowledge)).toEqual(bytes)
  })

  it('keep the headings of the folder, and offer an empty workbook for a new budget', () => {
    const empty: Budget = {
      ...budget,
      lines: [],
      projects: [],
      goals: [],
      tasks: [],
      procurement: [],
      measurements: [],
    }
    const sheets = readSheets(printWorkbook(empty, knowledge), 'a.xlsx')
    for (const { title, columns } of ALL_SHEETS) {
      const [header] = sheets.find(({ name }) => name === title)!.rows
      expect([...header!.cells.values()].slice(0, columns.length)).toEqual(columns.map(({ heading }) => heading))
    }
    expect(sheets.map(({ name }) => name)).toContain(CHECK_SHEET)
  })
})

describe('what people do to a workbook', () => {
  it('a code that lost its zeros is mended where it can only mean one', () => {
    const zeros = { ...budget, units: budget.units.map((u) => ({ ...u, code: `0${u.code.slice(1)}` })) }
    const lines = budget.lines.map((l) => ({ ...l, unit: `0${l.unit.slice(1)}` }))
    const projects = budget.projects.map((p) => ({ ...p, unit: `0${p.unit.slice(1)}` }))
    const goals = budget.goals.map(({ unit: _, ...goal }) => goal)
    const other: Budget = { ...zeros, lines, projects, goals, procurement: [], measurements: [] }
    bytes = printWorkbook(other, knowledge)
    const read = readWorkbook(changed('支出明细', put('A2', 's="0"><v>34001</v>')), 'a.xlsx', knowledge)
    expect(read.problems).toEqual([
      {
        code: 'lost-zero',
        severity: 'warning',
        origin: { file: '支出明细', line: 2, column: '单位' },
        facts: { found: '34001', code: '034001' },
      },
    ])
    expect(printBudget(read.budget!)).toEqual(printBudget(other))
    bytes = printWorkbook(budget, knowledge)
  })

  it('a code of 21 digits that became a number is reported, not guessed', () => {
    const problems = problemsOf(changed('项目', put('A3', 's="0"><v>3.3990124000000865E+20</v>')))
    expect(problems.find(({ code }) => code === 'rounded-code')?.origin).toEqual({
      file: '项目',
      line: 3,
      column: '项目编码',
    })
    expect(problems.some(({ code, severity }) => code === 'unknown-project' && severity === 'error')).toBe(true)
  })

  it('an amount as text with blanks, separators or a sign of currency is read', () => {
    for (const text of [' 612 384.00 ', '￥612,384.00', '612384元']) {
      const cell = `t="inlineStr"><is><t xml:space="preserve">${text}</t></is>`
      expect(problemsOf(changed('支出明细', put(at('支出明细', '金额(元)', 2), cell))), text).toEqual([])
    }
  })

  it('a code chosen from the list comes with its name', () => {
    const cell = 't="inlineStr"><is><t>2012601 行政运行</t></is>'
    expect(problemsOf(changed('支出明细', put(at('支出明细', '功能科目', 2), cell)))).toEqual([])
  })

  it('an extra column is left out with a warning', () => {
    const extra = (xml: string): string =>
      xml
        .replace('</row>', `${textCell('ZZ1', 0, '经办科室')}</row>`)
        .replace(/(<row r="2">.*?)<\/row>/, `$1${textCell('ZZ2', 0, '甲')}</row>`)
    const read = readWorkbook(changed('支出明细', extra), 'a.xlsx', knowledge)
    expect(read.problems).toEqual([
      {
        code: 'unknown-column',
        severity: 'warning',
        origin: { file: '支出明细', line: 1, column: '经办科室' },
        facts: {},
      },
    ])
    expect(printBudget(read.budget!)).toEqual(printBudget(budget))
  })

  it('a sheet that was renamed is missing; one of their own is left alone', () => {
    const parts = unzipSync(bytes)
    const book = strFromU8(parts['xl/workbook.xml']!)
    const renamed = { ...parts, 'xl/workbook.xml': strToU8(book.replace('name="支出明细"', 'name="支出明细 (2)"')) }
    const read = readWorkbook(zipSync(renamed), 'a.xlsx', knowledge)
    expect(read.budget).toBeUndefined()
    expect(read.problems.map(({ code, facts, origin }) => [code, facts.sheet ?? origin.file])).toEqual([
      ['unknown-sheet', '支出明细 (2)'],
      ['missing-sheet', '支出明细'],
    ])
  })

  it('a mistake is told by sheet, row and column', () => {
    const cell = 't="inlineStr"><is><t>六十万</t></is>'
    expect(problemsOf(changed('支出明细', put(at('支出明细', '金额(元)', 7), cell)))[0]).toMatchObject({
      code: 'not-an-amount',
      origin: { file: '支出明细', line: 7, column: '金额(元)' },
    })
  })
})

it('refuses what is no workbook of a budget', async () => {
  const pdf = await readFile(fileURLToPath(new URL('../../../examples/archive-centre-2025.pdf', import.meta.url)))
  expect(problemsOf(pdf)).toMatchObject([{ code: 'workbook-unreadable' }])
  const other = packWorkbook({ sheets: [{ name: 'Sheet1', content: '<sheetData/>' }], styles: '' })
  expect(problemsOf(other).map(({ code }) => code)).toContain('missing-sheet')
})
