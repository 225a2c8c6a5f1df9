/** Marks of secrecy in a text that is to be published. */
import type { Finding } from '../report.ts'
import type { RuleContext, RuleInfo } from '../rules/rule.ts'
import { bodyOf } from './body.ts'
import { findingOfSpots } from './finding.ts'

export const PRIVACY_SECRET: RuleInfo = {
  id: 'PRIVACY-SECRET',
  severity: 'error',
  title: { zh: '公开文本带有密级或内部标识', en: 'Mark of secrecy in a published text' },
  checks: '公开文本不应带有“机密★”“秘密★”“绝密”“内部资料 注意保存”“不予公开”等标识。',
  basis: '预算法第十四条：涉及国家秘密的除外；政府信息公开条例第十四条',
  good: '没有密级标识的公开文本',
  bad: '首页印有“秘密★1年”',
}

/** A mark stands by itself or with its star; the words inside a sentence speak about secrecy. */
const MARK =
  /(?:绝密|机密|秘密)[★☆*](?:\d{1,2}年|长期)?|(?:^|\n)(?:绝密|机密|秘密|内部资料|内部文件)(?:[,、;]?(?:注意保存|请勿外传|不得外传))?(?=\n)|内部资料[,、;]?(?:注意保存|请勿外传|不得外传)/g

export function privacySecret(context: RuleContext): Finding[] {
  const { prose, blank } = bodyOf(context)
  if (blank) return []
  const spots = prose.find(MARK).map(({ line, at, match }) => ({
    line,
    at,
    length: match[0].trim().length,
    says: `“${match[0].trim()}”`,
  }))
  return findingOfSpots(PRIVACY_SECRET, spots, '文中带有密级或内部标识')
}
