/** The example ledgers: each composes and is proved; and its tables are those of the published book, but for what is listed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readDocument } from '@gouji/files'
import { describe, expect, it } from 'vitest'
import { CIRCUMSTANCES } from './circumstances.ts'
import { compareBook } from './compare-book.ts'
import { composed } from './ledgers.ts'
import { reportOf } from './report.ts'
import { SOURCES } from './sources.ts'

/** The published texts are not part of the project. */
const TEXTS = new URL('../../../shared/corpus/text/', import.meta.url)
const REASON = 'the published texts are not here'

/** Forms of projects stand on sheets of their own in a workbook, so that one example is read back from one, too. */
const FORMATS: Readonly<Record<string, readonly ('html' | 'xlsx')[]>> = { 'zengdu-2024': ['html', 'xlsx'] }

describe.each(Object.keys(SOURCES))('%s', (name) => {
  it('loads without errors and comes back equal, with nothing found that is not accepted', async () => {
    const { problems, mistakes, unused, published } = await composed(name, FORMATS[name] ?? ['html'])
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(published.problems).toEqual([])
    expect(mistakes).toEqual([])
    expect(unused).toEqual([])
    for (const { missing, contradicted, findings, found } of published.proofs.values()) {
      expect({ missing, contradicted, findings }).toEqual({ missing: [], contradicted: [], findings: [] })
      expect(found).toBeGreaterThan(150)
    }
  })

  it('differs from the published tables only where it is said why', async ({ skip }) => {
    if (!existsSync(TEXTS)) skip(REASON)
    const source = SOURCES[name]!
    const file = readdirSync(TEXTS).find((entry) => entry.startsWith(source.text))!
    const document = await readDocument(readFileSync(new URL(file, TEXTS)), file)
    const { published } = await composed(name, [])
    const { text, open } = reportOf(
      source.title,
      compareBook(published.composed.book, document, source),
      CIRCUMSTANCES[name]!,
    )
    await expect(text).toMatchFileSnapshot(`${name}.differences.md`)
    expect(open).toBe(0)
  })
})
