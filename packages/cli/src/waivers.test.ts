import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseWaivers } from './waivers.ts'
import { WORDINGS } from './wording/index.ts'

const parse = (source: string) => parseWaivers(source, 'book.waivers.yaml', WORDINGS.zh)

const entry = (changes: Record<string, string | undefined> = {}): string => {
  const members = { rule: 'STRUCT-YEAR', place: '{ page: 12 }', reason: '旧表样', by: '财务室', until: '2025-12-31' }
  const lines = Object.entries({ ...members, ...changes }).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${value}`],
  )
  return `waivers:\n  - ${lines.join('\n    ')}\n`
}

it('reads findings by id and rules at a place', () => {
  expect(parse(entry()).waivers).toEqual([
    {
      line: 2,
      reason: '旧表样',
      by: '财务室',
      until: '2025-12-31',
      of: { rule: 'STRUCT-YEAR', place: { page: 12 } },
    },
  ])
  const byId = parse(entry({ rule: undefined, place: undefined, finding: 'SUM-COLUMNS@3.11.2' }))
  expect(byId.waivers.map(({ of }) => of)).toEqual([{ finding: 'SUM-COLUMNS@3.11.2' }])
})

it.each([
  [entry({ rule: 'STRUCT-YAER' }), ':2：没有规则“STRUCT-YAER”。是不是要写“STRUCT-YEAR”？'],
  [entry({ place: undefined }), ':2：写“rule”的，还要用“place”写明位置'],
  [entry({ place: '{ pages: 12 }' }), ':3：不认识“pages”。是不是要写“page”？'],
  [entry({ place: '{ page: zwölf }' }), ':3：“page”要一个正整数'],
  [entry({ until: '2025-02-30' }), ':6：“until”要写成 2025-12-31 这样的日期'],
  [entry({ by: undefined }), ':2：缺少“by”'],
  [entry({ finding: 'X' }), ':2：每一项要写“finding”（问题编号）或“rule”（规则）之一'],
  [entry({ reson: '？' }), ':7：不认识“reson”。是不是要写“reason”？'],
  ['waivers:\n  - rule: "A\n', ':3：不是正确的 YAML'],
  ['- rule: A\n', ':1：缺少“waivers:”'],
  ['', ':1：缺少“waivers:”'],
])('says the line of the mistake in %j', (source, message) => {
  const { waivers, mistakes } = parse(source)
  expect(waivers).toEqual([])
  expect(mistakes.join('\n')).toContain(`book.waivers.yaml${message}`)
})

it('reads the example', () => {
  const source = readFileSync(new URL('../../../examples/accepted.waivers.yaml', import.meta.url), 'utf8')
  expect(parse(source)).toMatchObject({ mistakes: [], waivers: [{ line: 6 }, { line: 12 }] })
})
