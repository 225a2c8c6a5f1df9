import { expect, it } from 'vitest'
import { renderGrid } from './grid.ts'
import { PLAIN } from './style.ts'

it('renders a table without columns as nothing but its words', () => {
  expect(renderGrid([], ['没有数据'], 80, PLAIN)).toEqual(['', ' 没有数据'])
})
