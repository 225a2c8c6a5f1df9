/**
 * Tables as they lie in the document, with what stands around them: title, unit of measure, owner, notes. One table of
 * a file may hold several sections, each with headings of its own; one logical table may go on over several.
 */
import type { Block, Paragraph, Place, Table } from '@gouji/document'
import { type Lexicon, type MoneyUnit, numbering, plainName } from '@gouji/ledger'
import { Grid } from './grid.ts'
import { type Header, headingOf, headingShare, isFigure, isIndexRow, readHeader } from './header.ts'
import { isBareNumber, isNoteLine, isOwnerLine, isTableNumber, isTableTitle, titleText, unitInLine } from './lines.ts'
import { unpacked } from './packed-rows.ts'

export interface Line {
  readonly text: string
  readonly place: Place
}

export interface Section {
  readonly grid: Grid
  /** Index of the table among the document's tables; sections of one table share it. */
  readonly source: number
  readonly header: Header
  /** Rows of the body, in order, without headings that repeat and rows that only number columns. */
  readonly body: readonly number[]
  readonly title?: Line
  readonly unit?: MoneyUnit
  readonly owner?: Line
  readonly notes: readonly Line[]
  /** Plain texts between this table and the one before, to tell whether something new begins. */
  readonly between: readonly string[]
  readonly place: Place
}

interface Surroundings {
  readonly title?: Line
  readonly unit?: MoneyUnit
  readonly owner?: Line
  readonly between: readonly string[]
}

export function readSections(blocks: readonly Block[], lexicon: Lexicon): Section[] {
  const sections: Section[] = []
  let source = 0
  for (const [i, block] of blocks.entries()) {
    if (block.kind !== 'table') continue
    const above = linesAbove(blocks, i)
    const below = notesBelow(blocks, i)
    sections.push(...sectionsOf(unpacked(block, lexicon), source++, readSurroundings(above), below, lexicon))
  }
  return sections
}

function linesAbove(blocks: readonly Block[], index: number): Paragraph[] {
  const lines: Paragraph[] = []
  for (let i = index - 1; i >= 0 && lines.length < 14; i--) {
    const block = blocks[i]!
    if (block.kind === 'table') break
    lines.unshift(block)
  }
  return lines
}

function notesBelow(blocks: readonly Block[], index: number): Line[] {
  const notes: Line[] = []
  for (let i = index + 1; i < blocks.length && i < index + 6; i++) {
    const block = blocks[i]!
    if (block.kind === 'table') break
    const plain = plainName(block.text)
    const note =
      isNoteLine(block.text) || (plain.length < 60 && /(?:无|没有).{0,24}(?:支出|预算|安排|数据|收入|经费)/.test(plain))
    if (note) notes.push({ text: block.text, place: block.place })
    else if (!isBareNumber(block.text)) break
  }
  return notes
}

function readSurroundings(above: readonly Paragraph[]): Surroundings {
  let title: Line | undefined
  let unit: MoneyUnit | undefined
  let owner: Line | undefined
  for (const [i, p] of [...above.entries()].toReversed()) {
    const found = unitInLine(p.text)
    if (found && p.text.length < 80) {
      unit ??= found
      const own = titleBeforeUnit(p.text)
      if (own) title ??= { text: own, place: p.place }
      if (isOwnerLine(p.text)) owner ??= { text: p.text, place: p.place }
      continue
    }
    if (isOwnerLine(p.text) && p.text.length < 80) {
      owner ??= { text: p.text, place: p.place }
      continue
    }
    if (isTableNumber(p.text) || isBareNumber(p.text)) continue
    if (isTableTitle(p.text)) {
      if (endsList(above, i)) break
      title = { text: titleText(p.text), place: p.place }
      break
    }
    // A short line between title and table (a remark, a caption) may stand in between; a sentence may not.
    if (p.text.length > 40 || /[。；]$/.test(p.text)) break
  }
  const between = above.map((p) => plainName(p.text)).filter((t) => !isBareNumber(t) && t !== '')
  return { ...(title ? { title } : {}), ...(unit ? { unit } : {}), ...(owner ? { owner } : {}), between }
}

/** The last of three lines numbered one after the other belongs to a list, such as the table of contents. */
function endsList(lines: readonly Paragraph[], index: number): boolean {
  const marks = [index - 2, index - 1, index].map((i) => numbering(plainName(lines[i]?.text ?? '')))
  const [first, second, third] = marks
  if (!first || !second || !third || first.style !== third.style || second.style !== third.style) return false
  return first.value + 1 === second.value && second.value + 1 === third.value
}

