/** The law's days: when a budget was approved and when it was published, where a document prints both. */
import type { Finding } from '../report.ts'
import { bodyOf, type Line, placeIn } from '../wording/body.ts'
import { evidenceAt, findingOf, type RuleContext, type RuleInfo } from './rule.ts'

export const TIME_PUBLISHED: RuleInfo = {
  id: 'TIME-PUBLISHED',
  severity: 'error',
  title: { zh: '公开日期早于批复或超过二十日', en: 'Published before approval, or later than twenty days' },
  checks: '文件同时写明批复日期和公开日期的：公开不早于批复，部门预算决算在批复后二十日内公开。',
  basis: '预算法第十四条：批复后二十日内由各部门向社会公开',
  good: '批复日期：2025年1月20日；公开日期：2025年2月8日',
  bad: '批复日期：2025年1月20日；公开日期：2025年3月1日',
}

const DATE = String.raw`(20[0-4]\d)[年./-](\d{1,2})[月./-](\d{1,2})日?`
const APPROVED = new RegExp(`(?:财政(?:局|部门)?)?批复(?:日期|时间)[:为]?${DATE}`)
const PUBLISHED = new RegExp(`公开(?:日期|时间)[:为]?${DATE}`)
const DAYS = 20
const DAY = 86_400_000

export function timePublished(context: RuleContext): Finding[] {
  const { prose } = bodyOf(context)
  const approved = dated(prose.lines, APPROVED)
  const published = dated(prose.lines, PUBLISHED)
  if (!approved || !published) return []
  const days = Math.round((published.day - approved.day) / DAY)
  if (days >= 0 && days <= DAYS) return []
  const what = days < 0 ? `早于批复 ${-days} 天` : `在批复后第 ${days} 天`
  return [
    findingOf(TIME_PUBLISHED, {
      key: published.text,
      message: `${published.text}，${what}。${days < 0 ? '请核对两个日期。' : '应当在批复后二十日内公开。'}`,
      found: published.text,
      evidence: [
        evidenceAt(placeIn(published.line, published.at), published.text),
        evidenceAt(placeIn(approved.line, approved.at), approved.text, undefined, 'context'),
      ],
    }),
  ]
}

interface Dated {
  readonly line: Line
  readonly at: number
  readonly text: string
  readonly day: number
}

function dated(lines: readonly Line[], pattern: RegExp): Dated | undefined {
  for (const line of lines) {
    const m = pattern.exec(line.text)
    if (m) return { line, at: m.index, text: m[0], day: Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3])) }
  }
  return undefined
}
