/** Server-sent events: the browser reconnects by itself; who listens is told each event as it comes. */
import type { Endpoint } from '@gouji/api'
import { useEffect, useRef } from 'react'
import { urlOf } from './call.ts'

export interface ServerEvent {
  readonly name: string
  readonly data: unknown
}

export function useEvents(endpoint: Endpoint, names: readonly string[], on: (event: ServerEvent) => void): void {
  const latest = useRef(on)
  latest.current = on
  const joined = names.join(' ')
  useEffect(() => {
    const source = new EventSource(urlOf(endpoint))
    for (const name of ['message', ...joined.split(' ')]) {
      source.addEventListener(name, (event) => {
        const data: unknown = parsed(event.data)
        if (data !== undefined) latest.current({ name, data })
      })
    }
    return () => source.close()
  }, [endpoint, joined])
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}
