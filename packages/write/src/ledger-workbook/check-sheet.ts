/** The check sheet: income against expenditure of each unit, source by source and altogether, by formulas. */
import { type Budget, computedHeadings, headingOf, KEY_HEADINGS, SHEETS, type SheetName, SOURCES } from '@gouji/budget'
import { lineage } from '@gouji/ledger'
import { columnLetters } from '../xlsx/cells.ts'
import { sheetReference } from '../xlsx/package.ts'
import type { CoverPlaces } from './cover.ts'
import { codeIn, keyIn } from './data-sheet.ts'
import type { GridCell, GridSheet } from './grid.ts'

const ALL = '全部'

/** Units that may be added in the workbook. */
const SPARE_UNITS = 10

const HEADINGS = ['单位编码', '单位名称', '资金来源', '收入(元)', '支出和结转下年(元)', '相差(元)', '结论']
const FIRST_ROW = 4

export function checkSheet(budget: Budget, cover: CoverPlaces): GridSheet {
  const groups = sourceGroups(budget)
  const units = sheetReference(SHEETS.units.title)
  const rows: GridCell[][] = []
  for (let unit = 0; unit < budget.units.length + SPARE_UNITS; unit += 1) {
    const cell = `${units}!$A$${unit + 2}`
    for (const group of groups) {
      const row = FIRST_ROW + rows.length
      rows.push(
        checkRow(row, `IF(${cell}="","",${codeIn(cell)})`, `IF(${cell}="","",${units}!$B$${unit + 2})`, group, cover),
      )
    }
  }
  const last = FIRST_ROW + rows.length - 1
  const verdicts = `G${FIRST_ROW}:G${last}`
  return {
    rows: [
      [{ look: 'title', text: '收支平衡检查' }],
      [
        { look: 'heading', text: '总的结论' },
        { look: 'verdict', formula: `IF(COUNTIF(${verdicts},"不平")=0,"平","不平")` },
        undefined,
        { look: 'faint', text: '本年本阶段；由公式得出，不用填' },
      ],
      HEADINGS.map((text): GridCell => ({ look: 'headingComputed', text })),
      ...rows,
    ],
    columns: [14, 30, 22, 20, 20, 18, 10].map((width) => ({ width, look: 'plain' })),
    frozenRows: 3,
    verdicts: `B2 ${verdicts}`,
    isProtected: true,
  }
}

function checkRow(row: number, code: string, name: string, group: Group, cover: CoverPlaces): GridCell[] {
  const shown = (formula: string): string => `IF($A${row}="","",${formula})`
  return [
    { look: 'computed', formula: code },
    { look: 'computed', formula: name },
    { look: 'computed', formula: shown(`"${group.name}"`) },
    { look: 'computedMoney', formula: shown(sumOf('income', row, group, cover)) },
    { look: 'computedMoney', formula: shown(sumOf('expenditure', row, group, cover)) },
    { look: 'computedMoney', formula: shown(`ROUND($D${row}-$E${row},2)`) },
    { look: 'verdict', formula: shown(`IF($F${row}=0,"平","不平")`) },
  ]
}

interface Group {
  readonly name: string
  /** The sources that are added up; undefined for all, named or not. */
  readonly sources: readonly string[] | undefined
}

/**
 * The sources that the budget uses. One side may be coarser than the other (单位资金 against 事业收入): then the finer
 * ones are added to the coarser, as they are where a budget is checked.
 */
function sourceGroups({ lines }: Budget): Group[] {
  const used = new Set(lines.map(({ source }) => source))
  const groups = new Map<string, string[]>()
  for (const { value, name } of SOURCES) {
    if (used.size > 0 && !used.has(value)) continue
    const above = lineage('source', value).findLast((id) => used.has(id)) ?? value
    const head = SOURCES.find((source) => source.value === above)?.name ?? name
    groups.set(head, [...(groups.get(head) ?? []), name])
  }
  return [...[...groups].map(([name, sources]) => ({ name, sources })), { name: ALL, sources: undefined }]
}

function sumOf(sheet: SheetName, row: number, { sources }: Group, cover: CoverPlaces): string {
  const headings = [...SHEETS[sheet].columns.map(({ heading }) => heading), ...computedHeadings(SHEETS[sheet])]
  const column = (heading: string): string => {
    const letters = columnLetters(headings.indexOf(heading))
    return `${sheetReference(SHEETS[sheet].title)}!$${letters}:$${letters}`
  }
  const common = [
    column(headingOf(sheet, 'fen')),
    ...[column(KEY_HEADINGS.unit), keyIn(`$A${row}`)],
    ...[column(KEY_HEADINGS.year), cover.year],
    ...[column(KEY_HEADINGS.stage), cover.stage],
  ].join(',')
  if (!sources) return `SUMIFS(${common})`
  const where = column(headingOf(sheet, 'source'))
  return sources.map((source) => `SUMIFS(${common},${where},"${source}")`).join('+')
}
