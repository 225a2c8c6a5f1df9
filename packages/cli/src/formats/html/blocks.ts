/** The document as it is written, for formats without pages: tables as tables, prose as prose, marks in both. */
import type { Block, Cell, Paragraph, Place, Table } from '@gouji/document'
import { html, type Markup } from '@gouji/write'
import { placeKey } from '../../view/place.ts'
import type { Wording } from '../../wording/index.ts'
import { type ListedFinding, markClass, type PlacedMark, tipText } from './marks.ts'

export function blocksPart(
  blocks: readonly Block[],
  marks: readonly PlacedMark[],
  unchecked: ReadonlySet<string>,
  wording: Wording,
): Markup {
  const found = new Targets(blocks)
  const onBlock = new Map<Block, PlacedMark[]>()
  const onCell = new Map<Cell, PlacedMark[]>()
  for (const mark of marks) {
    const target = found.find(mark.place, mark.text)
    if (!target) continue
    const { block, cell } = target
    if (cell) onCell.set(cell, [...(onCell.get(cell) ?? []), mark])
    else onBlock.set(block, [...(onBlock.get(block) ?? []), mark])
  }
  let sheet: string | undefined
  const parts = blocks.map((block) => {
    const own = onBlock.get(block) ?? []
    const next = block.place.sheet
    const heading = next !== undefined && next !== sheet && html`<h3 class="tab">${wording.place.sheet(next)}</h3>`
    sheet = next
    const shown =
      block.kind === 'table' ? tablePart(block, own, onCell, unchecked, wording) : paragraphPart(block, own, wording)
    return html`${heading}${shown}`
  })
  return html`${parts}`
}

interface Target {
  readonly block: Block
  readonly cell?: Cell
}

/** Finds what stands at a place. Cells that share a coarse place are told apart by the words of the finding. */
class Targets {
  readonly #cells = new Map<string, { block: Table; cell: Cell }[]>()
  readonly #blocks = new Map<string, Block>()
  readonly #lines: { readonly line: number; readonly block: Block }[] = []

