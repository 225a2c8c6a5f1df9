/** Codes of projects and of things procured: their form, and the year in which a project was set up. */
import type { ReadRow, ReadTable } from '@gouji/read'
import type { Finding } from '../report.ts'
import { evidenceAt, evidenceOfRow, findingOf, listed, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const CODE_PROJECT: RuleInfo = {
  id: 'CODE-PROJECT',
  severity: 'warning',
  title: { zh: '项目代码书写有误', en: 'Malformed project code' },
  checks: '同一张项目表里的项目代码位数应当相同，前六位为同一区划，立项年度（第七、八位）不晚于预算年度。',
  basis: '预算管理一体化的项目代码：区划六位，立项年度两位，其余为类别和序号',
  good: '33040023021Y000000001 与同表其他项目代码同为 21 位',
  bad: '3304023021Y000000001 只有 20 位，同表其他项目代码都是 21 位',
}

export const CODE_PROCURED: RuleInfo = {
  id: 'CODE-PROCURED',
  severity: 'info',
  title: { zh: '采购品目编码书写有误', en: 'Malformed code of a thing procured' },
  checks: '采购表里的品目编码：字母 A（货物）、B（工程）、C（服务）加数字；同一张表里位数应当相同。',
  basis: '政府采购品目分类目录的编码形式：字母加八位数字',
  good: 'C03040000',
  bad: 'C0304000（少一位）',
}

export function codeProcured({ document, reading }: RuleContext): Finding[] {
  const codes = document.blocks.flatMap((block) =>
    block.kind === 'table'
      ? block.cells.flatMap((cell) => {
          const m = /^\s*([ABC]\d{6,10})(?![0-9A-Za-z])/.exec(cell.text)
          return m ? [{ code: m[1]!, place: cell.place }] : []
        })
      : [],
  )
  if (codes.length === 0 || !reading.tables.some((t) => t.kind === 'procurement')) return []
  const wrong = codes.filter(({ code }) => code.length !== 9)
  if (wrong.length === 0 || wrong.length === codes.length) return []
  return [
    findingOf(CODE_PROCURED, {
      key: wrong[0]!.code,
      message: `采购品目编码应为字母加八位数字：${listed(wrong.map((w) => w.code))}。请核对。`,
      evidence: wrong.slice(0, 20).map((w) => evidenceAt(w.place, w.code)),
    }),
  ]
}

/** So many codes of one form make it the custom of the table. */
const CUSTOM = 3

const PROJECT = /^\d{6}\d{2}[0-9A-Z]{8,16}$/i

const codesOf = (table: ReadTable): { readonly row: ReadRow; readonly code: string }[] =>
  table.rows.flatMap((row) => {
    const code = (row.code ?? row.codePrinted ?? '').replace(/\s/g, '')
    return row.role === 'project' && code.length >= 14 && /^[0-9A-Z]+$/i.test(code) ? [{ row, code }] : []
  })

export function codeProject({ reading }: RuleContext): Finding[] {
  return reading.tables.flatMap((table) => {
    const codes = codesOf(table)
    const lengths = Map.groupBy(codes, ({ code }) => code.length)
    const [usual] = [...lengths].sort((a, b) => b[1].length - a[1].length)
    if (!usual || usual[1].length < CUSTOM || usual[1].length * 2 <= codes.length) return []
    const year = reading.identity.year
    const region = usual[1][0]!.code.slice(0, 6)
    const wrong = codes.flatMap(({ row, code }) => {
      const faults = [
        ...(code.length === usual[0] ? [] : [`${code} 为 ${code.length} 位，同表其他为 ${usual[0]} 位`]),
        ...(PROJECT.test(code) && code.length === usual[0] && year !== undefined && isLater(code, year)
          ? [`${code} 的立项年度晚于 ${year} 年`]
          : []),
        ...(code.length === usual[0] && isOtherRegion(codes, code, region) ? [`${code} 的区划与同表其他项目不同`] : []),
      ]
      return faults.map((fault) => ({ row, fault }))
    })
    if (wrong.length === 0) return []
    return [
      findingOf(CODE_PROJECT, {
        key: `${table.number}.${wrong[0]!.row.row}`,
        message: `${nameOfTable(table)}的项目代码：${listed(wrong.map((w) => w.fault))}。请核对。`,
        evidence: wrong.slice(0, 20).map((w) => evidenceOfRow(table, w.row)),
      }),
    ]
  })
}

/** 24 in 2023: set up in a year to come. */
const isLater = (code: string, year: number): boolean => {
  const two = Number(code.slice(6, 8))
  return two > year % 100 && two <= (year % 100) + 10
}

function isOtherRegion(codes: readonly { readonly code: string }[], code: string, region: string): boolean {
  const same = codes.filter((c) => c.code.startsWith(region)).length
  return !code.startsWith(region) && same >= codes.length - 1
}
