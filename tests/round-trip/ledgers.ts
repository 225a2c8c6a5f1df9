/** Generated ledgers that a pack can compose: every shape in turn, with the audience, level and keys that the pack asks for. */
import { type Budget, printBudget, readBudget } from '@gouji/budget'
import type { Pack } from '@gouji/compose'
import { loadKnowledge, loadSynthWords } from '@gouji/knowledge'
import { asksOf } from '@gouji/publish'
import { SHAPES, type Shape, synthesize } from '@gouji/synth'

const UNITS = [1, 3, 2, 6]

export const shapeOf = (seed: number): Shape => SHAPES[seed % SHAPES.length]!

export function ledgerFor(pack: Pack, seed: number, shape: Shape = shapeOf(seed)): Budget {
  const { catalogue } = loadKnowledge()
  const asks = asksOf(pack)
  const audience = pack.for?.audience
  const units = audience === 'unit' ? 1 : UNITS[Math.trunc(seed / SHAPES.length + seed) % UNITS.length]!
  const year = Math.max(pack.for?.yearFrom ?? 2025, Math.min(2025, pack.for?.yearTo ?? 2025))
  const made = synthesize({
    seed,
    year,
    stage: pack.for?.stage ?? 'budget',
    units,
    catalogue,
    words: loadSynthWords(),
    shape,
    asks,
    ...(asks.level === undefined ? {} : { level: asks.level }),
    ...(audience === undefined ? {} : { audience }),
  })
  // Through the files of a folder, as every ledger comes.
  const { budget, problems } = readBudget(printBudget(made), { catalogue })
  if (!budget) throw new Error(`seed ${seed}: ${JSON.stringify(problems.filter((p) => p.severity === 'error')[0])}`)
  return budget
}
