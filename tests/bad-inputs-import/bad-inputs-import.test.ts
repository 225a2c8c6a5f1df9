/**
 * One bad export for each message. After a change of wording, `UPDATE=1 npx vitest run tests/bad-inputs-import` writes
 * the messages anew; read the difference line by line before you keep it.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readBudget } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import { buildMapping, DRIFT_CODES, findMapping, IMPORT_CODES, importExport, importInto } from '@gouji/publish'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { importCommand } from '../../packages/cli/src/commands/import.ts'
import { IMPORT_PROBLEMS, importProblemText, MAPPING_TROUBLES } from '../../packages/cli/src/wording/import.ts'
import { BASE } from '../bad-inputs-budget/base.ts'
import { type BadExport, badExports, goodExports } from './cases.ts'

const knowledge = loadKnowledge()
const ledger = readBudget(BASE, knowledge).budget!
const expectedPath = new URL('expected.json', import.meta.url)

function importOne({ mapping, bytes }: BadExport) {
  const imported = importExport(bytes, findMapping(mapping)!.mapping!, knowledge, { name: '导出.xlsx', into: ledger })
  const into = importInto(ledger, [imported], knowledge)
  return { problems: [...imported.drift, ...imported.problems, ...into.problems], into }
}

const results = badExports().map((bad) => ({ name: bad.name, ...importOne(bad) }))

test.each(goodExports())('the base $name has no problem', (good) => {
  expect(importOne(good).problems.map((problem) => importProblemText(problem, 'zh'))).toEqual([])
})

test('each bad export gets its messages', () => {
  const messages = Object.fromEntries(
    results.map(({ name, problems }) => [
      name,
      problems.map((problem) => `${problem.severity} ${importProblemText(problem, 'zh')}`),
    ]),
  )
  if (process.env.UPDATE || !existsSync(expectedPath)) {
    writeFileSync(expectedPath, `${JSON.stringify(messages, undefined, 2)}\n`)
  }
  expect(messages).toEqual(JSON.parse(readFileSync(expectedPath, 'utf8')))
})

test('there is a bad export for every problem', () => {
  const met = new Set<string>(results.flatMap(({ problems }) => problems.map(({ code }) => code)))
  expect([...DRIFT_CODES, ...IMPORT_CODES].filter((code) => !met.has(code))).toEqual([])
  expect(results.filter(({ problems }) => problems.length === 0).map(({ name }) => name)).toEqual([])
})

test('a ledger is handed over exactly where nothing is an error', () => {
  for (const { name, problems, into } of results) {
    expect(into.budget === undefined, name).toBe(problems.some(({ severity }) => severity === 'error'))
  }
})

test('every message says what is wrong and what to do, in both languages, with no fact left open', () => {
  for (const { name, problems } of results) {
    for (const problem of problems) {
      for (const language of ['zh', 'en'] as const) {
        const text = importProblemText(problem, language)
        expect(text, name).not.toMatch(/undefined|NaN|\[object|。。|\.\. /)
        expect(text, name).toMatch(/[。？.?]$/)
      }
    }
  }
  expect([...Object.keys(IMPORT_PROBLEMS), 'ledger'].sort()).toEqual([...DRIFT_CODES, ...IMPORT_CODES].sort())
})

test.each([
  ['nothing', null, ['columns missing', 'anchors missing', 'into missing', 'title missing']],
  ['a key misspelt', { colums: {} }, ['colums unknown-key']],
  ['a column that is not there', { columns: { 单位: [] }, anchors: ['金额'] }, ['anchors unknown-column']],
  ['a reading that is none', { columns: { 金额: { read: 'amount' } } }, ['columns.金额.read unknown-reading']],
  [
    'a heading of no sheet',
    { columns: { 金额: [] }, into: [{ sheet: 'income', fixed: { 金额: '1' } }] },
    ['into[0].fixed.金额 unknown-heading'],
  ],
  ['no sheet of the ledger', { into: [{ sheet: 'incomes' }] }, ['into[0].sheet unknown-sheet']],
  [
    'a part of no cell',
    { columns: { 单位: [] }, into: [{ sheet: 'units', values: { 单位编码: '单位.number' } }] },
    ['into[0].values.单位编码 unknown-part'],
  ],
  ['a list for a map', { columns: [] }, ['columns not-a-map']],
  ['a map for a list', { sheets: {} }, ['sheets not-a-list']],
  ['a number of texts', { title: ['a'] }, ['title not-a-text']],
  ['money of no unit', { unit: '美元' }, ['unit unknown-unit']],
])('a mapping with %s', (_, raw, wanted) => {
  const { mapping, troubles } = buildMapping('x', raw)
  expect(mapping).toBeUndefined()
  expect(troubles.map(({ path, code }) => `${path} ${code}`)).toEqual(expect.arrayContaining(wanted))
  for (const { code, found } of troubles) {
    for (const language of ['zh', 'en'] as const) expect(MAPPING_TROUBLES[code][language](found)).not.toBe('')
  }
})

let home: string
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gouji-import-'))
  mkdirSync(join(home, 'ledger'))
  for (const [file, text] of BASE) writeFileSync(join(home, 'ledger', file), text)
})
afterEach(() => rmSync(home, { recursive: true }))

const contents = (): string[] =>
  readdirSync(join(home, 'ledger')).map((file) => readFileSync(join(home, 'ledger', file), 'utf8'))

async function run(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const status = await importCommand(args, {
    environment: {},
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { status, out: out.replaceAll(`${home}/`, ''), err: err.replaceAll(`${home}/`, '') }
}

const put = (bad: BadExport): string[] => {
  const path = join(home, 'export.xlsx')
  writeFileSync(path, bad.bytes)
  return [path, '--mapping', bad.mapping, '--into', join(home, 'ledger')]
}
const exported = (name: string): BadExport => [...goodExports(), ...badExports()].find((bad) => bad.name === name)!

test('a preview shows what would change and writes nothing', async () => {
  const before = contents()
  const { status, out } = await run(...put(exported('a column of somebody else')))
  expect(out).toContain('export.xlsx“支出明细”：表头在第 3 行，读入 5 行，略去 1 行\n')
  expect(out).toContain('提醒 export.xlsx“支出明细”K3：映射里没有“绩效标识”这一列，未读取。')
  expect(out).toMatch(/这是预览，没有写入；确认无误后加 --yes\n$/)
  expect(status).toBe(1)
  expect(contents()).toEqual(before)
})

test('the same once more changes nothing', async () => {
  const { status, out, err } = await run(...put(exported('expenditure-lines')), '--yes')
  expect([status, err]).toEqual([0, ''])
  const again = await run(...put(exported('expenditure-lines')), '--yes')
  expect(out).toMatch(/已写入 ledger\n$/)
  expect(again.out).toContain('账里已经都有，没有变化\n')
})

test('with an error nothing is written, whatever is said', async () => {
  const before = contents()
  const { status, out } = await run(...put(exported('a row lost')), '--yes')
  expect(out).toMatch(/有错误，没有写入\n$/)
  expect(status).toBe(1)
  expect(contents()).toEqual(before)
})

test('a ledger with cells that cannot be read is not written over', async () => {
  const path = join(home, 'ledger', 'income.csv')
  writeFileSync(path, readFileSync(path, 'utf8').replace('698384', '六十九万'))
  const { status, err } = await run(...put(exported('expenditure-lines')), '--yes')
  expect(err).toContain('ledger 中有读不懂的格子，写入会丢失它们；请先用 gouji budget check 改正\n')
  expect(status).toBe(2)
})

test.each([
  [[], '请指明导出的 Excel 文件'],
  [['x.xlsx', '--into', 'x'], '请用 --mapping 指明映射：expenditure-lines, income-by-source, project-goals'],
  [['x.xlsx', '--mapping', 'lines', '--into', 'x'], '没有映射“lines”'],
  [['x.xlsx', '--mapping', 'project-goals'], '请用 --into 指明预算文件夹'],
])('wrong usage: %j', async (args, message) => {
  const { status, err } = await run(...args)
  expect(err).toContain(message)
  expect(status).toBe(64)
})

test('data for programs', async () => {
  const { out } = await run(...put(exported('a heading misspelt')), '--format', 'json')
  expect(JSON.parse(out)).toMatchObject({
    written: false,
    possible: false,
    problems: [{ code: 'column-missing', severity: 'error', sheet: '支出明细', cell: '3' }],
  })
})

test('an export that is not there', async () => {
  const { status, err } = await run(join(home, 'x.xlsx'), '-m', 'income-by-source', '--into', join(home, 'ledger'))
  expect(err).toBe('gouji：x.xlsx：找不到这个文件。请检查路径和文件名是否写对，文件是否已被移走或改名。\n')
  expect(status).toBe(2)
})
