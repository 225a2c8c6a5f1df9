import { type Book, type BookCell, compose } from '@gouji/compose'
import { loadKnowledge } from '@gouji/knowledge'
import { describe, expect, it } from 'vitest'
import { ledgerFor } from '../../../tests/round-trip/ledgers.ts'
import { writeBook } from './formats.ts'
import { loadPacks, packNamed } from './packs.ts'
import type { Proof } from './prove.ts'
import { proofOf } from './publish.ts'

const { catalogue } = loadKnowledge()
const shelf = loadPacks()

/** The book of a pack with other words in the first cell of its goals that says just this. */
async function proofWith(id: string, change?: { readonly from: string; readonly to: string }): Promise<Proof> {
  const { pack } = packNamed(id, shelf)
  const budget = ledgerFor(pack!, 3, 'plain')
  const composed = compose(budget, pack!, catalogue)
  let left = change ? 1 : 0
  const inCell = (cell: BookCell): BookCell => {
    if (left === 0 || cell.runs.map(({ text }) => text).join('') !== change!.from) return cell
    left -= 1
    return { ...cell, runs: [{ text: change!.to }] }
  }
  const book: Book = {
    ...composed.book,
    blocks: composed.book.blocks.map((block) =>
      block.kind === 'table'
        ? {
            ...block,
            table: {
              ...block.table,
              rows: block.table.rows.map((row) => (row.indicators ? { ...row, cells: row.cells.map(inCell) } : row)),
            },
          }
        : block,
    ),
  }
  expect(left, `${change?.from} stands in the book`).toBe(0)
  const [file] = await writeBook({ ...composed, book }, 'html')
  return proofOf(file!, composed, budget)
}

/** First indicator with a number as the pack prints it. */
function firstOf(id: string) {
  const { pack } = packNamed(id, shelf)
  const { book } = compose(ledgerFor(pack!, 3, 'plain'), pack!, catalogue)
  return book.blocks
    .flatMap((block) => (block.kind === 'table' ? block.table.rows : []))
    .flatMap(({ indicators = [] }) => indicators)
    .find(({ operator }) => operator === '≥')!
}

const TOGETHER = ['hubei-district-2024', 'henan-district-2023']
const APART = ['zhejiang-unit-2021', 'zhejiang-unit-2023', 'zhejiang-department-2024']

describe.each([...TOGETHER, ...APART])('%s', (id) => {
  const { name, operator, target, unit = '' } = firstOf(id)
  const printed = TOGETHER.includes(id) ? `${operator}${target}${unit}` : target

  it('brings every indicator back', async () => {
    const proof = await proofWith(id)
    expect(proof.missing).toEqual([])
    expect(proof.indicators).toBeGreaterThan(5)
    expect(proof.indicatorsFound).toBe(proof.indicators)
  })

  it('does not hold with another target', async () => {
    const { holds, missing } = await proofWith(id, { from: printed, to: printed.replace(target, `${target}1`) })
    expect(holds).toBe(false)
    expect(missing.map(({ text }) => text)).toContain(`${name} ${operator}${target}${unit}`)
  })

  it('does not hold with another name', async () => {
    const { missing } = await proofWith(id, { from: name, to: `${name}（调整）` })
    expect(missing.map(({ text }) => text)).toContain(`${name} ${operator}${target}${unit}`)
  })
})
