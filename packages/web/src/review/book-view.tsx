import { API, type Filing } from '@gouji/api'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { call } from '../client/call.ts'
import { keyOf } from '../client/query.ts'
import { BookHtml } from '../parts/book-html.tsx'
import { Loaded } from '../parts/loaded.tsx'

interface BookViewProps {
  readonly filing: Filing
  readonly onPick: (anchor: string) => void
  readonly shown: string | undefined
}

/** The book as it would be composed from the ledger now, for pointing at. */
export function BookView({ filing, onPick, shown }: BookViewProps) {
  const id = filing.ledger
  const book = useQuery({
    queryKey: keyOf(API.ledgers.preview, { id }),
    queryFn: async () => ((await call(API.ledgers.preview, { params: { id: id! }, query: {} })) as Response).text(),
    enabled: id !== undefined,
    retry: false,
  })
  return (
    <section className="panel filing-book" aria-labelledby="book">
      <h2 id="book">书稿</h2>
      {id === undefined ? (
        <p className="empty">
          这项任务没有账册，只有文件。
          {filing.document ? <Link to={`/documents/${filing.document}`}>看文件和问题</Link> : null}
        </p>
      ) : (
        <Loaded query={book} rows={10}>
          {(html) => <BookHtml html={html} onPick={onPick} shown={shown} />}
        </Loaded>
      )}
    </section>
  )
}
