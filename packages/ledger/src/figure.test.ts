import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { figureOf, formatFen, isNilMark, parseNumber, printedText } from './figure.ts'
import { contains } from './interval.ts'
import { MONEY_UNITS, moneyUnitIn, powerOf } from './unit.ts'

// input → value, then what had to be mended; `none` is not a number.
const NUMBERS = `
  0                | 0
  0.00             | 0.00
  1234             | 1234
  1,234            | 1234
  1,234.56         | 1234.56
  12,345.6         | 12345.6
  1,234,567.89     | 1234567.89
  9007199254740993.01 | 9007199254740993.01
  -3.00            | -3.00
  － 3.00          | -3.00      full-width
  －3.00           | -3.00      full-width
  —3.00            | -3.00
  3.00-            | -3.00
  +5.1             | 5.1
  ¥1,234.50        | 1234.50
  1，234．50       | 1234.50    full-width
  １２．５         | 12.5       full-width
  12。5            | 12.5       full-width
  447. 48          | 447.48     blank-inside
  447 .48          | 447.48     blank-inside
  1, 234.50        | 1234.50    blank-inside
  12 345.67        | 12345.67   blank-inside
  8, 27            | 8.27       blank-inside comma-as-point
  54, 00           | 54.00      blank-inside comma-as-point
  1,23             | 1.23       comma-as-point
  1,2              | 1.2        comma-as-point
  12345,67         | 12345.67   comma-as-point
  1,234,56         | 1234.56    comma-as-point
  0,125            | 0.125      comma-as-point
  0,00             | 0.00       comma-as-point
  1.234.56         | 1234.56    point-as-comma
  8:27             | 8.27       colon-as-point
  0.               | 0          cut-decimals
  1,234.           | 1234       cut-decimals
  -12.             | -12        cut-decimals
  .50              | 0.50       missing-zero
  1234,5678        | 12345678   grouping
  12,3456          | 123456     grouping
  2.12345热线      | none
  2.项目支出       | none
  12.3万元         | none
  12.5%            | none
  (1)              | none
  （一）           | none
  1-7              | none
  2021-            | none
  2024-01-05       | none
  2024.1.5         | none
  2024年           | none
  12:30            | none
  10:30:00         | none
  1:2              | none
  0571-12345678    | none
  016              | none
  016001           | none
  12 34            | none
  4 47.48          | none
  1、234           | none
  1,               | 1          cut-decimals
  --3              | none
  -                | none
  —                | none
  .                | none
  1..2             | none
  1e5              | none
  ①                | none
`

describe('parseNumber', () => {
  for (const line of NUMBERS.trim().split('\n')) {
    const [input = '', expected = ''] = line.split('|').map((s) => s.trim())
    test(`${input} → ${expected}`, () => {
      const printed = parseNumber(input)
      const said = printed ? [printedText(printed), ...printed.repairs].join(' ') : 'none'
      expect(said).toBe(expected.replace(/\s+/g, ' '))
    })
  }

  test('reads brackets as minus only when told', () => {
    expect(parseNumber('(1.20)', { parentheses: true })?.digits).toBe(-120n)
    expect(parseNumber('（1.20）', { parentheses: true })?.digits).toBe(-120n)
    expect(parseNumber('1.20', { parentheses: true })?.digits).toBe(120n)
  })

  const decimal = fc.record({ digits: fc.bigInt(-(10n ** 24n), 10n ** 24n), decimals: fc.nat(8) })
  test('reads back what is printed, with separators and without', () => {
    fc.assert(
      fc.property(decimal, (p) => {
        const text = printedText(p)
        expect(parseNumber(text)).toEqual({ ...p, repairs: [] })
        expect(parseNumber(text.replace(/^(-?\d+)/, group))).toEqual({ ...p, repairs: [] })
      }),
    )
  })
  test('reads full width and blanks as the same value, and says so', () => {
    fc.assert(
      fc.property(decimal, (p) => {
        const wide = printedText(p).replace(/[-.0-9]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
        expect(parseNumber(wide)).toEqual({ ...p, repairs: ['full-width'] })
        if (p.decimals > 0) {
          expect(parseNumber(printedText(p).replace('.', '. '))).toEqual({ ...p, repairs: ['blank-inside'] })
        }
      }),
    )
  })
  test('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,:-－，．（() 万—') }), (s) => void parseNumber(s)),
    )
  })
})

const group = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')

test('isNilMark knows the marks for no amount, and nothing else', () => {
  for (const mark of ['-', '—', '－', '–', '——', '/', '／', '无', '×', '…', ' — ', '- -'])
    expect(isNilMark(mark)).toBe(true)
  for (const other of ['', '0', '0.00', '-1', '无数据', '1/2', '＋']) expect(isNilMark(other)).toBe(false)
})

