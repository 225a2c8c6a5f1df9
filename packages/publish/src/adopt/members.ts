/** The members of a block: those that its amounts name, and what they say about each other. */
import type { FactDimension } from '@gouji/budget'
import { isUnder } from '@gouji/ledger'
import type { Block } from './block.ts'

/** Members that some amount above nought names. */
export function membersOf(block: Block, dimension: FactDimension): string[] {
  const found = new Set<string>()
  for (const { asked, hi } of block.demands) {
    const member = asked[dimension]
    if (member !== undefined && hi > 0n) found.add(member)
  }
  return [...found].sort()
}

export const isInner = (block: Block, dimension: 'function' | 'source', member: string): boolean =>
  membersOfCached(block, dimension).some((m) =>
    dimension === 'function'
      ? m !== member && m.startsWith(member)
      : (member === 'fiscal' && ['general', 'fund', 'capital'].includes(m)) ||
        (member === 'unit-money' &&
          ['operations', 'business', 'superior', 'subordinate', 'other-income'].includes(m)) ||
        (member === 'own' && !['fiscal', 'general', 'fund', 'capital', 'own'].includes(m)),
  )

const kept = new WeakMap<Block, Map<FactDimension, string[]>>()
export function membersOfCached(block: Block, dimension: FactDimension): string[] {
  const known = kept.get(block) ?? new Map<FactDimension, string[]>()
  kept.set(block, known)
  const members = known.get(dimension) ?? membersOf(block, dimension)
  known.set(dimension, members)
  return members
}

/** 基本支出 less 公用经费 is 人员经费, printed or not. */
export function withRest(characters: readonly string[]): string[] {
  if (!characters.includes('basic')) return [...characters]
  const told = ['wages', 'persons', 'goods', 'assets'].some((c) => characters.includes(c))
  if (characters.includes('public') && !characters.includes('personnel') && !told) return [...characters, 'personnel']
  if (characters.includes('personnel') && !characters.includes('public') && !told) return [...characters, 'public']
  return [...characters]
}

export const isDivided = (character: string, characters: readonly string[]): boolean =>
  characters.some((c) => isUnder('character', c, character))

export const isBasic = (character: string): boolean =>
  ['basic', 'personnel', 'public', 'wages', 'persons', 'goods', 'assets'].includes(character)

export interface Economy {
  readonly code: string
  /** Only where the document puts it elsewhere than its code says. */
  readonly character?: string
  /** Printed in finer parts as well. */
  readonly inner: boolean
}

/** The finest economies printed, with the character that the columns give them. */
export function economiesOf(block: Block): Economy[] {
  const codes = membersOf(block, 'economy')
  const finest = codes.filter((code) => !codes.some((c) => c !== code && c.startsWith(code)))
  const inner = codes.filter((code) => !finest.includes(code) && code.length === 3)
  return [...finest, ...inner].map((code): Economy => {
    const own = { code, inner: inner.includes(code) }
    const said = block.demands
      .filter((d) => d.asked.economy === code && d.hi > 0n)
      .map((d) => d.asked.character)
      .filter((c): c is 'personnel' | 'public' => c === 'personnel' || c === 'public')
    const usual = /^30[13]/.test(code) ? 'personnel' : 'public'
    return said.length > 0 && !said.includes(usual) ? { ...own, character: said[0]! } : own
  })
}

/** Members of two dimensions that stand for the same printed amount. */
export function equalAmounts(block: Block): (a: string, b: string) => boolean {
  const amounts = new Map<string, Set<bigint>>()
  for (const { asked, nominal, hi } of block.demands) {
    if (hi <= 0n) continue
    for (const dimension of ['function', 'economy', 'project'] as const) {
      const member = asked[dimension]
      if (member === undefined || Object.keys(asked).length > 7) continue
      const key = `${dimension}=${member}`
      amounts.set(key, (amounts.get(key) ?? new Set()).add(nominal))
    }
  }
  return (a, b) => {
    const others = amounts.get(b)
    return others !== undefined && [...(amounts.get(a) ?? [])].some((fen) => others.has(fen))
  }
}

/** 0 for the largest project. */
export function rankOf(block: Block, project: string): number {
  const most = (code: string | undefined): bigint =>
    block.demands.reduce((m, d) => (d.asked.project === code && d.nominal > m ? d.nominal : m), 0n)
  const own = most(project)
  return membersOf(block, 'project').filter((p) => most(p) > own).length
}
