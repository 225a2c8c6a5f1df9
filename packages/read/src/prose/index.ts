/**
 * Prose → statements. Sentences of a budget repeat its figures in words; each number in them is read as a claim with
 * coordinates, set aside as no amount, or listed as not understood.
 */
import type { Block } from '@gouji/document'
import { type Catalogue, plainName } from '@gouji/ledger'
import { isNamedOwner } from '../identity.ts'
import type { Identity, Listing, ProseCoverage, Statement, Unread } from '../reading.ts'
import { type Passage, readPassages } from './passage.ts'
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
  const passages = readPassages(blocks, after)
  const owners = ownersIn(passages)
  for (const passage of passages) reader.read(passage, owners.get(passage))
  const { listings, unread, claimed, other } = reader.claims
  const statements = withThisYear(reader.claims.statements)
  const numbers = claimed + other + unread.length
  return { statements, listings, unread, coverage: { numbers, claimed, other, unread: unread.length } }
}

/**
 * 一、市档案中心 … 二、市信息中心 …: headings that name bodies, at least two beside each other, with amounts below each. Those
 * are that body's and nobody else's. A mere list of the bodies has no amounts between its lines.
 */
function ownersIn(passages: readonly Passage[]): ReadonlyMap<Passage, string> {
  const named = passages.flatMap((passage, at) => {
    const name = passage.heading ? plainName(passage.text.slice(passage.begin)) : ''
    return isNamedOwner(name) ? [{ passage, name, at }] : []
  })
  const tellsMoney = (from: number, to: number): boolean =>
    passages.slice(from + 1, to).some((p) => /\d\s*[万亿]?元/.test(p.text))
  const owners = new Map<Passage, string>()
  for (const group of Map.groupBy(named, ({ passage }) => passage.level).values()) {
    const isTold = group.every(({ at }, i) => tellsMoney(at, group[i + 1]?.at ?? passages.length))
    if (new Set(group.map(({ name }) => name)).size < 2 || !isTold) continue
    for (const { passage, name } of group) owners.set(passage, name)
  }
  return owners
}

/**
 * 收入预算…，其中：一般公共预算拨款…，事业收入…，上年结转…: where what was carried over stands beside them, the other
 * parts are this year's.
 */
function withThisYear(statements: readonly Statement[]): Statement[] {
  const split = new Set(
    statements.flatMap((s) =>
      s.relation === 'part' && s.coordinates?.flow === 'income' && s.coordinates.vintage === 'carried' ? [s.of!] : [],
    ),
  )
  // Divided twice (按资金来源分为…；按资金年度分为…), the sources are of all years.
  const twice = new Set(
    statements.flatMap((s) =>
      s.relation === 'part' && s.coordinates?.source !== undefined && s.coordinates.vintage === 'current'
        ? [s.of!]
        : [],
    ),
  )
  return statements.map((s) => {
    const c = s.coordinates
    const isPart = s.relation === 'part' && s.of !== undefined && split.has(s.of) && !twice.has(s.of)
    return isPart && s.kind === 'amount' && c?.flow === 'income' && c.source !== undefined && c.vintage === undefined
      ? { ...s, coordinates: { ...c, vintage: 'current' } }
      : s
  })
}
