/** One handler for every endpoint of the table. */
import type { Tx } from '@gouji/store'
import type { Handlers } from '../http/handler.ts'
import { administration } from './administration.ts'
import { documents, findings } from './documents.ts'
import { explore } from './explore.ts'
import { filings } from './filings.ts'
import { ledgers } from './ledgers.ts'
import { organisations } from './organisations.ts'
import { people } from './people.ts'
import { session } from './session.ts'

export const handlers: Handlers<Tx> = {
  session,
  people,
  organisations,
  documents,
  findings,
  ledgers,
  filings,
  explore,
  administration,
}
