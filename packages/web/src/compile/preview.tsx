import { API, type LedgerInfo } from '@gouji/api'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { call } from '../client/call.ts'
import { keyOf, useRead } from '../client/query.ts'
import { BookHtml } from '../parts/book-html.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { FigureSource, type RowPlace } from './figure-source.tsx'

interface PreviewProps {
  readonly ledger: LedgerInfo
  /** What was saved last: the book is of this version, and so are the answers about its figures. */
  readonly version: number
  /** A place in the book that a comment speaks of. */
  readonly shown: string | undefined
  readonly onGo: (place: RowPlace) => void
}

/** The book that the saved ledger makes; what a change touched is lit up, and each figure tells where it comes from. */
export function Preview({ ledger, version, shown, onGo }: PreviewProps) {
  const [pack, setPack] = useState<string>()
  const [figure, setFigure] = useState<number>()
  const packs = useRead(API.administration.packs, {}, { staleTime: 300_000 })
  const query = { version, ...(pack ? { pack } : {}) }
  const book = useQuery({
    queryKey: keyOf(API.ledgers.preview, { id: ledger.id, ...query }),
    queryFn: async () => ({
      html: await ((await call(API.ledgers.preview, { params: { id: ledger.id }, query })) as Response).text(),
      query,
    }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    placeholderData: (before) => before,
  })
  return (
    <>
      <div className="findings-bar">
        <span role="status">{book.isFetching ? '正在编成' : '改动处标黄；点一个数，看它出自哪些行'}</span>
        <Select
          allowClear
          aria-label="模板包"
          placeholder="按封面所写的模板包"
          style={{ width: 200 }}
          value={pack ?? null}
          onChange={(value) => setPack(value ?? undefined)}
          options={(packs.data ?? []).map((p) => ({ value: p.id, label: p.title }))}
        />
      </div>
      {figure !== undefined && book.data ? (
        <FigureSource
          ledger={ledger.id}
          number={figure}
          query={book.data.query}
          onGo={onGo}
          onClose={() => setFigure(undefined)}
        />
      ) : null}
      <Loaded query={book} rows={12}>
        {({ html }) => <BookHtml html={html} lightChanges shown={shown} onFigure={setFigure} />}
      </Loaded>
    </>
  )
}
