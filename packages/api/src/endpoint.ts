/**
 * One table of endpoints that the server implements, the browser calls and OpenAPI prints. What is not in the table
 * does not exist; what is in it and not implemented does not compile.
 */
import { z } from 'zod'
import type { Role } from './people.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Endpoint {
  readonly method: Method
  /** Below /api/v1, with `:name` for parameters. */
  readonly path: string
  /** For people, in Chinese: what it does. */
  readonly summary: string
  /** `public` needs no session; `signed-in` any; a list, one of these roles somewhere. Rows decide about the rest. */
  readonly who: 'public' | 'signed-in' | readonly Role[]
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  /** `upload` is multipart, streamed. */
  readonly body?: z.ZodType | 'upload'
  /** `file` is bytes with a name, `events` server-sent events. */
  readonly response: z.ZodType | 'file' | 'events' | 'nothing'
  /** A write that a client may send twice with the same Idempotency-Key. */
  readonly repeatable?: boolean
  /** Needs `If-Match` with the version that was read. */
  readonly versioned?: boolean
}

/** Keeps the literal types of the schemas. */
export const endpoint = <const E extends Endpoint>(e: E): E => e

/** Whether it answers with a list that has no pages of its own. */
export const isList = ({ method, response }: Endpoint): boolean => method === 'GET' && response instanceof z.ZodArray

type Infer<T> = T extends z.ZodType ? z.output<T> : undefined
type InferIn<T> = T extends z.ZodType ? z.input<T> : undefined

export type ParamsOf<E extends Endpoint> = Infer<E['params']>
export type QueryOf<E extends Endpoint> = Infer<E['query']>
export type BodyOf<E extends Endpoint> = Infer<E['body']>
export type QueryIn<E extends Endpoint> = InferIn<E['query']>
export type BodyIn<E extends Endpoint> = InferIn<E['body']>
export type ResponseOf<E extends Endpoint> = E['response'] extends z.ZodType ? z.output<E['response']> : unknown
