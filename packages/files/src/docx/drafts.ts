import type { Block, Doubt, Paragraph, Place } from '@gouji/document'
import { type CellDraft, compress } from '../grid.ts'
import { cellText, leadingBlanks, lineText } from '../text.ts'
import type { ParagraphLook } from './styles.ts'

/** A paragraph as it is being read; a manual line break begins a new line of it. */
export interface ParagraphDraft {
  readonly kind: 'paragraph'
  readonly lines: string[]
  look: ParagraphLook
  styleId?: string
  label: string
  images: number
  /** Letters per size, to tell the size of most of the paragraph. */
  readonly sizes: Map<number, number>
  /** Text boxes anchored here; they follow the paragraph. */
  readonly boxes: Draft[]
  /** Its end was deleted in a tracked change, so it goes on in the next paragraph. */
  joined: boolean
}

export interface TableDraft {
  readonly kind: 'table'
  readonly cells: (CellDraft & { images: number })[]
  readonly nested: Draft[]
  readonly images: number
}

export type Draft = ParagraphDraft | TableDraft

/** Text of a cell from everything in it, tables within it included. */
export function textOf(drafts: readonly Draft[]): string {
  const parts: string[] = []
  for (const draft of drafts) {
    if (draft.kind === 'paragraph') parts.push(`${draft.label}${draft.lines.join(' ')}`)
    else for (const cell of draft.cells) parts.push(cell.text)
  }
  return cellText(parts.join(' '))
}

/** Indentation of a cell's first paragraph in points: that of the format plus the blanks typed before the text. */
export function indentOf(drafts: readonly Draft[]): number {
  const first = drafts.find((d) => d.kind === 'paragraph' && d.lines.some((line) => /\S/.test(line)))
  if (first?.kind !== 'paragraph') return 0
  return Math.max(0, first.look.indent ?? 0) + leadingBlanks(first.lines[0] ?? '') * ((first.look.size ?? 10.5) / 2)
}

export const imagesIn = (drafts: readonly Draft[]): number => drafts.reduce((sum, d) => sum + d.images, 0)

/** Gives every block its number in reading order, and tells where there are pictures instead of text. */
export function numbered(drafts: readonly Draft[]): { blocks: Block[]; doubts: Doubt[] } {
  const blocks: Block[] = []
  const doubts: Doubt[] = []
  const add = (draft: Draft): void => {
    const made = draft.kind === 'table' ? tableOf(draft, blocks.length + 1) : paragraphsOf(draft, blocks.length + 1)
    for (const block of made) blocks.push(block)
    if (draft.images > 0) {
      const place = { block: Math.max(1, blocks.length) }
      doubts.push({ code: 'embedded-image', place, facts: { count: draft.images } })
    }
    if (draft.kind === 'table') draft.nested.forEach(add)
  }
  drafts.forEach(add)
  return { blocks, doubts }
}

/** One block for each line, because authors use line breaks where others use paragraphs; a heading stays one. */
function paragraphsOf(draft: ParagraphDraft, from: number): Block[] {
  const { outline, align } = draft.look
  const isHeading = outline !== undefined && outline >= 0 && outline < 9
  const lines = isHeading ? [draft.lines.join(' ')] : draft.lines
  const size = mostUsed(draft.sizes)
  const blocks: Paragraph[] = []
  for (const line of lines) {
    const text = lineText((blocks.length === 0 ? draft.label : '') + line.trim())
    if (text === '' || text === draft.label.trim()) continue
    const place: Place = { block: from + blocks.length }
    blocks.push({
      kind: 'paragraph',
      text,
      place,
      runs: [{ start: 0, place }],
      ...(isHeading ? { heading: outline + 1 } : {}),
      ...(align ? { align } : {}),
      ...(size === undefined ? {} : { size }),
    })
  }
  return blocks
}

function mostUsed(sizes: ReadonlyMap<number, number>): number | undefined {
  let best: number | undefined
  let most = 0
  for (const [size, letters] of sizes) {
    if (letters > most) {
      best = size
      most = letters
    }
  }
  return best
}

function tableOf(draft: TableDraft, block: number): Block[] {
  if (draft.cells.length === 0) return []
  const { rows, columns } = compress(draft.cells)
  const cells = draft.cells
    .map(({ images: _, ...cell }) => ({ ...cell, place: { block, address: `R${cell.row + 1}C${cell.column + 1}` } }))
    .sort((a, b) => a.row - b.row || a.column - b.column)
  return [{ kind: 'table', place: { block }, rows, columns, cells, grid: 'ruled' }]
}