const unit = fc.constantFrom(...MONEY_UNITS)
const fen = fc.oneof(fc.bigInt(-2000n, 2000n), fc.bigInt(-(10n ** 22n), 10n ** 22n))

describe('figureOf', () => {
  // Independent model: whole numbers of half fen, so that no half is lost.
  const printedAs = (amount: bigint, step: bigint): bigint => {
    const magnitude = amount < 0n ? -amount : amount
    const steps = (magnitude + step / 2n) / step
    return amount < 0n ? -steps : steps
  }

  test('every amount lies in the interval of the figure that it is printed as', () => {
    fc.assert(
      fc.property(fen, unit, fc.nat(8), (amount, u, decimals) => {
        const figure = figureOf(parseNumber(formatFen(amount, u, decimals))!, u)
        expect(contains(figure.rounded, amount)).toBe(true)
      }),
    )
  })
  test('the interval holds nothing else: all amounts strictly inside print so, those outside do not', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), unit, fc.nat(3), (digits, u, decimals) => {
        const power = powerOf(u) - decimals
        if (power <= 0) return
        const step = 10n ** BigInt(power)
        const { rounded } = figureOf({ digits, decimals, repairs: [] }, u)
        for (const inside of [rounded.lo + 1n, rounded.hi - 1n]) expect(printedAs(inside, step)).toBe(digits)
        for (const outside of [rounded.lo - 1n, rounded.hi + 1n]) expect(printedAs(outside, step)).not.toBe(digits)
      }),
    )
  })
  test('truncation: exactly the amounts whose rest is cut off', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 12n), 10n ** 12n), unit, fc.nat(3), (digits, u, decimals) => {
        const power = powerOf(u) - decimals
        if (power <= 0) return
        const step = 10n ** BigInt(power)
        // Division of bigint cuts towards zero, which is what 截位 does.
        const { truncated } = figureOf({ digits, decimals, repairs: [] }, u)
        expect(truncated.lo / step).toBe(digits)
        expect(truncated.hi / step).toBe(digits)
        expect((truncated.lo - 1n) / step === digits).toBe(false)
        expect((truncated.hi + 1n) / step === digits).toBe(false)
      }),
    )
  })
  test('a figure down to the fen is exact, also beyond 2^53', () => {
    fc.assert(
      fc.property(fen, unit, fc.nat(4), (amount, u, more) => {
        const decimals = powerOf(u) + more
        const figure = figureOf(parseNumber(formatFen(amount, u, decimals))!, u)
        expect([figure.fen, figure.rounded.lo, figure.rounded.hi]).toEqual([amount, amount, amount])
      }),
    )
  })
  test('digits beyond the fen keep both neighbours', () => {
    expect(figureOf(parseNumber('1.235')!, '元').rounded).toEqual({ lo: 123n, hi: 124n })
    expect(figureOf(parseNumber('-1.235')!, '元').rounded).toEqual({ lo: -124n, hi: -123n })
  })
})

test('formatFen rounds half away from zero', () => {
  for (const [amount, u, decimals, text] of [
    [49_350_000n, '万元', 2, '49.35'],
    [4_935n, '元', 1, '49.4'],
    [4_934n, '元', 1, '49.3'],
    [-4_935n, '元', 1, '-49.4'],
    [5_000n, '万元', 2, '0.01'],
    [4_999n, '万元', 2, '0.00'],
    [-4_999n, '万元', 2, '0.00'],
    [99_995_000n, '万元', 2, '100.00'],
    [7n, '元', 4, '0.0700'],
    [50n, '元', 0, '1'],
    [900_719_925_474_099_301n, '元', 2, '9007199254740993.01'],
  ] as const) {
    expect(formatFen(amount, u, decimals)).toBe(text)
  }
  expect(formatFen(123_450_000n, '万元')).toBe('123.45')
})

test('moneyUnitIn', () => {
  for (const [text, expected] of [
    ['单位：万元', '万元'],
    ['（金额单位: 元）', '元'],
    ['单 位 ： 万 元', '万元'],
    ['单位：人民币元', '元'],
    ['单位：亿元', '亿元'],
    ['单位：千元', '千元'],
    ['单位：百元', '百元'],
    ['金额（万）', '万元'],
    ['单位：百万元', undefined],
    ['单位：十万元', undefined],
    ['单位：万美元', undefined],
    ['教学单元', undefined],
    ['单位：人', undefined],
  ] as const) {
    expect(moneyUnitIn(text), text).toBe(expected)
  }
})
