/**
 * The system as arrays: terms by relation, relations by quantity, and the interval sum of each relation, so that what
 * a relation implies for one of its terms is one subtraction. Quantities and relations go by index in here.
 */
import type { Interval } from '@gouji/ledger'
import type { Quantity, Relation } from './system.ts'

/** Stands for “no bound”: far beyond any amount, so that arithmetic needs no special case. */
export const UNBOUNDED = 1n << 200n

export interface Span {
  lo: bigint
  hi: bigint
}

export class Network {
  readonly quantities: readonly Quantity[]
  readonly relations: readonly Relation[]
  /** Terms of relation r: `start[r]` to `start[r + 1]` in `term` and `weight`; repeated quantities are merged. */
  readonly start: Int32Array
  readonly term: Int32Array
  readonly weight: Int32Array
  readonly lo: bigint[]
  readonly hi: bigint[]
  readonly sumLo: bigint[]
  readonly sumHi: bigint[]
  /** Relations that are read with truncated intervals. */
  readonly cutOff: Uint8Array
  /** Relations set aside, because a suspect explains them without changing a number. */
  readonly excused: Uint8Array
  /** Quantities whose interval a suspect has replaced. */
  readonly changed: Uint8Array
  private adjacency: { start: Int32Array; relation: Int32Array; weight: Int32Array } | undefined

  constructor(quantities: readonly Quantity[], relations: readonly Relation[]) {
    const n = quantities.length
    const byId = new Array<Quantity>(n)
    for (const quantity of quantities) byId[quantity.id] = quantity
    this.quantities = byId
    this.relations = relations
    this.lo = new Array<bigint>(n)
    this.hi = new Array<bigint>(n)
    for (let q = 0; q < n; q++) {
      this.lo[q] = byId[q]!.interval.lo
      this.hi[q] = byId[q]!.interval.hi
    }
    let size = 0
    for (const relation of relations) size += relation.terms.length
    this.start = new Int32Array(relations.length + 1)
    this.term = new Int32Array(size)
    this.weight = new Int32Array(size)
    const seenIn = new Int32Array(n).fill(-1)
    const seenAt = new Int32Array(n)
    let at = 0
    for (let r = 0; r < relations.length; r++) {
      this.start[r] = at
      for (const { quantity, weight } of relations[r]!.terms) {
        if (seenIn[quantity] === r) this.weight[seenAt[quantity]!]! += weight
        else {
          seenIn[quantity] = r
          seenAt[quantity] = at
          this.term[at] = quantity
          this.weight[at++] = weight
        }
      }
    }
    this.start[relations.length] = at
    this.cutOff = new Uint8Array(relations.length)
    this.excused = new Uint8Array(relations.length)
    this.changed = new Uint8Array(n)
    this.sumLo = new Array<bigint>(relations.length)
    this.sumHi = new Array<bigint>(relations.length)
    for (let r = 0; r < relations.length; r++) this.addUp(r)
  }

  private addUp(r: number): void {
    const { lo, hi, term, weight } = this
    let from = 0n
    let to = 0n
    for (let k = this.start[r]!; k < this.start[r + 1]!; k++) {
      const q = term[k]!
      const w = weight[k]!
      if (w === 1) {
        from += lo[q]!
        to += hi[q]!
      } else if (w === -1) {
        from -= hi[q]!
        to -= lo[q]!
      } else {
        const factor = BigInt(w)
        from += factor * (w > 0 ? lo[q]! : hi[q]!)
        to += factor * (w > 0 ? hi[q]! : lo[q]!)
      }
    }
    this.sumLo[r] = from
    this.sumHi[r] = to
  }

  holds(r: number): boolean {
    if (this.excused[r] === 1) return true
    return this.sumLo[r]! <= 0n && (this.sumHi[r]! >= 0n || this.relations[r]!.kind === 'atMost')
  }

  /** The interval in which relation r reads quantity q. */
  read(r: number, q: number): Interval {
    if (this.cutOff[r] === 1 && this.changed[q] === 0) {
      const quantity = this.quantities[q]!
      return quantity.truncated ?? quantity.interval
    }
    return { lo: this.lo[q]!, hi: this.hi[q]! }
  }

