import { expect, it } from 'vitest'
import { windowOf } from './window.ts'

const LIST = ['甲局', '乙局', '丙局', '丁局', '戊局'].map((name) => ({ id: name, name }))
const namesOf = (items: readonly unknown[]): string[] => items.map((item) => (item as { name: string }).name)

it('gives the whole where no part is asked for', () => {
  expect(windowOf(LIST, {})).toBeUndefined()
})

it('gives part after part, and says where there is no more', () => {
  const first = windowOf(LIST, { limit: 2 })!
  const second = windowOf(LIST, { limit: 2, after: first.next! })!
  const last = windowOf(LIST, { limit: 2, after: second.next! })!
  expect([first, second, last].map(({ items }) => namesOf(items))).toEqual([
    ['甲局', '乙局'],
    ['丙局', '丁局'],
    ['戊局'],
  ])
  expect(last.next).toBeUndefined()
  expect(last.total).toBe(5)
})

it('goes on after the same item when others came or went before it, or it was changed', () => {
  const { next } = windowOf(LIST, { limit: 2 })!
  const longer = [{ id: '新局', name: '新局' }, ...LIST.map((o) => ({ ...o, name: `${o.name}（更名）` }))]
  expect(namesOf(windowOf(longer, { limit: 1, after: next! })!.items)).toEqual(['丙局（更名）'])
  expect(namesOf(windowOf(LIST.slice(1), { limit: 1, after: next! })!.items)).toEqual(['丙局'])
})

it('goes on by number where the item is gone, and begins again with a mark that is none', () => {
  const { next } = windowOf(LIST, { limit: 2 })!
  expect(namesOf(windowOf([LIST[0]!, ...LIST.slice(2)], { limit: 1, after: next! })!.items)).toEqual(['丁局'])
  expect(namesOf(windowOf(LIST, { limit: 1, after: 'nothing' })!.items)).toEqual(['甲局'])
})
