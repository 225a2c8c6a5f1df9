/** What is read and found in narratives of many manners; README.md beside this file says how they are written. */
import { check } from '@gouji/check'
import type { Document } from '@gouji/document'
import { readDocument } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import type { Coordinates } from '@gouji/ledger'
import { type Reading, read, type Statement } from '@gouji/read'
import { describe, expect, it } from 'vitest'
import { type Narrative, readNarratives, type Told } from './narrative.ts'

const knowledge = loadKnowledge()

const open = (narrative: Narrative): Promise<Document> =>
  readDocument(new TextEncoder().encode(narrative.text), 'narrative.txt')

const statementOf = (reading: Reading, told: Told): Statement | undefined =>
  reading.statements.find(
    (s) => s.place.line === told.line && s.value === told.value && Math.abs((s.place.column ?? 1) - 1 - told.at) <= 2,
  )

const KIND = { amount: 'amount', share: 'percent-of', change: 'change-amount', rate: 'change-percent' } as const

/** What is wrong with how a figure was read; undefined when nothing is. */
function fault(reading: Reading, told: Told): string | undefined {
  const s = statementOf(reading, told)
  const where = `第${told.line}行 {${told.name}} ${told.value}`
  if (!s) return `${where}：没有读到`
  if (!told.isSaid) return undefined
  if (s.kind !== KIND[told.kind]) return `${where}：读成 ${s.kind}`
  if (told.kind === 'share') return s.whole === undefined && !s.wholeAt ? `${where}：不知占什么的比例` : undefined
  if (told.kind !== 'amount') return s.base ? undefined : `${where}：不知与什么比较`
  const other = differences(s.coordinates ?? {}, told, reading)
  return other === '' || told.coordinates === '' ? undefined : `${where}：${other}`
}

/** Side and 结转 may be left to the context, and 财政拨款 stands for 一般公共预算 where there is nothing else. */
function differences(got: Coordinates, { coordinates }: Told, reading: Reading): string {
  const { year, stage } = reading.identity
  const own = [`year=${year}`, `stage=${stage}`]
  const wanted = new Map([...own, ...coordinates.split(' ')].map((pair) => pair.split('=') as [string, string]))
  const isMoney = (x: string | undefined) => x === undefined || x === 'general' || x === 'fiscal'
  return [...new Set([...wanted.keys(), ...Object.keys(got)])]
    .filter((d) => {
      const [is, should] = [got[d as keyof Coordinates], wanted.get(d)]
      if (is === should || d === 'vintage') return false
      if (d === 'flow') return is !== undefined && should !== undefined
      return d !== 'source' || !(isMoney(is) && isMoney(should))
    })
    .map((d) => `${d} 是 ${got[d as keyof Coordinates] ?? '（空）'}，应为 ${wanted.get(d) ?? '（空）'}`)
    .join('，')
}

/** Rules about figures: in a book in which all of them are right none may speak. */
const FIGURES = /^(?:SUM|SAME|BALANCE|CHANGE|TIE|PART|SCOPE|PROSE|UNIT|WORDING-(?:YEAR|DATE))/

/** Every so many figures one digit is changed. */
const EVERY = 9

const narratives = [...readNarratives('budget'), ...readNarratives('final')]

describe('narratives', () => {
  for (const narrative of narratives) {
    it(`${narrative.name}: every figure means what it says`, async () => {
      const reading = read(await open(narrative), knowledge)
      expect(narrative.told.flatMap((told) => fault(reading, told) ?? [])).toEqual([])
    })

    it(`${narrative.name}: nothing is wrong in a right book`, async () => {
      const document = await open(narrative)
      const { findings } = check(document, read(document, knowledge), knowledge)
      const alarms = findings.filter((f) => f.severity !== 'info' && FIGURES.test(f.rule))
      expect(alarms.map((f) => `${f.rule} ${f.message}`)).toEqual([])
    })
  }

  it('nine digits in ten are noticed when they are changed', async () => {
    let tried = 0
    const missed: string[] = []
    for (const [n, narrative] of narratives.entries()) {
      const document = await open(narrative)
      const known = new Set(check(document, read(document, knowledge), knowledge).findings.map((f) => f.message))
      for (const [i, told] of narrative.told.entries()) {
        if ((i + n) % EVERY !== 0 || !told.isSaid || /^0/.test(told.value)) continue
        tried++
        const changed = withFirstDigit(narrative.text, told)
        const other = await open({ ...narrative, text: changed })
        const { findings } = check(other, read(other, knowledge), knowledge)
        if (findings.every((f) => known.has(f.message)))
          missed.push(`${narrative.name} 第${told.line}行 {${told.name}}`)
      }
    }
    expect(tried).toBeGreaterThan(100)
    expect(missed.length / tried, missed.join('\n')).toBeLessThan(0.1)
  })
})

/** The book with another first digit of one figure. */
function withFirstDigit(text: string, { line, at, value }: Told): string {
  const lines = text.split('\n')
  const old = lines[line - 1]!
  lines[line - 1] = `${old.slice(0, at)}${(Number(value[0]) % 9) + 1}${old.slice(at + 1)}`
  return lines.join('\n')
}
