/** What lasts longer than a clause: what the sentence is about, what is being listed, what it is compared with. */
import type { Coordinates } from '@gouji/ledger'
import { type Basis, Clause, type When } from './clause.ts'
import type { NumberToken } from './number.ts'
import type { Label } from './subject.ts'

/** What the sentence is about when a number has no words of its own. */
export interface Topic {
  /** Without time; undefined when the words were not understood. */
  readonly coordinates: Coordinates | undefined
  readonly subject: string
  /** The amount that the topic came with. */
  readonly index?: number
}

/** 其中、包括: the amount whose parts follow, and what the list says of all its members. */
export interface List {
  readonly parent: number | undefined
  readonly coordinates: Coordinates | undefined
  /** The list in which this one was opened: 其中：人员经费…，包括：…；公用经费…. */
  readonly outer: List | undefined
  /** Its members are no parts beside those already listed: 以上包含上年结转. */
  readonly apart?: boolean
}

export interface Sentence {
  clause: Clause
  topic: Topic | undefined
  /** The last amount that is neither a change nor a base. */
  amount: number | undefined
  /** How many statements were made before the sentence. */
  from: number
  /** The last change, while no other amount has come between. */
  change: number | undefined
  basis: Basis | undefined
  /** That of the sentence before: …比2023年减少 1.44 万元。其中：公务接待费减少…. */
  pastBasis: Basis | undefined
  when: When
  list: List | undefined
  /** The words narrow the amount to something that has no coordinates: 面向中小企业, 单位价值. */
  narrow: boolean
  /** Where the reason begins, and how many statements were made before it. */
  cause: { readonly at: number; readonly statements: number } | undefined
  /** Names that 分别 hands out to the numbers that follow. */
  queue: Label[]
  /** 完成全年预算 24.00 万元: the budget's statement and where it ends, until the rate has been read. */
  executed: { readonly budget: number; readonly end: number; readonly when: When } | undefined
  /** Numbers before 、 that wait for the unit of a later one. */
  waiting: NumberToken[]
  /** 指标名称某某，指标值: the name is said before the number's clause. */
  named: string | undefined
  /** The amount behind which a bracket was opened. */
  readonly bracket: number | undefined
}

export const sentenceAt = (at: number, bracket?: number, from = 0): Sentence => ({
  clause: new Clause(at),
  topic: undefined,
  amount: undefined,
  from,
  change: undefined,
  basis: undefined,
  pastBasis: undefined,
  when: {},
  list: undefined,
  narrow: false,
  cause: undefined,
  queue: [],
  executed: undefined,
  waiting: [],
  named: undefined,
  bracket,
})
