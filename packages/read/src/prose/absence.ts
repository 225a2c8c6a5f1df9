/** Statements without a number: what there is none of (没有, 无, 未安排) and what has not changed (持平). */
import type { Coordinates } from '@gouji/ledger'
import type { Claims } from './claims.ts'
import { timeless } from './clause.ts'
import { combined } from './subject.ts'
import type { Word } from './words.ts'

export function claimNil(claims: Claims, end: number): void {
  const { s } = claims
  const { clause } = s
  const words = clause.negation!.words
  if (words.length === 0 || defines(claims) || clause.numbers > 0 || clause.direction) return
  if (words.every((w) => w.weak)) return
  const name = claims.label().fullName
  for (const said of meanings(words)) {
    const known = Object.keys(said).length > 0
    const bare = known ? timeless(claims.around({ coordinates: said, by: 'words' })) : undefined
    claims.push('nil', clause.negation!.start, end, { value: '', unit: '' }, name, claims.at(bare, clause.when))
    if (s.cause === undefined) s.topic ??= { coordinates: bare, subject: name }
  }
}

/** One meaning of all words together, or one each where they exclude each other: 无“三公”经费和机关运行经费. */
function meanings(words: readonly Word[]): Coordinates[] {
  const strong = words.filter((w) => !w.weak).map((w) => w.coordinates)
  // 没有专项转移支付项目: of a thing without coordinates there is none, whatever little words follow it.
  if (strong.every((said) => Object.keys(said).length === 0)) return [{}]
  const together = combined(words.map((w) => w.coordinates))
  return together ? [together] : strong
}

/** An entry of the glossary says what a word means, not what the unit has. */
const defines = (claims: Claims): boolean =>
  claims.scope.glossary && (claims.passage.numbering !== undefined || /[是指反映]/.test(claims.passage.text))

/** 与上年持平, 决算数小于预算数. */
export function claimComparison(claims: Claims, end: number): void {
  const { s } = claims
  const { clause } = s
  const { start, word } = clause.direction!
  const label = claims.label()
  const own = claims.subject(label)
  const compared = clause.than !== undefined || clause.against !== undefined
  const known = own !== undefined && own !== 'unknown'
  // A reason that only repeats the comparison (接待费保持不变) claims nothing new.
  if (!compared && (s.cause !== undefined || !(s.basis || known))) return
  const { coordinates, of } = claims.changed(own)
  const basis = clause.against
    ? { basis: claims.basisText(clause.against), base: claims.time(clause.against.when) }
    : {}
  const more = { value: word.text, unit: '', ...claims.comparison(), ...basis, ...of }
  const subject = label.name || s.topic?.subject || ''
  claims.push('comparison', start, Math.min(end, start + word.text.length), more, subject, coordinates)
}
