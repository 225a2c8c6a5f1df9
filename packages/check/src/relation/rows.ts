/**
 * Sums down a column. The tree of rows comes from codes, from the members that the labels name, from the order of
 * owners and projects, or from numbering. Where several trees are possible, the one that the figures obey most is
 * taken, and the figures that do not obey it are the findings.
 */
import { type Coordinates, coordinatesKey } from '@gouji/ledger'
import type { Quantity } from '../decode/index.ts'
import type { PanelBook, PanelRow } from '../quantities.ts'
import { holds, saysNothing } from './gap.ts'
import { completeParts, isPart, partitionsOf } from './order.ts'
import type { RelationRule, Tie } from './relation.ts'
import { nestProjects, nestUnits } from './sequence.ts'
import { subtotalSums } from './subtotal.ts'
import { partsWithinRows } from './within.ts'

/** One parent with the rows that make it up. */
export interface RowSum {
  readonly whole: PanelRow
  readonly parts: readonly PanelRow[]
  readonly rule: RelationRule
  readonly trust: number
  readonly basis: string
}

export function rowSums(panel: PanelBook, quantities: readonly Quantity[]): Tie[] {
  const subtotals = subtotalSums(panel, (r) => !r.row.partial && !parentBySubject(panel, r))
  const sums = [
    ...subjectSums(panel),
    ...subtotals,
    ...memberSums(panel, quantities, new Set(subtotals.map((s) => s.whole))),
    ...ownerSums(panel),
    ...best(
      [nestUnits(panel, 'flat'), nestUnits(panel, 'first-is-department'), nestUnits(panel, 'codes')],
      panel,
      quantities,
    ),
    ...best(
      (['flat', 'nested', 'categories'] as const).map((shape) => nestProjects(panel, shape)),
      panel,
      quantities,
    ),
  ]
  const covered = new Set(sums.map((s) => s.whole))
  return [
    ...[...sums, ...remainingTotals(panel, covered)]
      .filter((s) => hasParts(s, quantities))
      .flatMap((sum) => tiesOf(panel, sum)),
    ...partsWithinRows(panel, quantities),
  ]
}

/** Owners and projects without any figure (the name at the head of a form) are no parts of a total. */
const hasParts = (sum: RowSum, quantities: readonly Quantity[]): boolean =>
  (sum.rule !== 'SUM-UNITS' && sum.rule !== 'SUM-PROJECTS') ||
  sum.parts.some((p) => [...p.cells.values()].some((q) => !quantities[q]!.blank))

function codeOf({ row }: PanelRow): string | undefined {
  const { function: use, economy, governmentEconomy } = row.coordinates
  return use ?? economy ?? governmentEconomy
}

/** 类 = Σ 款, 款 = Σ 项 by code. A parent whose children are not printed (汇总到类) has no sum. */
function subjectSums(panel: PanelBook): RowSum[] {
  const children = new Map<PanelRow, PanelRow[]>()
  for (const row of panel.rows) {
    const parent = parentBySubject(panel, row)
    if (parent) children.set(parent, [...(children.get(parent) ?? []), row])
  }
  return [...children].map(([whole, parts]) => ({
    whole,
    parts,
    rule: 'SUM-ROWS' as const,
    trust: 0.95,
    basis: '科目逐级汇总：上级科目等于所属下级科目之和（预算法第三十二条第四款）',
  }))
}

/** The row of the longest printed prefix of a row's code, within the same owner, nearest above. */
function parentBySubject(panel: PanelBook, row: PanelRow): PanelRow | undefined {
  const code = codeOf(row)
  if (row.row.role !== 'subject' || code === undefined) return undefined
  for (let n = code.length - 2; n >= 3; n -= 2) {
    const prefix = code.slice(0, n)
    const above = panel.rows.filter(
      (r) => r !== row && r.row.role === 'subject' && codeOf(r) === prefix && sameOwner(r, row),
    )
    if (above.length > 0) return above.filter((r) => r.index < row.index).at(-1) ?? above[0]
  }
  return undefined
}

/** An owner's row and the subjects listed below it. */
function ownerSums(panel: PanelBook): RowSum[] {
  return panel.rows
    .filter((r) => r.row.role === 'unit')
    .flatMap((whole) => {
      const parts = panel.rows.filter(
        (r) => r.row.role === 'subject' && sameOwner(r, whole) && !parentBySubject(panel, r),
      )
      const basis = '表内勾稽：单位数等于所列各科目之和'
      return parts.length === 0 ? [] : [{ whole, parts, rule: 'SUM-TOTAL' as const, trust: 0.85, basis }]
    })
}

const sameOwner = (a: PanelRow, b: PanelRow): boolean => a.row.coordinates.unit === b.row.coordinates.unit

interface Node {
  readonly coordinates: Coordinates
  readonly row: PanelRow
}

