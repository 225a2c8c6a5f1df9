/** The first sheet: the head of the budget, and how the workbook is filled in. */
import { ALL_SHEETS, type Budget, CHECK_SHEET, COVER_SHEET, HEAD, headValues, TEXTS_SHEET } from '@gouji/budget'
import { sheetReference } from '../xlsx/package.ts'
import type { Choices, GridCell, GridSheet } from './grid.ts'

/** Empty rows with formulas and choices below what is entered. */
export const SPARE_ROWS = 200

const FIRST_ROW = 4

export interface CoverPlaces {
  /** The cells of year and stage, as formulas on other sheets name them. */
  readonly year: string
  readonly stage: string
}

const rowOf = (field: string): number => FIRST_ROW + HEAD.findIndex((entry) => entry.field === field)

export const coverPlaces = (): CoverPlaces => ({
  year: `${sheetReference(COVER_SHEET)}!$B$${rowOf('year')}`,
  stage: `${sheetReference(COVER_SHEET)}!$B$${rowOf('stage')}`,
})

const INSTRUCTIONS: readonly string[] = [
  '只填有边框的白色单元格；橙色表头的列必填，灰色的列由公式得出，不用填。',
  '金额以元为单位，最多两位小数；合计不填，由程序汇总。',
  '编码从下拉列表中选，或直接写编码；名称会在灰色的列中显示，显示“查无此码”的请改正。',
  '从别处粘贴时请用“选择性粘贴 → 数值”，以免覆盖格式；编码列是文本格式，开头的 0 不会丢。',
  `填完后看“${CHECK_SHEET}”表：全部为绿色的“平”再交出。`,
  '工作表和表头请勿改名；需要自己的备注时可以另加工作表，导入时会跳过。',
]

export function coverSheet(budget: Budget): GridSheet {
  const values = headValues(budget)
  const head = HEAD.map(({ key, kind, help, required }): GridCell[] => {
    const value = values[key]
    const content: GridCell =
      kind === 'year' && value !== undefined
        ? { look: 'whole', number: String(value) }
        : { look: 'text', text: String(value ?? '') }
    return [
      { look: required ? 'headingRequired' : 'heading', text: key },
      content,
      { look: 'note', text: `${help}${required ? '（必填）' : ''}` },
    ]
  })
  const sheets = [{ title: TEXTS_SHEET, help: '职责、机构、变动原因等文字。' }, ...ALL_SHEETS]
  const rows: GridCell[][] = [
    [{ look: 'title', text: '预算数据' }],
    [{ look: 'faint', text: '由 gouji workbook export 写出，填好后用 gouji workbook import 读回。' }],
    [],
    ...head,
    [],
    [{ look: 'heading', text: '怎样填' }],
    ...INSTRUCTIONS.map((text): GridCell[] => [undefined, { look: 'note', text }]),
    [],
    [{ look: 'heading', text: '工作表' }],
    ...sheets.map(({ title, help }): GridCell[] => [undefined, { look: 'note', text: `${title}：${help}` }]),
  ]
  const choices = HEAD.flatMap(({ field, key, help, choices: among }): Choices[] => {
    if (!among) return []
    const list = `"${among.map(({ name }) => name).join(',')}"`
    return [{ range: `B${rowOf(field)}`, type: 'list', formulas: [list], strict: 'stop', title: key, help }]
  })
  return {
    rows,
    columns: [
      { width: 14, look: 'plain' },
      { width: 70, look: 'plain' },
      { width: 46, look: 'plain' },
    ],
    frozenRows: 0,
    choices,
    isProtected: true,
  }
}
