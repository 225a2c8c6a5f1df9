import { loadKnowledge } from '@gouji/knowledge'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyBudget, withoutOrigins } from '../testing/any-budget.ts'
import { printBudget } from './print.ts'
import { readBudget } from './read.ts'

const { catalogue } = loadKnowledge()

it('reads what it prints', () => {
  fc.assert(
    fc.property(anyBudget, (budget) => {
      // Such budgets need not balance: what is wrong with what they say does not change what they say.
      const { partial } = readBudget(printBudget(budget), { catalogue })
      expect(withoutOrigins(partial)).toEqual(withoutOrigins(budget))
    }),
    { numRuns: 200 },
  )
})

it('prints the same bytes for what it has read, with Windows line ends and a byte order mark as without', () => {
  fc.assert(
    fc.property(anyBudget, (budget) => {
      const files = printBudget(budget)
      const windows = new Map([...files].map(([file, text]) => [file, `\ufeff${text.replaceAll('\n', '\r\n')}`]))
      for (const given of [files, windows]) {
        expect(printBudget(readBudget(given, { catalogue }).partial!)).toEqual(files)
      }
    }),
    { numRuns: 100 },
  )
})