/** In a panel of one flow its rows need not say it: 本年收入合计 and 事业收入 are both income. */
function withinFlow(panel: PanelBook, coordinates: Coordinates): Coordinates {
  const flows = new Set(panel.columns.map((c) => c.coordinates.flow))
  if (flows.size !== 1) return coordinates
  const { flow: _, ...rest } = coordinates
  return rest
}

/** Sums that follow from the members that rows name: 本年收入合计 = Σ sources, 总计 = 本年 + 结转, “三公” and the like. */
function memberSums(panel: PanelBook, quantities: readonly Quantity[], summed: ReadonlySet<PanelRow>): RowSum[] {
  const every: Node[] = panel.rows
    .filter((r) => r.row.understood && r.row.role !== 'unit' && r.row.role !== 'project')
    .map((row) => ({ coordinates: withinFlow(panel, row.row.coordinates), row }))
  const nodes = every.filter((n) => !n.row.row.partial && !summed.has(n.row))
  const top = nodes.filter((n) => n.row.row.role !== 'subject' || !parentBySubject(panel, n.row))
  const unknown = panel.rows.filter((r) => !r.row.understood)
  const sums: RowSum[] = []
  for (const node of top) {
    if (node.row.row.role === 'subject' || isBlankHeading(node, nodes, panel, quantities)) continue
    const candidates: RowSum[] = []
    const complete = completeParts(node, every)
    for (const parts of complete.length > 0 ? [complete] : partitionsOf(node, top)) {
      const rows = nearestParts(
        node.row,
        parts.map((p) => p.row),
        panel,
      )
      if (rows.length === 0 || (complete.length === 0 && isBegunWithin(node, rows, every))) continue
      if (rows.some((part) => isBeside(node.row, part))) continue
      const stray = unknown.filter(
        (u) => u.index < node.row.index === rows[0]!.index < node.row.index && u.cells.size > 0,
      )
      const sum = {
        whole: node.row,
        rule: 'SUM-TOTAL' as const,
        trust: rows.length > 1 ? 0.9 : isTotalOfSubject(node.row, rows[0]!) ? 0.8 : 0.6,
        basis: '表内勾稽：合计等于所列各项之和',
      }
      candidates.push({ ...sum, parts: rows })
      // A row that was not understood may be one of the parts all the same; the figures tell.
      if (stray.length > 0) candidates.push({ ...sum, parts: [...rows, ...stray], trust: 0.8 })
    }
    sums.push(...exhaustive(candidates, panel, quantities))
  }
  return sums
}

/** 合计 of a table that lists a single 类 by its code is that 类. */
const isTotalOfSubject = (whole: PanelRow, only: PanelRow): boolean =>
  whole.row.role === 'total' && only.row.role === 'subject' && only.row.code !== undefined

/** 三、其他资金 and 四、上级补助收入: numbered alike, one is no part of the other, whatever their names mean elsewhere. */
const isBeside = (whole: PanelRow, part: PanelRow): boolean =>
  whole.row.depth !== undefined && whole.row.depth === part.row.depth && part.index > whole.index

/** 上年结转 / 其中：一般公共预算结转 / 政府性基金结转: the rows of a list that begins with 其中 need not exhaust the whole. */
const isBegunWithin = (node: Node, rows: readonly PanelRow[], every: readonly Node[]): boolean =>
  every.some(
    ({ row, coordinates }) =>
      row.row.partial === true &&
      row.index > node.row.index &&
      rows.every((part) => part.index > row.index) &&
      isPart(coordinates, node.coordinates),
  )

/**
 * 一、收入 without a figure heads the rows whose sum stands in another row of the same meaning (收入合计), or right below
 * it (一、“三公”经费支出 above （一）支出合计).
 */
function isBlankHeading(
  node: Node,
  nodes: readonly Node[],
  panel: PanelBook,
  quantities: readonly Quantity[],
): boolean {
  const isBlank = ({ row }: Node): boolean => [...row.cells.values()].every((q) => quantities[q]!.blank)
  const twins = nodes.filter((n) => n !== node && coordinatesKey(n.coordinates) === coordinatesKey(node.coordinates))
  const below = panel.rows.find((r) => r.index === node.row.index + 1)?.row
  const summedBelow = below?.role === 'total' && (below.depth ?? -1) > (node.row.row.depth ?? Number.POSITIVE_INFINITY)
  return isBlank(node) && (summedBelow || twins.some((n) => !isBlank(n)))
}

/**
 * Parts of several kinds below one total (by subject; by character, where 上缴上级支出 stands beside the subjects) need
 * not each exhaust it. Those that do are kept; if none does, the kind with most figures is the one meant.
 */
