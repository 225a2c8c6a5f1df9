import { readdirSync, readFileSync } from 'node:fs'
import { loadKnowledge } from '@gouji/knowledge'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FILE_NAMES, readBudget } from './read.ts'
import { YAML_MAX } from './yaml.ts'

const { catalogue } = loadKnowledge()
const HOME = new URL('../../../../examples/ledgers/archive-centre-2025/', import.meta.url)
const example = new Map(readdirSync(HOME).map((file) => [file, readFileSync(new URL(file, HOME), 'utf8')]))

const readWith = (file: string, text: string) => readBudget(new Map([...example, [file, text]]), { catalogue })

describe('whatever stands in the files', () => {
  it('nothing is thrown, and every problem has a file', () => {
    const file = fc.constantFrom(...FILE_NAMES)
    const signs = fc.string({ unit: fc.constantFrom(...'"\',\n\r\t:-&*[]{}#|>!%@ \u0000年度1甲'), maxLength: 60 })
    fc.assert(
      fc.property(file, signs, fc.nat(5000), fc.boolean(), (name, noise, place, isWhole) => {
        const text = example.get(name)!
        const at = place % (text.length + 1)
        const { problems } = readWith(name, isWhole ? noise : text.slice(0, at) + noise + text.slice(at))
        for (const { origin, code } of problems) expect(origin.file, code).not.toBe('')
      }),
      { numRuns: 400 },
    )
  })
})

describe('hostile YAML ends at once', () => {
  const lines = (count: number, line: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => line(i)).join('')

  it.each([
    ['aliases of aliases', `a: &a [x]\n${lines(30, (i) => `b${i}: &b${i} [*a, *a, *a, *a]\n`)}`],
    ['brackets', '['.repeat(YAML_MAX - 1)],
    ['brackets with something between', '[a, '.repeat(200_000)],
    ['braces', '{a: '.repeat(200_000)],
    ['dashes', '- '.repeat(400_000)],
    ['steps', lines(1300, (i) => `${' '.repeat(i)}a:\n`)],
    ['one key many times', lines(100_000, () => 'a: b\n')],
    ['many keys', lines(80_000, (i) => `k${i}: b\n`)],
    ['quotes', `职责: "${'\\"'.repeat(400_000)}`],
    ['documents', lines(100_000, () => '---\n')],
    ['tags', '职责: !!js/function "x"\n'],
  ])('%s', (_, text) => {
    const begun = performance.now()
    const { problems } = readWith('texts.yaml', text)
    expect(problems.length).toBeGreaterThan(0)
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})

describe('a hostile sheet ends at once', () => {
  it.each([
    ['quotes', `单位,金额(元)\n${'"'.repeat(2_000_001)}`],
    ['commas', `单位,金额(元)\n${','.repeat(2_000_000)}x`],
    ['headings', Array.from({ length: 100_000 }, (_, i) => `列${i}`).join(',')],
    ['digits', `单位,资金来源,金额(元)\n334001,一般公共预算,${'1'.repeat(1_000_000)}\n`],
    ['blanks', `单位,资金来源,金额(元)\n334001,一般公共预算,1${' '.repeat(1_000_000)}1\n`],
  ])('%s', (_, text) => {
    const begun = performance.now()
    expect(readWith('income.csv', text).problems.length).toBeGreaterThan(0)
    expect(performance.now() - begun).toBeLessThan(5000)
  })
})