/** `一般公共预算支出表 单位：万元` on one line. */
function titleBeforeUnit(text: string): string | undefined {
  const head = text.split(/\s*[（(]?\s*(?:金额)?单位\s*[:：]/)[0]!.trim()
  return head !== text.trim() && isTableTitle(head) ? titleText(head) : undefined
}

function sectionsOf(
  table: Table,
  source: number,
  around: Surroundings,
  below: readonly Line[],
  lexicon: Lexicon,
): Section[] {
  const grid = new Grid(table)
  const sections: Section[] = []
  let { title, unit, owner } = around
  let row = 0
  for (; row < grid.rows; row++) {
    const lead = leadingRow(grid, row, lexicon)
    if (!lead) break
    // A number without a name (预算13表) is no better than the title above the table.
    if (lead.title && (!title || lead.title.text.replace(/[^\u4e00-\u9fff]/g, '').length > 4)) title = lead.title
    unit = lead.unit ?? unit
    owner = lead.owner ?? owner
  }
  let between = around.between
  while (row < grid.rows) {
    const header = readHeader(grid, row, lexicon)
    const start = row
    const body: number[] = []
    const notes: Line[] = []
    let next = grid.rows
    for (let r = header.end; r < grid.rows; r++) {
      if (grid.filled(r).length === 0 || isIndexRow(grid, r)) continue
      if (repeatsHeader(grid, start, header, r)) continue
      if (body.length > 0 && beginsSection(grid, r, lexicon)) {
        next = r
        break
      }
      const note = noteRow(grid, r)
      if (note) notes.push(note)
      else body.push(r)
    }
    sections.push({
      grid,
      source,
      header,
      body,
      between,
      ...(title ? { title } : {}),
      ...(unit ? { unit } : {}),
      ...(owner ? { owner } : {}),
      notes: next === grid.rows ? [...notes, ...below] : notes,
      place: start === 0 ? table.place : (grid.filled(start)[0]?.cell.place ?? table.place),
    })
    between = []
    row = next
  }
  return sections
}

/** A row above the headings that holds the title, the unit or the owner instead. */
function leadingRow(grid: Grid, row: number, lexicon: Lexicon): Partial<Surroundings> | undefined {
  const filled = grid.filled(row)
  if (filled.length === 0) return {}
  const text = filled.map((s) => s.cell.text.trim()).join(' ')
  const place = filled[0]!.cell.place
  if (row < 4 && filled.length <= 2 && !/[\u4e00-\u9fff]/.test(text)) return {}
  const unit = filled.length <= 4 ? unitInLine(text) : undefined
  if (filled.length <= 4 && (unit || !filled.some(isFigure))) {
    const joined = plainName(filled.map((s) => s.plain).join(''))
    if (isTableTitle(joined) && headingShare(grid, row, lexicon).known < 2) {
      return { title: { text: titleText(joined), place }, ...(unit ? { unit } : {}) }
    }
    if (unit && filled.filter((s) => headingOf(lexicon, s.plain)).length < 2) {
      const own = titleBeforeUnit(text)
      return {
        unit,
        ...(own ? { title: { text: own, place } } : {}),
        ...(isOwnerLine(text) ? { owner: { text, place } } : {}),
      }
    }
    if (isOwnerLine(text) && row < 4) return { owner: { text, place } }
    if (filled.length === 1 && (isTableNumber(text) || isBareNumber(text)) && row < 3) return {}
  }
  return undefined
}

function noteRow(grid: Grid, row: number): Line | undefined {
  const filled = grid.filled(row)
  const first = filled[0]
  return first && filled.length <= 2 && isNoteLine(first.cell.text) && first.plain.length > 4
    ? { text: filled.map((s) => s.cell.text).join(' '), place: first.cell.place }
    : undefined
}

/** The headings printed again at the top of a page inside one table. */
function repeatsHeader(grid: Grid, start: number, header: Header, row: number): boolean {
  const filled = grid.filled(row)
  if (filled.length < 2 || filled.some(isFigure)) return false
  for (let r = start; r < header.end; r++) {
    if (header.indexRows.has(r)) continue
    const same = grid.filled(r)
    if (same.length === filled.length && same.every((s, i) => s.plain === filled[i]!.plain)) return true
  }
  return false
}

/** Headings in the middle of a table: a form put together from several. */
function beginsSection(grid: Grid, row: number, lexicon: Lexicon): boolean {
  const filled = grid.filled(row)
  if (filled.length < 2 || filled.some((s) => isFigure(s) || s.plain.length > 24)) return false
  const { share, known } = headingShare(grid, row, lexicon)
  if (share < 0.6 || known < 2) return false
  // 上年结转结余 | | 年终结转结余 | has no figures and heads none: its words stand where names stand.
  if (readHeader(grid, row, lexicon).end === row) return false
  if (known >= 3) return true
  return filled.some((s) => {
    const label = lexicon.exact('head', s.plain)?.meaning.label
    return label !== undefined && label !== 'text' && label !== 'number'
  })
}
