/**
 * Web pages: paragraphs and tables in the order of the source, each with its line and column there. What a browser would
 * not show is not read, and tables that only place things on the page are taken apart.
 */
import type { Block, Doubt, Place } from '@gouji/document'
import { Parser } from 'htmlparser2'
import type { Content } from '../content.ts'
import { lineText } from '../text.ts'
import type { Watch } from '../watch.ts'
import { decodeHtml } from './decode.ts'
import { Page } from './page.ts'
import { type Draft, gridOf } from './table.ts'

export function readHtml(bytes: Uint8Array, watch: Watch): Content {
  const { text, undecodable } = decodeHtml(bytes)
  const page = new Page(watch)
  const places = new Places(text)
  const parser: Parser = new Parser(
    {
      onopentag: (name, attributes) => page.open(name, attributes, places.at(parser.startIndex)),
      onclosetag: (name) => page.close(name),
      ontext: (data) => page.write(data, () => places.at(parser.startIndex + Math.max(0, data.search(/\S/)))),
    },
    { decodeEntities: true },
  )
  // In pieces, so that the clock is looked at even where no element begins.
  for (let at = 0; at < text.length; at += CHUNK) {
    parser.write(text.slice(at, at + CHUNK))
    watch.checkTime()
  }
  parser.end()
  page.finish()
  const blocks: Block[] = []
  for (const draft of page.drafts) addBlocks(draft, blocks)
  const doubts: Doubt[] = undecodable
    ? [{ code: 'undecodable-characters', place: {}, facts: { count: undecodable } }]
    : []
  if (page.images > 0 && blocks.length === 0) {
    doubts.push({ code: 'embedded-image', place: {}, facts: { count: page.images } })
  }
  return { blocks, doubts }
}

const CHUNK = 1 << 18

function addBlocks(draft: Draft, blocks: Block[]): void {
  if (draft.kind === 'paragraph') {
    const { text, place, kind, ...look } = draft
    const shown = lineText(text)
    if (shown !== '') blocks.push({ kind, text: shown, place, runs: [{ start: 0, place }], ...look })
    return
  }
  const nested = draft.cells.flatMap((c) => c.drafts.filter((d) => d.kind === 'table'))
  const { rows, columns } = gridOf(draft)
  const cells = draft.cells
    .map(({ drafts: _, header: __, ...cell }) => ({
      ...cell,
      place: { ...cell.place, address: `R${cell.row + 1}C${cell.column + 1}` },
    }))
    .sort((a, b) => a.row - b.row || a.column - b.column)
  blocks.push({ kind: 'table', place: draft.place, rows, columns, cells, grid: 'ruled' })
  for (const table of nested) addBlocks(table, blocks)
}

/** Lines and columns of offsets that are asked for in rising order, so that the whole costs one pass. */
class Places {
  private readonly text: string
  private line = 1
  private lineStart = 0
  private nextBreak: number

  constructor(text: string) {
    this.text = text
    this.nextBreak = text.indexOf('\n')
  }

  at(offset: number): Place {
    while (this.nextBreak >= 0 && this.nextBreak < offset) {
      this.line++
      this.lineStart = this.nextBreak + 1
      this.nextBreak = this.text.indexOf('\n', this.lineStart)
    }
    return { line: this.line, column: Math.max(1, offset - this.lineStart + 1) }
  }
}
