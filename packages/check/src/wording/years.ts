/** Sentences that speak of another year as if it were the document's: last year's text taken over. */
import type { Finding } from '../report.ts'
import { findingOf, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { bodyOf, type Line } from './body.ts'
import { evidenceOfSpot } from './finding.ts'
import { glossaryOf } from './glossary.ts'

export const WORDING_YEAR: RuleInfo = {
  id: 'WORDING-YEAR',
  severity: 'warning',
  title: { zh: '正文留有别的年度', en: 'Sentence of another year' },
  checks: '正文的标题和以年度开头的句子应当说本年度；与上年比较、讲上年执行和结转、法规文件名称、日期的除外。',
  basis: '预算法第十八条（预算年度）',
  good: '2024年部门预算安排购置车辆0辆',
  bad: '2024年的预算里写“2023年部门预算安排购置车辆0辆”',
}

export const WORDING_DATE: RuleInfo = {
  id: 'WORDING-DATE',
  severity: 'warning',
  title: { zh: '资产截至日期不对', en: 'Date of the assets' },
  checks: '预算说的资产、车辆，截至日应当在上一年；决算应当在本年。',
  basis: '国有资产占有使用情况以年末数为准',
  good: '2024年预算：截至2023年12月31日，共有车辆2辆',
  bad: '2024年预算：截至2022年12月31日，共有车辆2辆',
}

/** A year at the head of a sentence, perhaps behind the name of who speaks. */
const HEAD =
  /(?:^|\n|[。;])(?:\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.])?((?:[\u4e00-\u9fff()]{1,40})?)(20[0-4]\d)年度?(?!\d|\d?\d月|[底初末终])([^。;\n]{0,60})/g

/** What makes another year right. */
const OTHER =
  /比|较|上年|去年|同期|同比|执行|决算|结转|结余|年初|年末|年底|期末|截[至止]|至|以来|开始|原因|增加|减少|持平|一致|规划|文件|通知|批复|印发|《|〔|\[20|评价|自评|审计|获|了|已|起|累计|完成|处置|历年|以前/

/** 与上年持平: last year itself is not compared with 上年, and so the year before it is this year's, left over. */
const AGAINST_LAST = /[比与较同](?:上年|去年)(?:度)?(?:预算|决算)?数?(?:相比)?,?(?:持平|一致|增加|减少|增长|下降)/g

/** What a sentence must speak of to be one of the book's own. */
const ABOUT = /预算|收支|收入|支出|安排|编制|绩效目标|采购|经费|公开/

/** Final accounts speak of their year as of the past, and so most words that set a year apart in a budget do not. */
const FINAL = {
  about: /决算|收支|收入|支出|采购|经费|公开|接待|车辆|保有量|会议费|培训费|出国|绩效/,
  other:
    /比|较|上年|去年|同期|同比|结转|结余|年初|以来|开始|持平|一致|规划|文件|通知|批复|印发|《|〔|\[20|自评|审计|历年|以前/,
}

export function wordingYear(context: RuleContext): Finding[] {
  const { year, stage } = context.reading.identity
  const words = stage === 'final' ? FINAL : { about: ABOUT, other: OTHER }
  const { prose, blank } = bodyOf(context)
  if (year === undefined || blank) return []
  const glossary = glossaryOf(context)?.lines
  const spots = prose.find(HEAD).flatMap(({ line, at, match }) => {
    const found = Number(match[2])
    const owner = lineOf(line, prose.lines, match)
    // Only the years right before are left over; a plan may well speak of other ones.
    if (found >= year || found < year - 3 || glossary?.has(owner) || isOfTable(owner)) return []
    const sentence = match[0]
    const about = words.about.test(match[3]!)
    const other = found === year - 1 ? sentence.replace(AGAINST_LAST, '') : sentence
    if (!about || words.other.test(other) || sentence.includes(`${year}`)) return []
    const offset = (owner === line ? at : -1) + match[0].indexOf(match[2]!)
    return [{ line: owner, at: Math.max(0, offset), length: 5, found }]
  })
  return spots.map((spot) =>
    findingOf(WORDING_YEAR, {
      key: `${spot.line.text.slice(0, 16)}.${spot.at}`,
      message: `本文件是 ${year} 年度，这一句说的是 ${spot.found} 年。疑沿用旧稿，请改为 ${year} 年并核对内容。`,
      expected: `${year}`,
      found: `${spot.found}`,
      evidence: [evidenceOfSpot({ ...spot, length: 24 })],
    }),
  )
}

/** A match that begins with the end of a line speaks of the next one. */
const lineOf = (line: Line, lines: readonly Line[], match: RegExpExecArray): Line =>
  match[0].startsWith('\n') ? (lines[lines.indexOf(line) + 1] ?? line) : line

/** Notes below tables and their titles are STRUCT-YEAR's. */
const isOfTable = (line: Line): boolean =>
  /^(?:备?注|说明)\d?[:.]/.test(line.text) || (line.title && /表(?:\([^()]*\))?$/.test(line.text))

const UNTIL = /截[至止](?:到)?(20[0-4]\d)年(?:(\d{1,2})月(\d{1,2})日|年?[底末])/g

export function wordingDate(context: RuleContext): Finding[] {
  const { year, stage } = context.reading.identity
  const { prose, blank } = bodyOf(context)
  if (year === undefined || stage === undefined || blank) return []
  const due = stage === 'budget' ? year - 1 : year
  return prose.find(UNTIL).flatMap(({ line, at, match }) => {
    const found = Number(match[1])
    const rest = line.text.slice(at, at + 90)
    if (!/车辆|资产|设备|房屋/.test(rest)) return []
    // A budget that is late may count in its own spring; a day within the right year is the custom of some places.
    if (found === due || (stage === 'budget' && found === year && Number(match[2] ?? 12) <= 4)) return []
    return [
      findingOf(WORDING_DATE, {
        key: match[0],
        message: `资产写的是“${match[0]}”，${year} 年${stage === 'budget' ? '预算' : '决算'}应为截至 ${due} 年末。疑沿用旧稿，请改日期并核对数量。`,
        expected: `${due}年12月31日`,
        found: match[0].replace(/^截[至止]到?/, ''),
        evidence: [evidenceOfSpot({ line, at, length: match[0].length })],
      }),
    ]
  })
}
