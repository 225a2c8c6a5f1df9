/**
 * Reasons for changes. The officer writes them; Gouji says which are missing, drafts one from what changed most, and
 * refuses one that speaks of the opposite direction.
 */
import type { Fact, FactDimension } from '@gouji/budget'
import { formatFen } from '@gouji/ledger'
import { PERIOD_NAMES } from './coordinates.ts'
import type { NameOf } from './names.ts'
import type { Scene, Scope } from './scene.ts'
import { type Amount, amountText } from './value.ts'

/** Words by which a reason says which way the figure went. */
export const DIRECTION_WORDS = {
  up: ['增加', '增长', '上升', '提高', '新增', '上调', '扩大', '增资', '增编'],
  down: ['减少', '下降', '压减', '降低', '缩减', '取消', '下调', '核减', '压缩', '退休', '节约'],
} as const

const speaksOf = (reason: string, way: keyof typeof DIRECTION_WORDS): boolean =>
  DIRECTION_WORDS[way].some((word) => reason.includes(word))

/** A change of a figure that the book gives a reason for, with the reason that stands in the ledger. */
export interface ReasonedChange {
  /** Under which the reason stands in the ledger: 公务接待费, 公务接待费·年初预算数, 021002·公务接待费. */
  readonly key: string
  /** The unit that it is said of, where the book goes unit by unit. */
  readonly unit?: string
  readonly now: Amount
  readonly base: Amount
  /** 上年预算数, 年初预算数: what it is held against. */
  readonly period: string
  /** Large enough for the pack to insist on a reason. */
  readonly isAsked: boolean
  /** Empty where none is given. */
  readonly reason: string
  readonly contradicts: boolean
}

/** The reason that stands in the ledger; empty where the change is too small to ask for one and none was given. */
export function reasonFor(now: Amount, base: Amount, scene: Scene, scope: Scope, period = 'last-budget'): string {
  const { reasons } = scene.budget.texts
  const change = now.fen - base.fen
  // Why less was spent than planned is another reason than why less was spent than last year: 公务接待费·年初预算数.
  const key = period.startsWith('last-') ? now.name : `${now.name}·${PERIOD_NAMES[period] ?? period}`
  const own = scope.at.unit === undefined ? undefined : reasons.get(`${scope.at.unit}·${key}`)
  const reason = (own ?? reasons.get(key) ?? '').replace(/[。；;，,\s]+$/, '')
  if (change === 0n) return reason
  const isAsked = asksForReason(change, base.fen, scene)
  const opposite =
    reason !== '' && speaksOf(reason, change > 0n ? 'down' : 'up') && !speaksOf(reason, change > 0n ? 'up' : 'down')
  const { unit } = scope.at
  scene.changed({
    key: unit === undefined ? key : `${unit}·${key}`,
    ...(unit === undefined ? {} : { unit }),
    ...{ now, base, period: PERIOD_NAMES[period] ?? period, isAsked, reason, contradicts: opposite },
  })
  const facts = {
    figure: key,
    now: yuan(now.fen),
    base: yuan(base.fen),
    change: yuan(change),
  }
  if (reason === '') {
    if (isAsked) {
      scene.problem({
        code: 'reason-missing',
        severity: 'error',
        path: scope.path,
        facts: { ...facts, draft: draftReason(now, base, scene.nameOf) },
      })
    }
    return ''
  }
  if (opposite)
    scene.problem({ code: 'reason-contradicts', severity: 'error', path: scope.path, facts: { ...facts, reason } })
  return reason
}

function asksForReason(change: bigint, base: bigint, { pack }: Scene): boolean {
  const size = change < 0n ? -change : change
  const { ratePermille, fen } = pack.reasons
  return size > fen && size * 1000n > (base < 0n ? -base : base) * BigInt(ratePermille)
}

/** The dimensions whose members say something to people, in order. */
const TELLING: readonly FactDimension[] = ['project', 'economy', 'character', 'function']

/** 基本工资增加 12.00 万元，办公费减少 3.00 万元: what changed most, from both years' lines. Empty without last year's. */
export function draftReason(now: Amount, base: Amount, nameOf: NameOf): string {
  for (const dimension of TELLING) {
    const before = sumsBy(dimension, base.facts)
    // A year that was entered more coarsely would seem to have had nothing of what the other one tells apart. A line
    // without a project has none.
    const isTold =
      dimension === 'project' ||
      [...base.facts, ...now.facts].every(({ coordinates }) => coordinates[dimension] !== undefined)
    if (before.size === 0 || !isTold) continue
    const after = sumsBy(dimension, now.facts)
    const changes = [...new Set([...before.keys(), ...after.keys()])]
      .map((member) => ({ member, fen: (after.get(member) ?? 0n) - (before.get(member) ?? 0n) }))
      .filter(({ fen }) => fen !== 0n)
      .sort((a, b) => Number(size(b.fen) > size(a.fen)) - Number(size(b.fen) < size(a.fen)))
      .slice(0, 3)
    if (changes.length === 0) continue
    return changes
      .map(({ member, fen }) => {
        const verb = fen > 0n ? '增加' : '减少'
        return `${nameOf.member(dimension, member)}${verb}${formatFen(size(fen), '万元', 2)}万元`
      })
      .join('，')
  }
  return ''
}

const yuan = (fen: bigint): string => `${amountText(fen, { unit: '元', decimals: 2, thousands: true })} 元`

const size = (fen: bigint): bigint => (fen < 0n ? -fen : fen)

function sumsBy(dimension: FactDimension, facts: readonly Fact[]): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const fact of facts) {
    const member = fact.coordinates[dimension]
    if (member !== undefined) sums.set(member, (sums.get(member) ?? 0n) + fact.fen)
  }
  return sums
}
