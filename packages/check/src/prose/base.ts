/** What a budget is compared with: it is itself the 年初预算, so that word names last year only beside 上年. */
import type { Document } from '@gouji/document'
import { type Reading, readPassages } from '@gouji/read'
import type { Evidence, Finding } from '../report.ts'
import { findingOf, type RuleInfo } from '../rules/rule.ts'
import { sentenceFinding } from './finding.ts'
import { PROSE } from './statements.ts'

export const PROSE_BASE: RuleInfo = {
  id: 'PROSE-BASE',
  severity: 'warning',
  title: { zh: '比较对象写错', en: 'Compared with the wrong budget' },
  checks:
    '比较对象应当早于被比较的数：同是预算（或同是决算）的，不能与本年或以后年度比较；同类比较中只有个别处写了另一年度的。预算文本中“比年初预算……增加（减少）”的比较对象。本年预算就是年初预算，应写明与上年预算相比。',
  basis: '预算说明应与上年预算数比较',
  good: '基本支出 60.00 万元，比上年预算 50.00 万元增加 10.00 万元。',
  bad: '基本支出 60.00 万元，比年初预算 50.00 万元增加 10.00 万元。',
}

const BASE = /[比较](?:本年|当年)?年初预算数?\s*[\d,.\s]*\d\s*万?元/g

export const baseFindings = (document: Document, reading: Reading): Finding[] => [
  ...beginningOfYear(document, reading),
  ...laterBases(reading),
  ...oddBases(reading),
  ...sameYears(document, reading),
]

/** 2023年预算数为……，比2023年预算增加…… */
function laterBases({ statements }: Reading): Finding[] {
  const told = new Set<number>()
  return statements.flatMap((s) => {
    if (s.of === undefined || told.has(s.of) || !/^(?:change|comparison)/.test(s.kind)) return []
    const current = statements[s.of]!
    const [now, then] = [current.coordinates?.year, s.base?.year]
    const stage = current.coordinates?.stage
    if (!now || !then || Number(then) < Number(now) || stage !== (s.base?.stage ?? stage)) return []
    told.add(s.of)
    return [
      sentenceFinding(PROSE_BASE, s, {
        severity: 'error',
        message: `“${current.subject}”是 ${now} 年的数，文中却与 ${then} 年比较。请核对两处年份。`,
        found: then,
        expected: String(Number(now) - 1),
        others: [current],
      }),
    ]
  })
}

/** 2023年预算安排 10.00 万元，比2023年预算增加: a budget compared with itself. */
const ITSELF =
  /(20\d\d)年度?(?!底|末|初|\d)(?:[^。;,]{0,24}?预算[^。;,]{0,24},?)?[^。;,比较与]{0,14}[比较与]\1年(?:度)?(?:当年|部门|单位)?(?:预算(?!执行|调整)|相比|对比)/g

function sameYears(document: Document, { identity }: Reading): Finding[] {
  if (identity.stage !== 'budget') return []
  return readPassages(document.blocks, 0).flatMap((passage) =>
    [...passage.text.matchAll(ITSELF)].flatMap((m) => {
      if (/执行|决算|年初|调整/.test(m[0])) return []
      const place = passage.placeOf(m.index)
      const text = passage.printed(m.index, m.index + m[0].length)
      return [
        findingOf(PROSE_BASE, {
          key: `${place.page ?? ''}.${place.line ?? place.block ?? ''}.${m.index}.itself`,
          severity: 'error',
          message: `“${text}”：${m[1]} 年的预算与 ${m[1]} 年比较，同一年的预算不能与自己比较。请核对两处年份。`,
          found: m[1]!,
          expected: String(Number(m[1]) - 1),
          evidence: [{ place, where: PROSE, text, role: 'suspect' }],
        }),
      ]
    }),
  )
}

/** How many comparisons of one kind must name one year before another year among them is odd. */
const CUSTOM = 3

/** 比2023年预算数增加 among comparisons that all name 2024: the year of an old draft, or a slip. */
function oddBases({ statements }: Reading): Finding[] {
  const printed = statements.filter(
    (s) => s.base?.year !== undefined && /^(?:change|comparison)/.test(s.kind) && /20\d\d/.test(s.basis ?? ''),
  )
  return [...Map.groupBy(printed, (s) => s.base!.stage ?? '').values()].flatMap((group) => {
    const byYear = [...Map.groupBy(group, (s) => s.base!.year!)].sort((a, b) => b[1].length - a[1].length)
    const [usual, ...others] = byYear
    const odd = others.flatMap(([, all]) => all)
    if (!usual || usual[1].length < CUSTOM || odd.length * 4 > usual[1].length) return []
    const told = new Set<number | undefined>()
    return odd.flatMap((s) => {
      // 2023年预算数…比2022年预算数: an amount of another year has a base of its own.
      const current = s.of === undefined ? undefined : statements[s.of]!
      const ofUsual = usual[1].some(
        (u) => u.of !== undefined && statements[u.of]?.coordinates?.year === current?.coordinates?.year,
      )
      if ((s.of !== undefined && told.has(s.of)) || (current && !ofUsual)) return []
      told.add(s.of)
      return [
        sentenceFinding(PROSE_BASE, s, {
          message: `这里与“${s.basis}”比较，本文件其他 ${usual[1].length} 处同类比较的都是 ${usual[0]} 年。请核对年份。`,
          found: s.base!.year!,
          expected: usual[0],
          others: [usual[1][0]!],
        }),
      ]
    })
  })
}

function beginningOfYear(document: Document, reading: Reading): Finding[] {
  if (reading.identity.stage !== 'budget') return []
  const evidence: Evidence[] = document.blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? [...block.text.matchAll(BASE)].map((m) => ({
          place: block.place,
          where: PROSE,
          text: m[0].replace(/\s+/g, ''),
          role: 'suspect' as const,
        }))
      : [],
  )
  const [first] = evidence
  if (!first) return []
  return [
    findingOf(PROSE_BASE, {
      key: `${first.place.page ?? ''}.${first.place.line ?? first.place.block ?? ''}`,
      message: `本文件是预算，文中 ${evidence.length} 处写与“年初预算”比较：${evidence
        .slice(0, 4)
        .map((e) => `“${e.text}”`)
        .join('、')}。疑应为“上年预算”，请核对后改正。`,
      found: '年初预算',
      expected: '上年预算',
      evidence,
    }),
  ]
}
