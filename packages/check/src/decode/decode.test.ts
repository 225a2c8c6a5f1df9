import { describe, expect, it } from 'vitest'
import { decode } from './decode.ts'
import { diagnosed, smallBook } from './small-book.ts'

/** One consistent book; each case prints some of its cells otherwise. */
const BOOK = `
  表一     合计    基本    人员    公用    项目
  总计  1520.75  905.50  702.25  203.25  615.25
  教育   820.36  505.13  402.10  103.03  315.23
  小学   520.12  305.00  252.07   52.93  215.12
  中学   300.24  200.13  150.03   50.10  100.11
  医疗   700.39  400.37  300.15  100.22  300.02
  行 合计 = 基本 + 项目
  行 基本 = 人员 + 公用
  列 总计 = 教育 + 医疗
  列 教育 = 小学 + 中学

  表二     合计    基本    项目
  教育   820.36  505.13  315.23
  医疗   700.39  400.37  300.02

  收支     金额
  收入  1520.75
  支出  1520.75

  同 表一.教育.合计 = 表二.教育.合计
  同 表一.教育.基本 = 表二.教育.基本
  同 表一.医疗.合计 = 表二.医疗.合计
  同 表一.总计.合计 = 收支.支出
  平 收支.收入 = 收支.支出
`
const printing = (...changes: [row: string, from: string, to: string][]): string =>
  changes.reduce((text, [row, from, to]) => {
    const line = text.split('\n').find((l) => l.trim().startsWith(`${row} `) && l.includes(from))
    if (line === undefined) throw new Error(`no ${from} in ${row}`)
    return text.replace(line, line.replace(from, to))
  }, BOOK)

describe('decode', () => {
  it('finds nothing in a consistent book', () => {
    const { quantities, relations } = smallBook(BOOK)
    const { failed, truncatedOnly, diagnoses } = decode(quantities, relations, { tighten: true })
    expect({ failed, truncatedOnly, diagnoses }).toEqual({ failed: [], truncatedOnly: [], diagnoses: [] })
  })

  const cases: [what: string, book: string, expected: string[]][] = [
    ['a wrong digit', printing(['中学', '50.10', '58.10']), ['2: digit-slip 表一.中学.公用 → 50.10']],
    ['two digits swapped', printing(['小学', '252.07', '225.07']), ['2: digits-swapped 表一.小学.人员 → 252.07']],
    ['a number ten times too large', printing(['小学', ' 52.93', '529.30']), ['2: factor-ten 表一.小学.公用 → 52.93']],
    ['元 among 万元', printing(['小学', '252.07', '2520700.00']), ['2: unit-mixed 表一.小学.人员 → 252.07']],
    ['a lost first digit', printing(['小学', '252.07', '52.07']), ['2: cut-off 表一.小学.人员 → 252.07']],
    ['any other number', printing(['小学', '252.07', '198.46']), ['2: value 表一.小学.人员 → 252.07']],
    ['a blank for a number', printing(['小学', ' 52.93', ' - ']), ['2: blank 表一.小学.公用 → 52.93']],
    [
      'one total, five relations, one diagnosis',
      printing(['总计', '1520.75', '1526.75']),
      ['3: digit-slip 表一.总计.合计 → 1520.75'],
    ],
    [
      'two amounts swapped in a row',
      printing(['中学', '150.03   50.10', '50.10  150.03']),
      ['2: exchanged 表一.中学.人员 → 150.03, 表一.中学.公用 → 50.10'],
    ],
    [
      'two amounts swapped in a column',
      printing(['小学', '252.07', '150.03'], ['中学', '150.03', '252.07']),
      ['2: exchanged 表一.小学.人员 → 252.07, 表一.中学.人员 → 150.03'],
    ],
    [
      'an amount entered with its neighbour’s',
      printing(['中学', '150.03   50.10', '200.13    -  ']),
      ['2: blank 表一.中学.人员 → 150.03, 表一.中学.公用 → 50.10'],
    ],
    [
      'two unrelated errors',
      printing(['中学', '100.11', '100.71'], ['收入', '1520.75', '1502.75']),
      ['2: digit-slip 表一.中学.项目 → 100.11', '1: digits-swapped 收支.收入.金额 → 1520.75'],
    ],
    [
      'two errors in one row',
      printing(['中学', '150.03', '180.03'], ['中学', '100.11', '160.11']),
      ['2: digit-slip 表一.中学.项目 → 100.11', '2: digit-slip 表一.中学.人员 → 150.03'],
    ],
    [
      'the same wrong number in both tables',
      printing(['教育', '820.36', '828.36']).replace('教育   820.36', '教育   828.36'),
      ['3: digit-slip 表一.教育.合计 → 820.36, 表二.教育.合计 → 820.36'],
    ],
  ]
  it.each(cases)('%s', (_what, book, expected) => {
    expect(diagnosed(smallBook(book))).toEqual(expected)
  })
})

