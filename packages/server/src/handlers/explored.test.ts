import { expect, it } from 'vitest'
import { type Book, withoutDoubles } from './explored.ts'

const book = (path: string, audience: string | null, more: Partial<Book> = {}): Book => ({
  ...{ id: path, organisation: path, name: path, path, region: '33', year: 2025, stage: 'budget', audience },
  ...more,
})
const kept = (...books: Book[]): string[] => withoutDoubles(books).map(({ path, year }) => `${path}${year}`)

it('leaves out the books of units where their department has one of the same year and stage', () => {
  expect(
    kept(book('a/b/', 'department'), book('a/b/c/', 'unit'), book('a/b/c/d/', null), book('a/x/', 'unit')),
  ).toEqual(['a/b/2025', 'a/x/2025'])
  expect(kept(book('a/b/', 'unit'), book('a/b/c/', 'unit'))).toHaveLength(2)
  expect(kept(book('a/b/', 'department', { year: 2024 }), book('a/b/c/', 'unit'))).toHaveLength(2)
  expect(kept(book('a/b/', 'department', { stage: 'final' }), book('a/b/c/', 'unit'))).toHaveLength(2)
  // Neither itself nor one whose name only begins alike stands below it.
  expect(kept(book('a/b/', 'department'), book('a/bc/', 'unit'))).toHaveLength(2)
})

it('does so for the books of a province in a moment', () => {
  const books = Array.from({ length: 60_000 }, (_, i) => book(`a/${i % 6000}/${i}/`, i < 6000 ? 'department' : 'unit'))
  const began = performance.now()
  expect(withoutDoubles(books)).toHaveLength(60_000)
  expect(performance.now() - began).toBeLessThan(2000)
})
