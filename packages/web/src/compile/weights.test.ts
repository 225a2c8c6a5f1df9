import type { LedgerRow } from '@gouji/api'
import { expect, it } from 'vitest'
import { shareOut, weigh } from './weights.ts'

const indicators = (...weights: string[]): LedgerRow[] =>
  weights.map((weight, i) => ({
    sheet: 'indicators',
    key: `${i}`,
    values: { level1: i < 2 ? '产出指标' : '效益指标', weight },
  }))

it('says what is left of a hundred, by level too', () => {
  const { sum, left, byLevel } = weigh(indicators('30', '25', '20', ''))
  expect([sum, left, [...byLevel]]).toEqual([
    75,
    25,
    [
      ['产出指标', 55],
      ['效益指标', 20],
    ],
  ])
})

it.each([
  [
    ['30', '', '', ''],
    [
      ['1', 24],
      ['2', 23],
      ['3', 23],
    ],
  ],
  [['100', ''], []],
  [['60', '60', ''], []],
])('shares out what is left of %j', (weights, expected) => {
  expect([...shareOut(indicators(...weights))]).toEqual(expected)
})
