/**
 * What checking says: findings with their proof, and how much could be checked at all.
 */

import type { Place } from '@gouji/document'
import type { ProseCoverage } from '@gouji/read'

export type Severity = 'error' | 'warning' | 'info'

/** 不通过 or 未校验; what passes is counted in the coverage and not listed. */
export type State = 'fail' | 'unverified'

/** Whether the document itself is wrong or its conversion to this file may have done it. */
export type Origin = 'source' | 'possibly-conversion'

export interface Evidence {
  readonly place: Place
  /** The table's title or the section, for people. */
  readonly where?: string
  /** What stands there: `行政运行 / 合计 135.84`. */
  readonly text: string
  /** What part it plays in the arithmetic. */
  readonly role: 'total' | 'part' | 'same' | 'context' | 'suspect'
}

export interface Suspect {
  readonly place: Place
  readonly text: string
  readonly found: string
  /** The value with which all relations hold, in the printed unit and decimals. */
  readonly proposed?: string
  readonly proposedInterval?: readonly [string, string]
  readonly kind: SuspectKind
  /** How many failing relations it would mend, of how many. */
  readonly mends: number
  readonly of: number
}

export type SuspectKind =
  | 'value'
  | 'digit-slip'
  | 'digits-swapped'
  | 'cut-off'
  | 'factor-ten'
  | 'unit-mixed'
  | 'exchanged'
  | 'rows-exchanged'
  | 'missing-row'
  | 'wrong-code'
  | 'blank'

export interface Consequence {
  readonly rule: string
  readonly message: string
  readonly evidence: readonly Evidence[]
}

export interface Finding {
  /** Stable for the same document and place, for waivers and replies. */
  readonly id: string
  readonly rule: string
  readonly severity: Severity
  readonly state: State
  readonly origin: Origin
  /** One sentence in Chinese that a finance officer understands. */
  readonly message: string
  /** The arithmetic, written out. */
  readonly arithmetic?: string
  readonly expected?: string
  readonly found?: string
  /** The law, standard or logic that the finding rests on. */
  readonly basis: string
  readonly evidence: readonly Evidence[]
  readonly suspects: readonly Suspect[]
  /** Further relations that fail for the same cause. */
  readonly consequences: readonly Consequence[]
  /** Set when the finding was accepted with a reason (waiver.ts): shown, and not counted. */
  readonly waiver?: Acceptance
}

/** 已说明: why a finding may stand, by whom (an office, not a person), and until which day. */
export interface Acceptance {
  readonly reason: string
  readonly by: string
  /** Last day on which it holds, `2025-12-31`. */
  readonly until: string
}

/** What became of one waiver. */
export interface WaiverUse {
  /** Line of the file that it is written in. */
  readonly line: number
  readonly state: 'applied' | 'expired' | 'unmatched'
  readonly until: string
  /** What it names: an id of a finding, or a rule. */
  readonly names: string
  /** Ids of the findings that it accepts, or would if it had not expired. */
  readonly findings: readonly string[]
}

export interface Coverage {
  /** Numeric table cells of the document. */
  readonly figures: number
  /** Those that stand in at least one relation that could be evaluated. */
  readonly related: number
  readonly relations: { readonly held: number; readonly failed: number; readonly unverified: number }
  /** Tables found, and those in which no relation could be set up. */
  readonly tables: number
  readonly tablesUnverified: number
  readonly pagesWithoutText: number
  /** Pages beyond the limit; absent where all were read. */
  readonly pagesUnread?: number
  /** Numbers of the sentences; absent when sentences were not read. */
  readonly prose?: ProseCoverage
}

export interface Report {
  /** 不通过 when an error or warning stands; 未校验 when nothing could be checked; else 通过. */
  readonly verdict: 'pass' | 'fail' | 'unverified'
  readonly findings: readonly Finding[]
  readonly coverage: Coverage
  /** Places of the figures that stand in at least one relation, so that a screen can show what was not checked. */
  readonly relatedPlaces: readonly Place[]
  /** One for each waiver that was given for this document; absent when none was. */
  readonly waivers?: readonly WaiverUse[]
}
