/** Amounts: plain ones, parts, changes, and the base that a change is measured against. */
import type { Coordinates, MoneyUnit } from '@gouji/ledger'
import { coordinatesKey, figureOf } from '@gouji/ledger'
import type { Claims } from './claims.ts'
import { type Basis, timeless, type When } from './clause.ts'
import type { NumberToken } from './number.ts'
import type { Label, Subject } from './subject.ts'

export function claimAmount(claims: Claims, token: NumberToken, behind: Label | undefined): void {
  const { s } = claims
  const { clause } = s
  const label = s.queue.shift() ?? behind ?? claims.label()
  const own = claims.subject(label)
  if (clause.direction && clause.direction.is !== '=') {
    const { coordinates, of } = claims.changed(own)
    const more = { ...claims.comparison(), ...of }
    const index = claims.claim('change-amount', token, more, subjectText(claims, label, own), coordinates)
    s.change = index
    return
  }
  const when = { ...s.when, ...clause.when }
  if (clause.execution && own === undefined) claimBudget(claims, token, clause.execution.when)
  else if (clause.than && (own === undefined || isBehind(claims, clause.than, token))) {
    if (own !== undefined) nameCompared(claims, label, own)
    claimBase(claims, token, clause.than)
  } else if (own === undefined && s.topic?.index !== undefined && claims.isPast(when)) {
    claimBase(claims, token, { start: clause.start, end: token.start, when })
  } else claimPlain(claims, token, own, label, when)
}

/** 比2024年预算数 6.20 万元: the number right behind what is compared with is the base. */
const isBehind = (claims: Claims, than: Basis, token: NumberToken): boolean =>
  /^[为是约的]?$/.test(claims.passage.text.slice(than.end, token.start))

/** 公务接待费比上年预算 2.90 万元减少: the clause itself names what is compared. */
function nameCompared(claims: Claims, label: Label, own: Subject): void {
  const bare = own === undefined || own === 'unknown' ? undefined : timeless(claims.around(own))
  const index = bare && claims.find(claims.at(bare)!)
  claims.s.topic = { coordinates: bare, subject: label.name, ...(index === undefined ? {} : { index }) }
}

/** 完成全年预算 24.00 万元的…: the budget of what the sentence is about. */
function claimBudget(claims: Claims, token: NumberToken, said: When): void {
  const { topic } = claims.s
  const when = { ...said, stage: said.stage ?? 'budget' }
  const budget = claims.claim('amount', token, {}, topic?.subject ?? '', claims.at(topic?.coordinates, when))
  claims.s.executed = { budget, end: token.end, when }
}

/** How the subject is shown: its own words, else those of the sentence. */
function subjectText(claims: Claims, label: Label, own: Subject): string {
  const said = label.words.length === 0 ? label.fullName : label.name
  const topic = claims.s.topic?.subject ?? ''
  return own === undefined ? topic || said : said || topic
}

function claimPlain(claims: Claims, token: NumberToken, own: Subject, label: Label, when: When): void {
  const { s } = claims
  const parent = s.list?.parent
  const said = claims.repeatsTopic(label, own) ? s.topic!.coordinates : meaning(claims, own)
  // 一般公共预算当年拨款收入: the year's own money.
  const isOfYear = said?.flow === 'income' && said.source !== undefined && /当年|本年/.test(label.fullName)
  const bare = isOfYear && said.vintage === undefined ? { ...said, vintage: 'current' } : said
  const isUnnamed = parent !== undefined && isPartUnnamed(claims, parent, own, bare, token)
  const coordinates = isUnnamed ? undefined : claims.at(bare, when)
  const related = sameTime(claims, relationOf(claims, own, bare, when), when)
  // 收入中含上年结转: told once more of what the parts already hold.
  const isHeld = related.relation === 'part' && /含/.test(label.fullName)
  const relation = isHeld ? { ...related, relation: 'within' as const } : related
  const index = claims.claim('amount', token, relation, subjectText(claims, label, own), coordinates)
  claims.sayStage(index, when.stage)
  const listed = s.list?.parent
  if (listed !== undefined && /^等[,。;)]/.test(claims.passage.text.slice(token.end))) leaveOpen(claims, listed)
  s.change = undefined
  if (s.cause !== undefined) return
  if (relation.relation === 'base') {
    // 2024年支出预算 400 万元，较上年…: an earlier year told in a sentence of its own is what that sentence is about.
    const isCompared = /^,?(?:比|较|与|同|增|减|上升|下降)/.test(claims.passage.text.slice(token.end))
    if (isCompared && relation.of! < s.from) {
      s.topic = { coordinates: bare && timeless(bare), subject: subjectText(claims, label, own), index }
    }
    return
  }
  s.topic = { coordinates: bare && timeless(bare), subject: subjectText(claims, label, own), index }
  s.amount = index
  if (bare && relation.relation === undefined) claims.scope.open(index)
}

