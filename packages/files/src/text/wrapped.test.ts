import type { Paragraph } from '@gouji/document'
import { describe, expect, it } from 'vitest'
import { readText } from './index.ts'

const blocksOf = (text: string) => readText(new TextEncoder().encode(text), 'book.txt').blocks
const paragraphsOf = (text: string): Paragraph[] => blocksOf(text).filter((b) => b.kind === 'paragraph')

const SENTENCES = [
  '云湖市档案馆2025年收入预算1286.40万元，比上年执行数增加86.15万元，增长7.18%，主要是新馆投入使用后运行经费增加。',
  '云湖市档案馆2025年支出预算1286.40万元，其中：人员支出742.88万元，占57.75%；公用经费143.52万元，占11.16%；项目支出400.00万元，占31.09%。',
  '一般公共预算当年拨款1250.00万元，比上年执行数增加80.00万元，主要是新馆运行经费和重点档案抢救保护经费增加，其余各项与上年大体相同。',
  '公务接待费预算2.30万元，与上年预算持平，主要用于接待上级单位检查指导和兄弟单位学习交流。',
  '公务用车购置及运行维护费预算5.60万元，其中：公务用车购置费0.00万元，公务用车运行维护费5.60万元，主要用于档案接收运送车辆的燃料费、维修费、过路过桥费和保险费。',
]

/** As a page of so many columns breaks it; a number is not broken, and no line begins with a comma. */
function wrapped(text: string, edge: number, first = '', rest = ''): string {
  const lines: string[] = []
  let line = first
  let width = first.length
  for (const piece of text.match(/[\d.,%]+|.[，。；：、）]?/gu)!) {
    const own = [...piece].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 255 ? 2 : 1), 0)
    if (width + own > edge) {
      lines.push(line)
      line = rest
      width = rest.length
    }
    line += piece
    width += own
  }
  return [...lines, line].join('\n')
}

describe('a text that was broken at the edge of a page', () => {
  it.each([
    ['first lines stand in', 60, '    ', ''],
    ['all lines stand at the edge', 74, '', ''],
    ['all lines stand in, first lines more', 90, '      ', '  '],
    ['narrow', 44, '    ', ''],
  ])('has its paragraphs again: %s', (_, edge, first, rest) => {
    const twice = [...SENTENCES, ...SENTENCES]
    const text = twice.map((sentence) => wrapped(sentence, edge, first, rest)).join('\n')
    expect(text.split('\n').length).toBeGreaterThan(twice.length + 8)
    expect(paragraphsOf(text).map((p) => p.text)).toEqual(twice)
  })

  it('takes a sentence that ends right at the edge to go on, where nothing stands in', () => {
    const [one, two] = ['新馆运行经费280.00万元，主要用于水电费。', '2024年执行数为265.00万元，2025年增加15.00万元。']
    const edge = [...one].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 255 ? 2 : 1), 0) + 1
    const others = [...SENTENCES, ...SENTENCES].map((sentence) => wrapped(sentence, edge))
    expect(paragraphsOf([one, wrapped(two, edge), ...others].join('\n'))[0]!.text).toBe(one + two)
    expect(paragraphsOf([one, wrapped(two, edge, '    '), ...others].join('\n'))[0]!.text).toBe(one)
  })

  it('goes on over a page break with its number', () => {
    const lines = SENTENCES.map((sentence) => wrapped(sentence, 60, '    '))
      .join('\n')
      .split('\n')
    const broken = [...lines.slice(0, 4), '', '— 3 —', '\f', ...lines.slice(4)].join('\n')
    expect(
      paragraphsOf(broken)
        .map((p) => p.text)
        .filter((t) => t !== '— 3 —'),
    ).toEqual(SENTENCES)
  })

  it('knows the line and column of every word', () => {
    const text = SENTENCES.map((sentence) => wrapped(sentence, 60, '    ')).join('\n')
    const lines = text.split('\n')
    for (const { runs, text: whole } of paragraphsOf(text)) {
      for (const [i, { start, place }] of runs.entries()) {
        const words = whole.slice(start, runs[i + 1]?.start)
        expect(lines[place.line! - 1]!.slice(place.column! - 1)).toBe(words)
      }
    }
  })

  it('keeps headings and numbered items apart, and rows of figures in columns', () => {
    const list = [
      '1.档案抢救保护经费120.00万元，主要用于重点档案的修复、数字化加工、异地备份和安全保管等工作。',
      '2.新馆运行经费280.00万元，主要用于水电费、物业管理费、设备维护费、安全保卫和绿化保洁等开支。',
    ]
    const row = '行政运行                 742.88              742.88'
    const text = [...SENTENCES, '（二）项目支出', ...list]
      .map((s) => wrapped(s, 60))
      .concat(row)
      .join('\n')
    expect(paragraphsOf(text).map((p) => p.text)).toEqual([...SENTENCES, '（二）项目支出', ...list, row])
  })
})

describe('a text whose lines are paragraphs', () => {
  it('stays as it is', () => {
    const text = [...SENTENCES, ...SENTENCES].join('\n')
    expect(paragraphsOf(text).map((p) => p.text)).toEqual([...SENTENCES, ...SENTENCES])
  })

  it('may be double spaced, tables too', () => {
    const rows = Array.from({ length: 8 }, (_, i) => `20126${i}\t档案事务\t${i}.00`)
    const text = [...SENTENCES, ...rows, ...SENTENCES].join('\n\n')
    const blocks = blocksOf(text)
    expect(blocks.map((b) => (b.kind === 'table' ? b.rows : b.text))).toEqual([...SENTENCES, 8, ...SENTENCES])
    expect(blocks.map((b) => b.place.line)).toEqual([1, 3, 5, 7, 9, 11, 27, 29, 31, 33, 35])
  })
})
