/**
 * Books as text, as people copy them from a page: with a tab for every column, or as browsers write merged cells, once.
 * Nothing in them is wrong, and nothing may be said to be.
 */
import type { Table } from '@gouji/document'
import { readDocument } from '@gouji/files'
import { loadPacks, packNamed, publish } from '@gouji/publish'
import { describe, expect, it } from 'vitest'
import { alarms, processBytes } from '../books/pipeline.ts'
import { ledgerFor } from './ledgers.ts'

const BOOKS = [
  ['zhejiang-unit-2023', 70001],
  ['zhejiang-unit-2021', 70000],
  ['zhejiang-department-2024', 70001],
  ['hubei-district-2024', 70001],
  ['henan-district-2023', 70001],
  ['shanghai-district-2025', 70000],
  ['national-final-accounts', 70001],
] as const

const MANNERS = ['every column', 'merged cells once'] as const
type Manner = (typeof MANNERS)[number]

function linesOf(table: Table, manner: Manner): string[] {
  return Array.from({ length: table.rows }, (_, row) => {
    const own = table.cells.filter((cell) => cell.row === row).sort((a, b) => a.column - b.column)
    const texts = new Map(own.map((cell) => [cell.column, cell.text.replaceAll(/\s+/g, ' ')]))
    const columns = Array.from({ length: table.columns }, (_, column) => column)
    const written = manner === 'every column' ? columns : columns.filter((column) => texts.has(column))
    return written.map((column) => texts.get(column) ?? '').join('\t')
  })
}

const shelf = loadPacks()

describe.each(BOOKS)('%s, seed %d', (id, seed) => {
  it.each(MANNERS)('%s', { timeout: 120_000 }, async (manner) => {
    const { pack } = packNamed(id, shelf)
    const { files } = await publish(ledgerFor(pack!, seed), pack!, { formats: ['html'] })
    const { blocks } = await readDocument(files[0]!.bytes, 'book.html')
    const lines = blocks.flatMap((b) => (b.kind === 'table' ? [...linesOf(b, manner), ''] : [b.text]))
    const { reading, report } = await processBytes(new TextEncoder().encode(lines.join('\n')), 'book.txt')
    expect(alarms(report).map((f) => `${f.rule} ${f.message}`)).toEqual([])
    expect(reading.tables.flatMap((t) => t.cells.filter((c) => c.figure && c.coordinates)).length).toBeGreaterThan(150)
  })
})
