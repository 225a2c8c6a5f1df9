/** The shipped examples are what the generator composes, and their README tells every planted error. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { composeExamples, EXAMPLES, exampleFile } from './examples.ts'
import { FORMATS, writeBook } from './writers/index.ts'

const { clean, damaged, planted } = composeExamples()

describe('examples', () => {
  it.each(FORMATS)('are up to date: %s (else run node tests/books/examples.ts)', (format) => {
    for (const book of [clean, damaged]) {
      const path = EXAMPLES + exampleFile(book, format)
      expect(existsSync(path), path).toBe(true)
      const same = Buffer.from(writeBook(book, format)).equals(readFileSync(path))
      expect(same, path).toBe(true)
    }
  })

  it('stay small', () => {
    for (const book of [clean, damaged]) {
      expect(readFileSync(EXAMPLES + exampleFile(book, 'pdf')).length).toBeLessThan(300_000)
    }
  })

  it('have their errors told in the README', () => {
    const readme = readFileSync(`${EXAMPLES}README.md`, 'utf8')
    for (const p of planted) {
      for (const word of p.kind === 'year' ? ['2024年', '“三公”经费支出表'] : [p.title, p.rowLabel ?? '']) {
        expect(readme).toContain(word)
      }
      if (p.column !== undefined) for (const value of [p.before, p.after]) expect(readme).toContain(value)
    }
  })
})
