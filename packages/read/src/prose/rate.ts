/** Percentages, counts, prices and limits. */
import type { Coordinates, Printed } from '@gouji/ledger'
import { type Claims, NARROWING } from './claims.ts'
import type { When } from './clause.ts'
import type { NumberToken } from './number.ts'
import type { Topic } from './sentence.ts'
import { combined, type Label } from './subject.ts'
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
  else if (clause.execution) claimExecution(claims, token, clause.execution.when)
  else if (isOfExecuted(claims, token)) claimExecution(claims, token, s.executed!.when, s.executed!.budget)
  else if (clause.share) claimShare(claims, token, label)
  else claims.claim('percent', token, {}, label.fullName)
}

/** 完成全年预算 24.00 万元的 82.75%: the budget is printed between the word and the rate. */
const isOfExecuted = (claims: Claims, token: NumberToken): boolean =>
  claims.s.executed?.end === token.start - 1 && claims.passage.text[token.start - 1] === '的'

/** 完成年初预算的 98.20%: of what was spent, against the same at the stage that is named. */
function claimExecution(claims: Claims, token: NumberToken, when: When, budget?: number): void {
  const stage = when.stage ?? 'budget'
  const spent = spentOf(claims, stage)
  const found = budget ?? budgetOf(claims, spent, stage)
  // 年初预算 3522 万元，完成年初预算的 127.91%: what was spent is not told, and nothing is a share of itself.
  const whole = found === spent.index ? undefined : found
  const more = {
    ...(spent.index === undefined ? {} : { of: spent.index, relation: 'execution' as const }),
    ...(whole === undefined ? {} : { whole }),
    base: claims.time({ ...when, stage }),
  }
  claims.claim('percent-of', token, more, spent.subject, claims.at(spent.coordinates))
}

/** What was spent: what the clause itself names, else what the sentence is about; never the budget itself. */
function spentOf(claims: Claims, stage: string): Partial<Topic> & { readonly subject: string } {
  const { topic, clause } = claims.s
  const label = claims.label()
  const own = isSaidBefore(claims, clause.execution?.start) ? claims.subject(label) : undefined
  if (own === 'unknown') return { subject: label.fullName }
  if (own !== undefined && !claims.repeatsTopic(label, own)) {
    const coordinates = claims.around(own)
    const index = claims.find(claims.at(coordinates)!)
    return { coordinates, subject: label.name, ...(index === undefined ? {} : { index }) }
  }
  if (!topic) return { subject: '' }
  if (topic.index === undefined || claims.saidStage(topic.index) !== stage) return topic
  const { index: _budget, ...rest } = topic
  const index = topic.coordinates && claims.find(claims.at(topic.coordinates)!)
  return index === undefined ? rest : { ...rest, index }
}

/** The budget of the same, named before; where it is not understood what is spent, that of the same sentence. */
function budgetOf(claims: Claims, spent: Partial<Topic>, stage: string): number | undefined {
  const at = (when: When) => spent.coordinates && claims.find(claims.at(spent.coordinates, when)!)
  if (spent.coordinates) {
    // 支出预算…，支出决算…，完成调整后预算的…: the sentence has only one budget.
    const other = at({ stage: stage === 'adjusted' ? 'budget' : 'adjusted' })
    return at({ stage }) ?? (other !== undefined && other >= claims.passageFrom ? other : undefined)
  }
  const before = spent.index === undefined ? undefined : spent.index - 1
  return before !== undefined && before >= claims.passageFrom && claims.saidStage(before) === stage ? before : undefined
}

