/** One form: number, title, the line with the unit, the table, its notes; they stay together. */
import type { BookCell, BookRow, BookTable, Look } from '@gouji/compose'
import {
  AlignmentType,
  HeightRule,
  type ISpacingProperties,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  VerticalAlignTable,
  VerticalMergeType,
  WidthType,
} from 'docx'
import { indentOf, textOf } from './columns.ts'
import { textHeight, textWidth } from './page.ts'
import { fitTable, type TableFit } from './rows.ts'
import { runsOf } from './runs.ts'
import { STYLE, TABLE_SPACE, twentieths } from './styles.ts'

export type Flow = Paragraph | Table

export function tableFlow(table: BookTable, look: Look, breakBefore: boolean): Flow[] {
  const width = textWidth(table.orientation)
  const fit = fitTable(table, look.tableSize)
  const flow: Flow[] = []
  let pageBreakBefore = breakBefore
  const add = (style: string, text: string, more: { tab?: number; before?: number } = {}): void => {
    const tabStops = more.tab === undefined ? [] : [{ type: TabStopType.RIGHT, position: more.tab }]
    const spacing = more.before === undefined ? {} : { spacing: { before: more.before } }
    flow.push(new Paragraph({ style, children: runsOf(text), tabStops, pageBreakBefore, ...spacing }))
    pageBreakBefore = false
  }
  if (table.number) add(STYLE.tableNumber, table.number)
  add(STYLE.tableTitle, table.title, table.number ? {} : { before: TABLE_SPACE })
  if (table.left || table.right) {
    const { left = '', right = '' } = table
    add(STYLE.tableLine, right ? `${left}\t${right}` : left, { tab: width })
  }
  flow.push(gridOf(table, { ...fit, ownSize: fit.size === look.tableSize ? undefined : fit.size }))
  for (const note of table.notes) add(STYLE.tableNote, note.map((run) => run.text).join(''))
  return flow
}

interface CellFit extends TableFit {
  /** The size of the letters where it is not that of the styles. */
  readonly ownSize: number | undefined
}

function gridOf(table: BookTable, fit: CellFit): Table {
  const covered = new Map<number, Map<number, BookCell>>()
  const rows = table.rows.map((row, r) => {
    const open = covered.get(r) ?? new Map<number, BookCell>()
    for (const cell of row.cells) {
      for (let below = r + 1; below < r + cell.rowSpan; below++) {
        const at = covered.get(below) ?? new Map<number, BookCell>()
        covered.set(below, at.set(cell.column, cell))
      }
    }
    return new TableRow({
      children: cellsOf(row, open, table.widths.length, fit, fit.keptWithNext.has(r)),
      // A row that no page can hold has to be divided.
      cantSplit: fit.heights[r]! < textHeight(table.orientation) * 0.7,
      tableHeader: r < table.headRows,
      height: { value: fit.rowHeight, rule: HeightRule.ATLEAST },
    })
  })
  return new Table({
    rows,
    columnWidths: fit.columns,
    width: { size: fit.columns.reduce((sum, column) => sum + column, 0), type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { marginUnitType: WidthType.DXA, left: fit.margin, right: fit.margin, top: 0, bottom: 0 },
  })
}

/** Every position of a row: cells that begin here, those that go on from above, and blanks where the form has none. */
function cellsOf(
  row: BookRow,
  open: ReadonlyMap<number, BookCell>,
  columns: number,
  fit: CellFit,
  keepNext: boolean,
): TableCell[] {
  const own = new Map(row.cells.map((cell) => [cell.column, cell]))
  const cells: TableCell[] = []
  for (let column = 0; column < columns; ) {
    const begins = own.get(column)
    const goesOn = begins ? undefined : open.get(column)
    const cell = begins ?? goesOn
    const span = cell?.columnSpan ?? 1
    const merge = goesOn
      ? VerticalMergeType.CONTINUE
      : begins && begins.rowSpan > 1
        ? VerticalMergeType.RESTART
        : undefined
    cells.push(
      new TableCell({
        children: [
          begins ? paragraphOf(begins, row, fit, keepNext) : new Paragraph({ style: STYLE.tableText, keepNext }),
        ],
        columnSpan: span,
        width: { size: fit.columns.slice(column, column + span).reduce((a, b) => a + b, 0), type: WidthType.DXA },
        verticalAlign: VerticalAlignTable.CENTER,
        ...(merge ? { verticalMerge: merge } : {}),
      }),
    )
    column += span
  }
  return cells
}

/** Smaller letters than the style's need lower lines, and a lower end of the paragraph. */
function ownLook({ ownSize: size }: CellFit): {
  readonly spacing?: ISpacingProperties
  readonly run?: { size: number }
} {
  if (size === undefined) return {}
  const spacing = { before: 10, after: 10, line: Math.round(size * 25), lineRule: LineRuleType.AT_LEAST }
  return { spacing, run: { size: size * 2 } }
}

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const

/** What the style of a cell says already is not said again in the paragraph. */
function paragraphOf(cell: BookCell, row: BookRow, fit: CellFit, keepNext: boolean): Paragraph {
  const style = styleOf(cell)
  const usual = style === STYLE.tableHead ? 'center' : style === STYLE.tableFigure ? 'right' : 'left'
  const indent = indentOf(cell.indent ?? 0, fit.size)
  return new Paragraph({
    ...ownLook(fit),
    style,
    keepNext,
    ...(cell.align === usual ? {} : { alignment: ALIGN[cell.align] }),
    ...(indent > 0 ? { indent: { left: twentieths(indent) } } : {}),
    children: runsOf(textOf(cell), { size: fit.ownSize, bold: row.role === 'total' }),
  })
}

function styleOf(cell: BookCell): string {
  if (cell.role === 'head') return STYLE.tableHead
  return cell.role === 'amount' || cell.role === 'number' ? STYLE.tableFigure : STYLE.tableText
}
