/** What each kind of word does to the clause and the sentence in which it stands. */

import type { Coordinates } from '@gouji/ledger'
import { claimComparison } from './absence.ts'
import type { Claims } from './claims.ts'
import { Clause, timeless } from './clause.ts'
import { isTime } from './look-ahead.ts'
import { combined, inside, NEWEST } from './subject.ts'
import type { Token, WordToken } from './token.ts'

/** Takes a word into the clause that is being read; `next` is the token behind it. */
export function takeWord(claims: Claims, token: WordToken, next: Token | undefined): void {
  const { word, start, end } = token
  const { s } = claims
  const { clause } = s
  switch (word.kind) {
    case 'subject':
    case 'object':
      if (word.needs !== undefined && !isMeant(claims, word.needs, end)) {
        clause.takeGap({ kind: 'gap', start, end })
        break
      }
      clause.takeSubject(word, end)
      if (word.stage !== undefined && word.stage !== claims.context.own.stage) {
        clause.takeWhen({ stage: word.stage }, start, end)
      }
      break
    case 'stage':
      clause.takeWhen(claims.whenOf(word), start, end)
      break
    case 'than':
      if (isTime(next)) clause.than = { start, end, when: {} }
      break
    case 'compare':
      clause.direction = { is: word.direction!, word, start, end }
      // 同比增加 says by itself what it is compared with.
      if (word.text.startsWith('同比') && !s.basis) {
        clause.than ??= { start, end: start + 2, when: claims.baseTime({}) }
      }
      if (clause.silent) clause.restart(end)
      break
    case 'share':
      clause.share ??= { start, end, words: [] }
      break
    case 'execution':
      clause.execution = { start, when: {} }
      break
    case 'operator':
      clause.operator = word.operator
      break
    case 'list':
      openList(claims)
      clause.restart(end)
      clause.listed = true
      break
    case 'distribute':
      s.queue = [...clause.earlier, claims.label()]
      clause.earlier = []
      break
    case 'negation':
      clause.negation = { start, words: [] }
      clause.restart(end)
      break
    case 'cause':
      if (clause.direction && clause.against && clause.numbers === 0) claimComparison(claims, start)
      s.cause = { at: end, statements: claims.statements.length }
      s.clause = new Clause(end)
      break
    case 'context':
      claims.subjects = word.subjects
      clause.restart(end)
      break
    case 'touch':
      // 涉及一般公共预算拨款…: a part that the document does not tell apart, unless it has said of what.
      if (s.list === undefined || s.list.parent !== undefined) s.narrow = true
      clause.restart(end)
      break
    case 'narrow':
      s.narrow = true
      clause.takeGap({ kind: 'gap', start, end })
      break
    case 'indicator':
      clause.indicator = true
      clause.restart(end)
      break
    case 'owner':
      if (isInSubjectName(claims, start, end)) {
        clause.takeGap({ kind: 'gap', start, end })
        break
      }
      // In a reason another unit's share of the amount is named.
      if (s.cause !== undefined && !word.self) s.narrow = true
      if (clause.words.length === 0) clause.restart(end)
      break
    case 'every': {
      // 某类项目均实行…，涉及…: what follows is of all of them.
      const own = claims.subject(claims.label())
      if (own && own !== 'unknown') s.list = { parent: undefined, coordinates: claims.around(own), outer: undefined }
      clause.restart(end)
      break
    }
    case 'reach':
      clause.than = undefined
      if (clause.silent) clause.restart(end)
      break
    case 'above':
      clause.above = true
      if (clause.silent) clause.skip(end)
      break
    case 'noun':
      clause.takeNoun(end)
      break
    case 'apart':
      // 此外: what follows is no part of what was told before.
      Object.assign(s, { list: undefined, amount: undefined, topic: undefined })
      clause.restart(end)
      break
    default:
      if (clause.silent) clause.skip(end)
  }
}

/** 货物 46.80 万元 where procurement is spoken of, but not the 服务 in the name of an office. */
const isMeant = (claims: Claims, needs: keyof Coordinates, end: number): boolean =>
  claims.speaksOf(needs) && claims.s.clause.silent && /^(?:[\d为是,:(、]|$)/.test(claims.passage.text.slice(end))

const isHan = (c: string | undefined): boolean => c !== undefined && c >= '\u4e00' && c <= '\u9fff'

/** 行政单位医疗, 档案馆（项）: what looks like an owner is part of the name of a subject. */
function isInSubjectName(claims: Claims, start: number, end: number): boolean {
  const { text } = claims.passage
  let from = start
  while (isHan(text[from - 1]) && start - from < 24) from--
  let to = end
  while (isHan(text[to])) to++
  const chain = /^[^,。;:]{0,24}?(?="?\((?:类|款|项)\))/.exec(text.slice(to))
  const ends = chain ? [to, to + chain[0].length] : [to]
  const { catalogue, own } = claims.context
  return ends.some((at) => {
    const name = text.slice(from, at).replace(/^(?:用于|主要用于|其中)/, '')
    return name.length <= 30 && catalogue.byName('function', name, own.year ?? NEWEST).length > 0
  })
}

/**
 * 其中、包括: what follows are parts of the amount before, or of the amount that the chapter opened with. 以上包含: of the
 * amount whose parts were listed, told apart in another way than they are.
 */
function openList(claims: Claims): void {
  const { s } = claims
  if (s.clause.above) {
    const parent = s.list?.parent ?? s.amount ?? claims.scope.total
    const around = parent === undefined ? claims.scope.coordinates : claims.statements[parent]!.coordinates
    s.list = { parent, coordinates: around && timeless(around), outer: s.list, apart: true }
    return
  }
  // Little words (主要支出项目包括) say no more of what is listed than its side of the budget.
  const words =
    s.clause.numbers === 0 ? s.clause.words.filter((w) => !w.weak || w.coordinates.character === undefined) : []
  const said = combined(words.map((w) => w.coordinates)) ?? {}
  const speaksOfPart = Object.keys(said).length > 0
  // 按资金来源分为…；按资金年度分为…: the same whole, divided once more.
  const isDividedAgain = s.list?.parent !== undefined && /^按/.test(claims.passage.text.slice(s.clause.fullStart))
  const parent = (speaksOfPart || isDividedAgain) && s.list ? s.list.parent : (s.amount ?? claims.scope.total)
  const around = parent === undefined ? claims.scope.coordinates : claims.statements[parent]!.coordinates
  const outer = speaksOfPart || s.list?.parent === parent ? s.list?.outer : s.list
  s.basis ??= s.pastBasis
  s.list = { parent, coordinates: around && inside(timeless(around), said), outer }
}
