/**
 * Forms to tables: rows by axes or by hand, columns as trees, several panels side by side, rows at the foot level with
 * each other, a ruler of column numbers, equal cells joined.
 */
import type { FactCoordinates } from '@gouji/budget'
import type { BookRow, BookTable } from './book.ts'
import { both, parseCoordinates } from './coordinates.ts'
import { adjustRows } from './form-adjust.ts'
import { headRows, leavesOf, standingColumns } from './form-head.ts'
import { type LaidCell, type LaidRow, layRows } from './form-rows.ts'
import { besideSpans } from './form-spans.ts'
import { withSums } from './form-sums.ts'
import type { Form, Panel } from './pack.ts'
import type { Scene, Scope } from './scene.ts'
import { holds, say, sayText } from './sentence.ts'

export function tableOf(whole: Form, scene: Scene, outer: Scope, id: string, ordinal: number): BookTable {
  const scope: Scope = { ...outer, path: `forms.${whole.id}` }
  const variables = new Map([...scope.variables, ['表序', { kind: 'words', text: String(ordinal) } as const]])
  const inside: Scope = { ...scope, variables }
  const stands = (when: string): boolean => holds(when, scene, inside)
  const form: Form = {
    ...whole,
    panels: whole.panels.map((panel) => ({ ...panel, columns: standingColumns(panel.columns, stands) })),
  }
  const panels = form.panels.map((panel, n) =>
    layPanel(form, panel, scene, { ...inside, path: `${scope.path}.panels[${n}]` }),
  )
  const height = Math.max(...panels.map((panel) => panel.body.length))
  const feet = Math.max(...panels.map((panel) => panel.foot.length))
  const wide = panels.map((panel) => panel.columns)
  const head = headRows(form, (text) => sayText(text, scene, inside))
  const rows: BookRow[] = [...head]
  const bodyFrom = rows.length
  for (let i = 0; i < height + feet; i += 1) {
    const parts = panels.map((panel) => (i < height ? panel.body[i] : panel.foot[i - height]))
    const cells = parts.flatMap((part, n) => {
      const from = wide.slice(0, n).reduce((sum, w) => sum + w, 0)
      const ordinal = String(n * (height + feet) + i + 1)
      const numbered = ordinalColumns(form.panels[n]!)
      return (part?.cells ?? blankCells(wide[n]!)).map((cell) => ({
        ...cell,
        ...(numbered.has(cell.column) && cell.columnSpan === 1
          ? { runs: [{ text: ordinal }], align: 'center' as const }
          : {}),
        column: cell.column + from,
      }))
    })
    const role = parts.some((part) => part?.role === 'total')
      ? 'total'
      : parts.some((part) => part?.role === 'head')
        ? 'head'
        : 'body'
    const indicators = parts.flatMap((part) => part?.indicators ?? [])
    rows.push({
      role,
      cells: cells.map(({ merge: _, group: __, fen: ___, ...cell }) => cell),
      ...(indicators.length > 0 ? { indicators } : {}),
    })
  }
  const laid = panels.map((panel, n) => ({
    rows: panel.body.concat(
      Array.from({ length: height - panel.body.length }, () => ({ role: 'body' as const, cells: [] })),
      panel.foot,
    ),
    from: wide.slice(0, n).reduce((sum, w) => sum + w, 0),
  }))
  const line = (text: string | undefined): string | undefined =>
    text === undefined ? undefined : sayText(text, scene, inside)
  const left = line(form.left)
  const right = line(form.right)
  const number = line(form.number)
  return {
    id,
    form: form.id,
    ...(number ? { number } : {}),
    title: sayText(form.title, scene, inside),
    ...(left ? { left } : {}),
    ...(right ? { right } : {}),
    unit: form.unit,
    orientation: form.orientation,
    widths: form.panels.flatMap((panel) =>
      leavesOf(panel.columns).map((column) => column.width ?? (column.at !== undefined ? 12 : 20)),
    ),
    headRows: head.length,
    rows: withSums(joinEqual(rows, laid, bodyFrom), laid, bodyFrom),
    notes: [
      ...form.notes.filter((note) => holds(note.when, scene, inside)).map((note) => note.text),
      ...(panels.some((panel) => panel.adjusted > 0) ? [scene.pack.rounding.note] : []),
    ]
      .map((text) => say(text, scene, inside))
      .filter((runs) => runs.length > 0),
  }
}

/** Columns that number the rows, blank ones as well: 行次 runs on through the panels. */
const ordinalColumns = (panel: Panel): ReadonlySet<number> =>
  new Set(leavesOf(panel.columns).flatMap((column, i) => (column.ordinal ? [i] : [])))

interface LaidPanel {
  readonly columns: number
  readonly body: readonly LaidRow[]
  readonly foot: readonly LaidRow[]
  /** How many amounts are printed adjusted. */
  readonly adjusted: number
}

function layPanel(form: Form, panel: Panel, scene: Scene, scope: Scope): LaidPanel {
  const leaves = leavesOf(panel.columns)
  const own = both(parseCoordinates(form.scope).coordinates, parseCoordinates(panel.scope ?? '').coordinates) ?? {}
  const at: FactCoordinates = both(scope.at, own) ?? own
  const inside: Scope = { ...scope, at }
  const laying = { form, leaves, scene, scope: inside, numbered: { count: 0 } }
  const body = besideSpans(layRows(panel.rows, laying), leaves.length)
  const foot = besideSpans(layRows(panel.foot, laying), leaves.length)
  if (!(form.adjust ?? scene.pack.rounding.adjust)) return { columns: leaves.length, body, foot, adjusted: 0 }
  const { rows, adjusted } = adjustRows([...body, ...foot], leaves, form, scene)
  return { columns: leaves.length, body: rows.slice(0, body.length), foot: rows.slice(body.length), adjusted }
}

const blankCells = (columns: number): LaidCell[] =>
  Array.from({ length: columns }, (_, column) => ({
    column,
    columnSpan: 1,
    rowSpan: 1,
    role: 'text' as const,
    align: 'left' as const,
    runs: [],
  }))

/** Cells of merging columns that say the same, in rows of the same group that follow each other, become one. */
function joinEqual(
  rows: readonly BookRow[],
  panels: readonly { rows: readonly LaidRow[]; from: number }[],
  bodyFrom: number,
): BookRow[] {
  const cells = rows.map((row) => [...row.cells])
  for (const panel of panels) {
    const columns = new Set(panel.rows.flatMap((row) => row.cells.filter((c) => c.merge).map((c) => c.column)))
    for (const column of columns) {
      let top = -1
      let key = ''
      panel.rows.forEach((row, i) => {
        const cell = row.cells.find((c) => c.column === column)
        const mine = cell?.merge ? `${cell.group ?? ''}|${cell.runs.map((run) => run.text).join('')}` : ''
        const at = cells[bodyFrom + i]!.findIndex((c) => c.column === panel.from + column)
        if (mine !== '' && mine === key && top >= 0) {
          const first = cells[bodyFrom + top]!
          const k = first.findIndex((c) => c.column === panel.from + column)
          first[k] = { ...first[k]!, rowSpan: first[k]!.rowSpan + 1 }
          cells[bodyFrom + i]!.splice(at, 1)
        } else {
          top = i
          key = mine
        }
      })
    }
  }
  return rows.map((row, i) => ({ ...row, cells: cells[i]! }))
}
