/** What each kind of word does to the clause and the sentence in which it stands. */
import { claimComparison } from './absence.ts'
import type { Claims } from './claims.ts'
import { Clause, timeless } from './clause.ts'
import { isTime } from './look-ahead.ts'
import { combined, inside } from './subject.ts'
import type { Token, WordToken } from './token.ts'

/** Takes a word into the clause that is being read; `next` is the token behind it. */
export function takeWord(claims: Claims, token: WordToken, next: Token | undefined): void {
  const { word, start, end } = token
  const { s } = claims
  const { clause } = s
  switch (word.kind) {
    case 'subject':
    case 'object':
      clause.takeSubject(word, end)
      break
    case 'stage':
      clause.takeWhen(claims.whenOf(word), start, end)
      break
    case 'than':
      if (isTime(next)) clause.than = { start, end, when: {} }
      break
    case 'compare':
      clause.direction = { is: word.direction!, word, start, end }
      if (clause.silent) clause.restart(end)
      break
    case 'share':
      clause.share ??= { start, words: [] }
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
    case 'narrow':
      s.narrow = true
      clause.takeGap({ kind: 'gap', start, end })
      break
    case 'indicator':
      clause.indicator = true
      clause.restart(end)
      break
    case 'owner':
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
    case 'noun':
      clause.takeNoun(end)
      break
    default:
      if (clause.silent) clause.skip(end)
  }
}

/** 其中、包括: what follows are parts of the amount before, or of the amount that the chapter opened with. */
function openList(claims: Claims): void {
  const { s } = claims
  const words = s.clause.numbers === 0 ? s.clause.words : []
  const said = combined(words.map((w) => w.coordinates)) ?? {}
  const speaksOfPart = Object.keys(said).length > 0
  const parent = speaksOfPart && s.list ? s.list.parent : (s.amount ?? claims.scope.total)
  const around = parent === undefined ? claims.scope.coordinates : claims.statements[parent]!.coordinates
  const outer = speaksOfPart || s.list?.parent === parent ? s.list?.outer : s.list
  s.list = { parent, coordinates: around && inside(timeless(around), said), outer }
}
