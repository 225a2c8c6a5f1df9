/** Percentages, counts, prices and limits. */
import type { Printed } from '@gouji/ledger'
import type { Claims } from './claims.ts'
import type { NumberToken } from './number.ts'
import { combined, inside, type Label } from './subject.ts'
import type { HanCountToken, Token } from './token.ts'

export function claimPercent(claims: Claims, token: NumberToken): void {
  const { s } = claims
  const { clause } = s
  const label = claims.label()
  const operator = operatorOf(claims, token)
  if (clause.direction && clause.direction.is !== '=' && !clause.share && !clause.execution) {
    const { coordinates, of } = claims.changed(claims.subject(label))
    const kind = token.role === 'points' ? 'change-points' : 'change-percent'
    const change = s.change === undefined ? undefined : claims.statements[s.change]
    const subject = label.name || change?.subject || s.topic?.subject || ''
    claims.claim(kind, token, { ...claims.comparison(), ...of }, subject, coordinates)
  } else if (operator) claims.claim('target', token, { operator }, targetName(claims, label))
  else if (clause.execution) claimExecution(claims, token)
  else if (clause.share) claimShare(claims, token, label)
  else claims.claim('percent', token, {}, label.fullName)
}

/** 完成年初预算的 98.20%: of what was spent, against the same at the stage that is named. */
function claimExecution(claims: Claims, token: NumberToken): void {
  const { s } = claims
  const stage = s.clause.execution!.when.stage ?? 'budget'
  const topic = s.topic
  const whole = topic?.coordinates && claims.find(claims.at(topic.coordinates, { stage })!)
  const more = {
    ...(topic?.index === undefined ? {} : { of: topic.index, relation: 'execution' as const }),
    ...(whole === undefined ? {} : { whole }),
    base: claims.time({ ...s.clause.execution!.when, stage }),
  }
  claims.claim('percent-of', token, more, topic?.subject ?? '', claims.at(topic?.coordinates))
}

function claimShare(claims: Claims, token: NumberToken, label: Label): void {
  const { s } = claims
  const part = s.amount === undefined ? undefined : claims.statements[s.amount]
  const words = s.clause.share!.words
  const basis = words.length > 0 ? combined(words.map((w) => w.coordinates)) : undefined
  const said = basis && claims.at(inside(claims.scope.coordinates, basis))
  const whole = (said ? claims.find(said) : undefined) ?? (words.length > 0 || !part ? undefined : wholeOf(part))
  const more = {
    ...(s.amount === undefined ? {} : { of: s.amount, relation: 'share' as const }),
    ...(whole === undefined ? {} : { whole }),
    ...(words.length > 0 ? { basis: words.map((w) => w.text).join('') } : {}),
  }
  claims.claim('percent-of', token, more, s.topic?.subject ?? label.fullName, part?.coordinates)
}

const wholeOf = (part: { readonly relation?: string; readonly of?: number }): number | undefined =>
  part.relation === 'part' || part.relation === 'within' ? part.of : undefined

export function claimCount(claims: Claims, token: NumberToken): void {
  const { clause } = claims.s
  const name = countedName(claims, token)
  const operator = operatorOf(claims, token)
  if (clause.direction && clause.direction.is !== '=') claims.claim('change-count', token, claims.comparison(), name)
  else if (operator) claims.claim('target', token, { operator }, targetName(claims, claims.label()))
  else claims.claim('count', token, {}, name)
}

/** What is counted stands behind the number (5 个科室) or before it (车辆 5 辆). */
function countedName(claims: Claims, token: NumberToken): string {
  const text = claims.passage.text
  const behind = /^[^,。;:、()"\d的]{0,12}/.exec(text.slice(token.end, token.end + 14))![0]
  const name = claims.label().fullName.replace(/^.*(?:共有|现有)(?=.)/, '')
  if (behind !== '' && (name === '' || !/^[为是和及与中,]/.test(behind))) return behind
  const before = claims.statements.at(-1)
  // 12批次、96人次: the second counts the same.
  return name === '' && before?.kind === 'count' ? before.subject : name
}

/** ≥ before the number, or 以上 behind it. */
function operatorOf(claims: Claims, token: NumberToken): string | undefined {
  const bound = /^(?:及|\(含\)|含)?以([上下内])/.exec(claims.passage.text.slice(token.end, token.end + 6))
  return bound ? (bound[1] === '上' ? '≥' : '≤') : claims.s.clause.operator
}

const targetName = (claims: Claims, label: Label): string => label.fullName || claims.s.named || ''

/** 单位价值50万元以上通用设备: the limit of a class of things is named by them. */
export function claimThreshold(claims: Claims, token: NumberToken): void {
  const behind = /^[(含)及]*(?:以上|以下|以内)(?:\(含\))?的?([^,。;:、()\d]{0,12})/.exec(
    claims.passage.text.slice(token.end, token.end + 24),
  )
  claims.claim('threshold', token, {}, behind?.[1] || claims.label().fullName)
}

export function claimPrice(claims: Claims, token: NumberToken): void {
  // 15/件 after 10元/件: the unit that the author left out.
  const like = token.unit.startsWith('/')
    ? claims.statements.findLast((st) => st.kind === 'price' && st.unit.endsWith(token.unit))
    : undefined
  if (token.unit.startsWith('/') && !like) claims.other++
  else claims.claim('price', token, like ? { unit: like.unit } : {}, claims.label().fullName)
}

/** Words after which a number in characters counts things. */
const COUNTING = new Set(['共', '共计', '共有', '设', '设有', '下设', '内设', '现有', '共设'])

/** 减少一名: a number in characters is claimed where the sentence counts; says whether it was. */
export function claimHanCount(claims: Claims, token: HanCountToken, before: Token | undefined): boolean {
  const { clause } = claims.s
  const counts = before?.kind === 'word' && before.end === token.start && COUNTING.has(before.word.text)
  const changes = clause.direction?.end === token.start && clause.direction.is !== '='
  if (!counts && !changes) return false
  const printed: Printed = { digits: BigInt(token.value), decimals: 0, repairs: [] }
  claimCount(claims, { kind: 'number', start: token.start, end: token.end, role: 'count', printed, unit: token.unit })
  // It is not among the digits that coverage counts.
  claims.claimed--
  return true
}
