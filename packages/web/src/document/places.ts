/** Where things are: marks of findings on pages and blocks, and what lies at the same place. */
import { type Finding, Place } from '@gouji/api'
import type { TableData } from '../client/shapes.ts'

export interface Mark {
  readonly finding: Finding
  readonly place: Place
  /** The place that is thought wrong, or one that speaks against it. */
  readonly isSuspect: boolean
  readonly text: string
}

/** The suspect first; a place that is named twice is marked once. */
export function marksOf(finding: Finding): readonly Mark[] {
  const seen = new Set<string>()
  const marks: Mark[] = []
  const add = (place: Place | undefined, isSuspect: boolean, text: string): void => {
    if (!place) return
    const key = placeKey(place)
    if (key === '' || seen.has(key)) return
    seen.add(key)
    marks.push({ finding, place, isSuspect, text })
  }
  add(finding.place, true, finding.printed ?? '')
  for (const evidence of finding.evidence) add(evidence.place, false, evidence.text)
  return marks
}

/** Equal for places that name the same spot. */
export function placeKey(place: Place): string {
  const { page, box, sheet, address, block, line, column } = place
  if (box) return `p${page ?? 0} ${box.map((n) => Math.round(n)).join(' ')}`
  // Word names a cell by row and column within its table, which is a block of the document.
  if (address) return `s${sheet ?? block ?? ''}!${address}`
  if (line !== undefined) return `l${line}:${column ?? ''}`
  if (block !== undefined) return `b${block}`
  return page === undefined ? '' : `p${page}`
}

/** The place that an address names, as `at={"page":3,…}`; what is no place is as if nothing were said. */
export function placeAt(text: string | null): Place | undefined {
  if (text === null) return undefined
  try {
    const read = Place.safeParse(JSON.parse(text))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

export function placeName(place: Place): string {
  const parts = [
    place.page === undefined ? '' : `第 ${place.page} 页`,
    place.sheet ? `工作表“${place.sheet}”` : '',
    addressName(place.address),
    place.line === undefined || place.page !== undefined ? '' : `第 ${place.line} 行`,
  ]
  return parts.filter(Boolean).join(' ') || (place.block === undefined ? '' : `第 ${place.block + 1} 段`)
}

/** Word names cells by row and column in English: R12C3. */
function addressName(address = ''): string {
  const cell = /^R(\d+)C(\d+)$/.exec(address)
  return cell ? `第 ${cell[1]} 行第 ${cell[2]} 栏` : address
}

export interface Sighting {
  readonly table: TableData
  readonly row: number
  readonly column: number
  readonly text: string
  readonly place: Place
}

/** The cell of a table that stands at a place, so that a finding can be shown among the data. */
export function cellAt(
  tables: readonly TableData[],
  place: Place,
): Pick<Sighting, 'table' | 'row' | 'column'> | undefined {
  const key = placeKey(place)
  for (const table of tables) {
    const cell = table.cells.find((c) => placeKey(c.place) === key)
    if (cell) return { table, row: cell.row, column: cell.column }
  }
  return undefined
}

export const coordinatesKey = (coordinates: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.entries(coordinates).sort(([a], [b]) => (a < b ? -1 : 1)))

/** All cells by what they claim: the same coordinates in two places are one figure told twice. */
export function sightingsByFigure(tables: readonly TableData[]): ReadonlyMap<string, readonly Sighting[]> {
  const found = new Map<string, Sighting[]>()
  for (const table of tables) {
    for (const { coordinates, row, column, text, place } of table.cells) {
      // What is left blank is no place to look at.
      if (!coordinates || Object.keys(coordinates).length === 0 || text.trim() === '') continue
      const key = coordinatesKey(coordinates)
      const list = found.get(key)
      const sighting = { table, row, column, text, place }
      if (list) list.push(sighting)
      else found.set(key, [sighting])
    }
  }
  return found
}

export const sightingsOf = (
  all: ReadonlyMap<string, readonly Sighting[]>,
  coordinates: Readonly<Record<string, string>> | undefined,
): readonly Sighting[] => (coordinates ? (all.get(coordinatesKey(coordinates)) ?? []) : [])
