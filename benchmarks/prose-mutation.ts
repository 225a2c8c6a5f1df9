/**
 * The checker's strength on sentences: one digit of an amount or a percentage changed, two amounts of a sentence
 * exchanged, 增加 turned into 减少, the year changed. How often is it noticed, and how often is the place named?
 * Fixed seed; `node benchmarks/prose-mutation.ts [NAME] [--every N] [--list]`.
 */
import { parseArgs } from 'node:util'
import { check } from '@gouji/check'
import type { Document, Paragraph, Place } from '@gouji/document'
import { loadKnowledge } from '@gouji/knowledge'
import { type Reading, read, type Statement } from '@gouji/read'
import { corpusDocuments } from './corpus-files.ts'
import { generator, percent } from './seed.ts'

const SEED = 20260102

interface Mutation {
  readonly kind: 'digit' | 'exchange' | 'direction' | 'year'
  readonly document: Document
  /** Places that a finding may name to have located it. */
  readonly places: readonly Place[]
  readonly told: string
}

/** The block, the offset in its text and the printed number of a statement. */
interface Spot {
  readonly block: number
  readonly at: number
  readonly text: string
  readonly statement: Statement
}

const samePlace = (a: Place, b: Place): boolean => a.page === b.page && (a.line === undefined || a.line === b.line)

function spotsOf(document: Document, reading: Reading): Spot[] {
  const spots: Spot[] = []
  const used = new Set<string>()
  for (const s of reading.statements) {
    if (
      !s.printed ||
      !['amount', 'change-amount', 'change-percent', 'percent-of'].includes(s.kind) ||
      s.printed.digits === 0n
    )
      continue
    const tail = /(\d[\d,.\s]*\d|\d)\s*(?:万元|亿元|元|万|%|％)?$/.exec(s.quote.trim())
    if (!tail) continue
    for (const [block, b] of document.blocks.entries()) {
      if (b.kind !== 'paragraph' || !b.text.includes(tail[0]) || !holds(b, s.place)) continue
      for (let at = b.text.indexOf(tail[0]); at >= 0; at = b.text.indexOf(tail[0], at + 1)) {
        const key = `${block} ${at}`
        if (used.has(key) || /\d/.test(b.text[at - 1] ?? '')) continue
        used.add(key)
        spots.push({ block, at, text: tail[1]!, statement: s })
        break
      }
      break
    }
  }
  return spots
}

const holds = (b: Paragraph, place: Place): boolean =>
  samePlace(place, b.place) || b.runs.some((r) => samePlace(place, r.place))

function withText(document: Document, block: number, change: (text: string) => string): Document {
  return {
    ...document,
    blocks: document.blocks.map((b, i) => (i === block && b.kind === 'paragraph' ? { ...b, text: change(b.text) } : b)),
  }
}

const replaceAt = (text: string, at: number, old: string, next: string): string =>
  text.slice(0, at) + next + text.slice(at + old.length)

function* mutations(document: Document, reading: Reading, random: () => number): Generator<Mutation> {
  const spots = spotsOf(document, reading)
  for (const spot of spots) {
    const digits = [...spot.text.matchAll(/\d/g)].map((m) => m.index)
    const at = digits[Math.floor(random() * digits.length)]!
    const other = (Number(spot.text[at]) + 1 + Math.floor(random() * 9)) % 10
    const next = replaceAt(spot.text, at, spot.text[at]!, String(other))
    yield {
      kind: 'digit',
      document: withText(document, spot.block, (t) => replaceAt(t, spot.at, spot.text, next)),
      places: [spot.statement.place],
      told: `${spot.statement.quote.slice(-24)} → ${next}`,
    }
  }
  for (const [i, a] of spots.entries()) {
    const b = spots[i + 1]
    if (
      !b ||
      b.block !== a.block ||
      b.at <= a.at ||
      a.text === b.text ||
      a.statement.kind !== 'amount' ||
      b.statement.kind !== 'amount'
    )
      continue
    yield {
      kind: 'exchange',
      document: withText(document, a.block, (t) => replaceAt(replaceAt(t, b.at, b.text, a.text), a.at, a.text, b.text)),
      places: [a.statement.place, b.statement.place],
      told: `${a.text} ↔ ${b.text}`,
    }
  }
  for (const [block, b] of document.blocks.entries()) {
    if (b.kind !== 'paragraph') continue
    for (const m of b.text.matchAll(/(增加|减少|增长|下降)(?=\s*\d)/g)) {
      const flip = { 增加: '减少', 减少: '增加', 增长: '下降', 下降: '增长' }[m[1] as '增加']
      yield {
        kind: 'direction',
        document: withText(document, block, (t) => replaceAt(t, m.index, m[1]!, flip)),
        places: b.runs.length > 0 ? b.runs.map((r) => r.place) : [b.place],
        told: `${b.text.slice(m.index, m.index + 14)} → ${flip}`,
      }
    }
    const year = new RegExp(`${reading.identity.year}(?=\\s*年(?:度)?(?:[\\u4e00-\\u9fff“”]{0,12}(?:预算|决算)))`).exec(
      b.text,
    )
    if (year && b.text.length > 30) {
      yield {
        kind: 'year',
        document: withText(document, block, (t) =>
          replaceAt(t, year.index, year[0], String(reading.identity.year! - 1)),
        ),
        places: b.runs.length > 0 ? b.runs.map((r) => r.place) : [b.place],
        told: `${b.text.slice(year.index, year.index + 20)}`,
      }
    }
  }
}

interface Tally {
  tried: number
  noticed: number
  located: number
}

const { values, positionals } = parseArgs({
  options: { every: { type: 'string' }, list: { type: 'boolean' } },
  allowPositionals: true,
})
const every = Number(values.every ?? 1)
const knowledge = loadKnowledge()
const tallies = new Map<string, Tally>()
for (const document of await corpusDocuments(positionals[0] ?? '')) {
  const reading = read(document, knowledge)
  const known = new Set(check(document, reading, knowledge).findings.map((f) => f.message))
  let n = 0
  for (const m of mutations(document, reading, generator(SEED))) {
    if (n++ % every !== 0) continue
    const tally = tallies.get(m.kind) ?? { tried: 0, noticed: 0, located: 0 }
    tallies.set(m.kind, tally)
    tally.tried++
    const fresh = check(m.document, read(m.document, knowledge), knowledge).findings.filter(
      (f) => !known.has(f.message),
    )
    const named = fresh.some((f) => {
      const places = [
        ...f.suspects.slice(0, 1).map((s) => s.place),
        ...f.evidence.filter((e) => e.role === 'suspect').map((e) => e.place),
      ]
      return places.some((p) => m.places.some((q) => samePlace(p, q)))
    })
    if (fresh.length > 0) tally.noticed++
    if (named) tally.located++
    else if (values.list)
      console.log(`  ${fresh.length > 0 ? 'elsewhere' : 'silent'} ${document.name} ${m.kind}: ${m.told}`)
  }
}
for (const [kind, t] of tallies) {
  console.log(
    `${kind}: ${t.tried} changed, noticed ${percent(t.noticed, t.tried)}, located ${percent(t.located, t.tried)} (seed ${SEED})`,
  )
}
