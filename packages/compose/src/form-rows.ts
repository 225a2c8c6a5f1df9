/** Rows of a panel: fixed rows, rows by axes with rows below them, rows laid out by hand, blank rows. */
import type { Among } from '@gouji/budget'
import type { MoneyUnit } from '@gouji/ledger'
import { membersOf } from './axis.ts'
import type { BookCell, BookIndicator, BookRun } from './book.ts'
import { chineseNumber } from './chinese-number.ts'
import { both, parseCoordinates } from './coordinates.ts'
import type { CellRule, Column, Form, RowRule } from './pack.ts'
import type { Scene, Scope } from './scene.ts'
import { figureOf, holds, say, sayText } from './sentence.ts'
import { refOf } from './template.ts'
import { type Value, words } from './value.ts'

/** A cell before it is put into the table. */
export interface LaidCell extends BookCell {
  readonly merge?: boolean
  /** Cells are joined only within one group. */
  readonly group?: string
  /** True value of an amount, for finding sums. */
  readonly fen?: bigint
}

export interface LaidRow {
  readonly role: 'head' | 'total' | 'body'
  readonly cells: readonly LaidCell[]
  /** Depth in the tree of an axis, for sums of a row's children; absent for rows that are no members. */
  readonly depth?: number
  readonly byHand?: boolean
  readonly indicators?: readonly BookIndicator[]
}

export interface Laying {
  readonly form: Form
  readonly leaves: readonly Column[]
  readonly scene: Scene
  readonly scope: Scope
  readonly group?: string
  readonly depth?: number
  /** Counts the fixed rows of a panel that are numbered, as some of them stand only in some books. */
  readonly numbered: { count: number }
}

export function layRows(rules: readonly RowRule[], laying: Laying): LaidRow[] {
  const { scene, scope } = laying
  return rules.flatMap((rule, n) => {
    const inside: Laying = { ...laying, scope: { ...scope, path: `${scope.path}.rows[${n}]` } }
    if (!holds(rule.when, scene, inside.scope)) return []
    if (rule.blank !== undefined) {
      return Array.from({ length: rule.blank }, () => layRow({ none: true, label: '' }, inside))
    }
    if (rule.each !== undefined) return layEach(rule, rule.each, inside)
    return [layRow(rule, inside), ...(rule.rows ? layRows(rule.rows, inside) : [])]
  })
}

function layEach(rule: RowRule, call: string, laying: Laying): LaidRow[] {
  const { scene, scope } = laying
  const [what, of] = call.split(/\s+of\s+/)
  const [axis, ...options] = what!.trim().split(/\s+/)
  const asked = of === undefined ? {} : amountCoordinates(of, scene, scope)
  const members = membersOf({ axis: axis!, options: optionsOf(options), of: asked }, scene, scope)
  if (!members) {
    scene.problem({ code: 'axis-unknown', severity: 'error', path: scope.path, facts: { axis: axis! } })
    return []
  }
  const own = parseCoordinates(rule.at ?? '').coordinates
  return members.flatMap((member, n) => {
    const at = both(both(scope.at, own) ?? scope.at, member.at)
    if (!at) return []
    const variables = new Map<string, Value>([
      ...scope.variables,
      ['中文序号', words(chineseNumber(n + 1))],
      ...Object.entries(member.variables),
    ])
    const inner: Laying = {
      ...laying,
      scope: { ...scope, at, variables, among: amongOf(scene, at, scope) },
      // Members without rows of their own are no groups: cells are joined across them.
      group: rule.rows ? `${laying.group ?? ''}/${member.key}` : (laying.group ?? ''),
      depth: (laying.depth ?? 0) + member.depth,
    }
    const indent = (rule.indent ?? 0) + member.depth
    const { indicators } = member
    const row =
      rule.own === false ? [] : [{ ...layRow({ ...rule, indent }, inner), ...(indicators ? { indicators } : {}) }]
    return [
      ...row,
      ...(rule.rows ? layRows(rule.rows, { ...inner, depth: (inner.depth ?? 0) + (rule.own === false ? 0 : 1) }) : []),
    ]
  })
}

const optionsOf = (list: readonly string[]): Record<string, string> =>
  Object.fromEntries(list.map((word) => (word.includes('=') ? (word.split('=') as [string, string]) : ['level', word])))

function amountCoordinates(name: string, scene: Scene, scope: Scope): Scope['at'] {
  const value = scene.resolve(refOf(name), scope, 0)
  if (value.kind !== 'amount') return {}
  const { year: _, stage: __, ...at } = value.coordinates
  return at
}

/** Facts that a row can be made of: asking each column of a row among all facts would take the square of the time. */
function amongOf(scene: Scene, at: Scope['at'], scope: Scope): Among {
  return scene.cube.within(at, scope.among)
}

const NUMBER = '{中文序号}'

