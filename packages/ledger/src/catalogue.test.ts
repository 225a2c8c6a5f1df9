import { describe, expect, test } from 'vitest'
import { Catalogue } from './catalogue.ts'
import type { Evidence, Subject, Synonym } from './catalogue-rows.ts'

// A small list of our own: years, code, name, evidence.
const FUNCTIONS = `
  2021-     201      一般公共服务支出            document
  2021-     20101    人大事务                    older-list
  2021-     2010101  行政运行                    document
  2021-     20103    政府办公厅（室）及相关机构事务 document
  2021-     2010301  行政运行                    document
  2021-     2010399  其他政府办公厅（室）及相关机构事务支出 document
  2021-     208      社会保障和就业支出          document
  2021-     20808    抚恤                        document
  2021-     210      卫生健康支出                document
  2021-2022 22402    消防事务                    unverified
  2021-     22402    消防救援事务                document
  2024-     22498    超长期特别国债安排的支出    unverified
`
const subjects: Subject[] = FUNCTIONS.trim()
  .split('\n')
  .map((line) => {
    const [years = '', code = '', name = '', evidence = ''] = line.trim().split(/\s+/)
    const [from = '', to = ''] = years.split('-')
    return {
      table: 'function',
      code,
      name,
      level: ['类', '款', '项'][(code.length - 3) / 2]!,
      evidence: evidence as Evidence,
      yearFrom: Number(from),
      ...(to ? { yearTo: Number(to) } : {}),
      ...(code.length > 3 ? { parent: code.slice(0, -2) } : {}),
    }
  })
const synonyms: Synonym[] = [
  { table: 'function', code: '210', name: '医疗卫生与计划生育支出', yearTo: 2018, evidence: 'document', note: '旧名' },
  { table: 'function', code: '20103', name: '政府办公室及相关机构事务', evidence: 'unverified' },
]
const catalogue = new Catalogue({
  subjects,
  synonyms,
  economyLinks: [{ code: '30101', administration: '50101', institution: '50501' }],
  revenue: [
    { id: 'R01', name: '一般公共预算拨款收入', group: '', synonym: '一般公共预算拨款收入', source: 'general' },
    { id: 'R01', name: '一般公共预算拨款收入', group: '', synonym: '一般公共预算', source: 'general' },
    {
      id: 'R11a',
      name: '结转',
      group: '',
      synonym: '一般公共预算',
      source: 'general',
      vintage: 'carried',
      column: '结转',
    },
  ],
  regions: [{ code: '990000', name: '某省', level: '省级' }],
})
const codes = (found: readonly { code: string }[]): string => found.map((s) => s.code).join(' ')
const near = (name: string, year = 2024): string =>
  catalogue
    .near('function', name, year)
    .map((m) => `${m.subject.code} ${m.how} ${m.distance}`)
    .join(', ')

describe('by code', () => {
  test('the row of the year', () => {
    expect(catalogue.subject('function', '20103', 2024)?.name).toBe('政府办公厅（室）及相关机构事务')
    expect(catalogue.subject('function', '22402', 2023)?.name).toBe('消防救援事务')
    expect(catalogue.subject('function', '22498', 2023)).toBeUndefined()
    expect(catalogue.subject('function', '29999', 2024)).toBeUndefined()
  })
  test('where ranges overlap all rows are accepted, the best confirmed first', () => {
    expect(catalogue.subjects('function', '22402', 2022).map((s) => s.name)).toEqual(['消防救援事务', '消防事务'])
  })
  test('before the lists begin they are a guess that asserts nothing', () => {
    const guess = catalogue.subject('function', '208', 2019)!
    expect(guess.name).toBe('社会保障和就业支出')
    expect(catalogue.covers('function', 2019)).toBe(false)
    expect(catalogue.mayAssert(guess, 2019)).toBe(false)
    expect(catalogue.mayAssert(guess, 2024)).toBe(true)
    expect(catalogue.mayAssert(catalogue.subject('function', '20101', 2024)!, 2024)).toBe(false)
  })
  test('children and leaves', () => {
    expect(codes(catalogue.children('function', '201', 2024))).toBe('20101 20103')
    expect(codes(catalogue.children('function', undefined, 2024))).toBe('201 208 210')
    expect(codes(catalogue.children('function', '224', 2023))).toBe('22402')
    expect(catalogue.isLeafLevel('function', '2010301')).toBe(true)
    expect(catalogue.isLeafLevel('function', '20103')).toBe(false)
    expect(catalogue.isLeafLevel('economy', '30101')).toBe(true)
  })
})

describe('by name', () => {
  test('a name below several parents is told apart by under', () => {
    expect(codes(catalogue.byName('function', '行政运行', 2024))).toBe('2010101 2010301')
    expect(codes(catalogue.byName('function', '行政运行', 2024, { under: '20103' }))).toBe('2010301')
    expect(codes(catalogue.byName('function', '行政运行', 2024, { under: '201' }))).toBe('2010101 2010301')
    expect(codes(catalogue.byName('function', '行政运行', 2024, { under: '208' }))).toBe('')
  })
  test('widths, numbers, levels, synonyms, and 支出 left out or added', () => {
    for (const [name, code] of [
      ['政府办公厅(室)及 相关机构事务', '20103'],
      ['政府办公室及相关机构事务', '20103'],
      ['八、社会保障和就业支出（类）', '208'],
      ['社会保障和就业', '208'],
      ['人大事务支出', '20101'],
      ['完全不同的名字', ''],
    ]) {
      expect(codes(catalogue.byName('function', name!, 2024)), name).toBe(code)
    }
  })
  test('a superseded name holds in its years only', () => {
    expect(codes(catalogue.byName('function', '医疗卫生与计划生育支出', 2018))).toBe('210')
    expect(codes(catalogue.byName('function', '医疗卫生与计划生育支出', 2024))).toBe('')
    expect(catalogue.near('function', '医疗卫生与计划生育支出', 2024)[0]).toMatchObject({
      subject: { code: '210', name: '卫生健康支出' },
      how: 'outdated',
      note: '旧名',
    })
  })
})

test('near: each kind of damage', () => {
  expect(near('社会保障就业支出')).toBe('208 loose 0.25')
  expect(near('杜会保障和就业支出')).toBe('208 damaged 0.5')
  expect(near('社会保障和就业支岀')).toBe('208 damaged 0.5')
  expect(near('其他政府办公厅（室）及相关机构事')).toBe('2010399 cut 0.625')
  expect(near('消防事务')).toBe('22402 outdated 0')
  expect(near('行政运行')).toBe('2010101 official 0, 2010301 official 0')
  // Too short to guess, or too far.
  expect(near('扶恤')).toBe('')
  expect(near('阳光食堂建设项目')).toBe('')
  expect(near('')).toBe('')
})

test('near gives the same list again', () => {
  expect(catalogue.near('function', '杜会保障', 2024)).toBe(catalogue.near('function', '杜会保障', 2024))
})

test('economies, revenue and regions', () => {
  expect(catalogue.governmentEconomyOf('30101', 'administration')).toBe('50101')
  expect(catalogue.governmentEconomyOf('30101', 'institution')).toBe('50501')
  expect(catalogue.revenue('一、一般公共预算拨款收')?.id).toBe('R01')
  expect(catalogue.revenue('一般公共预算')?.vintage).toBeUndefined()
  expect(catalogue.revenue('一般公共预算', '上年结转')?.vintage).toBe('carried')
  expect(catalogue.revenue('没有这一项')).toBeUndefined()
  expect(catalogue.region('990000')?.name).toBe('某省')
  expect(codes(catalogue.regionsByName('某省'))).toBe('990000')
})
