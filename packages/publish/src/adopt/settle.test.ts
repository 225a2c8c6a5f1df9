import { expect, it } from 'vitest'
import { settle } from './settle.ts'

const bound = (cells: readonly number[], lo: bigint, hi = lo): Parameters<typeof settle>[1][number] => ({
  cells,
  lo,
  hi,
  nominal: lo,
})

it('rounds to the grain in which amounts are printed', async () => {
  const bounds = [bound([0], 9_500n, 10_500n), bound([0, 1], 29_500n, 30_500n)]
  expect(await settle([10_000.2, 19_999.7], bounds)).toEqual([10_000n, 20_000n])
})

it('moves single fen until a sum printed to the fen holds', async () => {
  const bounds = [bound([0, 1, 2], 100n), bound([0], 33n, 34n), bound([1], 33n, 34n), bound([2], 33n, 34n)]
  const settled = await settle([33.333, 33.333, 33.333], bounds)
  expect(settled.reduce((a, b) => a + b)).toBe(100n)
})
