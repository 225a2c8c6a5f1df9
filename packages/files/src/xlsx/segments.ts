import type { SheetRow } from './sheet.ts'

/** A stretch of a sheet: lines above a table, the table, lines below it. Any of them may be empty. */
export interface Segment {
  readonly above: readonly SheetRow[]
  readonly table: readonly SheetRow[]
  readonly below: readonly SheetRow[]
}

/** More blank rows than any form leaves inside itself; what follows is something else. */
const FAR_APART = 30

/** Splits the rows of a sheet into tables with the lines around them. Rows come in order and show something each. */
export function segmentsOf(rows: readonly SheetRow[]): Segment[] {
  const groups = groupsOf(rows)
  const segments: SheetRow[][] = []
  groups.forEach((group, i) => {
    const current = segments.at(-1)
    const first = group[0]!
    const far = current !== undefined && first.number - current.at(-1)!.number > FAR_APART
    const opens =
      current === undefined || far || (current.some(hasColumns) && isTitle(first) && leadsToTable(groups, i))
    if (opens) segments.push([...group])
    else for (const row of group) current.push(row)
  })
  return segments.flatMap(splitAtTitles).map(divide)
}

/** Rows without a blank row between them. */
function groupsOf(rows: readonly SheetRow[]): SheetRow[][] {
  const groups: SheetRow[][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last && row.number === last.at(-1)!.number + 1) last.push(row)
    else groups.push([row])
  }
  return groups
}

const leadsToTable = (groups: readonly (readonly SheetRow[])[], i: number): boolean =>
  [...groups[i]!, ...(groups[i + 1] ?? [])].some(hasColumns)

/** A new title right below a table, without a blank row: one cell, followed by a line that names the unit of measure. */
function splitAtTitles(rows: readonly SheetRow[]): SheetRow[][] {
  const parts: SheetRow[][] = [[]]
  rows.forEach((row, i) => {
    const next = rows[i + 1]
    const current = parts.at(-1)!
    const opens = isTitle(row) && next && isLine(next) && /单位\s*[:：]/.test(textOf(next)) && current.some(hasColumns)
    if (opens && rows.slice(i + 2).some(hasColumns)) parts.push([row])
    else current.push(row)
  })
  return parts
}

function divide(rows: readonly SheetRow[]): Segment {
  const start = rows.findIndex((row) => !isLine(row))
  if (start < 0) return { above: rows, table: [], below: [] }
  const lastWide = rows.findLastIndex((row) => !isLine(row))
  // Below the last row with columns stand notes, but also rows whose amounts are all blank.
  let end = rows.findIndex((row, i) => i > lastWide && (isNote(row) || row.cells.size > 1))
  if (end < 0) end = rows.length
  return { above: rows.slice(0, start), table: rows.slice(start, end), below: rows.slice(end) }
}

const textOf = (row: SheetRow): string => [...row.cells.values()].map((c) => c.text).join(' ')
const hasColumns = (row: SheetRow): boolean => !isLine(row)

/** Not a row of a table: a lone cell, or labels with colons such as `部门：… 单位：万元`, or a form number. */
function isLine(row: SheetRow): boolean {
  if (row.cells.size === 1) return true
  if (row.cells.size > 4) return false
  const texts = [...row.cells.values()].map((c) => c.text.trim())
  // `其中：基本支出 12.5` is a row with its figure.
  if (texts.some(isFigure)) return false
  const labels = texts.filter(
    (t) => /^[^（(\d]{0,12}[:：]/.test(t) || /^\S{0,4}表\s*[\d一二三四五六七八九十]*$/.test(t),
  )
  return labels.length >= 1 && labels.length >= texts.length - 1 && labels.some((t) => /[:：]|表\s*[\d一-十]/.test(t))
}

function isTitle(row: SheetRow): boolean {
  if (row.cells.size !== 1) return false
  const text = textOf(row).trim()
  return !isNoteText(text) && !isFigure(text)
}

const isFigure = (text: string): boolean => /^[-\d.,%\s]+$/.test(text)

const isNote = (row: SheetRow): boolean => row.cells.size === 1 && isNoteText(textOf(row).trim())

const isNoteText = (text: string): boolean =>
  /^[（(]?(注|备注|说明|填表说明|编制说明|附注)\s*\d*\s*[:：、.．]/.test(text) ||
  /^[*※]/.test(text) ||
  /[。；]$/.test(text)
