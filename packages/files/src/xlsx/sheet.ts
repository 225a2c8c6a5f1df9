import { UnreadableError } from '@gouji/document'
import type { Watch } from '../watch.ts'
import { type Attributes, parseXml, type XmlHandler } from '../xml.ts'
import { type Area, columnName, moveFormula, parseAddress, parseArea } from './address.ts'
import { unescapeText } from './shared-strings.ts'
import { showNumber, showText } from './show.ts'
import { type CellLook, PLAIN } from './styles.ts'

export interface SheetCell {
  readonly column: number
  /** As shown, before blanks are cleaned. */
  readonly text: string
  /** The number as it is stored, where the cell holds one: a format may show fewer digits. */
  readonly stored?: string
  readonly look: CellLook
  readonly formula?: string
}

export interface SheetRow {
  /** 1-based, as people see it. */
  readonly number: number
  readonly hidden: boolean
  readonly cells: Map<number, SheetCell>
}

/** A worksheet as it is stored: only cells that show something, with merged areas and what is hidden. */
export interface Sheet {
  readonly rows: SheetRow[]
  readonly merges: readonly Area[]
  readonly isHiddenColumn: (column: number) => boolean
  /** Formulas without a stored value, so that nothing can be shown. */
  readonly withoutValue: readonly string[]
  readonly hasDrawing: boolean
}

export interface Workbook {
  readonly strings: readonly string[]
  readonly looks: readonly CellLook[]
  readonly epoch1904: boolean
}

export function readSheet(bytes: Uint8Array, part: string, book: Workbook, watch: Watch): Sheet {
  const reader = new SheetReader(book, watch)
  parseXml(bytes, part, watch, reader)
  return reader.finish()
}

class SheetReader implements XmlHandler {
  private readonly book: Workbook
  private readonly watch: Watch
  private readonly rows = new Map<number, SheetRow>()
  private readonly merges: Area[] = []
  private readonly hiddenColumns: (readonly [first: number, last: number])[] = []
  private readonly withoutValue: string[] = []
  private readonly shared = new Map<string, { formula: string; row: number; column: number }>()
  private hasDrawing = false
  private hidesZeros = false
  private stored = 0
  private rowNumber = 0
  private row: SheetRow | undefined
  private rowHidden = false
  private column = -1
  private type = ''
  private look = PLAIN
  private value: string | undefined
  private inline: string | undefined
  private formula: string | undefined
  private sharedIndex: string | undefined
  private collecting: 'value' | 'formula' | 'inline' | undefined
  private phonetic = 0
  private buffer = ''

  constructor(book: Workbook, watch: Watch) {
    this.book = book
    this.watch = watch
  }

  open(name: string, attributes: Attributes): void {
    switch (name) {
      case 'row':
        this.openRow(attributes)
        break
      case 'c':
        this.openCell(attributes)
        break
      case 'v':
        this.collect('value')
        break
      case 'f':
        this.sharedIndex = attributes.t === 'shared' ? attributes.si : undefined
        this.collect('formula')
        break
      case 'rPh':
        this.phonetic++
        break
      case 't':
        if (this.phonetic === 0) this.collect('inline')
        break
      case 'col':
        if ((isHidden(attributes) || attributes.width === '0') && this.hiddenColumns.length < 1000) {
          this.hiddenColumns.push([Number(attributes.min) - 1, Number(attributes.max) - 1])
        }
        break
      case 'mergeCell':
        this.merges.push(parseArea(attributes.ref ?? ''))
        break
      case 'sheetView':
        this.hidesZeros = attributes.showZeros === '0' || attributes.showZeros === 'false'
        break
      case 'drawing':
        this.hasDrawing = true
        break
    }
  }

  close(name: string): void {
    if (name === 'v') this.value = this.buffer
    else if (name === 'f') this.formula = this.buffer
    else if (name === 't' && this.collecting === 'inline') this.inline = (this.inline ?? '') + this.buffer
    else if (name === 'rPh') this.phonetic--
    else if (name === 'c') this.closeCell()
    else return
    this.collecting = undefined
  }