function claimShare(claims: Claims, token: NumberToken, label: Label): void {
  const { s } = claims
  const amount = partOf(claims, label)
  const part = amount === undefined ? undefined : claims.statements[amount]
  const words = s.clause.share!.words
  const basis = words.length > 0 ? combined(words.map((w) => w.coordinates)) : undefined
  // 预算总额 alone may be of whatever is spoken of; 支出总预算 is of all the expenditure.
  const isOfAll = words.some((w) => w.total && w.coordinates.flow !== undefined)
  if (amount !== undefined && basis && isOfAll) leaveNarrowerList(claims, amount, basis)
  const [whole, ...wholes] =
    amount === undefined || !part
      ? []
      : words.length > 0
        ? basis
          ? claims.wholesOf(amount, basis, isOfAll)
          : []
        : isNamedWhole(claims, token)
          ? [namedWhole(claims, token, amount)].flatMap((w) => w ?? [])
          : [wholeOf(part)].flatMap((w) => w ?? [])
  const more = {
    ...(amount === undefined ? {} : { of: amount, relation: 'share' as const }),
    ...(whole === undefined ? {} : { whole }),
    ...(wholes.length > 0 ? { wholes } : {}),
    ...(whole === undefined && basis && part ? { wholeAt: claims.at(basis)! } : {}),
    ...(words.length > 0 ? { basis: words.map((w) => w.text).join('') } : {}),
  }
  claims.claim('percent-of', token, more, s.topic?.subject ?? label.fullName, part?.coordinates)
}

/**
 * 项目支出 4 万元。其中：农林水支出 85 万元，占支出总预算的 78%: what is greater than the amount before and said to be a share
 * of all is a part of all, and so are those that follow.
 */
function leaveNarrowerList(claims: Claims, amount: number, basis: Coordinates): void {
  const part = claims.statements[amount]!
  const parent = part.relation === 'part' && part.of !== undefined ? claims.statements[part.of]! : undefined
  const [own, whole] = [part.figure?.fen, parent?.figure?.fen]
  if (!parent?.coordinates || !part.coordinates || own === undefined || whole === undefined || own <= whole) return
  const kept: Partial<Record<keyof Coordinates, string>> = { ...part.coordinates }
  let isNarrower = false
  for (const dimension of NARROWING) {
    if (parent.coordinates[dimension] === undefined || basis[dimension] !== undefined) continue
    isNarrower = true
    if (kept[dimension] === parent.coordinates[dimension]) delete kept[dimension]
  }
  if (!isNarrower) return
  part.coordinates = kept
  delete part.of
  delete part.relation
  claims.s.list = undefined
  claims.scope.introduce({}, undefined)
}

/** Whether words that are not understood stand between 占 and the rate. */
const isNamedWhole = (claims: Claims, token: NumberToken): boolean =>
  /[\u4e00-\u9fff]{4}/.test(claims.passage.text.slice(claims.s.clause.share!.end, token.start))

/** Whether the clause names something before the word 占 or 完成. */
const isSaidBefore = (claims: Claims, at: number | undefined): boolean =>
  at !== undefined && claims.passage.text.slice(claims.s.clause.labelStart, at).replace(/[的为是所,]/g, '') !== ''

/** 占授予中小企业合同金额的 60%: a whole that has no coordinates, called by its name. */
function namedWhole(claims: Claims, token: NumberToken, part: number): number | undefined {
  const { passage, statements, passageFrom, s } = claims
  const name = passage.text.slice(s.clause.share!.end, token.start).replace(/的(?:比例|比重)?[为是]?$/, '')
  if (name.length < 4) return undefined
  const bare = (text: string) => text.replace(/(?:金额|总额|资金|经费)$/, '')
  const found = statements.findLastIndex(
    (st, i) => i !== part && st.kind === 'amount' && bare(st.subject).endsWith(bare(name)),
  )
  return found >= passageFrom ? found : undefined
}

/** The part: the amount before, unless the clause names something else (货物采购授予中小企业合同金额占…). */
function partOf(claims: Claims, label: Label): number | undefined {
  const { s } = claims
  if (s.clause.numbers > 0 || !isSaidBefore(claims, s.clause.share!.start)) return s.amount
  const own = claims.subject(label)
  if (own === undefined) return s.amount
  return own === 'unknown' ? undefined : claims.find(claims.at(claims.around(own))!)
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
