/** Exports that are made from the example ledger come back as that ledger; exports that drift are told by sheet and cell. */
import { readdirSync, readFileSync } from 'node:fs'
import { type Budget, printBudget, readBudget } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { importExport } from './import.ts'
import { importInto } from './into.ts'
import { findMapping, mappingIds } from './mappings.ts'
import {
  type Cell,
  type ExportSheet,
  expenditureSheet,
  goalsSheet,
  incomeSheet,
  workbookOf,
} from './testing/exports.ts'

const knowledge = loadKnowledge()
const EXAMPLE = new URL('../../../../examples/ledgers/archive-centre-2025/', import.meta.url)
const files = new Map(readdirSync(EXAMPLE).map((file) => [file, readFileSync(new URL(file, EXAMPLE), 'utf8')]))
const example = readBudget(files, knowledge).budget!

const mappingOf = (id: string) => findMapping(id)!.mapping!
const imported = (id: string, sheet: ExportSheet | readonly ExportSheet[], into: Budget = example) =>
  importExport(workbookOf([sheet].flat() as ExportSheet[]), mappingOf(id), knowledge, { name: 'export.xlsx', into })

/** The example with nothing but its units for this year. */
const bare: Budget = {
  ...example,
  lines: example.lines.filter(({ year }) => year !== example.head.year),
  projects: [],
  goals: [],
  procurement: [],
}

const told = ({ drift, problems }: Pick<ReturnType<typeof imported>, 'drift' | 'problems'>): string[] =>
  [...drift, ...problems].map(
    ({ severity, code, sheet, cell, facts }) =>
      `${severity} ${code} ${sheet ?? ''} ${cell ?? ''} ${JSON.stringify(facts)}`,
  )

test.each(mappingIds())('the mapping %s is sound', (id) => {
  expect(findMapping(id)!.troubles).toEqual([])
})

describe('what was exported comes back', () => {
  const expenditure = () => imported('expenditure-lines', expenditureSheet(example, knowledge.catalogue), bare)

  test('without a word, where the export is as the mapping says', () => {
    expect(told(expenditure())).toEqual([])
    expect(told(imported('income-by-source', incomeSheet(example), bare))).toEqual([])
    expect(told(imported('project-goals', goalsSheet(example)))).toEqual([])
  })

  test('every line to the fen, into a ledger that has none of this year', () => {
    const income = imported('income-by-source', incomeSheet(example), bare)
    const { budget, problems, after } = importInto(bare, [expenditure(), income], knowledge)
    expect(problems).toEqual([])
    expect(after.filter(({ severity }) => severity === 'error')).toEqual([])
    const lines = (of: Budget): string[] =>
      of.lines
        .map(({ origin: _, note: __, ...line }) =>
          JSON.stringify({ ...line, fen: String(line.fen) }, Object.keys({ ...line }).sort()),
        )
        .sort()
    expect(lines(budget!)).toEqual(lines(example))
    expect(budget!.projects.map(({ code }) => code).sort()).toEqual(example.projects.map(({ code }) => code).sort())
  })

  test('in 万元 and shown without decimals, to the fen as well', () => {
    const rows = imported('expenditure-lines', expenditureSheet(example, knowledge.catalogue, '万元'))
    expect(told(rows)).toEqual([])
    expect(importInto(example, [rows], knowledge).changes).toEqual([])
  })

  test('and changes nothing where the ledger has it', () => {
    const all = [
      imported('expenditure-lines', expenditureSheet(example, knowledge.catalogue)),
      imported('income-by-source', incomeSheet(example)),
      imported('project-goals', goalsSheet(example)),
    ]
    const { changes, budget } = importInto(example, all, knowledge)
    expect(changes).toEqual([])
    expect(printBudget(budget!)).toEqual(printBudget(example))
  })

  test('goals and indicators into a ledger without goals', () => {
    const none = { ...example, goals: example.goals.filter(({ project }) => project === undefined) }
    const { budget } = importInto(none, [imported('project-goals', goalsSheet(example), none)], knowledge)
    expect(printBudget(budget!).get('indicators.csv')).toBe(printBudget(example).get('indicators.csv'))
    expect(printBudget(budget!).get('goals.csv')).toBe(printBudget(example).get('goals.csv'))
  })
})

/** The expenditure export with one thing changed. */
const changed = (change: (rows: Cell[][], sheet: { name: string }) => unknown): ExportSheet => {
  const sheet = expenditureSheet(example, knowledge.catalogue)
  const rows = sheet.rows.map((row) => [...row])
  const named = { name: sheet.name }
  change(rows, named)
  return { ...sheet, ...named, rows }
}
const rename = (from: string, to: string) =>
  changed((rows) => {
    rows[2] = rows[2]!.map((cell) => (cell === from ? to : cell))
  })
