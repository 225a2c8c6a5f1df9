import type { Watch } from '../watch.ts'
import type { Attributes, XmlHandler } from '../xml.ts'
import type { Draft, ParagraphDraft } from './drafts.ts'
import type { Numbering } from './numbering.ts'
import { OpenTable } from './open-table.ts'
import { applyProperty, isOn, type ParagraphLook, type Styles } from './styles.ts'
import { symbolOf } from './symbols.ts'

/** Elements whose whole content is not part of the text as it stands: deletions, field codes, earlier formats. */
const LEFT_OUT = new Set([
  'w:del',
  'w:moveFrom',
  'w:delText',
  'w:instrText',
  'w:delInstrText',
  'w:rt',
  'w:sdtPr',
  'w:sdtEndPr',
  'w:pPrChange',
  'w:rPrChange',
  'w:tblPrChange',
  'w:trPrChange',
  'w:tcPrChange',
  'w:tblGridChange',
  'w:sectPrChange',
  'w:tblPrExChange',
  'w:tblGrid',
  'w:sectPr',
])

/** Reads the story of a Word document: paragraphs, tables, what lies inside them, in the order of the page. */
export class Body implements XmlHandler {
  readonly drafts: Draft[] = []
  private readonly styles: Styles
  private readonly numbering: Numbering
  private readonly watch: Watch
  /** Where finished blocks go: the document, a cell or a text box. */
  private readonly flows: Draft[][] = [this.drafts]
  private readonly paragraphs: ParagraphDraft[] = []
  private readonly tables: OpenTable[] = []
  /** Elements open inside one that is left out. */
  private skipped = 0
  /** For each open mc:AlternateContent, whether one of its branches was taken. */
  private readonly branches: boolean[] = []
  /** The run's own look; undefined outside of runs. */
  private run: ParagraphLook | undefined
  private readonly runs: (ParagraphLook | undefined)[] = []
  /** Whose properties are open, if any: the same elements mean other things there. */
  private properties: 'paragraph' | 'row' | undefined
  private inText = false

  constructor(styles: Styles, numbering: Numbering, watch: Watch) {
    this.styles = styles
    this.numbering = numbering
    this.watch = watch
  }

  open(name: string, attributes: Attributes): void {
    if (this.skipped > 0) {
      this.skipped++
      return
    }
    if (LEFT_OUT.has(name)) {
      this.noteDeletion(name)
      this.skipped = 1
      return
    }
    switch (name) {
      case 'w:p':
        this.paragraphs.push({
          kind: 'paragraph',
          lines: [''],
          look: {},
          label: '',
          images: 0,
          sizes: new Map(),
          boxes: [],
          joined: false,
        })
        break
      case 'w:pPr':
        this.properties = 'paragraph'
        break
      case 'w:trPr':
        this.properties = 'row'
        break
      case 'w:r':
      case 'm:r':
        this.runs.push(this.run)
        this.run = {}
        break
      case 'w:t':
      case 'm:t':
        this.inText = true
        break
      case 'w:tbl':
        this.tables.push(new OpenTable(this.watch))
        break
      case 'w:tr':
        this.table?.openRow()
        break
      case 'w:tc':
        this.table?.openCell()
        this.flows.push([])
        break
      case 'w:txbxContent':
        this.flows.push(this.paragraph?.boxes ?? this.flow)
        this.runs.push(this.run)
        this.run = undefined
        break
      case 'mc:AlternateContent':
        this.branches.push(false)
        break
      case 'mc:Choice':
      case 'mc:Fallback':
        // The branches say the same in two ways; only the first one counts.
        if (this.branches.at(-1)) this.skipped = 1
        else this.branches[this.branches.length - 1] = true
        break
      default:
        if (this.properties === 'row') this.rowProperty(name, attributes)
        else if (this.properties === 'paragraph') this.paragraphProperty(name, attributes)
        else this.openDetail(name, attributes)
    }
  }

  close(name: string): void {
    if (this.skipped > 0) {
      this.skipped--
      return
    }
    switch (name) {
      case 'w:p':
        this.closeParagraph()
        break
      case 'w:pPr':
      case 'w:trPr':
        this.properties = undefined
        break
      case 'w:r':
      case 'm:r':
        this.run = this.runs.pop()
        break
      case 'w:t':
      case 'm:t':
        this.inText = false
        break
      case 'w:tc':
        this.closeCell()
        break
      case 'w:tr':
        this.table?.closeRow()
        break
      case 'w:tbl':
        this.closeTable()
        break
      case 'w:txbxContent':
        this.flows.pop()
        this.run = this.runs.pop()
        break
      case 'mc:AlternateContent':
        this.branches.pop()
        break
    }
  }

