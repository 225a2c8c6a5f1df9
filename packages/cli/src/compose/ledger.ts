/** A ledger from disk, as a folder, with everything that is wrong with it. */
import type { Budget, BudgetProblem } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import { openBudgetFolder } from '@gouji/publish'

export async function loadLedger(path: string): Promise<{ budget?: Budget; problems: readonly BudgetProblem[] }> {
  return openBudgetFolder(path, loadKnowledge())
}
