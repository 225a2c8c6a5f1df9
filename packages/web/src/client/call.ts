/**
 * A client of the table of endpoints, by types alone: `call(API.documents.list, { query: { year: 2025 } })`. What the
 * table does not know does not compile.
 */

import { API, type BodyIn, type Endpoint, type ParamsOf, type QueryIn, type ResponseOf } from '@gouji/api'
import { freshId } from './fresh-id.ts'
import { ProblemError, problemOf, unreachable } from './problem.ts'
import { csrfToken, rememberCsrf, sessionEnded } from './session.ts'

export const BASE = '/api/v1'

type With<Name extends string, T> = [T] extends [undefined]
  ? unknown
  : Record<never, never> extends T
    ? { readonly [K in Name]?: T }
    : { readonly [K in Name]: T }

/** The version of what was read goes back as If-Match. */
type Versioned<E extends Endpoint> = E['versioned'] extends true ? { readonly version: number } : unknown

export type CallInput<E extends Endpoint> = With<'params', ParamsOf<E>> &
  With<'query', QueryIn<E>> &
  (E['body'] extends 'upload' ? { readonly files: readonly File[] } : With<'body', BodyIn<E>>) &
  Versioned<E>

interface Loose {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly files?: readonly File[]
  readonly version?: number
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
  /** The same act tried again keeps its key, so that it happens once. */
  readonly idempotencyKey?: string | undefined
}

/** The address of an endpoint: for links, images and frames. */
export function urlOf<E extends Endpoint>(endpoint: E, input: Pick<Loose, 'params' | 'query'> = {}): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(input.params?.[name])))
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  const search = query.toString()
  return BASE + path + (search ? `?${search}` : '')
}

export async function call<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  options: CallOptions = {},
): Promise<ResponseOf<E>> {
  const response = await send(endpoint, input as Loose, options)
  if (response.status === 204 || endpoint.response === 'nothing') return undefined as ResponseOf<E>
  if (endpoint.response === 'file') return response as ResponseOf<E>
  return (await response.json()) as ResponseOf<E>
}

async function send(endpoint: Endpoint, input: Loose, options: CallOptions, again = false): Promise<Response> {
  const headers = new Headers({ accept: 'application/json, application/problem+json' })
  if (endpoint.method !== 'GET') {
    const csrf = csrfToken()
    if (csrf) headers.set('x-csrf-token', csrf)
  }
  const idempotencyKey = options.idempotencyKey ?? (endpoint.repeatable ? freshId() : undefined)
  if (idempotencyKey) headers.set('idempotency-key', idempotencyKey)
  if (endpoint.versioned && input.version !== undefined) headers.set('if-match', `"v${input.version}"`)
  let body: BodyInit | undefined
  if (input.files) {
    const form = new FormData()
    for (const file of input.files) form.append('files', file, file.name)
    body = form
  } else if (input.body !== undefined) {
    headers.set('content-type', 'application/json')
    body = JSON.stringify(input.body)
  }
  const init: RequestInit = { method: endpoint.method, headers, credentials: 'same-origin' }
  if (body !== undefined) init.body = body
  if (options.signal) init.signal = options.signal
  let response: Response
  try {
    response = await fetch(urlOf(endpoint, input), init)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachable()
  }
  if (response.ok) return response
  const problem = await problemOf(response)
  // Another tab may have signed in anew: then this tab's token is of yesterday.
  if (problem.code === 'csrf-missing' && !again) {
    rememberCsrf((await call(API.session.me, {})).csrf)
    return send(endpoint, input, { ...options, idempotencyKey }, true)
  }
  if (problem.status === 401 && endpoint.who !== 'public') sessionEnded()
  throw problem
}

/** Saves a file under the name that the server gives it, and tells in words when it cannot. */
export async function download<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<void> {
  const response = await send(endpoint, input as Loose, {})
  saveAs(await response.blob(), nameIn(response.headers.get('content-disposition')) ?? 'download')
}

export function saveAs(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

function nameIn(disposition: string | null): string | undefined {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  if (encoded) return decodeURIComponent(encoded)
  return /filename="([^"]+)"/i.exec(disposition ?? '')?.[1]
}

export { ProblemError }
