/**
 * The table of budget lines (明细): the facts from which all figures of the book follow, with the columns that the
 * Fiscal Data Package asks of a budget. Classifications stand level by level.
 */
import type { Fact } from '@gouji/budget'
import type { Book } from '@gouji/compose'
import { type Dimension, lineage } from '@gouji/ledger'
import { type Column, type DataTable, filledColumns } from './columns.ts'
import { DIMENSION_NAMES, type MemberNames } from './member-names.ts'
import { yuanOf } from './value.ts'

export interface LineRow {
  readonly id: string
  readonly fact: Fact
}

type LineColumn = Column<LineRow>

/** Phases of a budget in the words of the open standard. */
const PHASES: Readonly<Record<string, string>> = {
  budget: 'approved',
  adjusted: 'adjusted',
  executed: 'executed',
  final: 'final',
}

interface Levels {
  readonly dimension: Dimension
  readonly name: string
  /** Names of the levels in columns and for people, from the top. */
  readonly levels: readonly (readonly [string, string])[]
  readonly type: (level: number, part: 'code' | 'label') => string
}

const SUBJECT_LEVELS = [
  ['class', '类'],
  ['group', '款'],
  ['item', '项'],
] as const

const CLASSIFICATIONS: readonly Levels[] = [
  {
    dimension: 'function',
    name: 'function',
    levels: SUBJECT_LEVELS,
    type: (level, part) => `functional-classification:generic:level${level}:${part}`,
  },
  {
    dimension: 'economy',
    name: 'economy',
    levels: SUBJECT_LEVELS.slice(0, 2),
    type: (level, part) => `economic-classification:generic:level${level}:${part}`,
  },
  {
    dimension: 'governmentEconomy',
    name: 'government_economy',
    levels: SUBJECT_LEVELS.slice(0, 2),
    type: (level, part) => `economic-classification:generic:level${level}:${part}:government`,
  },
  {
    dimension: 'source',
    name: 'source',
    levels: [
      ['group', '大类'],
      ['kind', '种类'],
      ['item', '细类'],
    ],
    type: (level, part) => `fin-source:generic:level${level}:${part}`,
  },
]

function columnsFor(names: MemberNames): LineColumn[] {
  const plain = (
    dimension: keyof Fact['coordinates'],
    name: string,
    types: { code?: string; label?: string } = {},
  ): LineColumn[] => [
    {
      name: `${name}_code`,
      title: `${DIMENSION_NAMES[dimension]}代码`,
      type: 'string',
      ...(types.code === undefined ? {} : { columnType: types.code }),
      of: ({ fact }) => fact.coordinates[dimension],
    },
    {
      name: `${name}_name`,
      title: DIMENSION_NAMES[dimension],
      type: 'string',
      ...(types.label === undefined ? {} : { columnType: types.label }),
      of: ({ fact }) => named(names, dimension, fact.coordinates[dimension]),
    },
  ]
  return [
    {
      name: 'line_id',
      title: '明细编号',
      type: 'string',
      columnType: 'budget-line-id',
      required: true,
      unique: true,
      of: ({ id }) => id,
    },
    {
      name: 'year',
      title: '年度',
      type: 'integer',
      columnType: 'date:fiscal-year',
      required: true,
      of: ({ fact }) => fact.coordinates.year,
    },
    {
      name: 'phase',
      title: '阶段代码',
      type: 'string',
      columnType: 'phase:id',
      of: ({ fact }) => PHASES[fact.coordinates.stage ?? ''] ?? fact.coordinates.stage,
    },
    {
      name: 'phase_name',
      title: '阶段',
      type: 'string',
      columnType: 'phase:label',
      of: ({ fact }) => named(names, 'stage', fact.coordinates.stage),
    },
    {
      name: 'direction',
      title: '收支',
      description: 'revenue 为收入，expenditure 为支出；政府采购明细是支出的另一种看法，不再相加，此栏为空',
      type: 'string',
      columnType: 'direction',
      of: ({ fact: { coordinates } }) => (coordinates.flow === 'income' ? 'revenue' : coordinates.flow),
    },
    ...plain('unit', 'unit', {
      code: 'administrative-classification:generic:level1:code',
      label: 'administrative-classification:generic:level1:label',
    }),
    ...CLASSIFICATIONS.flatMap((classification) => levelColumns(classification, names)),
    ...plain('character', 'character', { code: 'expenditure-type:code', label: 'expenditure-type:label' }),
    ...plain('project', 'project', { code: 'activity:generic:project:code', label: 'activity:generic:project:label' }),
    ...plain('vintage', 'vintage'),
    ...plain('origin', 'origin'),
    ...plain('item', 'item'),
    ...plain('procurement', 'procurement'),
    ...plain('nature', 'nature'),
    {
      name: 'value',
      title: '金额（元）',
      description: '人民币元，精确到分，不舍入',
      type: 'number',
      columnType: 'value',
      required: true,
      of: ({ fact }) => yuanOf(fact.fen),
    },
  ]
}

function levelColumns({ dimension, name, levels, type }: Levels, names: MemberNames): LineColumn[] {
  return levels.flatMap(([part, title], i): LineColumn[] => {
    const member = ({ fact }: LineRow): string | undefined => {
      const own = fact.coordinates[dimension]
      return own === undefined ? undefined : lineage(dimension, own).at(-1 - i)
    }
    return [
      {
        name: `${name}_${part}_code`,
        title: `${DIMENSION_NAMES[dimension]}${title}代码`,
        type: 'string',
        columnType: type(i + 1, 'code'),
        of: member,
      },
      {
        name: `${name}_${part}_name`,
        title: `${DIMENSION_NAMES[dimension]}${title}`,
        type: 'string',
        columnType: type(i + 1, 'label'),
        of: (row) => named(names, dimension, member(row)),
      },
    ]
  })
}

const named = (
  names: MemberNames,
  dimension: keyof Fact['coordinates'],
  member: string | undefined,
): string | undefined => (member === undefined ? undefined : names(dimension, member))

export function linesOf(book: Book, facts: readonly Fact[], names: MemberNames): DataTable<LineRow> {
  const digits = Math.max(4, String(facts.length).length)
  const rows = facts.map((fact, i) => ({ id: `L${String(i + 1).padStart(digits, '0')}`, fact }))
  return {
    name: 'lines',
    title: '明细',
    description: `${book.organisation}${book.year}年的收支明细：全部报表和说明由它得出，金额不舍入。`,
    columns: filledColumns(columnsFor(names), rows),
    rows,
  }
}
