/** The units that tables list are those that the text says the department consists of. */
import { plainName } from '@gouji/ledger'
import type { Finding } from '../report.ts'
import { bodyOf } from '../wording/body.ts'
import { evidenceOfSpot } from '../wording/finding.ts'
import { evidenceOfRow, findingOf, listed, type RuleContext, type RuleInfo } from './rule.ts'

export const STRUCT_UNITS: RuleInfo = {
  id: 'STRUCT-UNITS',
  severity: 'warning',
  title: { zh: '所属单位个数与表不符', en: 'Number of units in text and tables' },
  checks: '正文写明所属（下属）预算单位个数的，与收入、支出表按单位列示的行数（不含本级）比较。',
  basis: '预算法实施条例第六条、财预〔2021〕29号：部门预算由本级和所属各单位组成',
  good: '所属二级预算单位 3 个，收入总表列本级和 3 个单位',
  bad: '所属二级预算单位 3 个，收入总表列本级和 4 个单位',
}

const HAN = '零一二三四五六七八九十'
const COUNT =
  /(?:所属|下属|下辖|直属)[^。;,\n]{0,10}?(?:预算)?单位(?:共|共有|有|为)?(\d{1,3}|[一二三四五六七八九十])[个家]|(\d{1,3}|[一二三四五六七八九十])[个家](?:所属|下属|直属|二级)(?:二级)?(?:预算)?单位/g

export function structUnits(context: RuleContext): Finding[] {
  const tables = context.reading.tables.filter((t) => t.kind === 'income' || t.kind === 'expenditure')
  const table = tables.find((t) => t.rows.filter((r) => r.role === 'unit').length > 1)
  if (!table) return []
  const units = new Map(
    table.rows.flatMap((r) => (r.role === 'unit' && !isWhole(r.label, context) ? [[plainName(r.label), r]] : [])),
  )
  const own = [...units.keys()].filter((name) => !/(?:本级|机关)(?:\([^()]*\))?$/.test(name))
  if (own.length === units.size) return []
  const { prose } = bodyOf(context)
  const said = prose.find(COUNT).map((hit) => ({ hit, count: numberOf(hit.match[1] ?? hit.match[2]!) }))
  const counts = new Set(said.map((s) => s.count))
  const [first] = said
  if (!first || counts.size !== 1 || first.count === own.length || first.count === units.size) return []
  return [
    findingOf(STRUCT_UNITS, {
      key: `${first.count}`,
      message: `正文写所属单位 ${first.count} 个，表中除本级外列有 ${own.length} 个：${listed(own)}。请核对。`,
      expected: String(own.length),
      found: String(first.count),
      evidence: [
        evidenceOfSpot({ line: first.hit.line, at: first.hit.at, length: first.hit.match[0].length }),
        ...own.slice(0, 12).map((name) => evidenceOfRow(table, units.get(name)!, 'context')),
      ],
    }),
  ]
}

/** The row of the whole department, under which its units stand. */
function isWhole(label: string, { reading }: RuleContext): boolean {
  const name = plainName(label).replace(/^\d+-?/, '')
  const own = plainName(reading.identity.organisation ?? '')
  return name === own || /\((?:部门|汇总|合计)\)$/.test(name)
}

const numberOf = (text: string): number => (/^\d/.test(text) ? Number(text) : HAN.indexOf(text))
