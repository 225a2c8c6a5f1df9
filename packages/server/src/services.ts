/** What handlers and jobs may use of the world. Made once, when the server starts. */
import type { Store } from '@gouji/store'
import type { FastifyBaseLogger } from 'fastify'
import type { Accounts } from './account/accounts.ts'
import type { Sealer } from './account/seal.ts'
import type { Hub } from './events.ts'
import type { Desk } from './tasks/desk.ts'
import type { Office } from './tasks/office.ts'

export interface Folders {
  /** Uploads of requests that are going on. */
  readonly uploads: string
  /** Pictures of pages, which can be drawn again at any time. */
  readonly pictures: string
}

/** An open line of server-sent events, ended when the server stops. */
export interface OpenLine {
  readonly person: string
  /** Absent where an API token was used. */
  readonly session: string | undefined
  readonly end: () => void
}

export interface Services {
  readonly store: Store
  readonly accounts: Accounts
  readonly sealer: Sealer
  readonly hub: Hub
  readonly desk: Desk
  readonly folders: Folders
  readonly lines: Set<OpenLine>
  readonly log: FastifyBaseLogger
  readonly office: Office
  /** Whether a government's own sign-on is configured. */
  readonly oidc: boolean
  readonly version: string
  /** Printed on the console at the first start; whoever knows it makes the administrators. */
  readonly firstKey: string
}
