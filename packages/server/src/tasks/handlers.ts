/** What a worker can do, by kind of job. */
import type { JobHandler, Store } from '@gouji/store'
import { CHECK_KIND, checkDocument } from './check-document.ts'
import { COMPOSE_KIND, composeDocument } from './compose-document.ts'
import type { Office } from './office.ts'
import { PUBLISH_KIND, publishFiling } from './publish-edition.ts'

export const jobHandlers = (store: Store, office: Office, engine: string): Readonly<Record<string, JobHandler>> => ({
  [CHECK_KIND]: checkDocument(store, office, engine),
  [COMPOSE_KIND]: composeDocument(store, office),
  [PUBLISH_KIND]: publishFiling(store, office),
})
