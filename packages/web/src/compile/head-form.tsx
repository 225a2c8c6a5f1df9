/** The head of a budget has one row: a form says more than a grid. */

import type { LedgerRow } from '@gouji/api'
import { Input, Select } from 'antd'
import { useRef } from 'react'
import { freshId } from '../client/fresh-id.ts'
import type { LedgerProblem, Sheet } from '../client/shapes.ts'
import type { Edit } from './draft.ts'

interface HeadFormProps {
  readonly sheet: Sheet
  readonly row: LedgerRow | undefined
  readonly readOnly: boolean
  readonly problems: ReadonlyMap<string, LedgerProblem>
  readonly onEdit: (edits: readonly Edit[], fresh: readonly LedgerRow[]) => void
}

export function HeadForm({ sheet, row, readOnly, problems, onEdit }: HeadFormProps) {
  const key = useRef(row?.key ?? freshId())
  const set = (field: string, value: string): void =>
    onEdit(
      [{ sheet: sheet.name, key: row?.key ?? key.current, field, value }],
      row ? [] : [{ sheet: sheet.name, key: key.current, values: {} }],
    )
  return (
    <div className="head-form">
      {sheet.columns.map((column) => {
        const id = `head-${column.field}`
        const value = row?.values[column.field] ?? ''
        const problem = problems.get(`1/${column.field}`)
        return (
          <div key={column.field}>
            <label htmlFor={id}>
              {column.heading}
              {column.required ? <span className="grid-required">*</span> : null}
            </label>
            {column.choices ? (
              <Select
                id={id}
                disabled={readOnly}
                value={value || null}
                options={column.choices.map((c) => ({ value: c, label: c }))}
                onChange={(v) => set(column.field, v ?? '')}
                style={{ width: '100%' }}
              />
            ) : (
              <Input
                id={id}
                readOnly={readOnly}
                value={value}
                status={problem ? 'error' : ''}
                onChange={(e) => set(column.field, e.target.value)}
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
