/** The codes of the catalogue in the year of the ledger: read when a sheet that needs them is opened, kept for good. */
import { API, type ResponseOf } from '@gouji/api'
import { useMemo } from 'react'
import { useRead } from '../client/query.ts'
import type { SheetColumn } from '../client/shapes.ts'

type Subject = ResponseOf<typeof API.ledgers.subjects>[number]

export interface Subjects {
  readonly of: (kind: string) => readonly Subject[] | undefined
  readonly nameOf: (kind: string, code: string) => string | undefined
}

const KINDS = ['function', 'economy', 'procured'] as const

export function useSubjects(year: number, columns: readonly SheetColumn[]): Subjects {
  const read = (kind: (typeof KINDS)[number]) => ({
    enabled: columns.some((c) => c.kind === kind),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const functions = useRead(API.ledgers.subjects, { query: { kind: 'function', year } }, read('function')).data
  const economies = useRead(API.ledgers.subjects, { query: { kind: 'economy', year } }, read('economy')).data
  const procured = useRead(API.ledgers.subjects, { query: { kind: 'procured', year } }, read('procured')).data
  return useMemo(() => {
    const lists = new Map<string, readonly Subject[]>()
    for (const [kind, list] of [
      ['function', functions],
      ['economy', economies],
      ['procured', procured],
    ] as const) {
      if (list) lists.set(kind, list)
    }
    const names = new Map(
      [...lists].flatMap(([kind, list]) => list.map(({ code, name }) => [`${kind} ${code}`, name] as const)),
    )
    return { of: (kind) => lists.get(kind), nameOf: (kind, code) => names.get(`${kind} ${code}`) }
  }, [functions, economies, procured])
}
