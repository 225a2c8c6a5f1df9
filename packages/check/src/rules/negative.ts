/** Amounts below nothing: 结转结余 can never be, and others want a word of explanation. */
import type { ReadCell, ReadTable } from '@gouji/read'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, listed, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const BALANCE_NEGATIVE: RuleInfo = {
  id: 'BALANCE-NEGATIVE',
  severity: 'error',
  title: { zh: '结转结余为负数', en: 'Carried over less than nothing' },
  checks: '上年结转、年初和年末（年终）结转结余、使用结余不应为负数。',
  basis: '结转结余是尚未用完的资金，最少为零',
  good: '年末结转和结余 16.00',
  bad: '年末结转和结余 -16.00',
}

export const TABLE_NEGATIVE: RuleInfo = {
  id: 'TABLE-NEGATIVE',
  severity: 'info',
  title: { zh: '负数没有说明', en: 'Negative amount without a word' },
  checks: '收入、支出金额为负数的（增减、差额栏除外），表下或正文应有说明。',
  basis: '预算收支通常不为负数；冲减、收回的应当说明',
  good: '其他支出 -3.00（表下注：收回以前年度结余资金）',
  bad: '其他支出 -3.00，全文没有说明',
}

interface Below {
  readonly table: ReadTable
  readonly cell: ReadCell
}

const below = ({ reading }: RuleContext): Below[] =>
  reading.tables
    .filter((table) => table.kind !== 'performance')
    .flatMap((table) =>
      table.cells.flatMap((cell) =>
        cell.measure === 'amount' && cell.printed && cell.printed.digits < 0n && !cell.noise && cell.coordinates
          ? [{ table, cell }]
          : [],
      ),
    )

const isCarried = ({ cell }: Below): boolean =>
  cell.coordinates?.vintage === 'carried' || cell.coordinates?.vintage === 'reserve'

const evidence = ({ table, cell }: Below) =>
  evidenceAt(cell.place, `${cell.rowLabel} ${cell.text}`.trim(), nameOfTable(table))

export function balanceNegative(context: RuleContext): Finding[] {
  return below(context)
    .filter(isCarried)
    .map((b) =>
      findingOf(BALANCE_NEGATIVE, {
        key: `${b.table.number}.${b.cell.row}.${b.cell.column}`,
        message: `${nameOfTable(b.table)}“${b.cell.rowLabel}”为 ${b.cell.text}，结转结余不能为负数。请核对。`,
        found: b.cell.text,
        evidence: [evidence(b)],
      }),
    )
}

export function tableNegative(context: RuleContext): Finding[] {
  const told = context.document.blocks.some(
    (b) => b.kind === 'paragraph' && /负数|冲减|冲销|收回|红字|调减/.test(b.text),
  )
  const found = told ? [] : below(context).filter((b) => !isCarried(b))
  if (found.length === 0) return []
  return [
    findingOf(TABLE_NEGATIVE, {
      key: `${found[0]!.table.number}.${found[0]!.cell.row}`,
      message: `表中有负数 ${found.length} 处：${listed(found.map((b) => `“${b.cell.rowLabel}”${b.cell.text}`))}，没有说明。请核对，确为负数的加注说明。`,
      evidence: found.slice(0, 20).map(evidence),
    }),
  ]
}