function exhaustive(candidates: readonly RowSum[], panel: PanelBook, quantities: readonly Quantity[]): RowSum[] {
  if (candidates.length < 2) return [...candidates]
  const judged = candidates.map((sum) => {
    let held = 0
    let failed = 0
    let figures = 0
    for (const tie of tiesOf(panel, sum)) {
      const present = tie.terms.slice(1).filter((t) => !quantities[t.quantity]!.blank)
      figures += present.length
      if (saysNothing(tie, quantities)) continue
      if (holds(tie, quantities)) held++
      else failed++
    }
    return { sum, held, failed, figures }
  })
  const good = judged.filter((j) => j.held > j.failed || j.failed === 0)
  if (good.length > 0) return good.map((j) => j.sum)
  return [judged.reduce((a, b) => (b.figures > a.figures ? b : a)).sum]
}

/** Where a panel has several totals (收入构成 … 合计, 支出构成 … 合计), each sums the rows since the one before. */
function nearestParts(whole: PanelRow, parts: readonly PanelRow[], panel: PanelBook): PanelRow[] {
  const twins = panel.rows.filter((r) => r !== whole && r.row.role === 'total' && sameMembers(r, whole))
  if (twins.length === 0) return [...parts]
  const before = twins.filter((t) => t.index < whole.index).at(-1)?.index ?? -1
  const after = twins.find((t) => t.index > whole.index)?.index ?? Number.POSITIVE_INFINITY
  const inside = parts.filter((p) => p.index > before && p.index < after)
  return inside
}

const sameMembers = (a: PanelRow, b: PanelRow): boolean =>
  JSON.stringify(a.row.coordinates) === JSON.stringify(b.row.coordinates)

/**
 * Totals that no member explains, such as 人员经费合计 below a list of economies: the sum of the rows without a parent
 * in the panel.
 */
function remainingTotals(panel: PanelBook, covered: ReadonlySet<PanelRow>): RowSum[] {
  const sums: RowSum[] = []
  for (const whole of panel.rows) {
    if (covered.has(whole) || (whole.row.role !== 'total' && whole.row.role !== 'item')) continue
    if (!/(?:合计|总计)$/.test(whole.row.label.replace(/\s/g, ''))) continue
    const parts = panel.rows.filter((r) => r.row.role === 'subject' && !parentBySubject(panel, r))
    if (parts.length > 0) {
      sums.push({ whole, parts, rule: 'SUM-TOTAL', trust: 0.8, basis: '表内勾稽：合计等于所列科目之和' })
      continue
    }
    // Where no row is understood but the total, it is likely that it sums the others; the figures must bear it out.
    const others = panel.rows.filter((r) => r !== whole)
    if (others.length < 2 || others.some((r) => r.row.role !== 'unknown' || r.row.partial)) continue
    sums.push({ whole, parts: others, rule: 'SUM-TOTAL', trust: 0.6, basis: '表内勾稽：合计等于所列各项之和' })
  }
  return sums
}

/** Of several trees of the same rows, the one whose sums hold most often where something is printed. */
function best(trees: readonly RowSum[][], panel: PanelBook, quantities: readonly Quantity[]): RowSum[] {
  let chosen: RowSum[] = []
  let most = Number.NEGATIVE_INFINITY
  for (const tree of trees) {
    if (tree.length === 0) continue
    let points = 0
    for (const sum of tree) {
      for (const tie of tiesOf(panel, sum)) {
        if (saysNothing(tie, quantities)) continue
        // Small amounts hold by chance more easily than they fail.
        points += holds(tie, quantities) ? 1 : -2
      }
    }
    // A tree with more sums says more; of two that hold alike it is the better one.
    const value = points + tree.length / 1000
    if (value > most) {
      most = value
      chosen = tree
    }
  }
  const rivals = trees.filter((t) => t.length > 0).length
  return most < 0 && rivals > 1 ? chosen.map((s) => ({ ...s, trust: 0.3 })) : chosen
}

function tiesOf(panel: PanelBook, sum: RowSum): Tie[] {
  const ties: Tie[] = []
  for (const column of panel.columns) {
    const whole = sum.whole.cells.get(column.column)
    const parts = sum.parts.map((p) => p.cells.get(column.column))
    if (whole === undefined || parts.length === 0 || parts.some((p) => p === undefined)) continue
    ties.push({
      rule: sum.rule,
      kind: 'sum',
      terms: [{ quantity: whole, weight: 1 }, ...parts.map((p) => ({ quantity: p!, weight: -1 as const }))],
      trust: sum.trust,
      // One reading of the order of rows stands behind all sums of its kind; a total stands by itself.
      family: `rows ${panel.table.number}.${panel.panel} ${sum.rule === 'SUM-TOTAL' ? sum.whole.index : ''} ${sum.rule}`,
      basis: sum.basis,
      subject: `${column.path.at(-1) ?? ''}：${sum.whole.row.label} = ${listParts(sum.parts)}`,
    })
  }
  return ties
}

const listParts = (parts: readonly PanelRow[]): string => {
  const names = parts.map((p) => p.row.label || p.row.code || '')
  return names.length > 6
    ? `${names.slice(0, 5).join(' + ')} + … + ${names.at(-1)}（共 ${names.length} 项）`
    : names.join(' + ')
}
