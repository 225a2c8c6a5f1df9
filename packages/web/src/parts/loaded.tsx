/** What is read from the server: while it comes, when it does not, and when it is there. */
import type { UseQueryResult } from '@tanstack/react-query'
import { Alert, Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { ProblemError, wordsOf } from '../client/problem.ts'

interface LoadedProps<T> {
  readonly query: UseQueryResult<T>
  readonly children: (data: T) => ReactNode
  readonly rows?: number
}

export function Loaded<T>({ query, children, rows = 4 }: LoadedProps<T>) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) return <ProblemAlert error={query.error} onRetry={() => query.refetch()} />
  return (
    <div aria-busy="true">
      <span className="visually-hidden" role="status">
        正在载入
      </span>
      <Skeleton active title={false} paragraph={{ rows }} />
    </div>
  )
}

export function ProblemAlert({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => unknown }) {
  const title = error instanceof ProblemError ? error.problem.title : '没有成功'
  return (
    <Alert
      type="error"
      showIcon
      title={title}
      description={wordsOf(error)}
      action={onRetry ? <Button onClick={() => void onRetry()}>再试一次</Button> : undefined}
    />
  )
}