  /** Reads relation r with truncated intervals from now on, or with rounded ones again. */
  setCutOff(r: number, cutOff: boolean): void {
    this.cutOff[r] = cutOff ? 1 : 0
    if (!cutOff) {
      this.addUp(r)
      return
    }
    const total = this.truncatedSum(r)
    this.sumLo[r] = total.lo
    this.sumHi[r] = total.hi
  }

  truncatedSum(r: number): Interval {
    let lo = 0n
    let hi = 0n
    for (let k = this.start[r]!; k < this.start[r + 1]!; k++) {
      const { interval, truncated = interval } = this.quantities[this.term[k]!]!
      const w = BigInt(this.weight[k]!)
      lo += w * (w > 0n ? truncated.lo : truncated.hi)
      hi += w * (w > 0n ? truncated.hi : truncated.lo)
    }
    return { lo, hi }
  }

  arity(r: number): number {
    return this.start[r + 1]! - this.start[r]!
  }

  /** Quantities of a relation, each once, without those that cancel out. */
  members(r: number): number[] {
    const all: number[] = []
    for (let k = this.start[r]!; k < this.start[r + 1]!; k++) if (this.weight[k] !== 0) all.push(this.term[k]!)
    return all
  }

  /** Calls back with each relation that the quantity stands in and its weight there. */
  eachRelation(q: number, visit: (relation: number, weight: number) => void): void {
    this.adjacency ??= this.turnRound()
    const { start, relation, weight } = this.adjacency
    for (let k = start[q]!; k < start[q + 1]!; k++) visit(relation[k]!, weight[k]!)
  }

  private turnRound() {
    const start = new Int32Array(this.quantities.length + 1)
    const { term, weight } = this
    const size = this.start[this.relations.length]!
    for (let k = 0; k < size; k++) if (weight[k] !== 0) start[term[k]! + 1]!++
    for (let q = 0; q < this.quantities.length; q++) start[q + 1]! += start[q]!
    const next = start.slice()
    const relation = new Int32Array(size)
    const factor = new Int32Array(size)
    for (let r = 0; r < this.relations.length; r++) {
      for (let k = this.start[r]!; k < this.start[r + 1]!; k++) {
        if (weight[k] === 0) continue
        const at = next[term[k]!]!++
        relation[at] = r
        factor[at] = weight[k]!
      }
    }
    return { start, relation, weight: factor }
  }

  /** Replaces the interval of a quantity and brings the sums of its relations up to date. */
  replace(q: number, to: Interval, changed: boolean): void {
    this.eachRelation(q, (r, w) => {
      const old = this.read(r, q)
      const fresh = this.cutOff[r] === 1 && !changed ? (this.quantities[q]!.truncated ?? to) : to
      const factor = BigInt(w)
      this.sumLo[r]! += factor * (w > 0 ? fresh.lo - old.lo : fresh.hi - old.hi)
      this.sumHi[r]! += factor * (w > 0 ? fresh.hi - old.hi : fresh.lo - old.lo)
    })
    this.lo[q] = to.lo
    this.hi[q] = to.hi
    this.changed[q] = changed ? 1 : 0
  }
}

const floor = (a: bigint, b: bigint): bigint => {
  const quotient = a / b
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient
}

/** Every x with `weight · x + rest = 0` (or `≤ 0`) for some value of the rest; empty when `lo` lies above `hi`. */
export function solveFor(weight: number, rest: Interval, atMost: boolean): Span {
  if (weight === 1) return { lo: atMost ? -UNBOUNDED : -rest.hi, hi: -rest.lo }
  if (weight === -1) return { lo: rest.lo, hi: atMost ? UNBOUNDED : rest.hi }
  const w = BigInt(weight)
  if (weight > 0) return { lo: atMost ? -UNBOUNDED : -floor(rest.hi, w), hi: floor(-rest.lo, w) }
  return { lo: -floor(rest.lo, w), hi: atMost ? UNBOUNDED : floor(-rest.hi, w) }
}
