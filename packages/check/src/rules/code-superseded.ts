/**
 * Names that a subject had in earlier years. When the same document prints the current name for the same code, two
 * names stand for one subject and the old one is an error; alone it is a remark.
 */
import type { Place } from '@gouji/document'
import { bareName, plainName, type Subject } from '@gouji/ledger'
import type { ReadRow, ReadTable } from '@gouji/read'
import type { Evidence, Finding } from '../report.ts'
import { evidenceAt, evidenceOfRow, findingOf, listed, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'
import { yearOf } from './subject-rows.ts'

export const CODE_SUPERSEDED: RuleInfo = {
  id: 'CODE-SUPERSEDED',
  severity: 'error',
  title: { zh: '使用已停用的科目名称', en: 'Superseded subject name' },
  checks:
    '科目名称应当用文件年度的名称。同一文件里同一科目既用旧名又用现名的为错误，只用旧名的为警告，旧名下没有金额的为提示。',
  basis: '预算法第三十二条（按政府收支分类科目编列）；当年政府收支分类科目',
  good: '各表都写“卫生健康支出”',
  bad: '收支总表写“医疗卫生与计划生育支出”，支出总表写“卫生健康支出”',
}

interface Use {
  readonly table: ReadTable
  readonly row: ReadRow
  readonly name: string
}

interface Old {
  readonly subject: Subject
  readonly uses: Use[]
}

export function codeSuperseded(context: RuleContext): Finding[] {
  const old = new Map<string, Old>()
  const current = new Map<string, Use>()
  for (const table of context.reading.tables) {
    const year = yearOf(context, table)
    if (year === undefined) continue
    for (const row of table.rows) judge(context, table, row, year, old, current)
  }
  const beside = [...old].filter(([, o]) => current.has(keyOf(o.subject)))
  const alone = [...old.values()].filter((o) => !current.has(keyOf(o.subject)))
  return [
    ...beside.map(([key, found]) => findingOfOld(context, key, found, current.get(keyOf(found.subject))!)),
    ...(alone.length > 0 ? [findingOfMany(context, alone)] : []),
  ]
}

const keyOf = (s: Subject): string => `${s.table} ${s.code}`

function judge(
  context: RuleContext,
  table: ReadTable,
  row: ReadRow,
  year: number,
  old: Map<string, Old>,
  current: Map<string, Use>,
): void {
  const { catalogue } = context.knowledge
  const list = row.coordinates.economy ? 'economy' : 'function'
  const code = row.coordinates[list]
  if (row.role !== 'subject' || code === undefined) return
  const name = bareName(row.label)
  if (name === '') return
  const match = catalogue.near(list, name, year, { under: code }).find((m) => m.subject.code === code)
  if (!match) return
  const use: Use = { table, row, name }
  if (match.how === 'outdated') {
    const key = `${list}.${code}.${name}`
    const known = old.get(key) ?? { subject: match.subject, uses: [] }
    known.uses.push(use)
    old.set(key, known)
  } else if (match.how === 'official' || match.how === 'synonym' || match.how === 'short') {
    if (!current.has(keyOf(match.subject))) current.set(keyOf(match.subject), use)
  }
}

function findingOfOld(context: RuleContext, key: string, old: Old, current: Use): Finding {
  const { subject, uses } = old
  const name = uses[0]!.name
  const tables = [...new Set(uses.map((u) => nameOfTable(u.table)))]
  const other = `而${nameOfTable(current.table)}用现名“${current.name}”`
  return findingOf(CODE_SUPERSEDED, {
    key,
    severity: isProven(context, old) ? 'error' : 'info',
    message: `${listed(tables)}：“${name}”是已停用的旧名，${other}，${subject.code} 现称“${subject.name}”。请统一改用现名。`,
    expected: subject.name,
    found: name,
    evidence: [
      ...uses.map((u) => evidenceOfRow(u.table, u.row)),
      ...mentions(context, name, subject.name),
      evidenceOfRow(current.table, current.row, 'same'),
    ],
  })
}

/** Old names of a form that was never brought up to date are one finding; where no money stands at them, a hint. */
function findingOfMany(context: RuleContext, all: readonly Old[]): Finding {
  const uses = all.flatMap((o) => o.uses)
  const spent = all.some((o) => isProven(context, o) && o.uses.some(hasMoney))
  const tables = [...new Set(uses.map((u) => nameOfTable(u.table)))]
  const names = all.map((o) => `“${o.uses[0]!.name}”现称“${o.subject.name}”`)
  return findingOf(CODE_SUPERSEDED, {
    key: all.map((o) => o.subject.code).join('.'),
    severity: spent ? 'warning' : 'info',
    message: `${listed(tables)}使用已停用的科目名称：${listed(names)}。请改用现名。`,
    expected: all.map((o) => o.subject.name).join('、'),
    found: all.map((o) => o.uses[0]!.name).join('、'),
    evidence: uses.map((u) => evidenceOfRow(u.table, u.row)),
  })
}

const isProven = (context: RuleContext, old: Old): boolean =>
  context.knowledge.catalogue.mayAssert(old.subject, yearOf(context, old.uses[0]!.table))

const hasMoney = ({ table, row }: Use): boolean =>
  table.cells.some(
    (c) =>
      c.row === row.row && c.rowLabel === row.label && c.printed !== undefined && !c.noise && c.printed.digits !== 0n,
  )

/** The old name in running text, so that all places are mended at once. */
function mentions(context: RuleContext, name: string, now: string): Evidence[] {
  const found: { place: Place; text: string }[] = []
  for (const block of context.document.blocks) {
    if (block.kind !== 'paragraph') continue
    const plain = plainName(block.text)
    const at = plain.indexOf(name)
    // 城乡社区事务 inside a longer current name is no old name.
    if (
      at < 0 ||
      now.includes(name) ||
      /[\u4e00-\u9fff]/.test(plain[at + name.length]?.replace(/[支类及和的与等]/, '') ?? '')
    )
      continue
    found.push({ place: block.place, text: plain.slice(Math.max(0, at - 12), at + name.length + 24) })
  }
  return found.map((f) => evidenceAt(f.place, f.text, '正文'))
}
