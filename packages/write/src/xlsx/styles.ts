/** Collects the formats that the cells of a workbook ask for and writes each of them once. */
import { escapedText } from './xml-text.ts'

export interface CellFormat {
  readonly font?: { readonly name: string; readonly size: number; readonly bold?: boolean; readonly link?: boolean }
  readonly horizontal?: 'left' | 'center' | 'right'
  readonly indent?: number
  readonly wrap?: boolean
  readonly bordered?: boolean
  /** A format code; text when not given. */
  readonly number?: string
  /** As the apostrophe: this stays text, whatever it begins with. */
  readonly quoted?: boolean
}

const TEXT_FORMAT = 49
/** Ids below are Excel's own. */
const FIRST_OWN_FORMAT = 164

export class Styles {
  private readonly formats = new Map<string, number>()
  private readonly fonts = new Map<string, number>()
  private readonly numbers = new Map<string, number>()
  private readonly plain: string

  /** The first font is the one in whose digits widths of columns are counted. */
  constructor(fontName: string, size: number) {
    this.fonts.set(fontXml({ name: fontName, size }), 0)
    this.plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    this.formats.set(this.plain, 0)
  }

  /** The number by which cells name this format. */
  of({ font, horizontal, indent, wrap, bordered, number, quoted }: CellFormat): number {
    const fontId = font ? numberIn(this.fonts, fontXml(font)) : 0
    const numberId = number === undefined ? TEXT_FORMAT : FIRST_OWN_FORMAT + numberIn(this.numbers, number)
    const alignment = [
      'vertical="center"',
      horizontal && `horizontal="${horizontal}"`,
      indent ? `indent="${indent}"` : '',
      wrap && 'wrapText="1"',
    ].filter(Boolean)
    return numberIn(
      this.formats,
      `<xf numFmtId="${numberId}" fontId="${fontId}" fillId="0" borderId="${bordered ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyBorder="1" applyAlignment="1"${quoted ? ' quotePrefix="1"' : ''}><alignment ${alignment.join(' ')}/></xf>`,
    )
  }

  /** What stands inside of `styleSheet`. */
  xml(): string {
    const side = (name: string): string => `<${name} style="thin"><color indexed="64"/></${name}>`
    const numbers = [...this.numbers].map(
      ([code, i]) => `<numFmt numFmtId="${FIRST_OWN_FORMAT + i}" formatCode="${escapedText(code)}"/>`,
    )
    return [
      numbers.length > 0 ? `<numFmts count="${numbers.length}">${numbers.join('')}</numFmts>` : '',
      `<fonts count="${this.fonts.size}">${[...this.fonts.keys()].join('')}</fonts>`,
      '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
      `<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(side).join('')}<diagonal/></border></borders>`,
      '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
      `<cellXfs count="${this.formats.size}">${[...this.formats.keys()].join('')}</cellXfs>`,
      '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    ].join('')
  }
}

const fontXml = ({ name, size, bold, link }: NonNullable<CellFormat['font']>): string =>
  `<font>${bold ? '<b/>' : ''}${link ? '<u/>' : ''}<sz val="${size}"/>${link ? '<color rgb="FF1D5FA8"/>' : ''}<name val="${escapedText(name)}"/><charset val="134"/></font>`

function numberIn(known: Map<string, number>, key: string): number {
  const number = known.get(key) ?? known.size
  known.set(key, number)
  return number
}
