/**
 * A part of a list that has no pages of its own: `?limit=20`, and where it went on, `Link: <…>; rel="next"` (RFC 8288).
 * Without `limit` such a list comes whole; it is as long as a district is large.
 */
import { createHash } from 'node:crypto'
import type { WindowQuery } from '@gouji/api'
import type { z } from 'zod'
import { cursorOf, partsOf } from './cursor.ts'

const MOST = 200

export interface Window {
  readonly items: readonly unknown[]
  /** Goes back as `after`; missing where the list ends here. */
  readonly next?: string
  readonly total: number
}

/** Undefined where no part was asked for. */
export function windowOf(list: readonly unknown[], query: z.output<typeof WindowQuery>): Window | undefined {
  const { limit = MOST, after } = query
  if (query.limit === undefined && after === undefined) return undefined
  const from = after === undefined ? 0 : placeAfter(list, after)
  const items = list.slice(from, from + limit)
  const end = from + items.length
  const next = end < list.length ? cursorOf([end, nameOf(list[end - 1])]) : undefined
  return { items, total: list.length, ...(next === undefined ? {} : { next }) }
}

/** After the last item that was given, wherever it stands now; where it is gone, at the number it had. */
function placeAfter(list: readonly unknown[], cursor: string): number {
  const [end, name] = partsOf(cursor) ?? []
  if (typeof end !== 'number' || end < 1) return 0
  if (end <= list.length && nameOf(list[end - 1]) === name) return end
  const now = list.findIndex((item) => nameOf(item) === name)
  return now < 0 ? Math.min(end, list.length) : now + 1
}

/** What an item is the same by, though something of it has changed meanwhile. */
function nameOf(item: unknown): string {
  const { id, code, version } = (typeof item === 'object' && item !== null ? item : {}) as Record<string, unknown>
  const name = id ?? code ?? version ?? item
  return createHash('sha1')
    .update(JSON.stringify(name) ?? '')
    .digest('base64url')
    .slice(0, 12)
}
