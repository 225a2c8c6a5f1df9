import { describe, expect, it } from 'vitest'
import type { Pack } from './pack.ts'
import { diffPacks, type PackDifference } from './pack-diff.ts'
import { buildPack, type RawPack } from './pack-schema.ts'

const FONTS = Object.fromEntries(['title', 'heading1', 'heading2', 'body', 'table'].map((role) => [role, ['Serif']]))

const PARENT: RawPack = {
  title: '共用',
  style: { unit: '万元', decimals: 2, shareDecimals: 1, rateDecimals: 1, gap: '', thousands: false },
  look: { paper: 'a4', bodySize: 16, tableSize: 9, fonts: FONTS },
  reasons: { ratePermille: 0, yuan: 0 },
  figures: { 支出总计: 'flow=expenditure' },
  phrases: { change: { up: '增加{额}', down: '减少{额}', flat: '持平' } },
  sentences: { size: '支出{支出总计}。' },
  book: [{ heading: '一、支出', level: 1 }, { say: 'size' }, { form: 'one' }],
  forms: {
    one: {
      title: '支出表',
      scope: 'flow=expenditure',
      panels: [
        {
          columns: [
            { head: '科目', role: 'label', show: '{名称}' },
            {
              head: '支出',
              columns: [
                { head: '合计', at: '' },
                { head: '项目支出', at: 'character=project' },
              ],
            },
          ],
          rows: [{ label: '合计', at: '' }, { each: 'function 1' }],
        },
      ],
    },
  },
}

/** Differences between the parent and a child that says only this. */
function differences(child: RawPack): string[] {
  const raws = new Map<string, RawPack>([
    ['parent', PARENT],
    ['child', { title: '下级', inherits: 'parent', ...child }],
  ])
  const pack = (id: string): Pack => buildPack(id, raws).pack!
  return diffPacks(pack('parent'), pack('child')).map(told)
}

const told = ({ area, of, part, before, after }: PackDifference): string =>
  `${[area, of, part].filter(Boolean).join(' ')}: ${before ?? '∅'} → ${after ?? '∅'}`

describe('two packs', () => {
  it('do not differ where the child says nothing, or the same', () => {
    expect(differences({})).toEqual([])
    expect(differences({ sentences: { size: '支出{支出总计}。' } })).toEqual([])
  })

  it('differ in style, sentences and figures by name', () => {
    expect(
      differences({
        style: { decimals: 4 },
        sentences: { size: '总支出{支出总计}。', more: '完。' },
        figures: { 基本支出: 'flow=expenditure character=basic' },
      }),
    ).toEqual([
      'style decimals: 2 → 4',
      'sentence size: 支出{支出总计}。 → 总支出{支出总计}。',
      'sentence more: ∅ → 完。',
      'figure 基本支出: ∅ → flow=expenditure character=basic',
    ])
  })

  it('differ in columns and rows as they are read on paper, and only in those', () => {
    const panel = {
      columns: [
        { head: '科目', role: 'label', show: '{名称}' },
        {
          head: '支出',
          columns: [
            { head: '合计', at: '' },
            { head: '人员经费', at: 'character=personnel' },
          ],
        },
      ],
      rows: [{ label: '合计', at: '' }, { each: 'function 1-3' }],
    }
    expect(differences({ forms: { one: { unit: '元', panels: [panel] } } })).toEqual([
      'form one unit: 万元 → 元',
      'form one columns: 支出 › 项目支出 = 项目支出 → ∅',
      'form one columns: ∅ → 支出 › 人员经费 = 人员经费',
      'form one rows: each function 1 → ∅',
      'form one rows: ∅ → each function 1-3',
    ])
  })

  it('differ in the order of the book by what comes and what goes', () => {
    const book = [{ heading: '一、支出', level: 1 }, { form: 'one' }, { heading: '二、其他', level: 1 }]
    expect(differences({ book })).toEqual(['order: say size → ∅', 'order: ∅ → # 二、其他'])
  })
})
