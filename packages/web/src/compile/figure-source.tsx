/** Where one figure of the book comes from: in the words of the trade, and the rows of the ledger to go to. */
import { API } from '@gouji/api'
import { Button } from 'antd'
import { useRead } from '../client/query.ts'
import { groupBy } from '../parts/group-by.ts'
import { Loaded } from '../parts/loaded.tsx'
import { useSheetTitles } from './sheets.ts'

export interface RowPlace {
  readonly sheet: string
  readonly row: number
}

interface FigureSourceProps {
  readonly ledger: string
  readonly number: number
  readonly query: { readonly version: number; readonly pack?: string }
  readonly onGo: (place: RowPlace) => void
  readonly onClose: () => void
}

const SHOWN_MAX = 60

export function FigureSource({ ledger, number, query, onGo, onClose }: FigureSourceProps) {
  const titleOf = useSheetTitles()
  const figure = useRead(
    API.ledgers.figure,
    { params: { id: ledger, number }, query },
    { keepPrevious: true, staleTime: Number.POSITIVE_INFINITY },
  )
  return (
    <section className="figure-source" aria-label="这个数出自哪里" aria-live="polite">
      <Loaded query={figure} rows={2}>
        {(f) => (
          <>
            <div className="row">
              <strong className="num">
                {f.text}
                {f.unit}
              </strong>
              <span>{f.expression}</span>
              <span className="grow" />
              <Button size="small" onClick={onClose}>
                关闭
              </Button>
            </div>
            {f.terms.length > 0 && f.rows.length === 0 ? (
              <ul className="plain-list soft">
                {f.terms.map((term, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: the answer never changes.
                  <li key={i}>
                    {term.name} <span className="num">{term.text}</span>
                  </li>
                ))}
              </ul>
            ) : null}
            {f.rows.length === 0 ? (
              <p className="soft">账册里没有单独的一行对应这个数。</p>
            ) : (
              [...groupBy(f.rows, (r) => r.sheet)].map(([sheet, rows]) => (
                <p key={sheet} className="figure-rows">
                  <span className="soft">
                    {titleOf(sheet)} {rows.length} 行
                  </span>
                  {rows.slice(0, SHOWN_MAX).map(({ row }) => (
                    <button key={row} type="button" className="link" onClick={() => onGo({ sheet, row })}>
                      第 {row} 行
                    </button>
                  ))}
                  {rows.length > SHOWN_MAX ? <span className="soft">等 {rows.length} 行</span> : null}
                </p>
              ))
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}
