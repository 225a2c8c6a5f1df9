/**
 * A book that was composed comes back: whatever shape the ledger has, in every format that can be read, every figure is
 * found, no claim is contradicted, and the checker finds nothing.
 */
import { loadPacks, type Proof, packNamed, publish } from '@gouji/publish'
import { SHAPES } from '@gouji/synth'
import { describe, expect, it, test } from 'vitest'
import { ledgerFor } from './ledgers.ts'

/** Tables of thousands of lines take seconds in a page format: the benchmark has them. */
const QUICK = SHAPES.filter((shape) => shape !== 'many-lines')

const TRIED = [
  { pack: 'zhejiang-unit-2023', format: 'docx', seeds: [101] },
  { pack: 'zhejiang-unit-2023', format: 'pdf', seeds: [102] },
  { pack: 'zhejiang-unit-2023', format: 'xlsx', seeds: [103] },
  { pack: 'zhejiang-unit-2023', format: 'html', seeds: [104] },
  { pack: 'zhejiang-department-2024', format: 'html', seeds: [106] },
  { pack: 'zhejiang-unit-2021', format: 'html', seeds: [107] },
  { pack: 'zhejiang-department-2024', format: 'pdf', seeds: [108] },
  { pack: 'shanghai-district-2025', format: 'pdf', seeds: [109] },
  { pack: 'national-final-accounts', format: 'html', seeds: [110] },
  { pack: 'zhejiang-unit-2021', format: 'pdf', seeds: [111] },
  { pack: 'shanghai-district-2025', format: 'docx', seeds: [112] },
  { pack: 'national-final-accounts', format: 'pdf', seeds: [113] },
  { pack: 'national-final-accounts', format: 'xlsx', seeds: [114] },
  { pack: 'hubei-district-2024', format: 'xlsx', seeds: [113] },
  { pack: 'hubei-district-2024', format: 'html', seeds: [114] },
  { pack: 'henan-district-2023', format: 'docx', seeds: [115] },
  { pack: 'henan-district-2023', format: 'html', seeds: [116] },
] as const

/** Each row takes every third shape, so that each shape comes with several packs and formats; the benchmark has all. */
const BY_TURNS = TRIED.map((row, turn) => ({ ...row, shapes: QUICK.filter((_, at) => at % 3 === turn % 3) }))

const shelf = loadPacks()

describe.each(BY_TURNS)('$pack as $format', ({ pack: id, format, seeds, shapes }) => {
  const { pack } = packNamed(id, shelf)
  it.each(shapes)('%s', { timeout: 120_000 }, async (shape) => {
    for (const seed of seeds) {
      const budget = ledgerFor(pack!, seed, shape)
      const published = await publish(budget, pack!, { formats: [format] })
      expect(published.problems.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(wrongOf(published.proofs.get(format)!)).toEqual([])
      expect(published.proofs.get(format)!.figures).toBeGreaterThan(20)
    }
  })
})

/** Books that did not come back before the checker or a form was mended; the seed makes the shape as well. */
const ONCE_WRONG = [
  // Its own money is a few yuan, printed as 0.00: 总计 of all money is not 总计 of 财政拨款.
  { pack: 'national-final-accounts', format: 'html', seed: 7007 },
  // 年末结转 stood among the parts of a total that does not count it.
  { pack: 'shanghai-district-2025', format: 'html', seed: 7040 },
  // 结转下年 without 上年结转: 本年支出 headed a total that holds more.
  { pack: 'shanghai-district-2025', format: 'html', seed: 20004 },
  // A page ended behind a semicolon in the middle of a list of economies.
  { pack: 'hubei-district-2024', format: 'pdf', seed: 20086 },
  // An entry of the contents filled two lines and left no room for dots.
  { pack: 'zhejiang-unit-2023', format: 'pdf', seed: 20014 },
  // Units of a few hundred yuan: what hangs below what is told by what fails, not by what holds by chance.
  { pack: 'henan-district-2023', format: 'html', seed: 30037 },
  // A whole that grew by 0.01 of items that are printed alike.
  { pack: 'national-final-accounts', format: 'html', seed: 30023 },
  // Two units of a few hundred yuan whose codes are of equal length: neither stands above the other.
  { pack: 'henan-district-2023', format: 'html', seed: 40005 },
  // An office of three digits above a department of three digits.
  { pack: 'hubei-district-2024', format: 'html', seed: 50094 },
  // Last year ended below nothing, and the rate says so.
  { pack: 'national-final-accounts', format: 'html', seed: 40014 },
  // Several subjects spent 0.00 in the same words.
  { pack: 'national-final-accounts', format: 'pdf', seed: 20097 },
] as const

test.each(ONCE_WRONG)('$pack as $format, seed $seed', { timeout: 120_000 }, async ({ pack: id, format, seed }) => {
  const { pack } = packNamed(id, shelf)
  const { problems, proofs } = await publish(ledgerFor(pack!, seed), pack!, { formats: [format] })
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  expect(wrongOf(proofs.get(format)!)).toEqual([])
})

const wrongOf = ({ missing, contradicted, findings }: Proof): string[] => [
  ...missing.map(({ where, text }) => `missing ${text} in ${where}`),
  ...contradicted.map(({ where, text, ledger }) => `${text} in ${where}, ledger ${ledger}`),
  ...findings.map(({ rule, message }) => `${rule}: ${message}`),
]
