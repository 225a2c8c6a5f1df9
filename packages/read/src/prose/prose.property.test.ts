/** Sentences composed from random figures are read back to the same figures, coordinates and ties. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readLines } from '../testing/prose.ts'

const SUBJECTS = [
  { name: '收入预算', coordinates: { flow: 'income' } },
  { name: '项目支出', coordinates: { flow: 'expenditure', character: 'project' } },
  { name: '一般公共预算拨款收入', coordinates: { flow: 'income', source: 'general' } },
  { name: '公务接待费', coordinates: { flow: 'expenditure', item: 'reception' } },
  { name: '机关运行经费', coordinates: { flow: 'expenditure', item: 'office-running' } },
  { name: '政府采购预算总额', coordinates: { flow: 'expenditure', procurement: 'procured' } },
  { name: '教育支出（类）进修及培训（款）培训支出（项）', coordinates: { flow: 'expenditure', function: '2050803' } },
] as const
const BASES = [
  { words: '上年执行数', base: { year: '2023', stage: 'executed' } },
  { words: '上年预算数', base: { year: '2023', stage: 'budget' } },
  { words: '2023年决算数', base: { year: '2023', stage: 'final' } },
] as const
const RISES = ['增加', '上升'] as const
const FALLS = ['减少', '下降'] as const

const amount = fc.bigInt({ min: 0n, max: 99_999_999n })
const decimals = (digits: bigint): string => `${digits / 100n}.${String(digits % 100n).padStart(2, '0')}`
const grouped = (text: string): string => text.replace(/\B(?=(?:\d{3})+\.)/g, ',')
const spaced = (text: string): string => text.replace('.', '. ')

/** How a converter or an author may print the same number and unit. */
const print = fc.record({
  style: fc.constantFrom((t: string) => t, grouped, spaced),
  gap: fc.constantFrom('', ' '),
  unit: fc.constantFrom(['万元', '万元'], ['元', '元'], ['亿元', '亿元'], ['万', '万元']),
})

it('an amount, its change and its rate come back', () => {
  const sentence = fc.record({
    subject: fc.constantFrom(...SUBJECTS),
    basis: fc.constantFrom(...BASES),
    rises: fc.boolean(),
    verb: fc.integer({ min: 0, max: 1 }),
    value: amount,
    change: amount,
    rate: fc.integer({ min: 0, max: 99_999 }),
    print,
    than: fc.constantFrom('比', '较', '与'),
    mark: fc.constantFrom('，', ','),
  })
  fc.assert(
    fc.property(sentence, ({ subject, basis, rises, verb, value, change, rate, print, than, mark }) => {
      const [printed, unit] = print.unit
      const money = (digits: bigint) => `${print.gap}${print.style(decimals(digits))}${print.gap}${printed}`
      const word = (rises ? RISES : FALLS)[verb]
      const percent = decimals(BigInt(rate))
      const line = `某单位2024年${subject.name}${money(value)}${mark}${than}${basis.words}${word}${money(change)}${mark}${word}${percent}%。`
      const { statements, coverage } = readLines([line])
      const own = { ...subject.coordinates, year: '2024', stage: 'budget' }
      const tie = { direction: rises ? '+' : '-', of: 0, relation: 'change', basis: basis.words, base: basis.base }
      expect(statements).toMatchObject([
        { kind: 'amount', value: decimals(value), unit, coordinates: own },
        { kind: 'change-amount', value: decimals(change), unit, coordinates: own, ...tie },
        { kind: 'change-percent', value: percent, unit: '%', coordinates: own, ...tie },
      ])
      expect(coverage.claimed).toBe(3)
      expect(coverage.unread).toBe(0)
    }),
  )
})

const PARTS = [
  { name: '基本支出', coordinates: { character: 'basic' } },
  { name: '教育支出', coordinates: { function: '205' } },
  { name: '住房保障支出', coordinates: { function: '221' } },
  { name: '项目支出', coordinates: { character: 'project' } },
  { name: '卫生健康支出', coordinates: { function: '210' } },
] as const

it('parts with their shares come back as parts and shares of their total, wherever lines are cut', () => {
  const list = fc.record({
    total: amount,
    parts: fc.uniqueArray(
      fc.record({ part: fc.constantFrom(...PARTS), value: amount, share: fc.integer({ min: 0, max: 1000 }) }),
      {
        minLength: 1,
        selector: (p) => p.part.name,
      },
    ),
    opening: fc.constantFrom('，其中：', '。其中：', '，包括：', '，主要用于以下方面：'),
    between: fc.constantFrom('；', '，', '、'),
    cut: fc.integer({ min: 20, max: 60 }),
  })
  fc.assert(
    fc.property(list, ({ total, parts, opening, between, cut }) => {
      const said = parts.map((p) => `${p.part.name}${decimals(p.value)}万元，占${p.share}%`)
      const text = `2024年支出预算${decimals(total)}万元${opening}${said.join(between)}。`
      // A page may end anywhere but behind a sign that ends a clause.
      const at = Math.min(cut, text.length - 2)
      const lines =
        /[；：。]/.test(text[at - 1]!) || /^[，、]/.test(text[at]!) ? [text] : [text.slice(0, at), '', text.slice(at)]
      const { statements } = readLines(lines.length === 1 || /\d$|\.$/.test(lines[0]!) ? [text] : lines)
      expect(statements[0]).toMatchObject({
        kind: 'amount',
        value: decimals(total),
        coordinates: { flow: 'expenditure' },
      })
      expect(statements.slice(1)).toMatchObject(
        parts.flatMap((p, i) => [
          { kind: 'amount', value: decimals(p.value), of: 0, relation: 'part', coordinates: p.part.coordinates },
          { kind: 'percent-of', value: String(p.share), of: 1 + 2 * i, relation: 'share', whole: 0 },
        ]),
      )
    }),
  )
})

it('any text gives an answer, counts every number once, and takes no long time', () => {
  const piece = fc.constantFrom(
    ...[
      '其中',
      '比',
      '上年',
      '增加',
      '12.5',
      '万元',
      '（',
      '）',
      '，',
      '。',
      '“',
      '占',
      '%',
      '3',
      '个',
      '2024年',
      '〔2023〕5号',
      '无',
      '三公',
      '、',
      '：',
      '分别',
      '\n',
      '一',
      '名',
      '≥',
      '支出',
    ],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const { coverage } = readLines(pieces.join('').split('\n'))
      expect(coverage.claimed + coverage.other + coverage.unread).toBe(coverage.numbers)
    }),
  )
  for (const bomb of [
    '（'.repeat(4000),
    '1'.repeat(8000),
    '其中：'.repeat(3000),
    '1、'.repeat(4000),
    '(类)'.repeat(3000),
  ]) {
    const start = performance.now()
    readLines([bomb])
    expect(performance.now() - start).toBeLessThan(400)
  }
})
