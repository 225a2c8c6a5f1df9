import { describe, expect, it } from 'vitest'
import { addRows, changesOf, dropRows, markSaved, openDraft, rebase, redo, setCells, undo } from './draft.ts'

const row = (key: string, values: Record<string, string>) => ({ sheet: 's', key, values })
const start = () => openDraft([row('a', { name: '甲', fen: '1' }), row('b', { name: '乙', fen: '2' })])
const edit = (key: string, field: string, value: string) => ({ sheet: 's', key, field, value })

describe('a draft', () => {
  it('knows what has to be saved, and no more', () => {
    const draft = setCells(start(), [edit('a', 'fen', '3'), edit('b', 'fen', '2')])
    expect(changesOf(draft)).toEqual([{ kind: 'put', row: row('a', { name: '甲', fen: '3' }) }])
    expect(changesOf(setCells(draft, [edit('a', 'fen', '1')]))).toEqual([])
  })

  it('goes back and forth, rows included, to where they stood', () => {
    const dropped = dropRows(start(), 's', new Set(['a']))
    expect(dropped.rows.map((r) => r.key)).toEqual(['b'])
    expect(undo(dropped).rows).toEqual(start().rows)
    expect(redo(undo(dropped)).rows).toEqual(dropped.rows)
    expect(changesOf(dropped)).toEqual([{ kind: 'drop', sheet: 's', key: 'a' }])
  })

  it('makes one act of a paste that adds rows', () => {
    const pasted = setCells(start(), [edit('b', 'fen', '9'), edit('c', 'fen', '8')], [row('c', {})])
    expect(pasted.rows.map((r) => r.values.fen)).toEqual(['1', '9', '8'])
    expect(undo(pasted).rows).toEqual(start().rows)
  })

  it('keeps what was typed while a save was under way', () => {
    const first = setCells(start(), [edit('a', 'fen', '3')])
    const sent = changesOf(first)
    const second = markSaved(setCells(first, [edit('a', 'fen', '4')]), sent)
    expect(changesOf(second)).toEqual([{ kind: 'put', row: row('a', { name: '甲', fen: '4' }) }])
  })

  it('does not save an added row that nobody filled in', () => {
    expect(changesOf(addRows(start(), [row('c', {})]))).toEqual([])
  })
})

describe('a merge of three', () => {
  const mine = () => setCells(start(), [edit('a', 'fen', '10')])

  it('takes cells that only one side changed', () => {
    const merged = rebase(mine(), [row('a', { name: '甲改', fen: '1' }), row('b', { name: '乙', fen: '2' })])
    expect(merged.rows[0]).toEqual(row('a', { name: '甲改', fen: '10' }))
    expect(changesOf(merged)).toHaveLength(1)
  })

  it.each([
    ['mine', '10'],
    ['theirs', '7'],
  ] as const)('takes %s where both changed one cell and a person chose it', (take, fen) => {
    const theirs = [row('a', { name: '甲', fen: '7' }), row('b', { name: '乙', fen: '2' })]
    const merged = rebase(mine(), theirs, [{ sheet: 's', key: 'a', field: 'fen', take }])
    expect(merged.rows[0]!.values.fen).toBe(fen)
  })

  it('leaves removed what the other side removed, unless I changed it and want it', () => {
    const theirs = [row('b', { name: '乙', fen: '2' })]
    expect(rebase(mine(), theirs).rows).toEqual(theirs)
    expect(rebase(mine(), theirs, [{ sheet: 's', key: 'a', field: '', take: 'mine' }]).rows).toHaveLength(2)
  })

  it('keeps rows that I added', () => {
    const merged = rebase(addRows(start(), [row('c', { fen: '5' })]), start().rows)
    expect(merged.rows.map((r) => r.key)).toEqual(['a', 'b', 'c'])
  })
})
