/**
 * Prose → statements. Sentences of a budget repeat its figures in words; each number in them is read as a claim with
 * coordinates, set aside as no amount, or listed as not understood.
 */
import type { Block } from '@gouji/document'
import type { Catalogue } from '@gouji/ledger'
import type { Identity, Listing, ProseCoverage, Statement, Unread } from '../reading.ts'
import { readPassages } from './passage.ts'
import { ProseReader } from './reader.ts'
import type { ProseWords } from './words.ts'

export { type ProseRow, ProseWords } from './words.ts'

export interface ProseReading {
  readonly statements: readonly Statement[]
  readonly listings: readonly Listing[]
  readonly coverage: ProseCoverage
  readonly unread: readonly Unread[]
}

export interface ProseKnowledge {
  readonly catalogue: Catalogue
  readonly words: ProseWords
}

/** Reads the blocks behind the table of contents. */
export function readProse(
  blocks: readonly Block[],
  after: number,
  identity: Identity,
  knowledge: ProseKnowledge,
): ProseReading {
  const own = {
    ...(identity.year === undefined ? {} : { year: identity.year }),
    ...(identity.stage === undefined ? {} : { stage: identity.stage }),
  }
  const reader = new ProseReader({ ...knowledge, own })
  for (const passage of readPassages(blocks, after)) reader.read(passage)
  const { statements, listings, unread, claimed, other } = reader.claims
  const numbers = claimed + other + unread.length
  return { statements, listings, unread, coverage: { numbers, claimed, other, unread: unread.length } }
}
