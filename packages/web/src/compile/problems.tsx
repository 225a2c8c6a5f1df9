/** What is wrong with the ledger, each with the way to its cell, or to the change that lacks its reason. */

import type { UseQueryResult } from '@tanstack/react-query'
import type { LedgerCheck, LedgerProblem } from '../client/shapes.ts'
import { Badge } from '../parts/badges.tsx'
import { Loaded } from '../parts/loaded.tsx'

interface ProblemsProps {
  readonly query: UseQueryResult<LedgerCheck>
  /** Something typed is not in the answer yet. */
  readonly stale: boolean
  readonly onGo: (problem: LedgerProblem) => void
}

const SHOWN_MAX = 300

export function Problems({ query, stale, onGo }: ProblemsProps) {
  return (
    <Loaded query={query}>
      {({ problems }) => (
        <>
          <div className="findings-bar">
            <span role="status">
              {problems.length === 0 ? '没有问题' : `共 ${problems.length} 个问题`}
              {stale || query.isFetching ? '（正在重新检查）' : ''}
            </span>
          </div>
          {problems.length === 0 ? <p className="empty">数字平衡，编码有效，可以编成。</p> : null}
          <ul className="ledger-problems">
            {problems.slice(0, SHOWN_MAX).map((p, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole.
              <li key={i}>
                <Badge tone={p.severity}>{p.severity === 'error' ? '错误' : '警告'}</Badge>{' '}
                {p.sheet || p.change ? (
                  <button type="button" className="link" onClick={() => onGo(p)}>
                    {p.message}
                  </button>
                ) : (
                  <span>{p.message}</span>
                )}
                <div className="soft">{p.remedy}</div>
              </li>
            ))}
          </ul>
          {problems.length > SHOWN_MAX ? <p className="soft">先改好这 {SHOWN_MAX} 个，其余的随后显示。</p> : null}
        </>
      )}
    </Loaded>
  )
}
