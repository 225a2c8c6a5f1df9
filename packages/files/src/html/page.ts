import type { Place } from '@gouji/document'
import { UnreadableError } from '@gouji/document'
import type { Watch } from '../watch.ts'
import { type Draft, isLayout, OpenTable, type ParagraphDraft } from './table.ts'

/** Elements whose content is no part of the document. */
const LEFT_OUT = new Set(
  'script style noscript template nav title select button textarea svg math iframe object audio video canvas datalist'.split(
    ' ',
  ),
)

/** Elements that begin and end a paragraph. */
const BLOCKS = new Set(
  'p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd section article header footer main aside center address blockquote pre form fieldset figure figcaption hr caption body html'.split(
    ' ',
  ),
)

type Attributes = Readonly<Record<string, string>>
type Look = Pick<ParagraphDraft, 'heading' | 'align' | 'size'>

interface Element {
  readonly name: string
  readonly look: Look
}

/** Follows the tags of a page and collects its paragraphs and tables. */
export class Page {
  readonly drafts: Draft[] = []
  images = 0
  private readonly watch: Watch
  private readonly elements: Element[] = []
  private readonly tables: OpenTable[] = []
  private text = ''
  private textPlace: Place | undefined
  /** How many elements are open since one that is left out. */
  private skipped = 0
  private preformatted = 0

  constructor(watch: Watch) {
    this.watch = watch
  }

  open(name: string, attributes: Attributes, place: Place): void {
    this.watch.tick()
    if (this.elements.length + this.skipped >= this.watch.limits.htmlDepth) {
      throw new UnreadableError('too-deep', { limit: this.watch.limits.htmlDepth }, place)
    }
    if (this.skipped > 0 || LEFT_OUT.has(name) || isInvisible(attributes)) {
      this.skipped++
      return
    }
    if (BLOCKS.has(name)) this.flush()
    this.elements.push({ name, look: lookOf(name, attributes, this.elements.at(-1)?.look ?? {}) })
    const table = this.tables.at(-1)
    switch (name) {
      case 'br':
        this.flush()
        break
      case 'img':
        this.images++
        break
      case 'pre':
        this.preformatted++
        break
      case 'table':
        this.flush()
        this.tables.push(new OpenTable(place, attributes.role === 'presentation', this.watch))
        break
      case 'tr':
        this.flush()
        table?.openRow()
        break
      case 'td':
      case 'th':
        this.flush()
        table?.openCell(attributes, place, name === 'th')
        break
      case 'thead':
      case 'tbody':
      case 'tfoot':
        this.flush()
        table?.closeGroup()
        break
    }
  }

  close(name: string): void {
    if (this.skipped > 0) {
      this.skipped--
      return
    }
    const table = this.tables.at(-1)
    if (BLOCKS.has(name) || name === 'td' || name === 'th' || name === 'tr' || name === 'table') this.flush()
    this.elements.pop()
    if (name === 'td' || name === 'th') table?.closeCell()
    else if (name === 'tr') table?.closeRow()
    else if (name === 'thead' || name === 'tbody' || name === 'tfoot') table?.closeGroup()
    else if (name === 'pre') this.preformatted--
    else if (name === 'table' && table) {
      this.tables.pop()
      this.finishTable(table)
    }
  }

  write(text: string, place: () => Place): void {
    if (this.skipped > 0 || text === '') return
    if (this.preformatted > 0 && text.includes('\n')) {
      for (const line of text.split('\n')) {
        this.append(line, place)
        this.flush()
      }
    } else this.append(text, place)
  }

  finish(): void {
    this.flush()
    while (this.tables.length > 0) this.finishTable(this.tables.pop()!)
  }

  private append(text: string, place: () => Place): void {
    if (this.textPlace === undefined && /\S/.test(text)) this.textPlace = place()
    this.text += text
  }

  /** Where blocks go: the open cell, or the page. Text in a table but in no cell stands before the table. */
  private get flow(): Draft[] {
    for (let i = this.tables.length - 1; i >= 0; i--) {
      const { cell } = this.tables[i]!
      if (cell) return cell.drafts
    }
    return this.drafts
  }

  private flush(): void {
    const { text, textPlace } = this
    this.text = ''
    this.textPlace = undefined
    if (textPlace === undefined) return
    // Blanks of the source mean nothing; non-breaking and full-width ones were written on purpose, as indentation.
    const shown = text.replace(/[ \t\r\n\f\v]+/g, ' ').replace(/^ | $/g, '')
    this.flow.push({ kind: 'paragraph', text: shown, place: textPlace, ...(this.elements.at(-1)?.look ?? {}) })
  }

  private finishTable(open: OpenTable): void {
    const table = open.close()
    if (table.cells.length === 0) return
    const { flow } = this
    if (!isLayout(table)) flow.push(table)
    else for (const cell of table.cells) for (const draft of cell.drafts) flow.push(draft)
  }
}

function isInvisible(attributes: Attributes): boolean {
  if (attributes.hidden !== undefined && attributes.hidden !== 'until-found') return true
  const { style } = attributes
  return style !== undefined && /(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
}

/** Alignment and size are handed down; a heading ends with its element. */
function lookOf(name: string, attributes: Attributes, outer: Look): Look {
  const look: { -readonly [K in keyof Look]: Look[K] } = { ...outer }
  if (/^h[1-6]$/.test(name)) look.heading = Number(name[1])
  const { style = '', align } = attributes
  const given = (
    /text-align\s*:\s*(\w+)/i.exec(style)?.[1] ??
    align ??
    (name === 'center' ? 'center' : '')
  ).toLowerCase()
  if (given === 'left' || given === 'center' || given === 'right') look.align = given
  else if (given === 'justify') look.align = 'left'
  const size = /font-size\s*:\s*(\d{1,3}(?:\.\d{1,3})?)(pt|px)/i.exec(style)
  if (size) look.size = Math.round(Number(size[1]) * (size[2]!.toLowerCase() === 'px' ? 7.5 : 10)) / 10
  return look
}
