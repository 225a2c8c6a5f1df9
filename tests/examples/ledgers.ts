/** The ledgers of published budgets, composed in their packs as `gouji compose` does it. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Budget, BudgetProblem } from '@gouji/budget'
import type { Waiver } from '@gouji/check'
import { loadKnowledge } from '@gouji/knowledge'
import { type BookFormat, chosenPack, loadPacks, openBudgetFolder, type Published, publish } from '@gouji/publish'
import { readWaivers } from '../../packages/cli/src/waivers.ts'
import { WORDINGS } from '../../packages/cli/src/wording/index.ts'

/** The day on which waivers are judged here, so that the tests do not change with the calendar. */
const TODAY = '2026-11-21'
const HOME = new URL('../../examples/ledgers/', import.meta.url)

export interface Composing {
  readonly budget: Budget
  readonly problems: readonly BudgetProblem[]
  readonly mistakes: readonly string[]
  readonly unused: readonly Waiver[]
  readonly published: Published
}

export async function composed(name: string, formats: readonly BookFormat[]): Promise<Composing> {
  const folder = fileURLToPath(new URL(`${name}/`, HOME))
  const { budget, problems } = await openBudgetFolder(folder, loadKnowledge())
  if (!budget) throw new Error(JSON.stringify(problems))
  const { pack } = chosenPack(budget.head, loadPacks(), undefined)
  const file = `${folder}waivers.yaml`
  const { waivers, mistakes } = existsSync(file) ? readWaivers(file, WORDINGS.zh) : { waivers: [], mistakes: [] }
  const published = await publish(budget, pack!, { formats, accepted: { waivers, today: TODAY } })
  const reasons = new Set(
    [...published.proofs.values()].flatMap(({ accepted }) => accepted.map(({ reason }) => reason)),
  )
  return { budget, problems, mistakes, unused: waivers.filter(({ reason }) => !reasons.has(reason)), published }
}
