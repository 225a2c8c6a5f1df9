/**
 * A table of the data package: its columns are declared once, and the CSV, the JSON, the schema and the explanation for
 * people all follow from them.
 */
export interface Column<Row> {
  readonly name: string
  readonly title: string
  readonly description?: string
  readonly type: 'string' | 'integer' | 'number' | 'boolean'
  /** Concept of the Fiscal Data Package. */
  readonly columnType?: string
  readonly required?: boolean
  readonly unique?: boolean
  readonly of: (row: Row) => string | undefined
}

export interface DataTable<Row> {
  readonly name: string
  readonly title: string
  readonly description: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
}

/** Columns that say nothing about this book are left out: a book without projects has no columns for them. */
export function filledColumns<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Column<Row>[] {
  return columns.filter((column) => column.required || rows.some((row) => (column.of(row) ?? '') !== ''))
}

export const cellsOf = <Row>({ columns, rows }: DataTable<Row>): string[][] =>
  rows.map((row) => columns.map((column) => column.of(row) ?? ''))

/**
 * Rows as objects. Money and ratios stay text: a number of JSON becomes a binary fraction in most programs that read it.
 */
export function objectsOf<Row>({ columns, rows }: DataTable<Row>): Record<string, string | number | boolean>[] {
  return rows.map((row) => {
    const object: Record<string, string | number | boolean> = {}
    for (const { name, type, of } of columns) {
      const text = of(row)
      if (text === undefined || text === '') continue
      object[name] = type === 'integer' ? Number(text) : type === 'boolean' ? text === 'true' : text
    }
    return object
  })
}
