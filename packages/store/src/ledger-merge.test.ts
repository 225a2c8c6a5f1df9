import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cells, type LedgerEdit, type LedgerRow, mergeLedger, rowName } from './ledger-merge.ts'

const row = (key: string, cells: Cells, position = 0): LedgerRow => ({ sheet: 's', key, position, cells })
const named = (...rows: readonly LedgerRow[]) => new Map(rows.map((one) => [rowName(one), one]))
const edit = (key: string, cells?: Cells): LedgerEdit => ({ sheet: 's', key, ...(cells ? { cells } : {}) })

describe('merging by row and column', () => {
  // Base, mine, theirs (undefined: the row is not there) and what comes out.
  it.each<[string, Cells | undefined, Cells | undefined, Cells | undefined, Cells | 'gone' | 'same' | string[]]>([
    ['only I changed', { a: '1' }, { a: '2' }, { a: '1' }, { a: '2' }],
    ['only they changed', { a: '1' }, { a: '1' }, { a: '2' }, 'same'],
    ['different columns', { a: '1', b: '1' }, { a: '2', b: '1' }, { a: '1', b: '2' }, { a: '2', b: '2' }],
    ['the same change', { a: '1' }, { a: '2' }, { a: '2' }, 'same'],
    ['the same column differently', { a: '1' }, { a: '2' }, { a: '3' }, ['a']],
    ['a column that I emptied', { a: '1', b: '1' }, { b: '1' }, { a: '1', b: '1' }, { b: '1' }],
    ['emptied against changed', { a: '1' }, {}, { a: '2' }, ['a']],
    ['a row that I added', undefined, { a: '1' }, undefined, { a: '1' }],
    ['a row that both added', undefined, { a: '1' }, { b: '1' }, { a: '1', b: '1' }],
    ['a row that both added differently', undefined, { a: '1' }, { a: '2' }, ['a']],
    ['a row that I took away', { a: '1' }, undefined, { a: '1' }, 'gone'],
    ['a row that both took away', { a: '1' }, undefined, undefined, 'same'],
    ['taken away by me, changed by them', { a: '1' }, undefined, { a: '2' }, ['']],
    ['changed by me, taken away by them', { a: '1' }, { a: '2' }, undefined, ['']],
    ['left by me, taken away by them', { a: '1' }, { a: '1' }, undefined, 'same'],
  ])('%s', (_, base, mine, theirs, expected) => {
    const of = (cells: Cells | undefined) => (cells ? named(row('k', cells)) : named())
    const { changed, removed, conflicts } = mergeLedger(of(base), of(theirs), [edit('k', mine)])
    if (expected === 'gone') expect(removed).toEqual([{ sheet: 's', key: 'k' }])
    else if (expected === 'same') expect([changed, removed, conflicts]).toEqual([[], [], []])
    else if (Array.isArray(expected)) expect(conflicts.map(({ column }) => column ?? '')).toEqual(expected)
    else expect(changed.map(({ cells }) => cells)).toEqual([expected])
  })

  it('keeps where others moved a row unless I moved it too', () => {
    const [base, theirs] = [named(row('k', {}, 1)), named(row('k', {}, 5))]
    expect(mergeLedger(base, theirs, [{ ...edit('k', { a: '1' }), position: 1 }]).changed[0]!.position).toBe(5)
    expect(mergeLedger(base, theirs, [{ ...edit('k', {}), position: 9 }]).changed[0]!.position).toBe(9)
  })

  const cells = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('1', '2', '3'), { noNullPrototype: true })
  const side = fc.option(cells, { nil: undefined })

  it('loses no change: what comes out is mine, theirs, or told as a conflict', () => {
    fc.assert(
      fc.property(side, side, side, (base, mine, theirs) => {
        const of = (given: Cells | undefined) => (given ? named(row('k', given)) : named())
        const { changed, removed, conflicts } = mergeLedger(of(base), of(theirs), [edit('k', mine)])
        if (conflicts.length > 0) return
        const out = removed.length > 0 ? undefined : changed.length > 0 ? changed[0]!.cells : theirs
        for (const column of ['a', 'b', 'c']) {
          const [was, want, is, became] = [base, mine, theirs, out].map((one) => one?.[column])
          if (want !== was) expect(became).toBe(want)
          else if (is !== was) expect(became).toBe(is)
          else expect(became).toBe(was)
        }
      }),
    )
  })

  it('comes out alike whoever saves first, as long as nobody clashes', () => {
    fc.assert(
      fc.property(cells, cells, cells, (base, one, other) => {
        const of = (given: Cells) => named(row('k', given))
        const first = mergeLedger(of(base), of(one), [edit('k', other)])
        const second = mergeLedger(of(base), of(other), [edit('k', one)])
        expect(first.conflicts.length).toBe(second.conflicts.length)
        if (first.conflicts.length > 0) return
        const out = [first.changed[0]?.cells ?? one, second.changed[0]?.cells ?? other]
        expect(out[0]).toEqual(out[1])
      }),
    )
  })
})
