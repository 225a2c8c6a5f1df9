/** Keeps documents on the screen as the server tells of their progress. */
import { API, type DocumentInfo } from '@gouji/api'
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { call } from './call.ts'
import { useEvents } from './events.ts'
import { keyOf } from './query.ts'

/** The names under which the server sends what concerns documents. */
const NAMES = ['document', 'job'] as const
const PAUSE_MS = 150

interface DocumentPage {
  readonly items: readonly DocumentInfo[]
  readonly next?: string | undefined
  readonly total?: number | undefined
}

export function useLiveDocuments(): void {
  const client = useQueryClient()
  const waiting = useRef(new Set<string>())
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  useEvents(API.documents.events, NAMES, ({ data }) => {
    const told = infoIn(data)
    if (told) return placeDocument(client, told)
    const id = documentIn(data)
    if (id) waiting.current.add(id)
    // Many files come at once: what was told in a moment is read in one go.
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      const ids = [...waiting.current]
      waiting.current.clear()
      if (ids.length === 0 || ids.length > 20) void client.invalidateQueries({ queryKey: keyOf(API.documents.list) })
      else for (const each of ids) void readAgain(client, each)
    }, PAUSE_MS)
  })
}

/** The server sends the document itself with its news. */
function infoIn(data: unknown): DocumentInfo | undefined {
  const info = typeof data === 'object' && data !== null && 'info' in data ? data.info : undefined
  return typeof info === 'object' && info !== null && 'version' in info ? (info as DocumentInfo) : undefined
}

function documentIn(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { document, id } = data as { document?: unknown; id?: unknown }
  if (typeof document === 'string') return document
  return typeof id === 'string' ? id : undefined
}

async function readAgain(client: QueryClient, id: string): Promise<void> {
  const document = await call(API.documents.get, { params: { id } }).catch(() => undefined)
  if (document) placeDocument(client, document)
  else await client.invalidateQueries({ queryKey: keyOf(API.documents.list) })
}

/** Puts a newer state of a document wherever it is shown. */
export function placeDocument(client: QueryClient, document: DocumentInfo): void {
  const before = client.getQueryData<DocumentInfo>(keyOf(API.documents.get, { params: { id: document.id } }))
  client.setQueryData(keyOf(API.documents.get, { params: { id: document.id } }), document)
  if (before && before.state !== document.state) {
    for (const endpoint of [API.documents.findings, API.documents.tables, API.documents.content]) {
      void client.invalidateQueries({ queryKey: keyOf(endpoint) })
    }
  }
  client.setQueriesData<InfiniteData<DocumentPage>>({ queryKey: keyOf(API.documents.list) }, (data) =>
    data?.pages
      ? {
          ...data,
          pages: data.pages.map((page) => ({
            ...page,
            items: page.items.map((d) => (d.id === document.id ? document : d)),
          })),
        }
      : data,
  )
}
