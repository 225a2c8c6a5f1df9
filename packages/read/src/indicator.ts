/**
 * Performance tables → indicators. Rows are anchored at their operator (≥, =, 定性): a conversion that lost columns
 * shifts the whole row, and the operator tells by how many.
 */
import type { Place } from '@gouji/document'
import { plainName } from '@gouji/ledger'
import type { Whole } from './continuation.ts'
import type { Column } from './header.ts'
import type { LabelKind } from './panel.ts'
import type { Indicator, IndicatorBlank } from './reading.ts'
import type { Section } from './section.ts'

export const OPERATOR =
  /^(?:[≥≤=><≧≦＝＞＜⩾⩽~]|>=|<=|==|≥=|大于|小于|等于|大于等于|小于等于|不低于|不高于|不超过|不少于|定性|区间|正向|反向)$/

/** What recognition makes of operators; believed only inside the operator's own column. */
const DAMAGED_OPERATOR = /^(?:定[^量]|[^\u4e00-\u9fff\d]{1,3}|[ΛAVN]II?|≥[^\d]?|\W)$/

type Kind = LabelKind

interface Layout {
  readonly columns: ReadonlyMap<Kind, readonly number[]>
  readonly operator: number | undefined
}

/** One line of a performance table: an indicator, or what is left of one whose name or target was not filled in. */
export interface IndicatorLine {
  readonly section: Section
  readonly row: number
  /** Set unless the name or the target is missing. */
  readonly indicator?: Indicator
  readonly blank?: IndicatorBlank
}

export function readIndicatorLines(whole: Whole, formProject?: string): IndicatorLine[] {
  const layout = layoutOf(whole.first.header.columns)
  const level3 = layout.columns.get('level3') ?? []
  const targets = layout.columns.get('target') ?? []
  if (level3.length === 0 || (targets.length === 0 && layout.operator === undefined)) return []
  if (level3.length > 1 && targets.length >= level3.length) return pairedIndicators(whole, level3, targets, formProject)
  return rowIndicators(whole, layout, formProject)
}

export function layoutOf(columns: readonly Column[]): Layout {
  const kinds = new Map<Kind, number[]>()
  for (const c of columns) {
    const kind = c.meaning.label as Kind | undefined
    if (!kind) continue
    const list = kinds.get(kind) ?? []
    list.push(c.index)
    kinds.set(kind, list)
  }
  // 绩效指标, 年度绩效指标 to the left of 一级指标 head all three levels and are none of them, nor an operator.
  const level1 = kinds.get('level1')?.[0] ?? -1
  const names = kinds.get('level3')?.filter((c) => c > level1) ?? []
  if (names.length > 0) kinds.set('level3', names)
  const operators = kinds.get('operator')?.filter((c) => c > level1) ?? []
  if (operators.length > 0) kinds.set('operator', operators)
  else kinds.delete('operator')
  return { columns: kinds, operator: kinds.get('operator')?.[0] }
}

interface Draft {
  readonly place: Place
  readonly values: Map<Kind, string>
  readonly anchored: boolean
  readonly row: number
  readonly section: Section
}

const CARRIED: readonly Kind[] = ['unit', 'project', 'projectcode', 'level1', 'level2']

function rowIndicators(whole: Whole, layout: Layout, formProject: string | undefined): IndicatorLine[] {
  const drafts: Draft[] = []
  for (const { section } of whole.parts) {
    for (const row of section.body) {
      const draft = readDraft(section, row, layout)
      if (draft) drafts.push(draft)
    }
  }
  const whole3 = layout.operator === undefined ? drafts : gatherFragments(drafts)
  const carried = new Map<Kind, string>()
  const lines: IndicatorLine[] = []
  for (const draft of whole3) {
    const { values, place, section, row } = draft
    for (const kind of CARRIED) {
      const text = values.get(kind)
      if (!text) continue
      if (kind === 'project' && text !== carried.get('project')) carried.delete('level1')
      carried.set(kind, text)
    }
    const name = values.get('level3') ?? ''
    const target = values.get('target')
    const operator = values.get('operator')
    const blank = blankOf(draft, layout)
    if (blank) lines.push({ section, row, blank })
    if (name === '' || (operator === undefined && (target === undefined || target === ''))) continue
    // One text in all columns is a line that a conversion repeated, not an indicator.
    if (operator === name) continue
    const project = formProject ?? carried.get('project')
    const level1 = values.get('level1') || carried.get('level1')
    const level2 = values.get('level2') || carried.get('level2')
    const split = values.get('targetunit') ? undefined : splitTarget(target ?? '')
    const unit = values.get('targetunit') ?? split?.unit
    const weight = values.get('weight')
    const indicator: Indicator = {
      place,
      ...(carried.get('unit') ? { unitName: carried.get('unit')! } : {}),
      ...(project ? { project } : {}),
      ...(level1 ? { level1 } : {}),
      ...(level2 ? { level2 } : {}),
      level3: name,
      ...((operator ?? split?.operator) ? { operator: operator ?? split!.operator! } : {}),
      ...(target ? { target: split?.target ?? target } : {}),
      ...(unit ? { unit } : {}),
      ...(weight ? { weight } : {}),
    }
    lines.push({ section, row, indicator })
  }
  return lines
}

