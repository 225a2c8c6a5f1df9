/**
 * How well the decoder finds one wrong figure, and how fast: random budgets from a fixed seed, each cell with one digit
 * changed, cells exchanged, rows deleted.
 */
import { type Decoding, decode } from '../packages/check/src/decode/index.ts'
import {
  type RandomBudget,
  randomBudget,
  randomFrom,
  reprinted,
  whole,
  withOtherDigit,
} from '../packages/check/src/decode/random-budget.ts'

const SEED = Number(process.argv[2] ?? 2024)
const BUDGETS = 12

class Share {
  private of = 0
  private yes = 0
  count(hit: boolean): void {
    this.of++
    if (hit) this.yes++
  }
  toString(): string {
    const perMille = this.of === 0 ? 0 : Math.round((1000 * this.yes) / this.of)
    return `${Math.floor(perMille / 10)}.${perMille % 10} % of ${this.of}`
  }
}

const budgets = Array.from({ length: BUDGETS }, (_, k) => randomBudget(SEED + k))
const names = (decoding: Decoding, cell: number): boolean => {
  const first = decoding.diagnoses[0]?.suspects[0]
  return first?.changes.length === 1 && first.changes[0]!.quantity === cell
}
const firstCells = (decoding: Decoding): number[] =>
  [...new Set(decoding.diagnoses.flatMap((d) => d.suspects[0]?.changes.map((c) => c.quantity) ?? []))].sort(
    (a, b) => a - b,
  )

function oneDigit(random: () => number): void {
  const noticed = new Share()
  const named = new Share()
  const valued = new Share()
  const single = new Share()
  const firstFew = new Share()
  const noticedBig = new Share()
  const namedBig = new Share()
  const named2 = new Share()
  for (const budget of budgets) {
    for (const { id, digits } of budget.quantities) {
      if (digits === undefined || digits === 0n) continue
      const at = whole(random, Math.max(3, digits.toString().length))
      const old = Number((digits / 10n ** BigInt(at)) % 10n)
      const wrong = withOtherDigit(digits, at, (old + 1 + whole(random, 9)) % 10)
      const decoding = decode(reprinted(budget, new Map([[id, wrong]])), budget.relations)
      const seen = decoding.failed.length > 0
      const hit = names(decoding, id)
      noticed.count(seen)
      named.count(hit)
      if (at > 0) {
        noticedBig.count(seen)
        namedBig.count(hit)
      }
      if (!seen) continue
      named2.count(hit)
      valued.count(hit && decoding.diagnoses[0]!.suspects[0]!.changes[0]!.proposed === digits * 10_000n)
      single.count(decoding.diagnoses.length === 1)
      firstFew.count(decoding.diagnoses.some((d) => d.suspects.some((s) => s.changes.some((c) => c.quantity === id))))
    }
  }
  console.log(`one digit changed: noticed ${noticed}, first suspect ${named}`)
  console.log(`  not the last digit: noticed ${noticedBig}, first suspect ${namedBig}`)
  console.log(`  of those noticed: first suspect ${named2}, proposes the old value ${valued}`)
  console.log(`  of those noticed: one diagnosis ${single}, among the suspects ${firstFew}`)
}

function exchanged(random: () => number): void {
  const noticed = new Share()
  const named = new Share()
  for (const budget of budgets) {
    const rows = budget.rows.filter((row) => row.table === 'functions')
    for (let k = 0; k < 60; k++) {
      const row = rows[whole(random, rows.length)]!
      const columns = [...row.cells.keys()]
      const column = columns[whole(random, columns.length)]!
      const down = random() < 0.5
      const other = down ? rows[whole(random, rows.length)]! : row
      const a = row.cells.get(column)!
      const b = other.cells.get(down ? column : columns[whole(random, columns.length)]!)!
      const x = budget.quantities[a]!.digits
      const y = budget.quantities[b]!.digits
      if (x === undefined || y === undefined || (x > y ? x - y : y - x) < 10n) continue
      const decoding = decode(
        reprinted(
          budget,
          new Map([
            [a, y],
            [b, x],
          ]),
        ),
        budget.relations,
      )
      noticed.count(decoding.failed.length > 0)
      const first = firstCells(decoding)
      named.count(first.length === 2 && first.includes(a) && first.includes(b))
    }
  }
  console.log(`two cells exchanged: noticed ${noticed}, both named first and no other ${named}`)
}

