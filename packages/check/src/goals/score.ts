/** Self-evaluation (绩效自评): the grade that the score gives. */
import type { Finding } from '../report.ts'
import { findingOf, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { bodyOf, type Hit } from '../wording/body.ts'
import { evidenceOfSpot } from '../wording/finding.ts'

export const GOAL_SCORE: RuleInfo = {
  id: 'GOAL-SCORE',
  severity: 'error',
  title: { zh: '自评得分与等级不符', en: 'Grade that the score does not give' },
  checks:
    '绩效自评、评价的得分与所写等级：90 分（含）以上为优，80（含）至 90 分为良，60（含）至 80 分为中，60 分以下为差；得分不超过 100。',
  basis: '《项目支出绩效评价管理办法》（财预〔2020〕10号）',
  good: '自评得分 96.5 分，等级为“优”。',
  bad: '自评得分 86.5 分，等级为“优”。',
}

const SCORE =
  /(?:得分|评分|分值|总分)(?:为|是|:)?(\d{1,3}(?:\.\d{1,2})?)分?[^\n。;]{0,24}?(?:等级|结论|结果|评为|评级|等次|档次)(?:为|是|:)?[“"]?(优秀|优|良好|良|中|一般|合格|差|不合格)(?![\u4e00-\u9fff])/g
const TOO_MUCH = /(?:自评|评价|绩效)[^\n。;,]{0,10}(?:得分|总分)(?:为|是|:)?(\d{3}(?:\.\d{1,2})?)分/g

const GRADES: Readonly<Record<string, string>> = {
  优秀: '优',
  优: '优',
  良好: '良',
  良: '良',
  中: '中',
  一般: '中',
  合格: '中',
  差: '差',
  不合格: '差',
}

const gradeOf = (score: number): string => (score >= 90 ? '优' : score >= 80 ? '良' : score >= 60 ? '中' : '差')

export function goalScore(context: RuleContext): Finding[] {
  const { prose, cells } = bodyOf(context)
  const wrong = [...prose.find(SCORE), ...cells.find(SCORE)].flatMap((hit): Finding[] => {
    const [, score = '', grade = ''] = hit.match
    const right = gradeOf(Number(score))
    if (Number(score) > 100 || GRADES[grade] === right) return []
    return [told(hit, `得分 ${score} 分应为“${right}”，文中写“${grade}”`, right, grade)]
  })
  const beyond = prose
    .find(TOO_MUCH)
    .filter(({ match }) => Number(match[1]) > 100)
    .map((hit) => told(hit, `得分 ${hit.match[1]} 分，超过满分 100 分`, '≤100', hit.match[1]!))
  return [...wrong, ...beyond]
}

const told = (hit: Hit, what: string, expected: string, found: string): Finding =>
  findingOf(GOAL_SCORE, {
    key: `${hit.match[0].slice(0, 24)}.${hit.at}`,
    message: `绩效自评${what}。请核对。`,
    expected,
    found,
    evidence: [evidenceOfSpot({ line: hit.line, at: hit.at, length: hit.match[0].length })],
  })
