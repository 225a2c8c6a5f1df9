import { expect, it } from 'vitest'
import { balanceWords, isOwn, sumOf } from './sums.ts'

const book = { year: 2025, stage: 'budget' } as const
const row = (sheet: string, values: Record<string, string>) => ({ sheet, key: JSON.stringify(values), values })

it.each([
  [{}, true],
  [{ year: '2025', stage: '预算' }, true],
  [{ year: '2024', stage: '预算' }, false],
  [{ year: '2025', stage: '执行' }, false],
])('%j belongs to the budget of 2025: %s', (values, own) => {
  expect(isOwn(row('income', values), book)).toBe(own)
})

it('adds whole fen and passes over what is no amount', () => {
  expect(sumOf([row('s', { fen: '0.1' }), row('s', { fen: '1,000.20' }), row('s', { fen: '约三万' })], 'fen')).toBe(
    100_030n,
  )
})

it('says by how much income and expenditure differ', () => {
  const rows = [
    row('income', { fen: '10' }),
    row('income', { fen: '99', year: '2024' }),
    row('expenditure', { fen: '12.50' }),
  ]
  expect(balanceWords('income', rows, book)).toBe('收入 10.00，支出 12.50，收入少 2.50')
  expect(balanceWords('projects', rows, book)).toBe('')
})
