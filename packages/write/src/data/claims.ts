/** The table of claims (陈述): every figure of the book with its place, its coordinates, its true value and its print. */
import type { Book, BookFigure } from '@gouji/compose'
import { type Column, type DataTable, filledColumns } from './columns.ts'
import { DIMENSION_NAMES, DIMENSION_ORDER, type MemberNames } from './member-names.ts'
import { type FigurePlace, placesOf } from './places.ts'
import { type FigureValue, figureValue } from './value.ts'

export interface ClaimRow {
  readonly figure: BookFigure
  readonly place: FigurePlace
  readonly value: FigureValue | undefined
}

const KIND_NAMES: Readonly<Record<BookFigure['kind'], string>> = {
  amount: '金额',
  share: '比重',
  change: '增减额',
  rate: '增减率',
  count: '数量',
  price: '单价',
  score: '分值',
}

const PLACE_NAMES: Readonly<Record<FigurePlace['kind'], string>> = {
  table: '表格',
  'table-note': '表注',
  heading: '标题',
  paragraph: '正文',
}

const place = (name: string, title: string, of: (at: FigurePlace) => string | number | undefined) => ({
  name,
  title,
  of: ({ place: at }: ClaimRow): string | undefined => of(at)?.toString(),
})

function columnsFor(names: MemberNames): Column<ClaimRow>[] {
  return [
    {
      name: 'figure',
      title: '序号',
      description: '与网页中数字的编号 f0、f1……一致',
      type: 'integer',
      required: true,
      of: ({ figure }) => String(figure.id),
    },
    { name: 'kind', title: '种类代码', type: 'string', required: true, of: ({ figure }) => figure.kind },
    { name: 'kind_name', title: '种类', type: 'string', required: true, of: ({ figure }) => KIND_NAMES[figure.kind] },
    { ...place('place', '位置种类', (at) => PLACE_NAMES[at.kind]), type: 'string', required: true },
    { ...place('section', '所在章节', (at) => at.section.join(' / ')), type: 'string' },
    { ...place('table_id', '报表标识', (at) => at.table?.id), type: 'string' },
    { ...place('table_number', '表号', (at) => at.table?.number), type: 'string' },
    { ...place('table_title', '表名', (at) => at.table?.title), type: 'string' },
    { ...place('row', '行', (at) => at.row), description: '从表头第一行起数，从 1 开始', type: 'integer' },
    { ...place('column', '栏', (at) => at.column), description: '从 1 开始', type: 'integer' },
    { ...place('row_label', '行标题', (at) => at.rowLabel), type: 'string' },
    {
      ...place('column_label', '栏标题', (at) => at.columnLabel),
      description: '多级表头自上而下，以“ / ”相连',
      type: 'string',
    },
    { ...place('paragraph', '正文段', (at) => at.paragraph), description: '正文第几段，从 1 开始', type: 'integer' },
    { ...place('sentence', '所在句', (at) => at.sentence), type: 'string' },
    ...coordinateColumns<ClaimRow>(names, ({ figure }) => figure.coordinates),
    {
      name: 'value',
      title: '真值',
      description: '金额一律为元，精确到分；比重和增减率为小数（0.05 即 5%）；数量为原数',
      type: 'number',
      required: true,
      of: ({ value }) => value?.value,
    },
    {
      name: 'value_unit',
      title: '真值单位',
      description: 'CNY 为人民币元，pure 为纯数，其余为所数之物',
      type: 'string',
      required: true,
      of: ({ value }) => value?.unit,
    },
    {
      name: 'fraction',
      title: '精确分数',
      description: '比重、增减率的精确值：分子/分母',
      type: 'string',
      of: ({ value }) => value?.fraction,
    },
    { name: 'printed', title: '印出的数', type: 'string', required: true, of: ({ figure }) => figure.text },
    { name: 'printed_unit', title: '印出的单位', type: 'string', of: ({ figure }) => figure.unit },
    {
      name: 'printed_decimals',
      title: '印出的小数位',
      type: 'integer',
      required: true,
      of: ({ figure }) => String(figure.decimals),
    },
    {
      name: 'adjusted',
      title: '显示经调平',
      description: 'true 表示为使各栏相加等于合计，印出的数与真值的四舍五入略有出入',
      type: 'boolean',
      required: true,
      of: ({ figure }) => String(figure.adjusted === true),
    },
    { name: 'expression', title: '由来', type: 'string', of: ({ figure }) => figure.expression },
    {
      name: 'terms',
      title: '构成',
      type: 'string',
      of: ({ figure }) => figure.terms?.map((term) => `${term.name} ${term.text}`).join('；'),
    },
  ]
}

/** Two columns for each dimension: the code and the name of the member. */
export function coordinateColumns<Row>(
  names: MemberNames,
  of: (row: Row) => Readonly<Partial<Record<string, string>>> | undefined,
): Column<Row>[] {
  return DIMENSION_ORDER.flatMap((dimension): Column<Row>[] => {
    const name = dimension.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    const title = DIMENSION_NAMES[dimension]
    const code: Column<Row> = {
      name: `${name}_code`,
      title: `${title}代码`,
      type: 'string',
      of: (row) => of(row)?.[dimension],
    }
    const label: Column<Row> = {
      name: `${name}_name`,
      title,
      type: 'string',
      of: (row) => {
        const member = of(row)?.[dimension]
        return member === undefined ? undefined : names(dimension, member)
      },
    }
    return dimension === 'year' ? [{ ...code, name, title, type: 'integer' }] : [code, label]
  })
}

export function claimsOf(book: Book, names: MemberNames): DataTable<ClaimRow> {
  const rows = placesOf(book).flatMap((at): ClaimRow[] => {
    const figure = book.figures[at.figure]
    return figure ? [{ figure, place: at, value: figureValue(figure) }] : []
  })
  return {
    name: 'claims',
    title: '陈述',
    description: '公开文本中的每一个数：位置、坐标、真值、印出的样子和由来。',
    columns: filledColumns(columnsFor(names), rows),
    rows,
  }
}
