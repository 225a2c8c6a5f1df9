import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decode } from './decode.ts'
import {
  blankCell,
  printedCell,
  type Random,
  randomBudget,
  randomFrom,
  reprinted,
  whole,
  withOtherDigit,
} from './random-budget.ts'
import type { Decoding, Quantity, Relation } from './system.ts'

const seeds = fc.integer({ min: 1, max: 2 ** 31 })
const BOOKS = [1, 2, 3, 4].map((seed) => randomBudget(seed))

const firstCells = ({ diagnoses }: Decoding): number[] => [
  ...new Set(diagnoses.flatMap(({ suspects }) => suspects[0]?.changes.map(({ quantity }) => quantity) ?? [])),
]

/** Any system at all, mostly contradictory. */
function anySystem(random: Random): { quantities: Quantity[]; relations: Relation[] } {
  const count = 1 + whole(random, 25)
  const kinds = ['sum', 'same', 'balance', 'tie', 'atMost'] as const
  const quantities = Array.from({ length: count }, (_, id) => {
    const row = whole(random, 6)
    return random() < 0.15 ? blankCell(id, row) : printedCell(id, BigInt(whole(random, 2_000) - 50), row)
  })
  const relations = Array.from({ length: whole(random, 30) }, (_, id) => ({
    id,
    kind: kinds[whole(random, kinds.length)]!,
    trust: random(),
    terms: Array.from({ length: whole(random, 6) }, () => ({
      quantity: whole(random, count),
      weight: random() < 0.5 ? (1 as const) : (-1 as const),
    })),
  }))
  return { quantities, relations }
}

describe('decode on random budgets', () => {
  it('never reports what rounding explains', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { quantities, relations } = randomBudget(seed)
        const { failed, truncatedOnly, diagnoses } = decode(quantities, relations, { tighten: true })
        expect({ failed, truncatedOnly, diagnoses }).toEqual({ failed: [], truncatedOnly: [], diagnoses: [] })
      }),
      { numRuns: 150, seed: 20 },
    )
  })

  it('fails nothing in budgets whose figures were all cut off', () => {
    let letOff = 0
    for (let seed = 100; seed < 140; seed++) {
      const { quantities, relations } = randomBudget(seed, { cutOff: true })
      const { failed, truncatedOnly } = decode(quantities, relations)
      expect({ seed, failed }).toEqual({ seed, failed: [] })
      letOff += truncatedOnly.length
    }
    expect(letOff).toBeGreaterThan(0)
  })

  it('notices a wrong digit before the last in 98 of 100 cells, and names the cell first in 90', () => {
    // The last digit is left out: plus or minus one there is a rounding difference and may be right.
    const random = randomFrom(5)
    let cells = 0
    let noticed = 0
    let named = 0
    for (const book of BOOKS) {
      for (const { id, digits } of book.quantities) {
        if (digits === undefined || digits === 0n) continue
        const at = 1 + whole(random, Math.max(2, digits.toString().length - 1))
        const old = Number((digits / 10n ** BigInt(at)) % 10n)
        const wrong = withOtherDigit(digits, at, (old + 1 + whole(random, 9)) % 10)
        const decoding = decode(reprinted(book, new Map([[id, wrong]])), book.relations)
        cells++
        if (decoding.failed.length > 0) noticed++
        const first = firstCells(decoding)
        if (first.length === 1 && first[0] === id) named++
      }
    }
    expect(cells).toBeGreaterThan(1_000)
    expect(noticed / cells).toBeGreaterThanOrEqual(0.98)
    expect(named / cells).toBeGreaterThanOrEqual(0.9)
  })

  it('names both of two amounts exchanged within a row', () => {
    let exchanges = 0
    let named = 0
    for (const book of BOOKS) {
      for (const { table, cells } of book.rows) {
        if (table !== 'functions') continue
        const [a, b] = [cells.get('人员')!, cells.get('项目')!]
        const [x, y] = [book.quantities[a]!.digits, book.quantities[b]!.digits]
        if (x === undefined || y === undefined || (x > y ? x - y : y - x) < 10n) continue
        const decoding = decode(
          reprinted(
            book,
            new Map([
              [a, y],
              [b, x],
            ]),
          ),
          book.relations,
        )
        exchanges++
        if (decoding.diagnoses[0]?.suspects[0]?.kind === 'exchanged' && firstCells(decoding).length === 2) named++
      }
    }
    expect(exchanges).toBeGreaterThan(50)
    expect(named / exchanges).toBeGreaterThanOrEqual(0.9)
  })

  it('names a deleted row as missing, in one diagnosis', () => {
    let deletions = 0
    let named = 0
    BOOKS.forEach(({ rows }, k) => {
      const functions = rows.filter(({ table }) => table === 'functions')
      functions.forEach(({ depth, group }, at) => {
        const siblings = functions[at - 1]?.depth === 3 || functions[at + 1]?.depth === 3
        if (depth !== 3 || !siblings) return
        const { quantities, relations } = randomBudget(k + 1, { without: group })
        const { diagnoses } = decode(quantities, relations)
        deletions++
        if (diagnoses.length === 1 && diagnoses[0]!.suspects[0]?.kind === 'missing-row') named++
      })
    })
    expect(deletions).toBeGreaterThan(50)
    expect(named / deletions).toBeGreaterThanOrEqual(0.9)
  })
})

describe('decode on any system', () => {
  it('tells every failing relation once, the same way each time', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { quantities, relations } = anySystem(randomFrom(seed))
        const decoding = decode(quantities, relations)
        const told = decoding.diagnoses.flatMap((diagnosis) => diagnosis.relations)
        expect(told.toSorted((a, b) => a - b)).toEqual(decoding.failed)
        expect(decode(quantities, relations)).toEqual(decoding)
      }),
      { numRuns: 300, seed: 21 },
    )
  })

  it('proposes values that do satisfy the relations, when one diagnosis explains everything', () => {
    let proven = 0
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 10 ** 6 }), (seed, pick) => {
        const book = randomBudget(seed, { classes: 2 })
        const cells = book.quantities.filter(({ digits }) => digits !== undefined && digits > 99n)
        const { id, digits } = cells[pick % cells.length]!
        const wrong = reprinted(book, new Map([[id, digits! + BigInt(1 + (pick % 9_999))]]))
        const { diagnoses } = decode(wrong, book.relations)
        const first = diagnoses[0]?.suspects[0]
        if (diagnoses.length !== 1 || !first || first.breaks || first.changes.length === 0) return
        const mended = new Map(first.changes.map(({ quantity, proposed }) => [quantity, proposed / 10_000n]))
        const again = reprinted({ ...book, quantities: wrong }, mended)
        expect(decode(again, book.relations).failed).toEqual([])
        proven++
      }),
      { numRuns: 100, seed: 22 },
    )
    expect(proven).toBeGreaterThan(60)
  })
})
