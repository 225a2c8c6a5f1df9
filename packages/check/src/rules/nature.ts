/** What the subjects of a book say about the body: 行政运行 of administrations, 事业运行 of institutions; too much 其他. */
import { plainName } from '@gouji/ledger'
import type { ReadCell, ReadTable } from '@gouji/read'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, listed, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const CODE_NATURE: RuleInfo = {
  id: 'CODE-NATURE',
  severity: 'info',
  title: { zh: '单位性质与科目不符', en: 'Subject of another kind of body' },
  checks: '一个单位（不是部门汇总）的同一个款下，既列“行政运行”又列“事业运行”的，核对单位性质。',
  basis: '科目说明：行政单位（含参公）的基本支出列“行政运行”，事业单位的列“事业运行”',
  good: '单位预算只列 2010301 行政运行',
  bad: '单位预算同时列 2010301 行政运行和 2010350 事业运行',
}

export const CODE_OTHER: RuleInfo = {
  id: 'CODE-OTHER',
  severity: 'info',
  title: { zh: '“其他”科目占比过高', en: 'Too much under “other” subjects' },
  checks: '项级科目中名称以“其他”开头的合计超过支出的一半的，提示细化。',
  basis: '支出应当细化到具体科目（预算法第三十二条、第四十六条）；一半是提示用的界限，不是规定',
  good: '其他支出占 5%',
  bad: '“其他××支出”合计占全部支出的 62%',
}

interface Item {
  readonly table: ReadTable
  readonly cell: ReadCell
}

/** The amounts of 项 in the first table of expenditure that shows them. */
function itemsOf({ reading }: RuleContext): Item[] {
  for (const table of reading.tables) {
    if (table.kind !== 'expenditure') continue
    const seen = new Set<number>()
    const items = table.cells.flatMap((cell): Item[] => {
      const c = cell.coordinates
      const isTotal =
        c?.function?.length === 7 && !c.character && cell.measure === 'amount' && cell.figure && !cell.noise
      if (!isTotal || seen.has(cell.row)) return []
      seen.add(cell.row)
      return [{ table, cell }]
    })
    if (items.length > 0) return items
  }
  return []
}

const told = ({ cell }: Item): string => `${cell.rowCode ?? ''} ${cell.rowLabel.trim()} ${cell.text.trim()}`.trim()

export function codeNature(context: RuleContext): Finding[] {
  if (context.reading.identity.audience !== 'unit') return []
  if (context.reading.tables.some((t) => new Set(t.rows.filter((r) => r.role === 'unit').map((r) => r.label)).size > 1))
    return []
  const items = itemsOf(context)
  return items.flatMap((item) => {
    if (!plainName(item.cell.rowLabel).includes('行政运行') || item.cell.printed?.digits === 0n) return []
    const code = item.cell.coordinates!.function!
    const other = items.find(
      ({ cell }) =>
        plainName(cell.rowLabel).includes('事业运行') && cell.coordinates!.function!.slice(0, 5) === code.slice(0, 5),
    )
    if (!other || other.cell.printed?.digits === 0n) return []
    return [
      findingOf(CODE_NATURE, {
        key: code,
        message: `本单位同时列“${told(item)}”和“${told(other)}”。一个单位的基本支出只列其中一项，请核对单位性质。`,
        evidence: [item, other].map((i) => evidenceAt(i.cell.place, told(i), nameOfTable(i.table))),
      }),
    ]
  })
}

export function codeOther(context: RuleContext): Finding[] {
  const items = itemsOf(context)
  const fen = (all: readonly Item[]): bigint => all.reduce((sum, { cell }) => sum + cell.figure!.fen, 0n)
  const others = items.filter(({ cell }) => plainName(cell.rowLabel).startsWith('其他') && cell.figure!.fen > 0n)
  const [all, part] = [fen(items), fen(others)]
  if (items.length < 4 || all <= 0n || part * 2n <= all) return []
  const percent = (part * 1000n) / all
  return [
    findingOf(CODE_OTHER, {
      key: nameOfTable(items[0]!.table),
      message: `“其他”科目合计占支出的 ${percent / 10n}.${percent % 10n}%：${listed(others.map(told))}。请核对能否列到具体科目。`,
      evidence: others.slice(0, 10).map((i) => evidenceAt(i.cell.place, told(i), nameOfTable(i.table))),
    }),
  ]
}
