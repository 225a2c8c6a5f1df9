import { readdirSync, readFileSync } from 'node:fs'
import { loadKnowledge } from '@gouji/knowledge'
import { expect, it } from 'vitest'
import { readBudget } from './read.ts'

const { catalogue } = loadKnowledge()
const EXAMPLES = new URL('../../../../examples/ledgers/', import.meta.url)

const names = readdirSync(EXAMPLES, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

it.each(names)('the example %s has no error', (name) => {
  const home = new URL(`${name}/`, EXAMPLES)
  const files = new Map(readdirSync(home).map((file) => [file, readFileSync(new URL(file, home), 'utf8')]))
  const { budget, problems } = readBudget(files, { catalogue })
  // Budgets taken from published books lack what the books do not print, and so have warnings.
  const isOurs = name === 'archive-centre-2025'
  expect(problems.filter(({ severity }) => isOurs || severity === 'error')).toEqual([])
  expect(budget!.lines.length).toBeGreaterThan(10)
})
