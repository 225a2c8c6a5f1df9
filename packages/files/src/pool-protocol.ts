import type { Failure } from '@gouji/document'
import type { Held } from './office/index.ts'

/** What a pool says to its workers. */
export interface ToWorker<T> {
  readonly id: number
  readonly task: T
  readonly deadline: number
}

/** What a worker answers. */
export type FromWorker<R, P> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: P }
  | { readonly kind: 'held'; readonly id: number; readonly held?: Held }
  | { readonly kind: 'done'; readonly id: number; readonly value: R }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure }
  | { readonly kind: 'crashed'; readonly id: number; readonly reason: string }
