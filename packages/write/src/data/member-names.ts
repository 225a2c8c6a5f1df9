/**
 * Coordinates in the words of the trade: what a dimension is called, and what its members are called. The caller's
 * catalogue knows all names of the year; without one, the names that the law fixes and those that the book prints
 * beside its codes have to do.
 */
import type { FactDimension } from '@gouji/budget'
import type { Book } from '@gouji/compose'
import { type Dimension, FIXED_MEMBERS } from '@gouji/ledger'

/** The name of a member; its code where no name is known. */
export type MemberNames = (dimension: FactDimension, member: string) => string

/** In the order in which a person would say them. */
export const DIMENSION_NAMES: Readonly<Record<FactDimension, string>> = {
  year: '年度',
  stage: '阶段',
  unit: '单位',
  flow: '收支',
  source: '资金来源',
  vintage: '本年或结转',
  function: '功能科目',
  character: '支出性质',
  economy: '部门经济科目',
  governmentEconomy: '政府经济科目',
  item: '专项经费',
  project: '项目',
  procurement: '政府采购',
  origin: '资金年份',
  nature: '单位性质',
}

export const DIMENSION_ORDER = Object.keys(DIMENSION_NAMES) as readonly FactDimension[]

/** The dimension of facts that no document prints, and so no list of members in the ledger names. */
const UNPRINTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  nature: { administration: '行政（参公）单位', institution: '事业单位' },
}

const CODED: readonly FactDimension[] = ['function', 'economy', 'governmentEconomy', 'project', 'unit']

export function namesInBook(book: Book): MemberNames {
  const printed = codesInBook(book)
  return (dimension, member) => {
    if (dimension === 'year') return `${member}年`
    const fixed = FIXED_MEMBERS[dimension as Dimension]?.find(({ id }) => id === member)
    if (fixed) return fixed.name
    if (dimension === 'unit' && member === book.code) return book.organisation
    const name = CODED.includes(dimension) ? printed.get(member) : undefined
    return name ?? UNPRINTED[dimension]?.[member] ?? member
  }
}

/** Names that stand in the cell right behind their code. */
function codesInBook(book: Book): Map<string, string> {
  const names = new Map<string, string>()
  for (const block of book.blocks) {
    if (block.kind !== 'table') continue
    for (const { cells } of block.table.rows) {
      cells.forEach((cell, i) => {
        const label = cells[i + 1]
        if (cell.role !== 'code' || label?.role !== 'label') return
        const code = textOf(cell.runs)
        if (code !== '' && !names.has(code)) names.set(code, textOf(label.runs))
      })
    }
  }
  return names
}

export const textOf = (runs: readonly { readonly text: string }[]): string => runs.map(({ text }) => text).join('')
