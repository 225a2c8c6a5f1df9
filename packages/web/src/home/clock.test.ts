/** The statutory clock: 批复后二十日内公开. */
import { expect, it } from 'vitest'
import { daysName, daysUntil, statutoryDay } from './clock.ts'

const approved = { name: '批复部门预算', day: '2024-02-20' }

it('counts twenty days from approval, over the end of a leap February', () => {
  expect(statutoryDay([approved])).toEqual({ day: '2024-03-11', isOverrun: false })
  expect(statutoryDay([{ ...approved, day: '2025-02-20' }])?.day).toBe('2025-03-12')
  expect(statutoryDay([{ name: '编报截止', day: '2024-01-10' }])).toBeUndefined()
  // A day that is still being typed is no day yet.
  expect(statutoryDay([{ ...approved, day: '' }])).toBeUndefined()
})

it('tells when the day laid down for publishing is later than the law allows', () => {
  const publishing = (day: string) => statutoryDay([approved, { name: '公开部门预算', day }])?.isOverrun
  expect(publishing('2024-03-11')).toBe(false)
  expect(publishing('2024-03-12')).toBe(true)
})

it('says what is left in whole days', () => {
  expect(daysUntil('2024-03-11', '2024-02-28')).toBe(12)
  expect([12, 0, -1].map(daysName)).toEqual(['还有 12 天', '今天到期', '已超期 1 天'])
})
