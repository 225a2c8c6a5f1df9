import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textDiff } from './text-diff.ts'

const told = (left: string, right: string): string =>
  textDiff(left, right)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'gone' ? `[-${text}-]` : `[+${text}+]`))
    .join('')

describe('two sentences', () => {
  it.each([
    ['支出1187.19万元，比上年增加。', '支出1187.20万元，比上年增加。', '支出[-1187.19-][+1187.20+]万元，比上年增加。'],
    ['主要是项目减少', '主要是人员和项目减少', '主要是[+人员和+]项目减少'],
    ['一样', '一样', '一样'],
    ['', '新的', '[+新的+]'],
  ])('%s → %s', (left, right, expected) => expect(told(left, right)).toBe(expected))

  it('are both there again, whatever they say', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (a, b) => {
          const side = (kind: 'gone' | 'new'): string =>
            textDiff(a, b)
              .filter((p) => p.kind === 'same' || p.kind === kind)
              .map((p) => p.text)
              .join('')
          expect([side('gone'), side('new')]).toEqual([a, b])
        },
      ),
    )
  })
})