  constructor(blocks: readonly Block[]) {
    for (const block of blocks) {
      for (const key of keysOf(block.place)) if (!this.#blocks.has(key)) this.#blocks.set(key, block)
      if (block.place.line !== undefined) this.#lines.push({ line: block.place.line, block })
      if (block.kind === 'paragraph') {
        for (const { place } of block.runs) {
          for (const key of keysOf(place)) if (!this.#blocks.has(key)) this.#blocks.set(key, block)
        }
        continue
      }
      for (const cell of block.cells) {
        const key = placeKey(cell.place)
        this.#cells.set(key, [...(this.#cells.get(key) ?? []), { block, cell }])
      }
    }
  }

  find(place: Place, text: string): Target | undefined {
    const cells = this.#cells.get(placeKey(place)) ?? []
    if (cells.length > 0)
      return cells.length === 1 ? cells[0] : cells.toSorted((a, b) => like(b, text) - like(a, text))[0]
    for (const key of keysOf(place)) {
      const block = this.#blocks.get(key)
      if (block) return { block }
    }
    // Within a block of several lines: the last that begins above.
    const { line } = place
    const above = line === undefined ? undefined : this.#lines.findLast((l) => l.line <= line)
    return above && { block: above.block }
  }
}

/** From the exact place to the coarse one. */
function keysOf(place: Place): string[] {
  const { line, block, sheet } = place
  return [
    placeKey(place),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(block === undefined ? [] : [`block ${block}`]),
    ...(sheet === undefined || block !== undefined ? [] : [`sheet ${sheet}`]),
  ]
}

function like({ block, cell }: { block: Table; cell: Cell }, text: string): number {
  const has = (other: Cell): boolean => other.text.trim().length > 1 && text.includes(other.text.trim())
  const row = block.cells.filter((c) => c.row === cell.row && c !== cell && has(c)).length
  const column = block.cells.filter((c) => c.column === cell.column && c.row < cell.row && has(c)).length
  return (has(cell) ? 4 : 0) + Math.min(row, 2) * 2 + Math.min(column, 1)
}

const dataOf = (marks: readonly PlacedMark[]): string => [...new Set(marks.map((m) => m.of.id))].join(' ')

/** Further findings at the same place keep an anchor, so that their cards lead here too. */
const anchors = (marks: readonly PlacedMark[]): Markup[] =>
  marks.flatMap(({ id }) => (id === undefined ? [] : [html`<span id="${id}"></span>`]))

function linked(marks: readonly PlacedMark[], content: string, wording: Wording): Markup {
  const [first] = marks
  if (!first) return html`${content}`
  const numbers = [...new Set(marks.filter((m) => m.mark === 'suspect').map((m) => m.of.number))].join('、')
  const flag = numbers !== '' && html`<sup>${numbers}</sup>`
  return html`${anchors(marks)}<a class="${markClass(first)}" href="#${first.of.id}" data-f="${dataOf(marks)}" title="${tipText(first.of, wording)}">${content === '' ? wording.finding.blank : content}${flag}</a>`
}

function paragraphPart(paragraph: Paragraph, marks: readonly PlacedMark[], wording: Wording): Markup {
  const { text, heading, align } = paragraph
  const pieces: Markup[] = []
  let at = 0
  const spans = spansOf(paragraph, marks)
  for (const { start, end, own } of spans) {
    pieces.push(html`${text.slice(at, start)}${linked(own, text.slice(start, end), wording)}`)
    at = end
  }
  pieces.push(html`${text.slice(at)}`)
  const place = align && align !== 'left' && html` class="${align}"`
  return heading === undefined && !isTitle(paragraph)
    ? html`<p${place}>${pieces}</p>
`
    : html`<h3${place}>${pieces}</h3>
`
}

/** Text files mark no headings, but a short line without a full stop above a table reads like one. */
const isTitle = ({ text, align }: Paragraph): boolean => align === 'center' && text.length < 50

interface Span {
  readonly start: number
  readonly end: number
  readonly own: PlacedMark[]
}

/** The clause in which each mark begins; marks of the same clause share it. */
function spansOf(paragraph: Paragraph, marks: readonly PlacedMark[]): Span[] {
  const spans = new Map<number, Span>()
  for (const mark of marks) {
    const { start, end } = clauseAt(paragraph, mark)
    const other = spans.get(start)
    if (other) other.own.push(mark)
    else spans.set(start, { start, end, own: [mark] })
  }
  const sorted = [...spans.values()].sort((a, b) => a.start - b.start)
  return sorted.map((span, i) => ({ ...span, end: Math.min(span.end, sorted[i + 1]?.start ?? span.end) }))
}

function clauseAt(
  { text, runs }: Paragraph,
  { place, text: quote, of, mark }: PlacedMark,
): { start: number; end: number } {
  const quoted = quote.replace(/…$/, '').trim()
  const literal = quoted === '' ? -1 : text.indexOf(quoted)
  if (literal >= 0) return { start: literal, end: literal + quoted.length }
  const figure = figureIn(text, [quoted.match(/[\d.,]+$/)?.[0], mark === 'suspect' ? foundBy(of) : undefined])
  if (figure && place.column === undefined) return figure
  const run = runs.findLast(
    (r) => r.place.line === place.line && (r.place.column ?? 0) <= (place.column ?? 0) && place.column !== undefined,
  )
  if (!run) return { start: 0, end: text.length }
  const offset = Math.min(text.length, run.start + (place.column! - (run.place.column ?? place.column!)))
  const start = Math.max(...['，', '。', '；', '：'].map((sign) => text.lastIndexOf(sign, offset - 1) + 1))
  const stop = text.slice(offset + 1).search(/[，。；]/)
  return { start, end: stop < 0 ? text.length : offset + 1 + stop }
}

const foundBy = ({ finding }: ListedFinding): string | undefined => finding.suspects[0]?.found ?? finding.found

/** Formats without lines say only which paragraph: the figure itself tells where in it, if it stands there once. */
function figureIn(text: string, figures: readonly (string | undefined)[]): { start: number; end: number } | undefined {
  for (const figure of figures) {
    if (!figure || !/^[\d.,]+%?$/.test(figure)) continue
    const literal = figure.replace(/[.]/g, '\\.')
    const hits = [...text.matchAll(new RegExp(`(?<![\\d.,])${literal}(?![\\d.,]*\\d)(?:万元|亿元|元|%|％)?`, 'g'))]
    const [hit] = hits
    if (hit && hits.length === 1) return { start: hit.index, end: hit.index + hit[0].length }
  }
  return undefined
}

/** Rows above the first figure are headings. */
const isFigure = (text: string): boolean => /^[-－−]?[\d,，]+\.\d+%?$/.test(text.trim())
const isNumber = (text: string): boolean => /^[-－−]?[\d,，.]+%?$/.test(text.trim())

function tablePart(
  table: Table,
  marks: readonly PlacedMark[],
  onCell: ReadonlyMap<Cell, readonly PlacedMark[]>,
  unchecked: ReadonlySet<string>,
  wording: Wording,
): Markup {
  const firstFigure = table.cells.find((cell) => isFigure(cell.text))?.row ?? 1
  const rows = [...Map.groupBy(table.cells, (cell) => cell.row)].sort(([a], [b]) => a - b)
  const body = rows.map(([row, cells]) => {
    const isHeading = row < firstFigure
    const shown = cells.map((cell) => {
      const own = onCell.get(cell) ?? []
      const isCode = cell.column === 0 && /^\d+$/.test(cell.text.trim())
      const number = !isHeading && !isCode && isNumber(cell.text)
      const isUnchecked = own.length === 0 && number && unchecked.has(placeKey(cell.place))
      const classes = [number && 'number', isUnchecked && 'unchecked', cell.hidden && 'hidden', own[0] && 'marked']
      const named = classes.filter(Boolean).join(' ')
      const attributes = html`${named !== '' && html` class="${named}"`}${span('colspan', cell.columnSpan)}${span('rowspan', cell.rowSpan)}`
      const content = linked(own, cell.text, wording)
      return isHeading ? html`<th scope="col"${attributes}>${content}</th>` : html`<td${attributes}>${content}</td>`
    })
    return html`<tr>${shown}</tr>
`
  })
  return html`${marks.length > 0 && html`<p>${linked(marks, wording.html.wholeTable, wording)}</p>`}<div class="scroll" tabindex="0" role="region" aria-label="${wording.html.tableRegion}"><table>${body}</table></div>
`
}

const span = (name: string, value: number): Markup | false => value > 1 && html` ${name}="${value}"`
