import { readdirSync, readFileSync } from 'node:fs'
import { loadKnowledge } from '@gouji/knowledge'
import { expect, it } from 'vitest'
import { readBudget } from './read.ts'

const { catalogue } = loadKnowledge()
const EXAMPLES = new URL('../../../../examples/ledgers/', import.meta.url)

it.each(readdirSync(EXAMPLES))('the example %s has no problem', (name) => {
  const home = new URL(`${name}/`, EXAMPLES)
  const files = new Map(readdirSync(home).map((file) => [file, readFileSync(new URL(file, home), 'utf8')]))
  const { budget, problems } = readBudget(files, { catalogue })
  expect(problems).toEqual([])
  expect(budget!.lines.length).toBeGreaterThan(10)
})
