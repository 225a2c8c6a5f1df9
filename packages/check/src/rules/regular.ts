/** How numbers are printed in a table: one number of decimals, and digits that hold together. */
import type { ReadCell, ReadTable } from '@gouji/read'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, isDamaged, listed, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const TABLE_DECIMALS: RuleInfo = {
  id: 'TABLE-DECIMALS',
  severity: 'info',
  title: { zh: '小数位数不统一', en: 'Decimals that differ' },
  checks: '同一张表的金额应当保留相同的小数位；绝大多数为同一位数、个别不同的，提示。',
  basis: '表格数字格式应当一致，少印的小数位会被当作舍入',
  good: '100.00　23.50　8.00',
  bad: '100.00　23.5　8.00',
}

export const TABLE_DIGITS: RuleInfo = {
  id: 'TABLE-DIGITS',
  severity: 'info',
  title: { zh: '数字书写异常', en: 'Digits that do not hold together' },
  checks: '金额中间的空格、全角数字、错位的千分位、多余的小数点。',
  basis: '数字应当能被程序读取，书写异常会读成别的数',
  good: '1,561.32',
  bad: '1561 .32　１５６１．３２　15,61.32',
}

/** Amounts that a table needs before one form is its custom, and the share of them that must keep to it. */
const CUSTOM = { amounts: 10, share: 0.85 }

const amounts = (table: ReadTable): ReadCell[] =>
  table.cells.filter((c) => c.measure === 'amount' && c.printed && !c.noise && c.printed.digits !== 0n)

export function tableDecimals({ reading }: RuleContext): Finding[] {
  return reading.tables.flatMap((table) => {
    if (table.kind === 'performance') return []
    const cells = amounts(table)
    const byDecimals = [...Map.groupBy(cells, (c) => c.printed!.decimals)].sort((a, b) => b[1].length - a[1].length)
    const [usual, ...others] = byDecimals
    const odd = others.flatMap(([, all]) => all)
    if (!usual || cells.length < CUSTOM.amounts || usual[1].length < cells.length * CUSTOM.share || odd.length === 0)
      return []
    // Whole numbers among decimals are how some programs print them; fewer decimals than the rest are what is meant.
    const torn = odd.filter((c) => c.printed!.decimals > 0)
    if (torn.length === 0) return []
    return [
      findingOf(TABLE_DECIMALS, {
        key: `${table.number}`,
        message: `${nameOfTable(table)}的金额多为 ${usual[0]} 位小数，有 ${torn.length} 处不同：${listed(torn.map((c) => `“${c.rowLabel}”${c.text.trim()}`))}。请统一。`,
        evidence: torn
          .slice(0, 20)
          .map((c) => evidenceAt(c.place, `${c.rowLabel} ${c.text}`.trim(), nameOfTable(table))),
      }),
    ]
  })
}

/** More blanks inside numbers than these come from the layout of a page, not from a hand. */
const LAYOUT = 5

export function tableDigits(context: RuleContext): Finding[] {
  const all = context.reading.tables
    .filter((table) => table.kind !== 'performance')
    .flatMap((table) => table.cells.flatMap((cell) => (cell.printed && !cell.noise ? [{ table, cell }] : [])))
    .filter(({ cell }) => cell.printed!.repairs.length > 0)
  const isLayout = all.filter(({ cell }) => cell.printed!.repairs.includes('blank-inside')).length > LAYOUT
  const odd = all.filter(({ cell }) => !isLayout || cell.printed!.repairs.some((r) => r !== 'blank-inside'))
  if (odd.length === 0) return []
  return [
    findingOf(TABLE_DIGITS, {
      key: `${odd[0]!.table.number}.${odd[0]!.cell.row}`,
      ...(isDamaged(context) ? { origin: 'possibly-conversion' as const } : {}),
      message: `表中有 ${odd.length} 处数字书写异常：${listed(odd.map(({ cell }) => `“${cell.text.trim()}”`))}。请核对改正。`,
      evidence: odd
        .slice(0, 20)
        .map(({ table, cell }) => evidenceAt(cell.place, `${cell.rowLabel} ${cell.text}`.trim(), nameOfTable(table))),
    }),
  ]
}
