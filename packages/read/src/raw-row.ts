/** The labels of one row of one panel as they are printed: codes, names, owners, projects. */
import type { Place } from '@gouji/document'
import { plainName } from '@gouji/ledger'
import type { Panel } from './panel.ts'
import type { Section } from './section.ts'

/** The labels of one row of one panel, as printed. */
export interface RawRow {
  readonly row: number
  readonly place: Place
  readonly codeParts: readonly string[]
  /** 类, 款 and 项 have columns of their own, which this row may leave blank. */
  readonly split?: boolean
  readonly codePlace?: Place
  readonly label: string
  readonly labelPlace?: Place
  /** Which kind of column the label was taken from. */
  readonly from: 'name' | 'project' | 'unit' | 'text' | 'none'
  /** Names to the left of the row's own: 收入构成 beside 财政拨款. */
  readonly around?: readonly string[]
  /** Texts beside a label that is a text itself: 货物 beside 档案密集架. */
  readonly described?: readonly string[]
  readonly unitName?: string
  readonly unitCode?: string
  readonly projectCode?: string
  /** One column holds the names of owners and of their projects: 单位名称（项目名称）. */
  readonly mixed?: boolean
  /** One column holds the names of owners and of their subjects: 单位名称（科目）. */
  readonly ownersAndSubjects?: boolean
  readonly indent?: number
  /** 一级项目 and 二级项目, where columns of these names list them. */
  readonly projectLevel?: 1 | 2
  /** The first-level project beside one of the second level. */
  readonly program?: string
}

/** Columns of codes: whole ones, or 类, 款 and 项 apart. */
const CODE_KINDS = ['code', 'class1', 'class2', 'class3'] as const

export function rawRow(section: Section, row: number, panel: Panel, columnOf: (c: number) => number): RawRow {
  const texts = new Map<string, { text: string; place: Place; indent?: number; heading: string }>()
  const described: string[] = []
  const around: string[] = []
  let program: string | undefined
  for (let c = 0; c < section.grid.columns; c++) {
    const label = panel.labels.find((l) => l.column === columnOf(c))
    const spot = section.grid.at(row, c)
    if (!label || !spot || spot.plain === '') continue
    // Two classifications side by side, 部门预算 and 政府预算: the row is the first one's.
    const begins = label.kind === 'code' || label.kind === 'class1'
    if (begins && texts.has('name') && CODE_KINDS.some((kind) => texts.has(kind))) break
    // Of several name columns (收入构成 | 财政拨款) the one nearest to the figures is the row's own.
    const { indent, place, text } = spot.cell
    if (label.kind === 'project' && FIRST_LEVEL.test(label.heading)) program = text.trim()
    // Of several texts (采购项目 | 采购品目 | 采购方式) the first names the row and the others describe it.
    if (label.kind === 'text' && label.heading !== '' && texts.has('text')) {
      described.push(text.trim())
      continue
    }
    const outer = label.kind === 'name' ? (texts.get('name') ?? texts.get('text'))?.text : undefined
    if (outer !== undefined && outer !== text) around.push(outer.trim())
    texts.set(label.kind, { text, place, heading: label.heading, ...(indent === undefined ? {} : { indent }) })
  }
  const classes = ['class1', 'class2', 'class3'].map((k) => halfWidth(texts.get(k)?.text ?? ''))
  const split = classes.some((t) => t !== '')
  const code = texts.get('code')
  const kinds = ['name', 'project', 'unit', 'text'] as const
  let from: RawRow['from'] = kinds.find((k) => texts.has(k)) ?? 'none'
  let label = from === 'none' ? undefined : texts.get(from)
  let codeParts = split ? classes : code ? [halfWidth(code.text)] : []
  // A column of codes or kinds may hold the name (合计), and a name column may hold code and name.
  const words = WORDLESS.map((k) => texts.get(k)).find((t) => t && /[\u4e00-\u9fff]/.test(t.text))
  // 工资福利支出 | | 小计: the name stands in the column of its codes.
  if (words && (!label || (split && isSubtotal(label.text)))) {
    label = words
    from = 'name'
    codeParts = []
  }
  // A lone 合计 may reach over the code columns.
  if (!codeParts.some((p) => /\d/.test(p))) codeParts = []
  const inside =
    label && from !== 'project' && codeParts.every((p) => p === '')
      ? /^\s*[【[(]?(?!20[0-4]\d\s*年)(\d{3,7})[】\])]?[-—\s:：]*(?=[\u4e00-\u9fff])/.exec(label.text)
      : null
  if (inside) codeParts = [inside[1]!]
  const codePlace = (split ? (texts.get('class1') ?? texts.get('class2') ?? texts.get('class3')) : code)?.place
  const place = label?.place ?? codePlace ?? firstPlace(section, row)
  return {
    row,
    place,
    codeParts,
    ...(panel.labels.some((l) => l.kind === 'class1') ? { split: true } : {}),
    label: label?.text.trim() ?? '',
    from,
    ...(codePlace ? { codePlace } : {}),
    ...(label ? { labelPlace: label.place } : {}),
    ...(from === 'text' && described.length > 0 ? { described } : {}),
    ...(from === 'name' && around.length > 0 ? { around } : {}),
    ...(texts.has('unit') ? { unitName: plainName(texts.get('unit')!.text) } : {}),
    ...(/\d/.test(texts.get('unitcode')?.text ?? '') ? { unitCode: plainName(texts.get('unitcode')!.text) } : {}),
    ...(texts.has('projectcode') ? { projectCode: plainName(texts.get('projectcode')!.text) } : {}),
    ...(from === 'project' && /单位|部门/.test(label?.heading ?? '') ? { mixed: true } : {}),
    ...(from === 'unit' && /科目/.test(label?.heading ?? '') ? { ownersAndSubjects: true } : {}),
    ...levelOf(from === 'project' ? label?.heading : undefined, program),
    ...(label?.indent === undefined ? {} : { indent: label.indent }),
  }
}

/** Columns that hold no names, but may hold 合计 where its cell reaches over the column of names or leaves it blank. */
const WORDLESS = ['code', 'class1', 'class2', 'class3', 'unitcode', 'projectcode', 'number'] as const

const isSubtotal = (text: string): boolean => plainName(text) === '小计'

const FIRST_LEVEL = /^一级项目/

function levelOf(heading: string | undefined, program: string | undefined): Pick<RawRow, 'projectLevel' | 'program'> {
  if (heading === undefined) return {}
  if (FIRST_LEVEL.test(heading)) return { projectLevel: 1 }
  if (!/^二级项目/.test(heading)) return {}
  return program === undefined ? { projectLevel: 2 } : { projectLevel: 2, program }
}

const halfWidth = (text: string): string => text.normalize('NFKC')

const firstPlace = (section: Section, row: number): Place => section.grid.filled(row)[0]?.cell.place ?? section.place
