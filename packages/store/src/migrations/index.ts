/**
 * All migrations, in order, forward only. One that has been released never changes: its hash is kept in every
 * installation, and a changed one is refused. How to add one stands in the README of this package.
 */
import * as accountEnds from './account-ends.ts'
import * as audit from './audit.ts'
import * as closedWays from './closed-ways.ts'
import * as documents from './documents.ts'
import * as filings from './filings.ts'
import * as guidance from './guidance.ts'
import * as jobs from './jobs.ts'
import * as offices from './offices.ts'
import * as officesApart from './offices-apart.ts'
import * as packUse from './pack-use.ts'
import * as passages from './passages.ts'
import * as people from './people.ts'
import * as publishing from './publishing.ts'
import * as recognise from './recognise.ts'
import * as resetHeld from './reset-held.ts'
import * as search from './search.ts'
import * as searchOnce from './search-once.ts'
import * as separation from './separation.ts'

export interface SchemaMigration {
  readonly name: string
  readonly sql: string
}

export const MIGRATIONS: readonly SchemaMigration[] = [
  people,
  audit,
  filings,
  documents,
  guidance,
  jobs,
  offices,
  separation,
  publishing,
  officesApart,
  search,
  packUse,
  recognise,
  passages,
  resetHeld,
  searchOnce,
  closedWays,
  accountEnds,
]
