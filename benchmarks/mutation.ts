/**
 * The checker's strength as a number: one digit of one figure changed, every numeric table cell in its turn. How often
 * is it noticed, and how often is its cell the first suspect? Fixed seed; `node benchmarks/mutation.ts [NAME] [--every N]`.
 */

import { parseArgs } from 'node:util'
import { check, type Report } from '@gouji/check'
import type { Document, Place } from '@gouji/document'
import { loadKnowledge } from '@gouji/knowledge'
import { figureOf, isMoneyUnit, type Printed } from '@gouji/ledger'
import { type ReadCell, type Reading, read } from '@gouji/read'
import { corpusDocuments } from './corpus-files.ts'
import { generator, percent } from './seed.ts'

const SEED = 20260101

/** One digit changed to another, never the sign, the number of digits or the decimals. */
function slip(printed: Printed, random: () => number): Printed {
  const digits = (printed.digits < 0n ? -printed.digits : printed.digits).toString().padStart(printed.decimals + 1, '0')
  const at = Math.floor(random() * digits.length)
  const old = Number(digits[at])
  const other = (old + 1 + Math.floor(random() * 9)) % 10
  const changed = BigInt(digits.slice(0, at) + other + digits.slice(at + 1))
  return { ...printed, digits: printed.digits < 0n ? -changed : changed }
}

function withCell(reading: Reading, table: number, index: number, printed: Printed): Reading {
  const tables = reading.tables.map((t, i) => {
    if (i !== table) return t
    const cells = t.cells.map((c, j) => (j === index ? changedCell(c, printed) : c))
    return { ...t, cells }
  })
  return { ...reading, tables }
}

function changedCell(cell: ReadCell, printed: Printed): ReadCell {
  if (!cell.figure || !cell.unit || !isMoneyUnit(cell.unit)) return { ...cell, printed }
  // The figure keeps the precision of its table.
  const meant = cell.figure.rounded.hi - cell.figure.rounded.lo
  const own = figureOf(cell.printed!, cell.unit).rounded
  const finer = meant > 0n && own.hi - own.lo > meant ? (own.hi - own.lo) / meant : 1n
  const decimals = printed.decimals + (finer.toString().length - 1)
  const figure = figureOf({ ...printed, digits: printed.digits * finer, decimals }, cell.unit)
  return { ...cell, printed, figure: { ...figure, printed } }
}

const samePlace = (a: Place, b: Place): boolean =>
  a.page === b.page &&
  a.line === b.line &&
  a.column === b.column &&
  a.address === b.address &&
  String(a.box) === String(b.box)

interface Tally {
  cells: number
  related: number
  noticed: number
  located: number
}

export function mutate(
  document: Document,
  reading: Reading,
  knowledge: Awaited<ReturnType<typeof loadKnowledge>>,
  every: number,
  list: boolean,
): Tally {
  const random = generator(SEED)
  const before = check(document, reading, knowledge)
  const known = new Set(before.findings.map((f) => f.message))
  const related = relatedPlaces(before)
  const tally: Tally = { cells: 0, related: 0, noticed: 0, located: 0 }
  for (const [t, table] of reading.tables.entries()) {
    for (const [i, cell] of table.cells.entries()) {
      if (!cell.printed || cell.noise) continue
      const printed = slip(cell.printed, random)
      if (tally.cells++ % every !== 0) continue
      if (!related(cell)) continue
      tally.related++
      const after = check(document, withCell(reading, t, i, printed), knowledge)
      const fresh = after.findings.filter((f) => !known.has(f.message))
      if (fresh.length > 0) tally.noticed++
      else if (list)
        console.log(
          `  silent: ${table.title} ${cell.rowLabel} / ${cell.columnPath.at(-1)} ${cell.text} → ${printed.digits}e-${printed.decimals}`,
        )
      if (fresh.some((f) => f.suspects[0] && samePlace(f.suspects[0].place, cell.place))) tally.located++
      else if (fresh.length > 0 && list)
        console.log(
          `  elsewhere: ${table.title} ${cell.rowLabel} / ${cell.columnPath.at(-1)} ${cell.text} → ${printed.digits}e-${printed.decimals}: ${fresh[0]!.suspects[0]?.text ?? 'no suspect'} (${fresh[0]!.suspects.length})`,
        )
    }
  }
  return tally
}

/** Whether a cell stands in a relation: the report's coverage counts them, the mutation asks for each. */
function relatedPlaces(report: Report): (cell: ReadCell) => boolean {
  const places = new Set(report.relatedPlaces.map((p) => JSON.stringify(p)))
  return (cell) => places.has(JSON.stringify(cell.place))
}

const { values, positionals } = parseArgs({
  options: { every: { type: 'string' }, list: { type: 'boolean' } },
  allowPositionals: true,
})
const every = Number(values.every ?? 1)
const knowledge = await loadKnowledge()
const total: Tally = { cells: 0, related: 0, noticed: 0, located: 0 }
for (const document of await corpusDocuments(positionals[0] ?? '')) {
  const reading = read(document, knowledge)
  const tally = mutate(document, reading, knowledge, every, values.list === true)
  for (const key of ['cells', 'related', 'noticed', 'located'] as const) total[key] += tally[key]
  console.log(
    `${document.name}: ${tally.related} cells in relations, noticed ${percent(tally.noticed, tally.related)}, first suspect ${percent(tally.located, tally.related)}`,
  )
}
console.log(
  `all: ${total.cells} numeric cells, ${total.related} changed, noticed ${percent(total.noticed, total.related)}, first suspect ${percent(total.located, total.related)} (seed ${SEED})`,
)
