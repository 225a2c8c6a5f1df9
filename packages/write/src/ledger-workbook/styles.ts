/** How the cells of the workbook of a budget look, and which of them may be written in. */

interface Look {
  readonly font?: number
  readonly fill?: number
  readonly border?: boolean
  readonly format?: number
  readonly align?: 'center' | 'left' | 'right'
  readonly wrap?: boolean
  /** May be changed although the sheet is protected. */
  readonly open?: boolean
}

const FONT = { plain: 0, bold: 1, title: 2, faint: 3 } as const
const FILL = { none: 0, heading: 2, required: 3, computed: 4 } as const
/** Built-in formats: 0, text, #,##0.00. */
const FORMAT = { general: 0, whole: 1, money: 4, text: 49 } as const

const LOOKS = {
  plain: {},
  title: { font: FONT.title },
  faint: { font: FONT.faint },
  note: { font: FONT.faint, wrap: true },
  heading: { font: FONT.bold, fill: FILL.heading, border: true, align: 'center', wrap: true },
  headingRequired: { font: FONT.bold, fill: FILL.required, border: true, align: 'center', wrap: true },
  headingComputed: { font: FONT.faint, fill: FILL.computed, border: true, align: 'center', wrap: true },
  text: { format: FORMAT.text, border: true, open: true },
  long: { format: FORMAT.text, border: true, wrap: true, open: true },
  money: { format: FORMAT.money, border: true, open: true },
  whole: { format: FORMAT.whole, border: true, open: true },
  number: { border: true, open: true },
  computed: { font: FONT.faint, fill: FILL.computed, border: true },
  computedMoney: { format: FORMAT.money, fill: FILL.computed, border: true },
  verdict: { font: FONT.bold, fill: FILL.computed, border: true, align: 'center' },
} as const satisfies Readonly<Record<string, Look>>

export type LookName = keyof typeof LOOKS

const NAMES = Object.keys(LOOKS) as LookName[]

/** The number by which cells name their look. */
export const lookOf = (name: LookName): number => NAMES.indexOf(name)

/** Differential formats of the check sheet: what does not balance is red, what does is green. */
export const DIFFERENT = { wrong: 0, right: 1 } as const

export function stylesXml(): string {
  const fonts = [
    '<font><sz val="11"/><name val="宋体"/></font>',
    '<font><b/><sz val="11"/><name val="宋体"/></font>',
    '<font><b/><sz val="16"/><name val="黑体"/></font>',
    '<font><sz val="11"/><color rgb="FF666666"/><name val="宋体"/></font>',
  ]
  const solid = (colour: string): string =>
    `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`
  const fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    solid('FFDDE8F3'),
    solid('FFF6DFC0'),
    solid('FFF2F2F2'),
  ]
  const line = (side: string): string => `<${side} style="thin"><color rgb="FFBFBFBF"/></${side}>`
  const borders = [
    '<border><left/><right/><top/><bottom/><diagonal/></border>',
    `<border>${['left', 'right', 'top', 'bottom'].map(line).join('')}<diagonal/></border>`,
  ]
  const different = (text: string, fill: string): string =>
    `<dxf><font><b/><color rgb="${text}"/></font><fill><patternFill><bgColor rgb="${fill}"/></patternFill></fill></dxf>`
  const list = (name: string, items: readonly string[]): string =>
    `<${name} count="${items.length}">${items.join('')}</${name}>`
  return [
    list('fonts', fonts),
    list('fills', fills),
    list('borders', borders),
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    list(
      'cellXfs',
      NAMES.map((name) => lookXml(LOOKS[name])),
    ),
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    list('dxfs', [different('FF9C0006', 'FFFFC7CE'), different('FF006100', 'FFC6EFCE')]),
  ].join('')
}

function lookXml({ font = 0, fill = 0, border, format = 0, align, wrap, open }: Look): string {
  const alignment = `<alignment vertical="${wrap ? 'top' : 'center'}"${align ? ` horizontal="${align}"` : ''}${wrap ? ' wrapText="1"' : ''}/>`
  const protection = open ? '<protection locked="0"/>' : ''
  return `<xf numFmtId="${format}" fontId="${font}" fillId="${fill}" borderId="${border ? 1 : 0}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">${alignment}${protection}</xf>`
}
