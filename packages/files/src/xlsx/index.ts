/**
 * Workbooks (.xlsx): every sheet in its order, values as they are shown. Hidden sheets, rows and columns are read too,
 * marked and told as doubts, because a hidden figure is part of what was published.
 */
import { type Block, type Doubt, UnreadableError } from '@gouji/document'
import type { Archive } from '../archive.ts'
import type { Content } from '../content.ts'
import { mainPartOf, type Relationship, relationshipsOf } from '../package.ts'
import type { Watch } from '../watch.ts'
import { parseXml } from '../xml.ts'
import { blocksOf } from './blocks.ts'
import { readSharedStrings } from './shared-strings.ts'
import { readSheet, type Sheet, type Workbook } from './sheet.ts'
import { readStyles } from './styles.ts'

export interface OpenWorkbook {
  readonly book: Workbook
  readonly sheets: readonly SheetEntry[]
}

/** What every sheet of a workbook needs, and where the sheets are. */
export function openWorkbook(archive: Archive, watch: Watch): OpenWorkbook {
  const main = mainPartOf(archive, watch, 'xl/workbook.xml')
  const parts = relationshipsOf(archive, main, watch)
  const partOf = (type: string, usual: string): string => parts.find((p) => p.type === type)?.target ?? usual
  const { sheets, epoch1904 } = readWorkbook(archive, main, parts, watch)
  const stylesPart = partOf('styles', 'xl/styles.xml')
  const stringsPart = partOf('sharedStrings', 'xl/sharedStrings.xml')
  const book: Workbook = {
    // Formats decide which decimals are shown and strings hold the labels: without them no figure could be trusted.
    looks: readStyles(archive.read(stylesPart), stylesPart, watch),
    strings: readSharedStrings(archive.read(stringsPart), stringsPart, watch),
    epoch1904,
  }
  return { book, sheets }
}

export function readXlsx(archive: Archive, watch: Watch): Content {
  const { book, sheets } = openWorkbook(archive, watch)
  const blocks: Block[] = []
  const doubts: Doubt[] = []
  for (const { name, target, hidden } of sheets) {
    const bytes = archive.read(target)
    if (!bytes) {
      doubts.push({ code: 'part-damaged', place: { sheet: name }, facts: { part: target } })
      continue
    }
    const sheet = readSheet(bytes, target, book, watch)
    const own = blocksOf(sheet, name, watch)
    if (hidden && own.length > 0) doubts.push({ code: 'hidden-sheet', place: { sheet: name }, facts: { sheet: name } })
    doubts.push(...doubtsOf(sheet, name, own.length === 0))
    for (const block of own) blocks.push(block)
  }
  return { blocks, doubts }
}

export interface SheetEntry {
  readonly name: string
  readonly target: string
  readonly hidden: boolean
}

/** More sheets than people can tell apart; each one costs a part of the archive. */
const SHEETS = 2000

function readWorkbook(
  archive: Archive,
  main: string,
  parts: readonly Relationship[],
  watch: Watch,
): { sheets: SheetEntry[]; epoch1904: boolean } {
  const targets = new Map(parts.map((p) => [p.id, p]))
  const sheets: SheetEntry[] = []
  const seen = new Set<string>()
  let epoch1904 = false
  const bytes = archive.read(main)
  if (!bytes) throw new UnreadableError('damaged', { part: main })
  parseXml(bytes, main, watch, {
    open(element, attributes) {
      if (element === 'workbookPr') epoch1904 = ['1', 'true'].includes(attributes.date1904 ?? '')
      if (element !== 'sheet') return
      const part = targets.get(attributes['r:id'] ?? '')
      if (part && part.type !== 'worksheet') return
      const name = (attributes.name ?? '').slice(0, 200)
      const target = part?.target ?? `xl/worksheets/sheet${sheets.length + 1}.xml`
      // A part named by two sheets would be counted twice, and by thousands would be a bomb.
      if (seen.has(target.toLowerCase())) throw new UnreadableError('damaged', { part: target, reason: 'shared sheet' })
      seen.add(target.toLowerCase())
      sheets.push({ name, target, hidden: (attributes.state ?? 'visible') !== 'visible' })
      if (sheets.length > SHEETS) throw new UnreadableError('too-many-parts', { parts: sheets.length, limit: SHEETS })
    },
    close() {},
  })
  return { sheets, epoch1904 }
}

function doubtsOf(sheet: Sheet, name: string, empty: boolean): Doubt[] {
  const doubts: Doubt[] = []
  const rows = sheet.rows.filter((row) => row.hidden && row.cells.size > 0).length
  const used = new Set(sheet.rows.flatMap((row) => [...row.cells.keys()]))
  const columns = [...used].filter(sheet.isHiddenColumn).length
  if (rows + columns > 0) doubts.push({ code: 'hidden-rows', place: { sheet: name }, facts: { rows, columns } })
  const [first] = sheet.withoutValue
  if (first !== undefined) {
    const place = { sheet: name, address: first }
    doubts.push({ code: 'formula-without-value', place, facts: { count: sheet.withoutValue.length } })
  }
  if (empty && sheet.hasDrawing) doubts.push({ code: 'embedded-image', place: { sheet: name }, facts: { count: 1 } })
  return doubts
}
