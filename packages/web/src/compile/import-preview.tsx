/** What a workbook would change, sheet by sheet and cell by cell, before anything is taken over. */
import type { LedgerRow } from '@gouji/api'
import type { Sheet, SheetColumn, WorkbookPreview } from '../client/shapes.ts'
import { formatYuan, parseYuan } from '../money.ts'
import { Badge } from '../parts/badges.tsx'
import { groupBy } from '../parts/group-by.ts'

interface ImportPreviewProps {
  readonly preview: WorkbookPreview
  readonly sheets: readonly Sheet[]
  /** The ledger as it stands. */
  readonly rows: readonly LedgerRow[]
}

const SHOWN_MAX = 200
const PROBLEMS_MAX = 20

export function ImportPreview({ preview: p, sheets, rows }: ImportPreviewProps) {
  const title = (name: string): string => sheets.find((s) => s.name === name)?.title ?? name
  const now = new Map(rows.map((r) => [`${r.sheet}/${r.key}`, r]))
  const bySheet = groupBy(p.changes, (c) => (c.kind === 'put' ? c.row.sheet : c.sheet))
  return (
    <>
      <p role="status">
        新增 <strong>{p.added}</strong> 行，修改 <strong>{p.changed}</strong> 行，删除 <strong>{p.removed}</strong> 行。
        {p.changes.length === 0
          ? '工作簿与账册一致，没有要改的。'
          : '确认之前，账册不会变；确认之后可在“版本历史”中对照。'}
      </p>
      {p.problems.length > 0 ? (
        <>
          <strong>工作簿中的问题 {p.problems.length} 个</strong>
          <ul className="ledger-problems">
            {p.problems.slice(0, PROBLEMS_MAX).map((problem, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
              <li key={i}>
                <Badge tone={problem.severity}>{problem.severity === 'error' ? '错误' : '警告'}</Badge>{' '}
                {problem.sheet ? `${title(problem.sheet)} ` : ''}
                {problem.row ? `第 ${problem.row} 行 ` : ''}
                {problem.message} <span className="soft">{problem.remedy}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <div className="scroll" style={{ maxHeight: '46vh' }}>
        {sheets
          .filter((s) => bySheet.has(s.name))
          .map((sheet) => {
            const changes = bySheet.get(sheet.name)!
            return (
              <section key={sheet.name} aria-label={sheet.title}>
                <h2>
                  {sheet.title} <span className="soft">{changes.length} 行</span>
                </h2>
                <table className="data">
                  <tbody>
                    {changes.slice(0, SHOWN_MAX).map((c) => {
                      const key = c.kind === 'put' ? c.row.key : c.key
                      const before = now.get(`${sheet.name}/${key}`)
                      const after = c.kind === 'put' ? c.row : undefined
                      return (
                        <tr key={key}>
                          <td className="nowrap">
                            <Badge tone={!after ? 'error' : before ? 'warning' : 'success'}>
                              {!after ? '删除' : before ? '修改' : '新增'}
                            </Badge>
                          </td>
                          <td>{nameOfRow(sheet, before ?? after)}</td>
                          <td>
                            {before && after
                              ? differences(sheet, before, after).map(({ column, was, is }) => (
                                  <div key={column.field}>
                                    {column.heading}：<del>{shown(column, was) || '（空）'}</del> →{' '}
                                    <ins>{shown(column, is) || '（空）'}</ins>
                                  </div>
                                ))
                              : amounts(sheet, before ?? after)}
                          </td>
                        </tr>
                      )
                    })}
                  </tbody>
                </table>
                {changes.length > SHOWN_MAX ? <p className="soft">只显示前 {SHOWN_MAX} 行。</p> : null}
              </section>
            )
          })}
      </div>
    </>
  )
}

/** The first columns that are filled say what a row is about. */
function nameOfRow(sheet: Sheet, row: LedgerRow | undefined): string {
  const told = sheet.columns
    .filter((c) => c.kind !== 'amount' && c.kind !== 'long')
    .map((c) => row?.values[c.field] ?? '')
    .filter(Boolean)
  return told.slice(0, 5).join(' ')
}

const amounts = (sheet: Sheet, row: LedgerRow | undefined): string =>
  sheet.columns
    .filter((c) => (c.kind === 'amount' || c.kind === 'long') && row?.values[c.field])
    .map((c) => `${c.heading} ${shown(c, row!.values[c.field]!)}`)
    .join('，')

function differences(sheet: Sheet, before: LedgerRow, after: LedgerRow) {
  return sheet.columns.flatMap((column) => {
    const [was, is] = [before.values[column.field] ?? '', after.values[column.field] ?? '']
    return was === is ? [] : [{ column, was, is }]
  })
}

function shown(column: SheetColumn, value: string): string {
  const fen = column.kind === 'amount' ? parseYuan(value) : undefined
  return fen === undefined ? (value.length > 80 ? `${value.slice(0, 80)}…` : value) : formatYuan(fen)
}
