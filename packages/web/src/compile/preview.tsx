import { API, type LedgerInfo } from '@gouji/api'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { useState } from 'react'
import { call } from '../client/call.ts'
import { keyOf, useRead } from '../client/query.ts'
import { BookHtml } from '../parts/book-html.tsx'
import { Loaded } from '../parts/loaded.tsx'

/** The book that the saved ledger makes; what a change touched is lit up. */
export function Preview({ ledger }: { readonly ledger: LedgerInfo }) {
  const [pack, setPack] = useState<string>()
  const packs = useRead(API.administration.packs, {}, { staleTime: 300_000 })
  const book = useQuery({
    queryKey: keyOf(API.ledgers.preview, { id: ledger.id, pack }),
    queryFn: async () =>
      (
        (await call(API.ledgers.preview, { params: { id: ledger.id }, query: pack ? { pack } : {} })) as Response
      ).text(),
    retry: false,
    placeholderData: (before) => before,
  })
  return (
    <>
      <div className="findings-bar">
        <span role="status">{book.isFetching ? '正在编成' : '已按保存的数字编成；改动处标黄'}</span>
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
      <Loaded query={book} rows={12}>
        {(html) => <BookHtml html={html} lightChanges />}
      </Loaded>
    </>
  )
}