  text(text: string): void {
    if (this.collecting) this.buffer += text
  }

  finish(): Sheet {
    const hidden = this.hiddenColumns
    return {
      rows: [...this.rows.values()].sort((a, b) => a.number - b.number),
      merges: this.merges,
      isHiddenColumn: (column) => hidden.some(([first, last]) => first <= column && column <= last),
      withoutValue: this.withoutValue,
      hasDrawing: this.hasDrawing,
    }
  }

  private collect(what: 'value' | 'formula' | 'inline'): void {
    this.collecting = what
    this.buffer = ''
  }

  private openRow(attributes: Attributes): void {
    const given = attributes.r
    this.rowNumber = given === undefined ? this.rowNumber + 1 : parseAddress(`A${given}`).row
    this.rowHidden = isHidden(attributes) || attributes.ht === '0'
    this.row = undefined
    this.column = -1
  }

  private openCell(attributes: Attributes): void {
    const given = attributes.r
    this.column = given === undefined ? this.column + 1 : parseAddress(given).column
    this.type = attributes.t ?? 'n'
    this.look = this.book.looks[Number(attributes.s ?? 0)] ?? PLAIN
    this.value = undefined
    this.inline = undefined
    this.formula = undefined
    this.sharedIndex = undefined
  }

  private closeCell(): void {
    if (this.rowNumber === 0) this.rowNumber = 1
    const formula = this.fullFormula()
    const text = this.shown()
    if (formula !== undefined && this.value === undefined && this.inline === undefined) {
      if (this.withoutValue.length < 10_000) this.withoutValue.push(`${columnName(this.column)}${this.rowNumber}`)
    } else if (text === '' || /^\s+$/.test(text)) return
    if (++this.stored > this.watch.limits.tableCells) {
      throw new UnreadableError('expands-too-much', { cells: this.stored, limit: this.watch.limits.tableCells })
    }
    // A shared formula costs its file nothing in each further cell, and is kept written out in all of them.
    this.watch.addLetters(text.length + (formula?.length ?? 0))
    if (!this.row) {
      this.row = this.rows.get(this.rowNumber) ?? { number: this.rowNumber, hidden: this.rowHidden, cells: new Map() }
      this.rows.set(this.rowNumber, this.row)
    }
    const { column, look } = this
    const stored = this.type === 'n' && this.value !== undefined ? { stored: this.value.trim() } : {}
    this.row.cells.set(column, { column, text, look, ...stored, ...(formula === undefined ? {} : { formula }) })
  }

  /** A shared formula is written out once; in the other cells it is the same, moved. */
  private fullFormula(): string | undefined {
    const { formula, sharedIndex: index, rowNumber: row, column } = this
    if (formula === undefined) return undefined
    if (index === undefined) return formula === '' ? undefined : formula.slice(0, 8192)
    if (formula !== '') {
      this.shared.set(index, { formula: formula.slice(0, 8192), row, column })
      return formula.slice(0, 8192)
    }
    const master = this.shared.get(index)
    return master && moveFormula(master.formula, row - master.row, column - master.column)
  }

  private shown(): string {
    const { value, look, book } = this
    if (this.type === 'inlineStr') return showText(unescapeText(this.inline ?? value ?? ''), look.format)
    if (value === undefined) return ''
    switch (this.type) {
      case 's':
        return showText(book.strings[Number(value)] ?? '', look.format)
      case 'str':
        return showText(unescapeText(value), look.format)
      case 'b':
        return value.trim() === '1' ? 'TRUE' : 'FALSE'
      case 'e':
        return value
      case 'd':
        return value.replace(/T00:00:00(\.0+)?Z?$/, '').replace('T', ' ')
      default: {
        if (this.hidesZeros && /^-?0*\.?0*$/.test(value)) return ''
        return showNumber(value.trim(), look.format, book.epoch1904)
      }
    }
  }
}

const isHidden = (attributes: Attributes): boolean => attributes.hidden === '1' || attributes.hidden === 'true'
