/**
 * Every numeric table cell of two published budgets against figures taken down by hand from their pages. The documents
 * themselves are not part of this repository; where they are absent the test says so and is skipped.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readDocument } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { plainName, printedText } from '@gouji/ledger'
import { type ReadCell, read } from '@gouji/read'
import { describe, expect, test } from 'vitest'

const PDFS = join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus', 'pdf')

interface Truth {
  readonly page: number
  readonly code: string
  readonly label: string
  readonly column: string
  readonly value: string
}

function truthOf(name: string): Truth[] {
  const [, ...lines] = readFileSync(join(import.meta.dirname, name), 'utf8')
    .trimEnd()
    .split('\n')
  return lines.map((line) => {
    const [page, code, label, column, value] = line.split('\t') as [string, string, string, string, string]
    return { page: Number(page), code, label, column, value }
  })
}

/** The figure stands under the heading and in the row that the page shows. */
const answers = (t: Truth, c: ReadCell): boolean =>
  c.place.page === t.page &&
  c.printed !== undefined &&
  printedText(c.printed) === t.value.replaceAll(',', '') &&
  plainName(c.columnPath.at(-1) ?? '').endsWith(plainName(t.column)) &&
  plainName(c.rowLabel) === plainName(t.label)

describe.each([
  ['finance-bureau-2025-budget.tsv', 'shanghai-putuo-finance-2025-budget.pdf'],
  ['welfare-home-2024-budget.tsv', 'shanghai-putuo-welfare-home-2024-budget.pdf'],
])('%s', (figures, pdf) => {
  const path = join(PDFS, pdf)
  test.skipIf(!existsSync(path))(
    'every figure in its row and column (skipped where the document is absent)',
    async () => {
      const document = await readDocument(readFileSync(path), pdf)
      const cells = read(document, loadKnowledge()).tables.flatMap((t) => t.cells.filter((c) => c.printed && !c.noise))
      const left = [...cells]
      const missing: Truth[] = []
      for (const truth of truthOf(figures)) {
        const i = left.findIndex((c) => answers(truth, c))
        if (i < 0) missing.push(truth)
        else left.splice(i, 1)
      }
      expect(missing).toEqual([])
      expect(left.map((c) => `${c.place.page} ${c.rowLabel} ${c.text}`)).toEqual([])
    },
  )
})