  text(text: string): void {
    if (this.inText && this.skipped === 0) this.write(text)
  }

  private get flow(): Draft[] {
    return this.flows.at(-1)!
  }

  private get paragraph(): ParagraphDraft | undefined {
    return this.paragraphs.at(-1)
  }

  private get table(): OpenTable | undefined {
    return this.tables.at(-1)
  }

  /** Elements that only add a detail to what is open. */
  private openDetail(name: string, attributes: Attributes): void {
    const { paragraph } = this
    switch (name) {
      case 'w:gridSpan':
        this.table?.spanCell(attributes['w:val'])
        return
      case 'w:vMerge':
        this.table?.mergeCell('down', attributes['w:val'])
        return
      case 'w:hMerge':
        this.table?.mergeCell('across', attributes['w:val'])
        return
      case 'w:tab':
      case 'w:ptab':
        this.write('\t')
        return
      case 'w:br':
      case 'w:cr':
        paragraph?.lines.push('')
        return
      case 'w:noBreakHyphen':
        this.write('-')
        return
      case 'w:sym':
        this.write(symbolOf(attributes['w:font'] ?? '', attributes['w:char'] ?? ''))
        return
      case 'v:textpath':
        this.write(attributes.string ?? '')
        return
      case 'a:blip':
      case 'v:imagedata':
        if (paragraph) paragraph.images++
        return
      case 'w:rStyle':
        if (this.run) this.run = { ...this.styles.characters(attributes['w:val'] ?? ''), ...this.run }
        return
    }
    if (this.run) applyProperty(this.run, name, attributes)
  }

  private paragraphProperty(name: string, attributes: Attributes): void {
    const { paragraph } = this
    if (!paragraph) return
    if (name === 'w:pStyle') paragraph.styleId = attributes['w:val'] ?? ''
    else if (name !== 'w:sz' && name !== 'w:vanish') applyProperty(paragraph.look, name, attributes)
  }

  private rowProperty(name: string, attributes: Attributes): void {
    const { table } = this
    if (!table) return
    if (name === 'w:gridBefore') table.skipColumns(attributes['w:val'])
    else if (name === 'w:hidden') table.rowHidden = isOn(attributes['w:val'])
  }

  /** Within properties a deletion mark concerns the paragraph's end or the whole row. */
  private noteDeletion(name: string): void {
    if (name !== 'w:del') return
    if (this.properties === 'paragraph' && this.paragraph) this.paragraph.joined = true
    else if (this.properties === 'row' && this.table) this.table.rowDeleted = true
  }

  private write(text: string): void {
    const { paragraph, run } = this
    if (!paragraph || run?.hidden) return
    paragraph.lines[paragraph.lines.length - 1] += text
    const size = run?.size
    if (size !== undefined) paragraph.sizes.set(size, (paragraph.sizes.get(size) ?? 0) + text.length)
    else paragraph.sizes.set(0, (paragraph.sizes.get(0) ?? 0) + text.length)
  }

  private closeParagraph(): void {
    const paragraph = this.paragraphs.pop()
    if (!paragraph) return
    const { flow } = this
    paragraph.look = { ...this.styles.look(paragraph.styleId), ...paragraph.look }
    const plain = paragraph.sizes.get(0)
    paragraph.sizes.delete(0)
    const { size } = paragraph.look
    if (plain !== undefined && size !== undefined) paragraph.sizes.set(size, (paragraph.sizes.get(size) ?? 0) + plain)
    const previous = flow.at(-1)
    if (previous?.kind === 'paragraph' && previous.joined) {
      previous.lines[previous.lines.length - 1] += paragraph.lines.shift() ?? ''
      append(previous.lines, paragraph.lines)
      previous.images += paragraph.images
      previous.joined = paragraph.joined
      append(flow, paragraph.boxes)
      return
    }
    const { numberId, numberLevel = 0 } = paragraph.look
    if (numberId !== undefined) paragraph.label = this.numbering.label(numberId, numberLevel)
    flow.push(paragraph)
    append(flow, paragraph.boxes)
  }

  private closeCell(): void {
    const drafts = this.flows.pop()!
    if (this.table) this.table.closeCell(drafts)
    else append(this.flow, drafts)
  }

  private closeTable(): void {
    const table = this.tables.pop()
    if (table) this.flow.push(table.close())
  }
}

/** Not by spreading: a file can hold more of them than a call takes arguments. */
function append<T>(list: T[], more: readonly T[]): void {
  for (const one of more) list.push(one)
}
