/**
 * Organisations from a workbook: 编码, 名称, 上级编码, 类别, 性质, 行政区划, 起 and 止, in any order of columns. What a
 * workbook does not say of an organisation that is there already stays as it is; only an empty 止 takes its last day away.
 */
import { readFile } from 'node:fs/promises'
import { NATURES, type Organisation } from '@gouji/api'
import { type FailureCode, UnreadableError } from '@gouji/document'
import { readSheets } from '@gouji/files'
import type { EnteredOrganisation } from '../handlers/organisations.ts'
import { today } from '../handlers/shapes.ts'

export interface Entry {
  readonly entered: EnteredOrganisation
  /** Of a superior that the same workbook adds. */
  readonly parentCode?: string
}

export interface ReadOrganisations {
  readonly entries: readonly Entry[]
  readonly problems: { sheet: string; cell: string; message: string }[]
}

const HEADINGS = {
  code: ['编码', '单位编码', '机构编码'],
  name: ['名称', '单位名称', '机构名称'],
  parent: ['上级编码', '主管部门编码', '上级'],
  kind: ['类别', '机构类别'],
  nature: ['性质', '单位性质'],
  region: ['行政区划', '区划代码'],
  from: ['起', '启用日期'],
  to: ['止', '停用日期'],
} as const
type Field = keyof typeof HEADINGS

const KINDS: Readonly<Record<string, EnteredOrganisation['kind']>> = {
  财政: 'finance',
  财政局: 'finance',
  部门: 'department',
  主管部门: 'department',
  单位: 'unit',
}
const NO_WORKBOOK: ReadonlySet<FailureCode> = new Set(['unknown-format', 'wrong-extension', 'empty-file'])
const ROWS_MAX = 5000

export async function readOrganisations(
  { path, name }: { readonly path: string; readonly name: string },
  known: readonly Organisation[],
): Promise<ReadOrganisations> {
  const problems: { sheet: string; cell: string; message: string }[] = []
  const entries: Entry[] = []
  let sheets: ReturnType<typeof readSheets>
  try {
    sheets = readSheets(await readFile(path), name, () => true)
  } catch (error) {
    // A workbook that is damaged, locked or blown up is told as such; anything else is none.
    if (!(error instanceof UnreadableError) || !NO_WORKBOOK.has(error.failure.code)) throw error
    return { entries, problems: [{ sheet: '', cell: '', message: '不是可以读取的 Excel 工作簿（.xlsx）' }] }
  }
  const [sheet] = sheets
  const [header, ...rows] = sheet?.rows ?? []
  if (!sheet || !header) return { entries, problems: [{ sheet: '', cell: '', message: '工作簿是空的' }] }
  const columns = new Map<Field, number>()
  for (const [column, text] of header.cells) {
    for (const field of Object.keys(HEADINGS) as Field[]) {
      if ((HEADINGS[field] as readonly string[]).includes(text.trim())) columns.set(field, column)
    }
  }
  for (const field of ['code', 'name', 'parent'] as const) {
    if (!columns.has(field)) {
      problems.push({ sheet: sheet.name, cell: `${header.number}`, message: `缺少“${HEADINGS[field][0]}”列` })
    }
  }
  if (rows.length > ROWS_MAX) {
    const message = `一次最多导入 ${ROWS_MAX} 行，表中有 ${rows.length} 行，请分成几个文件`
    problems.push({ sheet: sheet.name, cell: `${ROWS_MAX + 2}`, message })
  }
  if (problems.length > 0) return { entries, problems }
  const ids = new Map(known.map((one) => [one.code, one]))
  const inBook = new Set<string>()
  for (const row of rows) {
    const cell = (field: Field): string => (row.cells.get(columns.get(field) ?? -1) ?? '').trim()
    const tell = (field: Field, message: string): void => {
      problems.push({ sheet: sheet.name, cell: `${letters(columns.get(field) ?? 0)}${row.number}`, message })
    }
    const code = cell('code')
    const name = cell('name')
    if (code === '' && name === '') continue
    const wrongBefore = problems.length
    if (!/^\d{3,12}$/.test(code)) tell('code', '编码应为 3 至 12 位数字')
    else if (inBook.has(code)) tell('code', `编码 ${code} 重复`)
    if (name === '') tell('name', '名称不能为空')
    const old = ids.get(code)
    const parentCode = cell('parent')
    const parent = parentCode === '' ? known.find(({ id }) => id === old?.parent) : ids.get(parentCode)
    if (!parent && !inBook.has(parentCode) && !ids.has(code))
      tell('parent', `没有编码为 ${parentCode || '（空）'} 的上级机构`)
    const kindText = cell('kind')
    const kind = kindText === '' ? (old?.kind ?? 'unit') : KINDS[kindText]
    if (!kind) tell('kind', `类别应为：${Object.keys(KINDS).join('、')}`)
    const natureText = cell('nature')
    const nature = natureText === '' ? (old?.nature ?? '其他') : NATURES.find((one) => one === natureText)
    if (!nature) tell('nature', `性质应为：${NATURES.join('、')}`)
    const region = cell('region') || old?.region || parent?.region || known[0]?.region || ''
    if (!/^\d{6}$/.test(region)) tell('region', '行政区划应为 6 位数字')
    const from = cell('from') || old?.from || today()
    const to = columns.has('to') ? cell('to') : (old?.to ?? '')
    for (const [field, day] of [
      ['from', from],
      ['to', to],
    ] as const) {
      if (day !== '' && !/^\d{4}-\d{2}-\d{2}$/.test(day)) tell(field, '日期应写成 2025-01-31')
    }
    inBook.add(code)
    if (problems.length > wrongBefore) continue
    entries.push({
      entered: {
        ...(parent ? { parent: parent.id } : {}),
        kind: kind ?? 'unit',
        code,
        name: name.slice(0, 200),
        nature: nature ?? '其他',
        region,
        from,
        ...(to === '' ? {} : { to }),
      },
      ...(parent ? {} : { parentCode }),
    })
  }
  return { entries, problems }
}

function letters(column: number): string {
  let out = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    out = String.fromCharCode(65 + ((rest - 1) % 26)) + out
  }
  return out
}