function layRow(rule: RowRule, laying: Laying): LaidRow {
  const { scene, scope, leaves } = laying
  const role = rule.role ?? 'body'
  if (rule.cells) return { role, cells: layCells(rule.cells, laying), byHand: true }
  const own = rule.at === undefined ? {} : parseCoordinates(rule.at).coordinates
  const at = both(scope.at, own)
  const variables = new Map(scope.variables)
  if (rule.each === undefined && rule.label?.includes(NUMBER) && !variables.has('中文序号')) {
    laying.numbered.count += 1
    variables.set('中文序号', words(chineseNumber(laying.numbered.count)))
  }
  if (rule.label !== undefined) variables.set('名称', words(sayText(rule.label, scene, { ...scope, variables })))
  if (rule.label !== undefined || rule.code !== undefined) {
    variables.set('编码', words(rule.code === undefined ? '' : sayText(rule.code, scene, scope)))
  }
  for (const [name, template] of Object.entries(rule.set ?? {}))
    variables.set(name, valueIn(template, scene, { ...scope, lenient: true }))
  // Neither fixed rows nor members of an outer axis know what the columns say of the members below them.
  const isFixed = (rule.label !== undefined && rule.each === undefined) || rule.rows !== undefined
  const inside: Scope = {
    ...scope,
    variables,
    ...(isFixed ? { lenient: true } : {}),
    ...(at && rule.at !== undefined ? { at, among: amongOf(scene, at, scope) } : {}),
  }
  const cells = leaves.map((column, i) => layCell(column, i, rule, inside, at !== undefined, laying))
  return { role, cells, ...(rule.each === undefined ? {} : { depth: laying.depth ?? 0 }) }
}

/** The value itself where a template is one name, so that it is printed in the manner of the column; else its words. */
function valueIn(template: string, scene: Scene, scope: Scope): Value {
  const single = /^\{([^{}|\s]+)\}$/.exec(template)?.[1]
  return single === undefined ? words(sayText(template, scene, scope)) : scene.resolve(refOf(single), scope, 0)
}

function layCell(
  column: Column,
  index: number,
  rule: RowRule,
  scope: Scope,
  possible: boolean,
  laying: Laying,
): LaidCell {
  const { form, scene, group } = laying
  const base = {
    column: index,
    columnSpan: 1,
    rowSpan: 1,
    ...(column.merge ? { merge: true, group: group ?? '' } : {}),
  }
  if (column.at === undefined) {
    const role = column.role ?? 'text'
    const style = {
      unit: column.unit ?? form.unit,
      decimals: column.decimals ?? form.decimals,
      thousands: form.thousands,
    }
    const runs = column.show === undefined ? [] : say(column.show, scene, scope, style)
    const isLabel = role === 'label' || column.indent === true
    const indent = isLabel && rule.indent !== undefined && rule.indent > 0 ? { indent: rule.indent } : {}
    const middle = (role === 'label' && rule.role === 'total') || column.ordinal
    const align = column.align ?? (middle ? 'center' : ALIGN[role])
    return { ...base, role, align, runs, ...indent }
  }
  const empty: LaidCell = { ...base, role: 'amount', align: column.align ?? 'right', runs: [] }
  if (rule.none || !possible) return empty
  const asked = parseCoordinates(column.at)
  const at = both(scope.at, asked.coordinates)
  if (!at) return empty
  const { fen, run } = amountRun(at, asked.period, column, scope, laying)
  return { ...empty, runs: run ? [run] : [], fen }
}

const ALIGN = { code: 'left', label: 'left', text: 'left', number: 'right', amount: 'right' } as const

function amountRun(
  at: Scope['at'],
  period: string | undefined,
  column: Pick<Column, 'unit' | 'decimals' | 'zero'>,
  scope: Scope,
  { form, scene }: Laying,
): { fen: bigint; run?: BookRun } {
  const amount = scene.amount(at, { scope: { ...scope, at: {} }, ...(period === undefined ? {} : { period }) })
  const unit: MoneyUnit = column.unit ?? form.unit
  const style = { unit, decimals: column.decimals ?? form.decimals, thousands: form.thousands }
  const zero = column.zero ?? form.zero
  if (amount.fen === 0n) {
    if (zero === 'blank') return { fen: 0n }
    if (zero === 'dash') return { fen: 0n, run: { text: '—' } }
    return { fen: 0n, run: scene.figure(figureOf(amount, zero === 'zero' ? { ...style, decimals: 0 } : style), amount) }
  }
  return { fen: amount.fen, run: scene.figure(figureOf(amount, style), amount) }
}

function layCells(rules: readonly CellRule[], { form, scene, scope, group }: Laying): LaidCell[] {
  let column = 0
  return rules.map((rule) => {
    const style = { unit: form.unit, decimals: form.decimals, thousands: form.thousands }
    const runs = say(rule.text, scene, scope, style)
    const role = rule.head ? 'head' : (rule.role ?? 'text')
    const cell: LaidCell = {
      column,
      columnSpan: rule.span ?? 1,
      rowSpan: rule.rows ?? 1,
      role,
      align: rule.align ?? (rule.head ? 'center' : role === 'amount' || role === 'number' ? 'right' : 'left'),
      runs,
      ...(rule.head ? { heads: 'row' as const } : {}),
      ...(rule.merge ? { merge: true, group: group ?? '' } : {}),
    }
    column += cell.columnSpan
    return cell
  })
}
