/** Planted errors: where the truth says, and nowhere else. */
import { describe, expect, it } from 'vitest'
import { tablesOf } from './book.ts'
import { composeBook, FORMS } from './forms/index.ts'
import { ERROR_KINDS, inject } from './inject.ts'
import { randomFrom } from './random.ts'

describe.each(ERROR_KINDS)('%s', (kind) => {
  it.each(FORMS)('in form %s changes exactly one table', (form) => {
    const book = composeBook(form, 2)
    const damaged = inject(book, kind, randomFrom(9))
    if (!damaged) {
      // Forms without a year in their titles have nothing that could be left over from last year.
      expect(['year', 'wrong-code', 'code-name']).toContain(kind)
      return
    }
    const before = tablesOf(book)
    const after = tablesOf(damaged.book)
    const changed = before.flatMap((t, i) => (JSON.stringify(t, big) === JSON.stringify(after[i], big) ? [] : [i]))
    expect(changed).toEqual([damaged.planted.table])
    const { row, column } = damaged.planted
    if (row !== undefined && column !== undefined && kind !== 'wrong-code') {
      expect(after[damaged.planted.table]?.rows[row]?.[column]?.text).toBe(damaged.planted.after)
      expect(before[damaged.planted.table]?.rows[row]?.[column]?.text).toBe(damaged.planted.before)
    }
  })
})

const big = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)