/**
 * A line with an operator and a target but no name, or with a name and a weight or a unit but no target. Where ruling
 * lines are not known a line without either is a piece of another one, so only these clear cases count.
 */
function blankOf(draft: Draft, layout: Layout): IndicatorBlank | undefined {
  const { values, place, anchored } = draft
  const [name, target] = [values.get('level3') ?? '', values.get('target') ?? '']
  const shown = [...values].map(([, text]) => text).join(' ')
  if (name === '' && anchored && OPERATOR.test(plainName(values.get('operator') ?? '')) && /\d/.test(target)) {
    return { place, text: shown, lacks: 'name' }
  }
  const begun = /\d/.test(values.get('weight') ?? '') || (values.get('targetunit') ?? '') !== ''
  const unanswered = target === '' && !values.has('operator') && layout.columns.has('target')
  return name !== '' && unanswered && begun ? { place, text: name, lacks: 'target' } : undefined
}

function readDraft(section: Section, row: number, layout: Layout): Draft | undefined {
  const texts: string[] = []
  let place: Place | undefined
  for (let c = 0; c < section.grid.columns; c++) {
    const spot = section.grid.at(row, c)
    texts.push(spot?.cell.text.trim() ?? '')
  }
  const anchor = operatorColumn(texts, layout.operator)
  const shift = anchor === undefined || layout.operator === undefined ? 0 : anchor - layout.operator
  const values = new Map<Kind, string>()
  for (const [kind, columns] of layout.columns) {
    const column = columns[0]! + (isRightOfLevels(kind) ? shift : 0)
    const text = joinHan(texts[column] ?? '')
    if (text !== '') values.set(kind, text)
    if (kind === 'level3' && text !== '') place = section.grid.at(row, column)?.cell.place
  }
  if (values.size === 0) return undefined
  const first = section.grid.filled(row)[0]
  return { place: place ?? first?.cell.place ?? section.place, values, anchored: anchor !== undefined, row, section }
}

/** Project and goals stand at the left edge and are merged downwards; what follows moves with the operator. */
const isRightOfLevels = (kind: Kind): boolean =>
  !['unit', 'unitcode', 'project', 'projectcode', 'goal', 'code', 'name'].includes(kind)

function operatorColumn(texts: readonly string[], expected: number | undefined): number | undefined {
  if (expected === undefined) return undefined
  const plain = texts.map((t) => plainName(t))
  if (OPERATOR.test(plain[expected] ?? '')) return expected
  const found = plain.findIndex((t) => OPERATOR.test(t))
  if (found >= 0) return found
  if (DAMAGED_OPERATOR.test(plain[expected] ?? '')) return expected
  // 定性 read as another word, in a row that was shifted: a text between a name and a target.
  const near = plain.findIndex((t, i) => /^定[\u4e00-\u9fff]$/.test(t) && i > 1 && (plain[i - 1] ?? '') !== '')
  return near >= 0 ? near : undefined
}

/**
 * Lines of one indicator that a conversion spread over several rows: rows without an operator right above or below a
 * row that has one, holding pieces of its name or target. Only grids without ruling lines are so torn.
 */
function gatherFragments(drafts: readonly Draft[]): Draft[] {
  const gathered: Draft[] = []
  for (const [i, draft] of drafts.entries()) {
    if (draft.section.grid.table.grid !== 'separated' || draft.anchored) {
      if (draft.anchored || isWhole(draft)) gathered.push(draft.anchored ? withFragments(drafts, i) : draft)
      continue
    }
    const beside = [drafts[i - 1], drafts[i + 1]].some(
      (d) => d?.anchored && d.section === draft.section && Math.abs(d.row - draft.row) === 1,
    )
    // A level that is left empty (效益指标、经济效益指标, and nothing behind) holds for the rows below it.
    if (!beside || namesLevel(draft)) gathered.push(draft)
  }
  return gathered
}

const isWhole = (d: Draft): boolean => d.values.has('level3') || d.values.has('project')

