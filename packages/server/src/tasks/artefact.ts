/** What a screen shows of a document that was read: its blocks, its tables as data, each cell with what it means. */

import { gunzipSync, gzipSync } from 'node:zlib'
import type { Block, Cell, Failure, Place, Table } from '@gouji/document'
import { type Catalogue, type Coordinates, DIMENSIONS, type Dimension, FIXED_MEMBERS } from '@gouji/ledger'
import type { Reading } from '@gouji/read'
import type { CheckedFile } from './office.ts'

export interface ShownCell {
  row: number
  column: number
  rowSpan: number
  columnSpan: number
  text: string
  place: ShownPlace
  coordinates?: Record<string, string>
  meaning?: string
}
export type ShownPlace = {
  page?: number
  line?: number
  column?: number
  box?: [number, number, number, number]
  sheet?: string
  address?: string
  block?: number
}
export interface ShownTable {
  number: number
  title: string
  unit?: string
  place: ShownPlace
  rows: number
  columns: number
  cells: ShownCell[]
}
export type ShownBlock =
  | { kind: 'paragraph'; text: string; place: ShownPlace; heading?: number }
  | { kind: 'table'; number?: number; place: ShownPlace; rows: number; columns: number; cells: ShownCell[] }

export interface Artefact {
  readonly pages: { number: number; width: number; height: number }[]
  readonly blocks: ShownBlock[]
  readonly tables: ShownTable[]
}

/**
 * Of what is read, less can be shown: each request for it takes it apart and puts it together in the server itself, a
 * second for half a million cells. A province's longest table has some 200,000.
 */
export const SHOWN_MOST = { pieces: 500_000, letters: 20_000_000 } as const

/** Why a document is not taken; an archive of some kilobytes may hold as much. */
export function tooMuchToShow(blocks: readonly Block[]): Failure | undefined {
  let pieces = 0
  let letters = 0
  for (const block of blocks) {
    const texts = block.kind === 'paragraph' ? [block] : block.cells
    pieces += texts.length
    for (const { text } of texts) letters += text.length
  }
  if (pieces > SHOWN_MOST.pieces) return { code: 'expands-too-much', facts: { pieces, limit: SHOWN_MOST.pieces } }
  if (letters > SHOWN_MOST.letters) return { code: 'expands-too-much', facts: { letters, limit: SHOWN_MOST.letters } }
  return undefined
}

export const packArtefact = (artefact: Artefact): Uint8Array => gzipSync(JSON.stringify(artefact), { level: 6 })
export const unpackArtefact = (bytes: Uint8Array): Artefact =>
  JSON.parse(gunzipSync(bytes).toString('utf8')) as Artefact

export const shownPlace = ({ box, ...rest }: Place): ShownPlace => ({
  ...rest,
  ...(box ? { box: [box[0], box[1], box[2], box[3]] } : {}),
})

const placeKey = (place: Place): string =>
  JSON.stringify([place.page, place.box, place.line, place.column, place.sheet, place.address, place.block])

const DIMENSION_NAMES: Readonly<Partial<Record<Dimension, string>>> = {
  flow: '收支',
  source: '来源',
  vintage: '年份层次',
  origin: '资金年份',
  function: '功能',
  economy: '经济',
  governmentEconomy: '政府经济',
  character: '性质',
  item: '事项',
  unit: '单位',
  project: '项目',
  stage: '阶段',
  year: '年度',
  procurement: '采购',
}

/** `支出 · 一般公共预算 · 功能 2080505 机关事业单位基本养老保险缴费支出`. */
export function meaningOf(coordinates: Coordinates, catalogue: Catalogue): string {
  const year = Number(coordinates.year ?? 0)
  return DIMENSIONS.flatMap((dimension): string[] => {
    const member = coordinates[dimension]
    if (member === undefined) return []
    const fixed = FIXED_MEMBERS[dimension]?.find(({ id }) => id === member)?.name
    if (fixed) return [fixed]
    if (dimension === 'function' || dimension === 'economy' || dimension === 'governmentEconomy') {
      const name = (catalogue.subject(dimension, member, year) ?? catalogue.subjects(dimension, member)[0])?.name ?? ''
      return [`${DIMENSION_NAMES[dimension]} ${member} ${name}`.trim()]
    }
    return [`${DIMENSION_NAMES[dimension] ?? dimension} ${member}`]
  }).join(' · ')
}

export function artefactOf(checked: CheckedFile, catalogue: Catalogue): Artefact {
  const { reading, blocks, pages } = checked
  const claimed = new Map<string, Coordinates>()
  for (const { cells } of reading.tables) {
    for (const { place, coordinates } of cells) if (coordinates) claimed.set(placeKey(place), coordinates)
  }
  const cellOf = (cell: Cell, rowsBefore = 0): ShownCell => {
    const coordinates = claimed.get(placeKey(cell.place))
    return {
      row: cell.row + rowsBefore,
      column: cell.column,
      rowSpan: cell.rowSpan,
      columnSpan: cell.columnSpan,
      text: cell.text,
      place: shownPlace(cell.place),
      ...(coordinates && Object.keys(coordinates).length > 0
        ? { coordinates: { ...coordinates } as Record<string, string>, meaning: meaningOf(coordinates, catalogue) }
        : {}),
    }
  }
  const numberOf = new Map<string, number>()
  for (const { number, parts } of reading.tables) for (const part of parts) numberOf.set(placeKey(part), number)
  return {
    pages: pages.map(({ number, width, height }) => ({ number, width, height })),
    blocks: blocks.map((block) => shownBlock(block, numberOf, cellOf)),
    tables: tablesOf(reading, blocks, cellOf),
  }
}

function shownBlock(
  block: Block,
  numberOf: ReadonlyMap<string, number>,
  cellOf: (cell: Cell) => ShownCell,
): ShownBlock {
  const place = shownPlace(block.place)
  if (block.kind === 'paragraph') {
    const { text, heading } = block
    return { kind: 'paragraph', text, place, ...(heading === undefined ? {} : { heading }) }
  }
  const number = numberOf.get(placeKey(block.place))
  const { rows, columns } = block
  return {
    kind: 'table',
    ...(number === undefined ? {} : { number }),
    place,
    rows,
    columns,
    cells: block.cells.map((cell) => cellOf(cell)),
  }
}

/** A table that goes on over pages is one table, its parts below each other. */
function tablesOf(
  reading: Reading,
  blocks: readonly Block[],
  cellOf: (cell: Cell, rowsBefore: number) => ShownCell,
): ShownTable[] {
  const grids = new Map<string, Table>()
  for (const block of blocks) if (block.kind === 'table') grids.set(placeKey(block.place), block)
  return reading.tables.map(({ number, title, unit, place, parts }) => {
    const found = parts.flatMap((part) => grids.get(placeKey(part)) ?? [])
    const cells: ShownCell[] = []
    let rows = 0
    for (const grid of found) {
      for (const cell of grid.cells) cells.push(cellOf(cell, rows))
      rows += grid.rows
    }
    return {
      number,
      title,
      ...(unit === undefined ? {} : { unit }),
      place: shownPlace(place),
      rows,
      columns: Math.max(0, ...found.map(({ columns }) => columns)),
      cells,
    }
  })
}
