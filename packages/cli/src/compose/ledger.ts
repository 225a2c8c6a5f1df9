/** A ledger from disk, with everything that is wrong with it, and the findings that its unit accepts. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Budget, BudgetProblem } from '@gouji/budget'
import type { Waiver } from '@gouji/check'
import { loadKnowledge } from '@gouji/knowledge'
import { openBudgetFolder, WAIVERS_NAME } from '@gouji/publish'
import { readWaivers } from '../waivers.ts'
import { type Language, WORDINGS } from '../wording/index.ts'

export interface LoadedLedger {
  readonly budget?: Budget
  readonly problems: readonly BudgetProblem[]
  readonly waivers: readonly Waiver[]
  /** What is wrong in the file of waivers; while there is something, none counts. */
  readonly mistakes: readonly string[]
}

export async function loadLedger(path: string, language: Language): Promise<LoadedLedger> {
  const read = await openBudgetFolder(path, loadKnowledge())
  const file = join(path, WAIVERS_NAME)
  if (!existsSync(file)) return { ...read, waivers: [], mistakes: [] }
  const { waivers, mistakes } = readWaivers(file, WORDINGS[language])
  return { ...read, waivers: mistakes.length > 0 ? [] : waivers, mistakes }
}