function withFragments(drafts: readonly Draft[], index: number): Draft {
  const draft = drafts[index]!
  if (draft.section.grid.table.grid !== 'separated') return draft
  const values = new Map(draft.values)
  const shifted = (d: Draft, kind: Kind): string => d.values.get(kind) ?? ''
  for (const [step, before] of [
    [-1, true],
    [1, false],
  ] as const) {
    const near = drafts[index + step]
    if (!near || near.anchored || near.section !== draft.section || near.row !== draft.row + step || namesLevel(near))
      continue
    // A piece belongs to this row unless the row beyond it has an operator of its own.
    const beyond = drafts[index + 2 * step]
    if (beyond?.anchored && beyond.row === near.row + step && !before) continue
    const pieces = fragmentTexts(near, draft)
    for (const kind of ['level3', 'target'] as const) {
      const piece = pieces.get(kind) ?? shifted(near, kind)
      if (piece === '' || piece.length > 12 || !pieces.has(kind)) continue
      const own = values.get(kind) ?? ''
      if (kind === 'target' && /^\d/.test(own)) continue
      values.set(kind, before ? piece + own : own + piece)
    }
  }
  return { ...draft, values }
}

/** A row with a level of its own (成本指标, 生态效益指标) is an indicator left empty, not a piece of another. */
const namesLevel = (d: Draft): boolean =>
  d.section.grid.filled(d.row).some((s) => /指标?$|^(?:数量|质量|时效|成本|经济效|社会效|生态效|可持续)/.test(s.plain))

/** The texts of a piece row in the columns in which the anchored row has its name and target. */
function fragmentTexts(piece: Draft, anchor: Draft): Map<Kind, string> {
  const found = new Map<Kind, string>()
  for (const kind of ['level3', 'target'] as const) {
    const text = anchor.values.get(kind)
    if (text === undefined) continue
    for (let c = 0; c < anchor.section.grid.columns; c++) {
      if (joinHan(anchor.section.grid.at(anchor.row, c)?.cell.text.trim() ?? '') !== text) continue
      const own = joinHan(piece.section.grid.at(piece.row, c)?.cell.text.trim() ?? '')
      if (own !== '') found.set(kind, own)
    }
  }
  return found
}

/** Forms with 成本、产出、效益、满意度 side by side: a name and a target for each. */
function pairedIndicators(
  whole: Whole,
  level3: readonly number[],
  targets: readonly number[],
  formProject: string | undefined,
): IndicatorLine[] {
  const { columns } = whole.first.header
  const projects = columns.filter((c) => c.meaning.label === 'project').map((c) => c.index)
  const lines: IndicatorLine[] = []
  let project = formProject
  for (const { section, columnOf } of whole.parts) {
    const textAt = (row: number, column: number): { text: string; place: Place } | undefined => {
      for (let c = 0; c < section.grid.columns; c++) {
        if (columnOf(c) !== column) continue
        const spot = section.grid.at(row, c)
        if (spot?.origin && spot.plain !== '') return { text: joinHan(spot.cell.text.trim()), place: spot.cell.place }
      }
      return undefined
    }
    for (const row of section.body) {
      if (formProject === undefined)
        project = projects.map((c) => textAt(row, c)?.text).find((t) => t !== undefined) ?? project
      for (const column of level3) {
        const name = textAt(row, column)
        const target = targets.find((t) => t > column)
        const value = target === undefined ? undefined : textAt(row, target)
        if (name && !value) {
          lines.push({ section, row, blank: { place: name.place, text: name.text, lacks: 'target' } })
        }
        if (!name || !value) continue
        const level1 = columns[column]?.path.at(-2)
        const split = splitTarget(value.text)
        const indicator: Indicator = {
          place: name.place,
          ...(project === undefined ? {} : { project }),
          ...(level1 === undefined ? {} : { level1 }),
          level3: name.text,
          ...(split?.operator ? { operator: split.operator } : {}),
          target: split?.target ?? value.text,
          ...(split?.unit ? { unit: split.unit } : {}),
        }
        lines.push({ section, row, indicator })
      }
    }
  }
  return lines
}

/** `≥95%`, `2 次`, `≤16.82 万元` written into one cell: operator, number, unit. Dates and words stay whole. */
function splitTarget(text: string): { operator?: string; target: string; unit?: string } | undefined {
  const m = /^([≥≤=><＞＜≧≦]|>=|<=)?\s*(\d[\d,.\s]*\d|\d)\s*(%|％|‰|[\u4e00-\u9fff㎡]{1,4})?$/.exec(text.trim())
  if (!m || /^20\d\d年/.test(text) || (m[3] && /^[年月日]/.test(m[3]) && m[3].length > 1)) return undefined
  const target = m[2]!.replace(/\s/g, '')
  return { target, ...(m[1] ? { operator: m[1] } : {}), ...(m[3] ? { unit: m[3] } : {}) }
}

/** Blanks between Chinese characters come from line breaks in narrow cells. */
export const joinHan = (text: string): string =>
  text.replace(
    /(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"”“])\s+|\s+(?=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"”“])/g,
    '',
  )
