/** The package of a workbook: which parts there are and how they name each other. Sheets and styles come as XML. */
import { strToU8, zipSync } from 'fflate'
import { escapedText } from './xml-text.ts'

export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

export interface SheetPart {
  readonly name: string
  /** What stands inside of `worksheet`, in the order of the schema. */
  readonly content: string
  /** Rows repeated on every printed page, as `$1:$3`. */
  readonly printTitles?: string
  readonly hidden?: boolean
  /** What is printed, as `$A$1:$G$20`. */
  readonly printArea?: string
}

export interface WorkbookProperties {
  readonly title: string
  readonly organisation: string
  /** `2025-02-14` */
  readonly date: string
}

export interface WorkbookParts {
  readonly sheets: readonly SheetPart[]
  /** What stands inside of `styleSheet`. */
  readonly styles: string
  readonly properties?: WorkbookProperties
  /** Names for ranges, as formulas and lists of choices use them. */
  readonly names?: readonly (readonly [name: string, range: string])[]
  /** Formulas are stored without their values and have to be computed when the workbook is opened. */
  readonly calculates?: boolean
}

/** The same parts make the same bytes: the moment in the archive is fixed, and local, as archives keep it. */
const MOMENT = new Date(2000, 0, 1)

export function packWorkbook({ sheets, styles, properties, names = [], calculates }: WorkbookParts): Uint8Array {
  const part = (n: number): string => `xl/worksheets/sheet${n}.xml`
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${sheets.map((_, i) => `<Override PartName="/${part(i + 1)}" ContentType="${TYPES}.worksheet+xml"/>`).join('')}${properties ? '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>' : ''}</Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/>${properties ? `<Relationship Id="r2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="r3" Type="${OFFICE}/relationships/extended-properties" Target="docProps/app.xml"/>` : ''}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets>${sheets.map(({ name, hidden }, i) => `<sheet name="${escapedText(name)}" sheetId="${i + 1}"${hidden ? ' state="hidden"' : ''} r:id="s${i + 1}"/>`).join('')}</sheets>${definedNames(sheets, names)}${calculates ? '<calcPr calcId="191029" fullCalcOnLoad="1"/>' : ''}</workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${sheets.map((_, i) => `<Relationship Id="s${i + 1}" Type="${OFFICE}/relationships/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}<Relationship Id="st" Type="${OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
  }
  for (const [i, { content }] of sheets.entries()) {
    parts[part(i + 1)] = `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships">${content}</worksheet>`
  }
  if (properties) Object.assign(parts, propertyParts(properties))
  const files = Object.entries(parts).map(([name, xml]) => [name, strToU8(HEAD + xml)] as const)
  return zipSync(Object.fromEntries(files), { level: 6, mtime: MOMENT })
}

/** How a sheet is named in a formula or a link. */
export const sheetReference = (name: string): string => `'${name.replaceAll("'", "''")}'`

function definedNames(sheets: readonly SheetPart[], ranges: readonly (readonly [string, string])[]): string {
  const own = ranges.map(([name, range]) => `<definedName name="${name}">${escapedText(range)}</definedName>`)
  const names = sheets.flatMap(({ name, printArea, printTitles }, i) =>
    [
      ['Print_Area', printArea],
      ['Print_Titles', printTitles],
    ].flatMap(([what, where]) =>
      where === undefined
        ? []
        : [
            `<definedName name="_xlnm.${what}" localSheetId="${i}">${escapedText(sheetReference(name))}!${where}</definedName>`,
          ],
    ),
  )
  const all = [...names, ...own]
  return all.length > 0 ? `<definedNames>${all.join('')}</definedNames>` : ''
}

function propertyParts({ title, organisation, date }: WorkbookProperties): Record<string, string> {
  const moment = (name: string): string =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${date}T00:00:00Z</dcterms:${name}>`
  return {
    'docProps/core.xml': `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapedText(title)}</dc:title><dc:creator>${escapedText(organisation)}</dc:creator>${moment('created')}${moment('modified')}</cp:coreProperties>`,
    'docProps/app.xml': `<Properties xmlns="${OFFICE}/extended-properties"><Application>Gouji</Application><Company>${escapedText(organisation)}</Company></Properties>`,
  }
}
