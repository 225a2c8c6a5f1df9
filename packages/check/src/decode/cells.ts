/** One wrong number: in one cell, or in all cells that repeat it, because copies are made with the error. */
import type { Candidate } from './candidate.ts'
import { ANY_VALUE } from './edits.ts'
import type { Network } from './network.ts'
import type { Proposer } from './proposal.ts'
import { type Option, optionBreakingSome, optionsKeepingAll, type View, viewsOf } from './values.ts'

const MOST_COPIES = 12
/** A number that is wrong in all its copies is rarer than a wrong number. */
const ALL_COPIES = 0.3
/** Each failing relation of the cell that stays unexplained speaks against it. */
const MISS = 0.2
/** Totals are computed, and so go wrong by any amount; parts go wrong by slips. */
const WRONG_TOTAL = 3

/** Candidates for one cell, or for a block of copies, that break nothing that holds. */
export function wrongNumbers(net: Network, proposer: Proposer, block: readonly number[]): Candidate[] {
  const views = viewsOf(net, block)
  return optionsKeepingAll(views).map((option) => asCandidate(net, proposer, block, views, option))
}

/** For relations that nothing else explains: the cell whose change mends clearly more than it breaks. */
export function leastBad(net: Network, proposer: Proposer, q: number): Candidate | undefined {
  const views = viewsOf(net, [q])
  const option = optionBreakingSome(views)
  return option && asCandidate(net, proposer, [q], views, option)
}

function asCandidate(
  net: Network,
  proposer: Proposer,
  block: readonly number[],
  views: readonly View[],
  option: Option,
): Candidate {
  const proposals = block.map((q) => proposer.propose(q, option.span, views))
  const { edit, likelihood } = proposals[0]!
  const arbitrary = edit.likelihood <= ANY_VALUE.likelihood
  return {
    kind: edit.kind,
    changes: block.map((quantity, k) => ({ quantity, interval: option.span, proposed: proposals[k]!.proposed })),
    mends: option.mends,
    breaks: option.breaks,
    likelihood:
      likelihood *
      (block.length > 1 ? ALL_COPIES : 1) *
      MISS ** Math.min(3, option.misses) *
      MISS ** Math.min(6, 2 * option.breaks.length) *
      (arbitrary && option.mends.some((r) => isTotal(net, r, block[0]!)) ? WRONG_TOTAL : 1),
  }
}

/** Whether the quantity is what the others of a sum add up to: alone with its sign, among three or more. */
export function isTotal(net: Network, r: number, q: number): boolean {
  if (net.relations[r]!.kind === 'same' || net.arity(r) < 3) return false
  let own = 0
  for (let k = net.start[r]!; k < net.start[r + 1]!; k++) if (net.term[k] === q) own = Math.sign(net.weight[k]!)
  let alike = 0
  for (let k = net.start[r]!; k < net.start[r + 1]!; k++) if (Math.sign(net.weight[k]!) === own) alike++
  return alike === 1
}

/** The cell and all cells that agree with it by relations of sameness, in order of their ids. */
export function copiesOf(net: Network, q: number): number[] {
  const block = [q]
  const seen = new Set(block)
  for (let at = 0; at < block.length && block.length < MOST_COPIES; at++) {
    net.eachRelation(block[at]!, (r) => {
      if (net.relations[r]!.kind !== 'same' || net.arity(r) !== 2 || !net.holds(r) || net.excused[r] === 1) return
      for (const other of net.members(r)) {
        if (seen.has(other)) continue
        seen.add(other)
        block.push(other)
      }
    })
  }
  return block.sort((a, b) => a - b)
}
