/** The cells of one row with their figures, and the precision that the figures of a table are meant with. */
import { figureOf, isMoneyUnit, type MoneyUnit, type Printed, plainName } from '@gouji/ledger'
import { mergeCoordinates } from './coordinates.ts'
import { isFigure } from './header.ts'
import { isNoise, type NoiseContext } from './noise.ts'
import type { ReadCell, ReadColumn, ReadRow } from './reading.ts'
import type { Section } from './section.ts'

export function readCells(
  section: Section,
  row: number,
  read: ReadRow,
  columns: readonly ReadColumn[],
  columnOf: (c: number) => number,
  tableUnit: MoneyUnit | undefined,
  noise: NoiseContext,
): ReadCell[] {
  const cells: ReadCell[] = []
  for (let c = 0; c < section.grid.columns; c++) {
    const column = columns.find((x) => x.column === columnOf(c))
    const spot = section.grid.at(row, c)
    if (!column || (spot && !spot.origin)) continue
    if (!spot) {
      if (section.grid.table.grid === 'separated') cells.push(blankCell(read, column, tableUnit))
      continue
    }
    const printed = isFigure(spot) ? spot.number : isRatio(column) ? spot.percent : undefined
    const counted = countUnit(read)
    const noisy = spot.plain !== '' && isNoise(spot, column, noise)
    const measure = counted === undefined || isRatio(column) ? column.measure : 'count'
    const unit = counted !== undefined && measure === 'count' ? counted : unitOf(column, tableUnit)
    const money = unit !== undefined && isMoneyUnit(unit) && measure !== 'share' && measure !== 'rate'
    const coordinates = mergeCoordinates(column.coordinates, read.coordinates)
    const known = read.understood && coordinates !== undefined
    cells.push({
      row: read.row,
      column: column.column,
      place: spot.cell.place,
      text: spot.cell.text,
      ...(read.code === undefined ? {} : { rowCode: read.code }),
      rowLabel: read.label,
      columnPath: column.path,
      ...(printed && !noisy ? { printed } : {}),
      measure,
      ...(printed && !noisy && money ? { figure: figureOf(printed, unit) } : {}),
      ...(unit === undefined ? {} : { unit }),
      ...(known ? { coordinates } : {}),
      ...(noisy ? { noise: true } : {}),
    })
  }
  return cells
}

const COUNTED = /\((?:单位:)?(个|人|人次|批|批次|次|辆|台|套|台\/套|台\(套\)|户|名|平方米|㎡|亩|公里)\)$/

/** 公务用车保有量（辆） among rows of money: what the row counts. */
const countUnit = ({ label }: ReadRow): string | undefined => COUNTED.exec(plainName(label))?.[1]

const isRatio = ({ measure }: ReadColumn): boolean => measure === 'share' || measure === 'rate'

/** 人, 辆, 次 where the heading says so; a count has no unit of money, and a share is of a hundred. */
function unitOf(column: ReadColumn, tableUnit: MoneyUnit | undefined): string | undefined {
  if (isRatio(column)) return '%'
  if (column.measure !== 'count') return column.unit ?? tableUnit
  return column.unit === undefined || isMoneyUnit(column.unit) ? undefined : column.unit
}

/** Text files drop the blanks at the end of a row; what they stood for is blank all the same. */
function blankCell(read: ReadRow, column: ReadColumn, tableUnit: MoneyUnit | undefined): ReadCell {
  const unit = unitOf(column, tableUnit)
  const coordinates = read.understood ? mergeCoordinates(column.coordinates, read.coordinates) : undefined
  return {
    row: read.row,
    column: column.column,
    place: read.place,
    text: '',
    ...(read.code === undefined ? {} : { rowCode: read.code }),
    rowLabel: read.label,
    columnPath: column.path,
    measure: column.measure,
    ...(unit === undefined ? {} : { unit }),
    ...(coordinates === undefined ? {} : { coordinates }),
  }
}

/**
 * A figure with fewer decimals than its table prints (`15` beside `15.00`, `2.8` beside `2.80`) is meant with the
 * table's precision: its author left out zeros. Only figures cut off at the edge keep what is printed.
 */
export function settlePrecision(cells: readonly ReadCell[]): ReadCell[] {
  const counts = new Map<string, Map<number, number>>()
  for (const { figure, printed, unit = '' } of cells) {
    if (!figure || !printed) continue
    const byUnit = counts.get(unit) ?? new Map<number, number>()
    counts.set(unit, byUnit.set(printed.decimals, (byUnit.get(printed.decimals) ?? 0) + 1))
  }
  return cells.map((cell) => {
    const { figure, printed, unit = '' } = cell
    if (!figure || !printed) return cell
    const usual = Math.max(...(counts.get(unit)?.keys() ?? [0]))
    if (usual <= printed.decimals || usual > 6) return cell
    const widened: Printed = {
      ...printed,
      digits: printed.digits * 10n ** BigInt(usual - printed.decimals),
      decimals: usual,
    }
    return { ...cell, figure: { ...figureOf(widened, figure.unit), printed } }
  })
}
