import { describe, expect, it } from 'vitest'
import { compareBooks } from './comparison.ts'
import { isSameCell } from './ledger-rows.ts'

const book = (sentences: readonly string[], cells: readonly (readonly [string, string])[] = []) => ({
  tables: [{ title: '收支总表', cells: cells.map(([label, text]) => ({ label, column: '预算数', text })) }],
  sentences,
})

describe('two books', () => {
  it('differ in the cells that are not the same, the second 其他 apart from the first', () => {
    const left = book(
      [],
      [
        ['教育', '1.00'],
        ['其他', '2.00'],
        ['其他', '3.00'],
        ['卫生', '4.00'],
      ],
    )
    const right = book(
      [],
      [
        ['教育', '1.00'],
        ['其他', '2.00'],
        ['其他', '3.50'],
        ['科技', '5.00'],
      ],
    )
    expect(compareBooks(left, right).tables).toEqual([
      {
        title: '收支总表',
        rows: [
          { label: '其他', column: '预算数', left: '3.00', right: '3.50' },
          { label: '卫生', column: '预算数', left: '4.00' },
          { label: '科技', column: '预算数', right: '5.00' },
        ],
      },
    ])
  })

  it('hold a sentence against the one that is most like it, whatever its amounts', () => {
    const left = book([
      '公务接待费3.80万元，与上年持平。',
      '基本支出100.00万元。',
      '不变的一句。',
      '只在前面的一句话。',
    ])
    const right = book(['不变的一句。', '基本支出90.00万元。', '公务接待费4.10万元，比上年增加。', '另外新写的内容。'])
    expect(compareBooks(left, right).sentences).toEqual([
      { left: '公务接待费3.80万元，与上年持平。', right: '公务接待费4.10万元，比上年增加。' },
      { left: '基本支出100.00万元。', right: '基本支出90.00万元。' },
      { left: '只在前面的一句话。' },
      { right: '另外新写的内容。' },
    ])
  })

  it('are compared in a moment, however many sentences somebody has changed', () => {
    const many = (what: string) =>
      book(
        Array.from(
          { length: 20_000 },
          (_, i) => `${what}${'部门预算说明'.repeat(100)}${String.fromCodePoint(0x4e00 + i)}。`,
        ),
      )
    const [left, right] = [many('甲'), many('乙')]
    const began = performance.now()
    const { sentences } = compareBooks(left, right)
    // With each held against each it would be hours, in which the server answers nobody else.
    expect(performance.now() - began).toBeLessThan(5000)
    expect(sentences.length).toBeGreaterThan(20_000)
    expect(new Set(sentences.flatMap(({ left = [] }) => left)).size).toBe(20_000)
    expect(new Set(sentences.flatMap(({ right = [] }) => right)).size).toBe(20_000)
  })

  it.each([
    ['1,000', '1000.00', true],
    ['1000.50', '1000.5', true],
    ['0.10', '0.1', true],
    ['100', '10', false],
    ['001', '1', false],
    ['-5.00', '-5', true],
    ['', '0', false],
  ])('of cells %j and %j are the same: %s', (a, b, same) => expect(isSameCell(a, b)).toBe(same))
})
