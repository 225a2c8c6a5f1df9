/** What stands inside of `worksheet`, in the order that the schema wants. */
import { escapedText } from './xml-text.ts'

export interface SheetContent {
  readonly rows: readonly string[]
  readonly merges: readonly string[]
  readonly widths: readonly number[]
  readonly dimension: string
  readonly frozenRows: number
  readonly orientation: 'portrait' | 'landscape'
  /** Where codes stand: numbers kept as text there are no mistake. */
  readonly codes?: string
  readonly links?: readonly { readonly address: string; readonly location: string; readonly text: string }[]
}

const A4 = 9

export function sheetContent({
  rows,
  merges,
  widths,
  dimension,
  frozenRows,
  orientation,
  codes,
  links = [],
}: SheetContent): string {
  const pane =
    frozenRows > 0
      ? `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`
      : ''
  return [
    `<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="${dimension}"/>`,
    `<sheetViews><sheetView showGridLines="0" workbookViewId="0">${pane}</sheetView></sheetViews>`,
    '<sheetFormatPr defaultRowHeight="18"/>',
    `<cols>${widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`,
    `<sheetData>${rows.join('')}</sheetData>`,
    merges.length > 0
      ? `<mergeCells count="${merges.length}">${merges.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`
      : '',
    links.length > 0
      ? `<hyperlinks>${links.map(({ address, location, text }) => `<hyperlink ref="${address}" location="${escapedText(location)}" display="${escapedText(text)}"/>`).join('')}</hyperlinks>`
      : '',
    '<printOptions horizontalCentered="1"/>',
    '<pageMargins left="0.6" right="0.6" top="0.75" bottom="0.75" header="0.3" footer="0.4"/>',
    `<pageSetup paperSize="${A4}" orientation="${orientation}" fitToWidth="1" fitToHeight="0"/>`,
    '<headerFooter><oddFooter>&amp;C— &amp;P —</oddFooter></headerFooter>',
    codes === undefined ? '' : `<ignoredErrors><ignoredError sqref="${codes}" numberStoredAsText="1"/></ignoredErrors>`,
  ].join('')
}
