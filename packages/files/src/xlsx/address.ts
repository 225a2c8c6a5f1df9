import { UnreadableError } from '@gouji/document'

/** 0-based column and 1-based row, as rows are numbered for people. */
export interface Position {
  readonly column: number
  readonly row: number
}

const ROWS = 1_048_576
const COLUMNS = 16_384

/** `C12`, with or without `$`. Worksheets end at XFD1048576: what lies beyond is damage. */
export function parseAddress(address: string): Position {
  let column = 0
  let row = 0
  let i = 0
  for (; i < address.length; i++) {
    const code = address.charCodeAt(i)
    const letter = code >= 97 && code <= 122 ? code - 96 : code >= 65 && code <= 90 ? code - 64 : 0
    if (letter === 0) break
    column = column * 26 + letter
    if (column > COLUMNS) throw outside(address)
  }
  for (; i < address.length; i++) {
    const digit = address.charCodeAt(i) - 48
    if (digit < 0 || digit > 9) throw outside(address)
    row = row * 10 + digit
    if (row > ROWS) throw outside(address)
  }
  if (column === 0 || row === 0) throw outside(address)
  return { column: column - 1, row }
}

const outside = (address: string): UnreadableError =>
  new UnreadableError('damaged', { reason: 'address', address: address.slice(0, 40) })

export function columnName(column: number): string {
  let name = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return name
}

export interface Area {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

/** `B2:D5`; a single cell is an area of one. */
export function parseArea(reference: string): Area {
  const [first = '', second = first] = reference.replaceAll('$', '').split(':')
  const a = parseAddress(first)
  const b = parseAddress(second)
  return {
    top: Math.min(a.row, b.row),
    left: Math.min(a.column, b.column),
    bottom: Math.max(a.row, b.row),
    right: Math.max(a.column, b.column),
  }
}

/** A formula as it reads in another cell: references without `$` move along, text in quotes stays. */
export function moveFormula(formula: string, rows: number, columns: number): string {
  return formula
    .split(/("(?:[^"]|"")*"|'(?:[^']|'')*')/)
    .map((piece, i) =>
      i % 2 === 1
        ? piece
        : piece.replace(
            /(?<![\w.])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(.])/g,
            (whole, fixedColumn, letters, fixedRow, digits) => {
              const at = tryAddress(`${letters}${digits}`)
              if (!at) return whole
              const column = fixedColumn ? at.column : at.column + columns
              const row = fixedRow ? at.row : at.row + rows
              if (column < 0 || row < 1) return '#REF!'
              return `${fixedColumn}${columnName(column)}${fixedRow}${row}`
            },
          ),
    )
    .join('')
}

function tryAddress(address: string): Position | undefined {
  try {
    return parseAddress(address)
  } catch {
    return undefined
  }
}