function deletedRows(): void {
  const noticed = new Share()
  const named = new Share()
  for (let k = 0; k < BUDGETS; k++) {
    const rows = budgets[k]!.rows.filter((row) => row.table === 'functions')
    rows.forEach((row, at) => {
      const hasSiblings = rows[at + 1]?.depth === 3 || rows[at - 1]?.depth === 3
      if (row.depth !== 3 || !hasSiblings) return
      const { quantities, relations } = randomBudget(SEED + k, { without: row.group })
      const decoding = decode(quantities, relations)
      noticed.count(decoding.failed.length > 0)
      named.count(decoding.diagnoses[0]?.suspects[0]?.kind === 'missing-row' && decoding.diagnoses.length === 1)
    })
  }
  console.log(`row deleted: noticed ${noticed}, named as a missing row ${named}`)
}

function twoDigits(random: () => number): void {
  const named = new Share()
  for (const budget of budgets) {
    const cells = budget.quantities.filter((q) => q.digits !== undefined && q.digits > 999n)
    for (let k = 0; k < 60; k++) {
      const wrong = new Map<number, bigint>()
      while (wrong.size < 2) {
        const { id, digits } = cells[whole(random, cells.length)]!
        const at = 1 + whole(random, digits!.toString().length - 1)
        const old = Number((digits! / 10n ** BigInt(at)) % 10n)
        wrong.set(id, withOtherDigit(digits!, at, (old + 1 + whole(random, 9)) % 10))
      }
      const first = firstCells(decode(reprinted(budget, wrong), budget.relations))
      named.count(first.length === 2 && first.every((q) => wrong.has(q)))
    }
  }
  console.log(`two cells wrong: both named first and no other ${named}`)
}

/** Many budgets laid side by side, as one system. */
function large(quantitiesWanted: number): Pick<RandomBudget, 'quantities' | 'relations'> {
  const quantities: RandomBudget['quantities'][number][] = []
  const relations: RandomBudget['relations'][number][] = []
  for (let seed = SEED; quantities.length < quantitiesWanted; seed++) {
    const budget = randomBudget(seed, { classes: 12 })
    const base = quantities.length
    for (const q of budget.quantities) quantities.push({ ...q, id: q.id + base, group: (q.group ?? 0) + base })
    for (const r of budget.relations) {
      const terms = r.terms.map((t) => ({ quantity: t.quantity + base, weight: t.weight }))
      relations.push({ ...r, id: relations.length, terms })
    }
  }
  return { quantities, relations }
}

function median(run: () => void): string {
  for (let k = 0; k < 5; k++) run()
  const times = Array.from({ length: 15 }, () => {
    const start = performance.now()
    run()
    return performance.now() - start
  }).sort((a, b) => a - b)
  return `${Math.round(times[7]! * 100) / 100} ms`
}

function times(random: () => number): void {
  const { quantities, relations: own } = large(5_000)
  // Every relation twice, so that there are as many as a large book has.
  const relations = [...own, ...own.map((r) => ({ ...r, id: r.id + own.length }))].slice(0, 10_000)
  const size = `${quantities.length} quantities, ${relations.length} relations`
  const cells = quantities.filter((q) => q.digits !== undefined && q.digits > 999n)
  console.log(`${size}, all hold: ${median(() => decode(quantities, relations))}`)
  for (const count of [1, 5, 20]) {
    const wrong = new Map<number, bigint>()
    while (wrong.size < count) {
      const { id, digits } = cells[whole(random, cells.length)]!
      wrong.set(id, withOtherDigit(digits!, 2, (Number((digits! / 100n) % 10n) + 1 + whole(random, 9)) % 10))
    }
    const changed = reprinted({ quantities, relations, rows: [] }, wrong)
    const { failed } = decode(changed, relations)
    console.log(`${size}, ${count} wrong, ${failed.length} fail: ${median(() => decode(changed, relations))}`)
  }
  console.log(`${size}, all hold, tightened: ${median(() => decode(quantities, relations, { tighten: true }))}`)
}

const random = randomFrom(SEED)
console.log(`seed ${SEED}, ${BUDGETS} budgets, ${budgets.reduce((n, b) => n + b.quantities.length, 0)} quantities`)
const alarms = budgets.filter((b) => {
  const d = decode(b.quantities, b.relations, { tighten: true })
  return d.failed.length + d.truncatedOnly.length + d.diagnoses.length > 0
})
console.log(`unchanged budgets with any alarm: ${alarms.length}`)
oneDigit(random)
exchanged(random)
deletedRows()
twoDigits(random)
times(random)
