import { SUBJECT_TABLES } from '@gouji/ledger'
import { expect, test } from 'vitest'
import { parseCsv } from './csv.ts'
import { loadKnowledge } from './knowledge.ts'
import { economyLinksOf, subjectsOf, synonymsOf } from './rows.ts'

const { catalogue, lexicon, ties } = loadKnowledge()

test('parseCsv reads quotes, line breaks inside them, a byte order mark and both line ends', () => {
  const table = parseCsv('\ufeffa,b\r\n1,"x, ""y"""\r\n"p\nq",\n', 't.csv')
  expect(table.rows.map((r) => [r.line, r.values])).toEqual([
    [2, { a: '1', b: 'x, "y"' }],
    [3, { a: 'p\nq', b: '' }],
  ])
})

// What is wrong → where the message points. Each message also says what to do.
for (const [what, text, where] of [
  ['nothing at all', '', 't.csv:1'],
  ['a column without name', 'a,\n1,2\n', 't.csv:1'],
  ['a column twice', 'a,a\n1,2\n', 't.csv:1 列“a”'],
  ['too many fields', 'a,b\n1,2\n1,2,3\n', 't.csv:3'],
  ['too few fields', 'a,b\n1\n', 't.csv:2'],
  ['an empty line', 'a,b\n\n1,2\n', 't.csv:2'],
  ['an open quote', 'a,b\n1,"2\n', 't.csv:2'],
  ['text behind a quote', 'a,b\n1,"2"3\n', 't.csv:2'],
  ['another encoding', 'a,b\n1,\ufffd\n', 't.csv:2'],
] as const) {
  test(`parseCsv refuses ${what}`, () => {
    expect(() => parseCsv(text, 't.csv')).toThrow(new RegExp(`^${where}.*。.*请|^${where}.*。整格`))
  })
}

test('rows are looked at value by value', () => {
  const head = 'year_from,year_to,code,name,level,parent,note,evidence\n'
  for (const [row, where] of [
    ['21,,201,甲,类,,,document', '列“year_from”'],
    ['2024,2021,201,甲,类,,,document', '列“year_to”'],
    ['2021,,201,,类,,,document', '列“name”'],
    ['2021,,201,甲 ,类,,,document', '列“name”'],
    ['2021,,201,甲,类,,,seen', '列“evidence”'],
    ['2021,,20101,甲,款,201,,document', '列“parent”'],
  ] as const) {
    expect(() => subjectsOf(parseCsv(`${head}${row}\n`, 'f.csv'), 'function')).toThrow(`f.csv:2 ${where}`)
  }
  expect(() => economyLinksOf(parseCsv('code\n1\n', 'm.csv'))).toThrow('缺少列：administration_code')
  expect(() =>
    synonymsOf(parseCsv('table,code,name,year_from,year_to,evidence,note\nx,1,a,,,document,\n', 's.csv')),
  ).toThrow('s.csv:2 列“table”')
})

test('the shipped catalogues answer', () => {
  expect(catalogue.subject('function', '2080505', 2024)?.name).toBe('机关事业单位基本养老保险缴费支出')
  expect(catalogue.subject('economy', '30213', 2024)?.name).toBe('维修（护）费')
  expect(catalogue.subject('procurement', 'A02010000', 2024)?.parent).toBe('A02000000')
  expect(catalogue.byName('economy', '维修(护)费', 2024)[0]?.code).toBe('30213')
  expect(catalogue.byName('economy', '职工基本医疗保险费', 2024)[0]?.code).toBe('30110')
  expect(catalogue.byName('function', '行政运行', 2024).length).toBeGreaterThan(50)
  expect(catalogue.near('function', '医疗卫生与计划生育支出', 2024)[0]?.how).toBe('outdated')
  expect(catalogue.revenue('一般公共预算拨款收')?.source).toBe('general')
  expect(lexicon.exact('title', '收支')).toBeDefined()
  expect(ties.length).toBeGreaterThan(0)
})

test('every department 款 in force maps to government 款 that exist', () => {
  for (const top of catalogue.children('economy', undefined, 2024)) {
    for (const { code } of catalogue.children('economy', top.code, 2024)) {
      for (const nature of ['administration', 'institution'] as const) {
        const mapped = catalogue.governmentEconomyOf(code, nature)
        expect(mapped && catalogue.subject('governmentEconomy', mapped, 2024), `${code} ${nature}`).toBeDefined()
      }
    }
  }
})

test('every subject stands below its parent in each of its years', () => {
  for (const table of SUBJECT_TABLES) {
    for (const year of [2021, 2022, 2023, 2024, 2025, 2026]) {
      const walk = (code: string | undefined): void => {
        for (const child of catalogue.children(table, code, year)) {
          expect(child.parent ?? '').toBe(code ?? '')
          // Exact look-up by its own name leads back to every subject.
          expect(catalogue.byName(table, child.name, year).some((s) => s.code === child.code)).toBe(true)
          walk(child.code)
        }
      }
      walk(undefined)
    }
  }
})