const drifts = (sheet: ExportSheet | readonly ExportSheet[]): string[] => told(imported('expenditure-lines', sheet))

describe('drift is told by sheet and cell', () => {
  test('a column that was moved is found by its heading', () => {
    const moved = changed((rows) => {
      for (const row of rows.slice(2)) row.unshift(row.pop()!)
    })
    const rows = imported('expenditure-lines', { ...moved, merges: [] })
    expect(told(rows)).toEqual([])
    expect(importInto(example, [rows], knowledge).changes).toEqual([])
  })

  test('a header that stands lower, after lines about the export', () => {
    const lower = changed((rows) => rows.unshift(['导出时间：2025年2月10日'], ['操作人：管理员']))
    expect(told(imported('expenditure-lines', { ...lower, merges: [] }))).toEqual([])
  })

  test('a required heading renamed: an error with the nearest guess', () => {
    expect(drifts(rename('资金来源', '资金来原'))).toEqual([
      'error column-missing 部门预算支出明细表 3 {"name":"资金来源","headings":"资金来源、资金性质、资金来源名称","near":"资金来原","at":"E3"}',
    ])
  })

  test('a required heading gone: an error, and nothing is taken over', () => {
    const without = imported('expenditure-lines', rename('金额', ''))
    expect(told(without)).toEqual([expect.stringMatching(/^error column-missing 部门预算支出明细表 3 \{"name":"金额"/)])
    expect(without.entries).toEqual([])
  })

  test('a new column: a warning', () => {
    const more = changed((rows) => {
      rows[2]!.push('绩效标识')
      rows[3]!.push('重点')
    })
    expect(drifts(more)).toEqual(['warning column-unknown 部门预算支出明细表 K3 {"heading":"绩效标识"}'])
  })

  test('a heading twice: an error', () => {
    expect(drifts(rename('项目编码', '预算单位'))).toEqual([
      'error column-twice 部门预算支出明细表 G3 {"name":"单位","first":"B3"}',
    ])
  })

  test('a sheet renamed: a warning where its header tells what it is', () => {
    expect(drifts(changed((_, sheet) => Object.assign(sheet, { name: 'Sheet1' })))).toEqual([
      expect.stringMatching(/^warning sheet-renamed Sheet1/),
    ])
  })

  test('another sheet altogether: an error with the names of the sheets', () => {
    expect(drifts({ name: '封面', rows: [['示例']] })).toEqual([
      'error sheet-missing   {"wanted":"*支出*明细*、*部门预算支出*、*支出预算*、*项目支出*","sheets":"封面"}',
    ])
  })

  test('a second sheet with the same header is not counted', () => {
    const sheet = changed(() => {})
    expect(drifts([sheet, { ...sheet, name: 'Sheet2' }])).toEqual([
      expect.stringMatching(/^warning sheet-left-out Sheet2/),
    ])
  })

  test('headings that no longer stand together', () => {
    const empty = changed((rows) => rows.splice(2, 1))
    expect(drifts({ ...empty, merges: [] })).toEqual([
      'error header-missing 部门预算支出明细表  {"headings":"单位、功能科目、部门经济科目、金额"}',
    ])
  })
})

describe('cells that cannot be taken over', () => {
  const put = (column: number, cell: Cell): string[] =>
    drifts(
      changed((rows) => {
        rows[3]![column] = cell
      }),
    )

  test.each([
    ['an amount in words', 9, '六十一万', /^error not-an-amount 部门预算支出明细表 J4 .*六十一万/],
    ['a fraction of a fen', 9, { number: '612384.005' }, /^error fraction-of-fen 部门预算支出明细表 J4/],
    ['a name of many subjects', 2, '行政运行', /^error ambiguous-name 部门预算支出明细表 C4 .*2010101/],
    ['a name of no subject', 3, '基本工姿', /^error unknown-name 部门预算支出明细表 D4 .*30101 基本工资/],
    ['a unit that nobody knows', 1, '示例市方志办', /^error no-code 部门预算支出明细表 B4 .*示例市方志办/],
    [
      'a code that a workbook has rounded',
      6,
      { number: '339901240000003000000' },
      /^error rounded-code 部门预算支出明细表 G4/,
    ],
    [
      'a total that says otherwise',
      9,
      { number: '1' },
      /^error total-differs 部门预算支出明细表 J\d+ .*"difference":"612383.00"/,
    ],
  ])('%s', (_, column, cell, message) => {
    expect(put(column, cell)).toEqual(expect.arrayContaining([expect.stringMatching(message)]))
  })

  test('the year before', () => {
    const last = changed((rows) => {
      rows[0] = ['2024年部门预算支出明细表']
    })
    expect(drifts(last)).toEqual([
      'error other-year 部门预算支出明细表 A1 {"found":"2024年部门预算支出明细表","year":2025}',
    ])
  })

  test('a code that the year does not know is told at its cell by the ledger', () => {
    const rows = imported(
      'expenditure-lines',
      changed((all) => all[3]!.splice(3, 1, '[30250]不存在')),
    )
    const { problems, budget } = importInto(example, [rows], knowledge)
    expect(problems.map(({ code, cell, problem }) => [code, cell, problem?.code])).toContainEqual([
      'ledger',
      'D4',
      'unknown-subject',
    ])
    expect(budget).toBeDefined()
  })

  test('a unit without its nature is not taken over', () => {
    const rows = imported(
      'expenditure-lines',
      changed((all) => all[3]!.splice(1, 1, '[334009]示例市方志办')),
    )
    const { problems, budget } = importInto(example, [rows], knowledge)
    expect(problems.map(({ severity, cell, problem }) => [severity, cell, problem?.code])).toContainEqual([
      'error',
      '4',
      'missing-value',
    ])
    expect(budget).toBeUndefined()
  })

  test('a file that is no workbook', () => {
    const { problems } = importExport(new Uint8Array([1, 2, 3]), mappingOf('expenditure-lines'), knowledge, {
      name: 'x.xlsx',
    })
    expect(problems.map(({ code }) => code)).toEqual(['file-unreadable'])
  })
})

test('changes are told line by line, and lines that the export lacks are removed for its units and year alone', () => {
  const other = changed((rows) => {
    rows[3]![9] = { number: '700000' }
    const taken = rows.splice(4, 1)[0]!
    rows.splice(4, 0, [...taken.slice(0, 3), '[30103]奖金', '一般公共预算', '上年结转', '', '', '', { number: '5' }])
    rows.pop()
  })
  const rows = imported('expenditure-lines', other)
  expect(told(rows)).toEqual([])
  const { changes, budget } = importInto(example, [rows], knowledge)
  expect(
    changes.map(({ kind, key, before, after }) => [kind, key.join(' '), before.get('金额(元)'), after.get('金额(元)')]),
  ).toEqual([
    ['changed', '334001 2012601 30101 一般公共预算 本年 2025 预算', '612384.00', '700000.00'],
    ['removed', '334001 2012601 30102 一般公共预算 本年 2025 预算', '738120.00', undefined],
    ['added', '334001 2012601 30103 一般公共预算 上年结转 2025 预算', undefined, '5.00'],
  ])
  const last = (of: Budget): number => of.lines.filter(({ year }) => year === 2024).length
  expect(last(budget!)).toBe(last(example))
})

test('columns in any order, lines above, columns that nobody knows: the same lines', () => {
  const sheet = expenditureSheet(example, knowledge.catalogue)
  const wanted = imported('expenditure-lines', sheet).entries.map(({ values }) => [...values])
  const width = sheet.rows[2]!.length
  const order = fc.shuffledSubarray([...Array(width).keys()], { minLength: width })
  fc.assert(
    fc.property(order, fc.nat(6), fc.nat(3), (columns, above, more) => {
      const rows = sheet.rows.map((row, r) => [
        ...columns.map((c) => (r < 2 ? '' : (row[c] ?? ''))),
        ...Array.from({ length: more }, (_, i) => (r < 2 ? '' : `新列${i}之${r === 2 ? '' : r}`)),
      ])
      const title = Array.from({ length: above }, (_, i) => [`说明${i}`])
      const got = imported('expenditure-lines', { name: sheet.name, rows: [...title, ...rows] })
      expect(got.entries.map(({ values }) => [...values])).toEqual(wanted)
      expect(got.drift.map(({ code }) => code)).toEqual(Array.from({ length: more }, () => 'column-unknown'))
    }),
    { numRuns: 40 },
  )
})

test('a department of twenty thousand lines is read and compared within seconds', () => {
  const base = example.lines.filter(({ flow, year }) => flow === 'expenditure' && year === 2025)
  const lines = Array.from({ length: 20_000 }, (_, i) => ({ ...base[i % base.length]!, fen: BigInt(i + 1) }))
  const bytes = workbookOf([expenditureSheet({ ...example, lines }, knowledge.catalogue)])
  const started = performance.now()
  const rows = importExport(bytes, mappingOf('expenditure-lines'), knowledge, { name: 'x.xlsx', into: example })
  const { changes } = importInto(example, [rows], knowledge)
  expect(performance.now() - started).toBeLessThan(15_000)
  // Lines of one key are one line of the ledger.
  expect(changes.filter(({ kind }) => kind === 'changed').length).toBe(base.length)
})
