/** What a handler of an endpoint takes and gives, derived from the table of endpoints. */
import type { Readable } from 'node:stream'
import type { Api, BodyOf, Endpoint, ParamsOf, QueryOf, Role } from '@gouji/api'
import type { z } from 'zod'
import type { Services } from '../services.ts'

/** A file that has been received whole and lies in a folder of its own until the request ends. */
export interface Upload {
  /** Harmless to show and to hand back. */
  readonly name: string
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

export interface FileAnswer {
  readonly kind: 'file'
  readonly name: string
  readonly mediaType: string
  readonly content: Readable | Uint8Array | string
  readonly bytes?: number
  /** Shown in the browser; everything else is only ever downloaded. */
  readonly inline?: boolean
  /** Never changes under this address. */
  readonly immutable?: boolean
}

export interface EventAnswer {
  readonly kind: 'events'
  /** Subscribes; the function that comes back ends it. */
  readonly open: (send: (event: { readonly name: string; readonly data: unknown }) => void) => () => void
}

export interface SignedIn {
  readonly id: string
  readonly login: string
  readonly title: string
  readonly roles: readonly Role[]
  readonly mustChangePassword: boolean
  readonly secondFactor: boolean
  /** Absent where an API token was used. */
  readonly session?: { readonly token: string; readonly csrf: string }
  readonly scopes: readonly ('read' | 'write')[]
}

export interface Visitor {
  readonly address: string
  /** Behind TLS: cookies are marked Secure. */
  readonly secure: boolean
  readonly setCookie: (token: string | undefined) => void
  readonly sessionToken?: string
  /** Somebody whom a government's sign-on has told, and who has still to show the second factor. */
  readonly halfWay: () => string | undefined
  readonly forgetHalfWay: () => void
  readonly requestId: string
  readonly agent: string | undefined
}

export interface PublicContext extends Services {
  readonly visitor: Visitor
  readonly person: SignedIn | undefined
}

export interface Context<Tx> extends Services {
  readonly visitor: Visitor
  readonly person: SignedIn
  /** The one transaction of the request; it is committed when the handler has returned. */
  readonly tx: Tx
  /** Runs once the transaction is committed. */
  readonly afterwards: (what: () => void | Promise<void>) => void
}

export interface Input<E extends Endpoint> {
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  readonly body: E['body'] extends 'upload' ? undefined : BodyOf<E>
  readonly uploads: readonly Upload[]
  /** From `If-Match`. */
  readonly version: E['versioned'] extends true ? number : undefined
}

export type Answer<E extends Endpoint> = E['response'] extends z.ZodType
  ? z.input<E['response']>
  : E['response'] extends 'file'
    ? FileAnswer
    : E['response'] extends 'events'
      ? EventAnswer
      : undefined

export type Handler<E extends Endpoint, Tx> = (
  input: Input<E>,
  context: E['who'] extends 'public' ? PublicContext : Context<Tx>,
) => Promise<Answer<E>>

/** One for every endpoint of the table: what is missing does not compile. */
export type Handlers<Tx> = {
  readonly [Group in keyof Api]: {
    readonly [Name in keyof Api[Group]]: Api[Group][Name] extends Endpoint ? Handler<Api[Group][Name], Tx> : never
  }
}

export type HandlersOf<Group extends keyof Api, Tx> = Handlers<Tx>[Group]
