/** What the server offers and the browser calls, under /api/v1. */
import { administration } from './administration.ts'
import { documents, findings } from './documents.ts'
import { explore } from './explore.ts'
import { filings } from './filings.ts'
import { ledgers } from './ledgers.ts'
import { organisations } from './organisations.ts'
import { people, session } from './people.ts'

export * from './administration.ts'
export * from './documents.ts'
export * from './endpoint.ts'
export * from './explore.ts'
export * from './filings.ts'
export * from './ledgers.ts'
export * from './organisations.ts'
export * from './packs.ts'
export * from './people.ts'
export * from './values.ts'

export const API = {
  session,
  people,
  organisations,
  documents,
  findings,
  ledgers,
  filings,
  explore,
  administration,
} as const
export type Api = typeof API