/** 基金支出总计 3319 万元，其中本级支出 1703 万元: what the part is besides its whole is not understood. */
function isPartUnnamed(
  claims: Claims,
  parent: number,
  own: Subject,
  bare: Coordinates | undefined,
  token: NumberToken,
): boolean {
  if (parent < claims.s.from || own === undefined || own === 'unknown' || !bare) return false
  const whole = claims.statements[parent]!
  if (!whole.coordinates || coordinatesKey(timeless(whole.coordinates)) !== coordinatesKey(timeless(bare))) return false
  return whole.figure?.fen !== figureOf(token.printed, token.unit as MoneyUnit).fen
}

/** …公务用车运行维护费 5.60 万元等。: the list names only some of the parts. */
function leaveOpen(claims: Claims, of: number): void {
  for (const st of claims.statements.slice(claims.passageFrom)) {
    if (st.relation === 'part' && st.of === of) st.relation = 'within'
  }
}

/** What the amount is, without its time. */
function meaning(claims: Claims, own: Subject): Coordinates | undefined {
  const { s } = claims
  if (own === 'unknown' || s.narrow) return undefined
  if (own === undefined) return claims.silentMeaning()
  // A member that does not fit into the innermost list belongs to the one around it.
  while (s.list?.outer && s.list.parent !== undefined && !claims.isPartOf(s.list.parent, claims.around(own))) {
    s.list = s.list.outer
  }
  return claims.around(own)
}

interface Relation {
  readonly of?: number
  readonly relation?: 'part' | 'within' | 'base'
}

function relationOf(claims: Claims, own: Subject, bare: Coordinates | undefined, when: When): Relation {
  const { s } = claims
  const before = s.amount === undefined ? undefined : claims.statements[s.amount]!.coordinates
  const same = before && bare && coordinatesKey(timeless(before)) === coordinatesKey(timeless(bare))
  if (same && claims.isPast(when)) return { of: s.amount!, relation: 'base' }
  if (own === undefined) return {}
  const listed = s.list ? s.list.parent : s.bracket
  if (listed !== undefined) {
    if (s.narrow || s.list?.apart) return { of: listed, relation: 'within' }
    const whole = claims.statements[listed]!.coordinates
    if (!bare || !whole || claims.isPartOf(listed, bare)) return { of: listed, relation: 'part' }
  }
  // An amount of which nothing is known but its year encloses everything, and so nothing.
  const encloses = (total: number) => {
    const whole = claims.statements[total]!.coordinates
    return whole !== undefined && Object.keys(timeless(whole)).length > 0 && claims.isPartOf(total, bare!)
  }
  const chapter = bare && claims.scope.wholeOf(encloses)
  return chapter === undefined ? {} : { of: chapter, relation: s.clause.above ? 'within' : 'part' }
}

/** A part belongs to the whole of its own year and stage, if that one is printed too. */
function sameTime(claims: Claims, relation: Relation, when: When): Relation {
  const whole = relation.relation === 'part' ? claims.statements[relation.of!]!.coordinates : undefined
  if (!whole) return relation
  const then = claims.at(whole, when)!
  if (coordinatesKey(then) === coordinatesKey(whole)) return relation
  const of = claims.find(then)
  return of === undefined ? {} : { of, relation: 'part' }
}

function claimBase(claims: Claims, token: NumberToken, basis: Basis): void {
  const { s } = claims
  const of = s.topic?.index === undefined ? {} : { of: s.topic.index, relation: 'base' as const }
  const coordinates = claims.at(s.topic?.coordinates, claims.baseTime(basis.when))
  claims.claim('amount', token, { ...of, basis: claims.basisText(basis) }, s.topic?.subject ?? '', coordinates)
  s.basis = basis
}
