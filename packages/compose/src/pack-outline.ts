/** A form in lines that a finance officer can read: its columns by their headings, its rows by their labels. */

import { type Dimension, FIXED_MEMBERS } from '@gouji/ledger'
import { type CoordinatesError, PERIOD_NAMES, parseCoordinates } from './coordinates.ts'
import type { Column, Form, RowRule } from './pack.ts'

/** 收入 · 一般公共预算（上年执行数）: coordinates by the names of their members; 全部 for those that narrow nothing down. */
export function coordinatesText(source: string): string {
  try {
    const { coordinates, period } = parseCoordinates(source)
    const names = Object.entries(coordinates).map(
      ([dimension, member]) => FIXED_MEMBERS[dimension as Dimension]?.find(({ id }) => id === member)?.name ?? member,
    )
    const when = period === undefined || period === 'this' ? '' : `（${PERIOD_NAMES[period]}）`
    return `${names.length > 0 ? names.join(' · ') : '全部'}${when}`
  } catch (error) {
    return (error as CoordinatesError).word ?? source
  }
}

/** 本年收入 › 一般公共预算 = 收入 · 一般公共预算, a line for each column that has no columns of its own. */
export function columnLines(form: Form): string[] {
  return form.panels.flatMap((panel) =>
    panel.columns.flatMap((column) => leafLines(column, panel.head === undefined ? [] : [panel.head])),
  )
}

function leafLines(column: Column, path: readonly string[]): string[] {
  const own = [...path, ...(column.head === undefined ? [] : [column.head])]
  if (column.columns) return column.columns.flatMap((inner) => leafLines(inner, own))
  const what = column.at === undefined ? (column.ordinal ? '行次' : (column.show ?? '')) : coordinatesText(column.at)
  return [`${own.join(' › ')}${what === '' ? '' : ` = ${what}`}`]
}

export function rowLines(form: Form): string[] {
  return form.panels.flatMap((panel) => [...ruleLines(panel.rows, 0), ...ruleLines(panel.foot, 0)])
}

function ruleLines(rules: readonly RowRule[], depth: number): string[] {
  return rules.flatMap((rule): string[] => {
    const pad = '  '.repeat(depth)
    if (rule.blank !== undefined) return [`${pad}（空行 ${rule.blank}）`]
    const what = rule.at === undefined ? '' : ` = ${coordinatesText(rule.at)}`
    const own =
      rule.each !== undefined
        ? `each ${rule.each}`
        : rule.cells
          ? rule.cells.map(({ text }) => text).join(' | ')
          : `${rule.code ?? ''}${rule.code ? ' ' : ''}${rule.label ?? ''}${what}`
    const when = rule.when === undefined ? '' : `（${rule.when}）`
    return [`${pad}${own}${when}`, ...ruleLines(rule.rows ?? [], depth + 1)]
  })
}
