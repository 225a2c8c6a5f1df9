/** Posts and the people on them: more people than posts. */
import type { Finding } from '../report.ts'
import { findingOf, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { bodyOf } from './body.ts'
import { evidenceOfSpot } from './finding.ts'

export const WORDING_STAFF: RuleInfo = {
  id: 'WORDING-STAFF',
  severity: 'info',
  title: { zh: '实有在编人数多于编制', en: 'More people than posts' },
  checks: '同一句或相邻句中，实有（在职、在编）人数不多于编制数；超编的应当说明。',
  basis: '机构编制管理：在编人数不超过核定编制',
  good: '编制 30 名，实有在编人员 28 人',
  bad: '编制 30 名，实有在编人员 38 人',
}

const POSTS =
  /(?:人员)?编制(?:数|总数|人数)?(?:为|共|共有|核定)?(\d{1,5})[名个人][^\n]{0,40}?(?:实有|现有|在职|在岗|在编)(?:在职|在编|在岗)*(?:人员|人数|职工|干部)*(?:为|共|共有|数)?(\d{1,5})[名人]/g

export function wordingStaff(context: RuleContext): Finding[] {
  const { prose } = bodyOf(context)
  return prose.find(POSTS).flatMap(({ line, at, match }) => {
    const [posts, people] = [Number(match[1]), Number(match[2])]
    if (people <= posts || /编外|聘用|临聘|离退休|退休/.test(match[0])) return []
    return [
      findingOf(WORDING_STAFF, {
        key: match[0],
        message: `编制 ${posts} 名，实有在编 ${people} 人，多于编制。请核对；确为超编的加以说明。`,
        found: String(people),
        evidence: [evidenceOfSpot({ line, at, length: match[0].length })],
      }),
    ]
  })
}
