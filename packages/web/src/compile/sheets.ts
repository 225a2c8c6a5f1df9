/** The sheets of a ledger, read once: their columns and titles do not change while the page is open. */
import { API } from '@gouji/api'
import { useCallback } from 'react'
import { useRead } from '../client/query.ts'

export const useSheets = () => useRead(API.ledgers.sheets, {}, { staleTime: Number.POSITIVE_INFINITY })

export function useSheetTitles(): (name: string) => string {
  const { data } = useSheets()
  return useCallback((name: string) => data?.find((s) => s.name === name)?.title ?? name, [data])
}