describe('rows', () => {
  it('names two rows that stand in each other’s place, though every row and every sum still adds up', () => {
    const book = `
    表一    合计    基本    项目
    总计  900.00  500.00  400.00
    教育  399.88  199.90  199.98
    医疗  500.12  300.10  200.02
    行 合计 = 基本 + 项目
    列 总计 = 教育 + 医疗

    表二    合计
    教育  500.12
    医疗  399.88

    同 表一.教育.合计 = 表二.教育.合计
    同 表一.医疗.合计 = 表二.医疗.合计
    `
    const [first, ...more] = diagnosed(smallBook(book))
    expect(more).toEqual([])
    expect(first).toContain('rows-exchanged 表一.教育.合计 → 500.12, 表一.医疗.合计 → 399.88, 表一.教育.基本 → 300.10')
  })

  const TWO = `
    表一    合计    基本    项目
    总计  900.00  500.00  400.00
    教育  500.12  300.10  200.02
    医疗  399.88  199.90  199.98
    行 合计 = 基本 + 项目
  `
  it('names a row that several columns lack', () => {
    const book = `${TWO.trimEnd()}
    列 总计 = 教育`
    expect(diagnosed(smallBook(book))).toEqual([
      '3: missing-row 399.88 as in 表一.医疗.合计, 199.90 as in 表一.医疗.基本, 199.98 as in 表一.医疗.项目',
    ])
  })

  it('names a row that is counted where it does not belong, and the sum that lacks it', () => {
    const book = `
    表一    合计    基本    项目
    教育  500.12  300.10  200.02
    小学  400.00  250.00  150.00
    中学  100.12   50.10   50.02
    医疗  399.88  199.90  199.98
    医院  300.00  120.00  180.00
    药品   99.88   79.90   19.98
    行 合计 = 基本 + 项目
    列 教育 = 小学
    列 医疗 = 医院 + 药品 + 中学`
    expect(diagnosed(smallBook(book))).toEqual(['6: wrong-code 表一.中学.合计, 表一.中学.基本, 表一.中学.项目'])
  })

  it('takes an amount that a single column lacks for a missing row only when it is printed elsewhere', () => {
    const book = (elsewhere: string) => `
    表一   合计
    总计  935.27
    教育  512.40
    医疗  100.20
    列 总计 = 教育 + 医疗

    表二   合计
    住房  ${elsewhere}`
    expect(diagnosed(smallBook(book('322.67')))).toEqual(['1: missing-row 322.67 as in 表二.住房.合计'])
    expect(diagnosed(smallBook(book('300.00')))).toEqual(['1: value 表一.总计.合计 → 612.60'])
  })
})

describe('copies', () => {
  const copies = (first: string, second: string, more = ''): string => `
    甲  额
    总  ${first}

    乙  额
    总  ${second}
    同 甲.总 = 乙.总
    ${more}`

  it('believes the majority', () => {
    const third = `
    丙  额
    总  78.60
    同 甲.总 = 丙.总
    同 乙.总 = 丙.总`
    expect(diagnosed(smallBook(copies('73.60', '73.60', third)))).toEqual(['2: digit-slip 丙.总.额 → 73.60'])
  })

  it('says either-or when one stands against one and nothing else tells', () => {
    expect(diagnosed(smallBook(copies('73.60', '78.60')))).toEqual([
      '1: digit-slip 甲.总.额 → 78.60 | digit-slip 乙.总.额 → 73.60',
    ])
  })

  it('believes the copy that adds up', () => {
    const parts = `
    分  额
    一  70.00
    二   3.60
    和 甲.总 = 分.一 + 分.二`
    expect(diagnosed(smallBook(copies('73.60', '78.60', parts)))).toEqual(['1: digit-slip 乙.总.额 → 73.60'])
  })

  it('sees that a figure was cut off where a finer one is printed', () => {
    const { quantities, relations } = smallBook(copies('12.347678', '12.34'))
    expect(decode(quantities, relations)).toMatchObject({ failed: [], truncatedOnly: [0] })
  })
})

