/**
 * A system of relations among printed quantities, and what decoding says about it. The relations of a budget are the
 * parity checks of a code: a wrong figure fails some of them, and the smallest change that satisfies all of them again
 * is the suspect.
 */
import type { Interval } from '@gouji/ledger'
import type { SuspectKind } from '../report.ts'

/** One printed (or blank) cell. */
export interface Quantity {
  /** Dense, 0 to n − 1. */
  readonly id: number
  /** Every amount in fen that prints so; a blank cell is exactly zero. */
  readonly interval: Interval
  /** Every amount that prints so when the rest is cut off instead of rounded. */
  readonly truncated?: Interval
  /** Fen in one unit of the last printed decimal: 10^4 for 万元 with two decimals. */
  readonly step: bigint
  /** The printed digits with their sign; undefined for a blank cell. */
  readonly digits?: bigint
  readonly blank: boolean
  /** The row that the cell stands in, to tell neighbours and parallel columns. */
  readonly group?: number
}

/** Σ weight · x = 0, or Σ weight · x ≤ 0 for `atMost`. */
export interface Relation {
  readonly id: number
  readonly terms: readonly { readonly quantity: number; readonly weight: 1 | -1 }[]
  readonly kind: 'sum' | 'same' | 'balance' | 'tie' | 'atMost'
  /** 0 to 1: how sure it is that the relation must hold. */
  readonly trust: number
}

export interface Change {
  readonly quantity: number
  /** The true amounts with which every relation of the quantity holds. */
  readonly interval: Interval
  /** In fen, at the quantity's printed precision where such a value exists. */
  readonly proposed: bigint
}

/** A part that a sum lacks: what it must amount to, and a quantity elsewhere that prints just that. */
export interface MissingPart {
  readonly relation: number
  readonly interval: Interval
  readonly like?: number
}

export interface Suspect {
  /** Empty for a missing row and for a row in the wrong place, where no printed number is wrong. */
  readonly changes: readonly Change[]
  readonly kind: SuspectKind
  /** How many failing relations it mends. */
  readonly mends: number
  /** 0 to 1. Suspects that nothing tells apart have equal scores. */
  readonly score: number
  /** For `missing-row`: what is missing, one entry for each relation. */
  readonly missing?: readonly MissingPart[]
  /** For `wrong-code`: the cells of the row that stands in a sum to which it does not belong. */
  readonly row?: readonly number[]
  /** Relations that hold now and would not after the change; mostly none. */
  readonly breaks?: readonly number[]
}

export interface Diagnosis {
  /** The failing relations that it explains, the most telling first. */
  readonly relations: readonly number[]
  /** The likeliest first; empty when nothing explains the relations. */
  readonly suspects: readonly Suspect[]
  readonly explained: boolean
}

export interface DecodeOptions {
  /** Also look for relations that hold one by one and cannot hold together. */
  readonly tighten?: boolean
  /** Suspects listed in a diagnosis at most. */
  readonly suspects?: number
  /** Bound on the work spent on explanations, in trials of a change; a bound in time would not be repeatable. */
  readonly effort?: number
}

/** Relations by their ids. */
export interface Decoding {
  readonly failed: readonly number[]
  readonly held: readonly number[]
  /** Relations that hold only if their figures were cut off instead of rounded. */
  readonly truncatedOnly: readonly number[]
  readonly diagnoses: readonly Diagnosis[]
}
