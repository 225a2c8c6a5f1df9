/** One row of a sheet as a form: its columns as fields, each with what it is for and what is wrong with it. */

import type { LedgerRow } from '@gouji/api'
import { Input, Select } from 'antd'
import { useId, useRef } from 'react'
import { freshId } from '../client/fresh-id.ts'
import type { LedgerProblem, Sheet, SheetColumn } from '../client/shapes.ts'
import { cleaned } from './clipboard.ts'
import type { Edit } from './draft.ts'
import type { Offered } from './suggestions.ts'

interface RowFormProps {
  readonly sheet: Sheet
  /** Undefined until something is written. */
  readonly row: LedgerRow | undefined
  /** What a row that is made here holds from the beginning. */
  readonly first?: Readonly<Record<string, string>>
  readonly readOnly: boolean
  /** Fields that are not shown. */
  readonly without?: readonly string[]
  readonly offered?: (column: SheetColumn) => readonly Offered[]
  readonly problemOf: (field: string) => LedgerProblem | undefined
  readonly onEdit: (edits: readonly Edit[], fresh: readonly LedgerRow[]) => void
}

export function RowForm({ sheet, row, first = {}, readOnly, without = [], offered, problemOf, onEdit }: RowFormProps) {
  const key = useRef(row?.key ?? freshId())
  const prefix = useId()
  const set = (field: string, value: string): void =>
    onEdit(
      [{ sheet: sheet.name, key: row?.key ?? key.current, field, value }],
      row ? [] : [{ sheet: sheet.name, key: key.current, values: { ...first } }],
    )
  return (
    <div className="head-form">
      {sheet.columns
        .filter((column) => !without.includes(column.field))
        .map((column) => {
          const id = `${prefix}${column.field}`
          const value = row?.values[column.field] ?? first[column.field] ?? ''
          const problem = problemOf(column.field)
          const options = column.choices?.map((c) => ({ value: c, label: c })) ?? optionsOf(offered?.(column))
          return (
            <div key={column.field} className={column.kind === 'long' ? 'long' : undefined}>
              <label htmlFor={id}>
                {column.heading}
                {column.required ? <span className="grid-required">*</span> : null}
              </label>
              {options ? (
                <Select
                  id={id}
                  disabled={readOnly}
                  allowClear={!column.required}
                  showSearch={{ optionFilterProp: 'label' }}
                  value={value || null}
                  options={options}
                  onChange={(v) => set(column.field, v ?? '')}
                  style={{ width: '100%' }}
                />
              ) : column.kind === 'long' ? (
                <Input.TextArea
                  id={id}
                  readOnly={readOnly}
                  value={value}
                  autoSize={{ minRows: 2, maxRows: 8 }}
                  status={problem ? 'error' : ''}
                  onChange={(e) => set(column.field, e.target.value)}
                />
              ) : (
                <Input
                  id={id}
                  readOnly={readOnly}
                  value={value}
                  status={problem ? 'error' : ''}
                  onChange={(e) => set(column.field, e.target.value)}
                  onBlur={(e) => set(column.field, cleaned(e.target.value, column.kind))}
                />
              )}
              <div className={problem ? 'failure' : 'soft head-help'}>
                {problem ? `${problem.message} ${problem.remedy}` : column.help}
              </div>
            </div>
          )
        })}
    </div>
  )
}

const optionsOf = (offered: readonly Offered[] | undefined): { value: string; label: string }[] | undefined =>
  offered && offered.length > 0
    ? offered.map(({ value, name }) => ({ value, label: name ? `${value} ${name}` : value }))
    : undefined