describe('rounding and truncation', () => {
  // Printed from 1.008 + 2.008 + 3.008 + 4.008 = 10.032, with the third decimal cut off.
  const CUT = `
    表   额
    总 10.03
    一  1.00
    二  2.00
    三  3.00
    四  4.00
    列 总 = 一 + 二 + 三 + 四`

  it('lets off a sum whose figures were cut off', () => {
    const { quantities, relations } = smallBook(CUT)
    expect(decode(quantities, relations)).toMatchObject({ failed: [], truncatedOnly: [0], diagnoses: [] })
  })

  it('does not believe in truncation where the sums around it are rounded', () => {
    const { quantities, relations } = smallBook(`${CUT}
    列 四 = 一 + 三
    列 四 = 二 + 一 + 一
    列 三 = 一 + 一 + 一

    大  额
    总   5.99
    甲   3.00
    和 大.总 = 表.一 + 表.二 + 大.甲
    和 表.四 = 表.一 + 表.一 + 表.一 + 表.一`)
    expect(decode(quantities, relations)).toMatchObject({ failed: [0], truncatedOnly: [] })
  })

  it('finds relations that hold one by one and not together, on request and only then', () => {
    // 总 lies between 9.995 and 10.005 by 三, between 10.015 and 10.025 by 四; each sum alone has room for its own.
    const { quantities, relations } = smallBook(`
    表   额
    总  10.01
    一   5.00
    二   5.00
    三  10.00
    四  10.02
    列 总 = 三
    列 总 = 四`)
    expect(decode(quantities, relations).diagnoses).toEqual([])
    const { failed, diagnoses } = decode(quantities, relations, { tighten: true })
    expect(failed).toEqual([])
    expect(diagnoses).toEqual([{ relations: [0, 1], suspects: [], explained: false }])
  })
})

describe('what cannot be mended without breaking something', () => {
  // 乙 and 丙 add up, and so do the parts of 甲, each of which is confirmed by a sum of its own.
  const book = smallBook(`
    甲  额
    总  78.60
    一  70.00
    二   8.60
    列 总 = 一 + 二

    分  额
    三  30.00
    四  40.00
    五   8.00
    六   0.60
    和 甲.一 = 分.三 + 分.四
    和 甲.二 = 分.五 + 分.六

    乙  额
    总  73.60
    七  60.00
    八  13.60
    列 总 = 七 + 八

    丙  额
    总  73.60
    九  50.00
    十  23.60
    列 总 = 九 + 十
    同 甲.总 = 乙.总
    同 甲.总 = 丙.总`)

  it('names the cell that mends most and says what it breaks', () => {
    const { diagnoses } = decode(book.quantities, book.relations)
    expect(diagnosed(book)).toEqual(['2: digit-slip 甲.总.额 → 73.60'])
    expect(diagnoses[0]!.suspects[0]!.breaks).toEqual([0])
  })

  it('names the pairs between which nothing decides when one relation fails', () => {
    const relations = book.relations.filter(({ id }) => id < 4 || id === 5)
    const told = diagnosed({ ...book, relations })
    expect(told).toEqual([
      '1: digit-slip 乙.总.额 → 78.60, 乙.七.额 → 65.00 | digit-slip 乙.总.额 → 78.60, 乙.八.额 → 18.60',
    ])
  })

  it('explains nothing when two versions of a book contradict each other', () => {
    const versions = smallBook(`
    甲  额
    总  73.60
    一  70.00
    二   3.60
    三  50.00
    四  23.60
    列 总 = 一 + 二
    列 总 = 三 + 四

    乙  额
    总  81.25
    一  80.00
    二   1.25
    三  60.00
    四  21.25
    列 总 = 一 + 二
    列 总 = 三 + 四
    同 甲.总 = 乙.总`)
    expect(diagnosed(versions)).toEqual(['1: unexplained'])
  })
})

describe('any input', () => {
  it('takes empty systems, empty relations, terms that cancel, and upper bounds', () => {
    expect(decode([], [])).toEqual({ failed: [], held: [], truncatedOnly: [], diagnoses: [] })
    const { quantities } = smallBook('表 额\n一 1.00\n二 2.00')
    const term = (quantity: number, weight: 1 | -1) => ({ quantity, weight })
    const relations = [
      { id: 5, kind: 'sum' as const, trust: 1, terms: [] },
      { id: 7, kind: 'sum' as const, trust: 1, terms: [term(0, 1), term(0, -1)] },
      { id: 9, kind: 'atMost' as const, trust: 1, terms: [term(1, 1), term(0, -1)] },
    ]
    const { failed, held, diagnoses } = decode(quantities, relations, { tighten: true })
    expect({ failed, held }).toEqual({ failed: [9], held: [5, 7] })
    expect(diagnoses[0]!.suspects.map((s) => s.changes.map((c) => c.quantity))).toEqual([[1], [0], [0, 1]])
  })

  it('is exact beyond 2^53 fen', () => {
    const book = smallBook('表 额\n总 9007199254740993.004567\n一 9007199254740993.004566\n列 总 = 一')
    expect(decode(book.quantities, book.relations).failed).toEqual([0])
  })
})
