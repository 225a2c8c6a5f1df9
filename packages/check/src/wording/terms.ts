/** Words written wrong: confusable terms, remarks of drafting, foreign words, traditional characters. */
import { plainName } from '@gouji/ledger'
import type { Finding } from '../report.ts'
import type { RuleContext, RuleInfo } from '../rules/rule.ts'
import { bodyOf } from './body.ts'
import { findingOfSpots, type Spot } from './finding.ts'
import { wordsOf } from './words.ts'

export const WORDING_TYPO: RuleInfo = {
  id: 'WORDING-TYPO',
  severity: 'info',
  title: { zh: '用词有误', en: 'Wrong word' },
  checks: '词表（catalogue/wording/confusable.csv）所列的常见错别字和不规范用词。',
  basis: '文字质量；科目和经费名称以政府收支分类科目和预算法用语为准',
  good: '公务用车运行维护费；截至2023年12月31日',
  bad: '公务车用车运行费；截止2023年12月31日',
}

export const WORDING_DRAFT: RuleInfo = {
  id: 'WORDING-DRAFT',
  severity: 'warning',
  title: { zh: '起草批注未删', en: 'Remark of drafting left in' },
  checks: '公开文本里不应留有写给起草人看的话：此处按实际填写、需进一步核实、请各单位补充。',
  basis: '公开文本应为定稿',
  good: '五、国有资产占有使用情况',
  bad: '五、国有资产占有使用情况（此处按实际填写）',
}

export const WORDING_FOREIGN: RuleInfo = {
  id: 'WORDING-FOREIGN',
  severity: 'info',
  title: { zh: '夹有外文或乱码', en: 'Foreign words or garbled text' },
  checks: '中文里不应夹有不明的外文单词和乱码；网址、邮箱和通用缩写（OA、IPv6）除外。',
  basis: '国家通用语言文字法第九条（国家机关以普通话和规范汉字为公务用语用字）',
  good: '电子政务外网（OA系统）使用费',
  bad: '电子政务外网 unknown 使用费',
}

export const WORDING_TRADITIONAL: RuleInfo = {
  id: 'WORDING-TRADITIONAL',
  severity: 'info',
  title: { zh: '夹有繁体字', en: 'Traditional characters' },
  checks: '简体文本里零星的繁体字，多为粘贴或转换所致；扫描识别的文件不报。',
  basis: '国家通用语言文字法第九条（规范汉字）',
  good: '职业年金缴费支出',
  bad: '職業年金缴费支出',
}

export function wordingTypo(context: RuleContext): Finding[] {
  const words = wordsOf(context)
  const body = bodyOf(context)
  if (!words || body.blank) return []
  const spots: Spot[] = []
  for (const { pattern, right, where } of words.confusable) {
    for (const lines of [body.prose, body.cells]) {
      for (const { line, at, match } of lines.find(pattern)) {
        if (where === 'subject' && !isSubject(line.text, at, match[0].length)) continue
        // A longer pattern that stands earlier in the list has said it already.
        if (spots.some((s) => s.line === line && s.at < at + match[0].length && at < s.at + s.length)) continue
        spots.push({ line, at, length: match[0].length, says: `“${match[0]}”应为“${right}”` })
      }
    }
  }
  return findingOfSpots(WORDING_TYPO, spots, '用词', { damaged: body.damaged })
}

/** Inside a chain of subjects: 其它支出（项）. */
const isSubject = (text: string, at: number, length: number): boolean =>
  /^[^()]{0,24}\([类款项]\)/.test(text.slice(at + length, at + length + 28))

export function wordingDraft(context: RuleContext): Finding[] {
  const words = wordsOf(context)
  const { prose, blank } = bodyOf(context)
  if (!words || blank) return []
  const spots = words.drafting.flatMap(({ pattern }) =>
    prose.find(pattern).map(({ line, at, match }) => ({ line, at, length: match[0].length, says: `“${match[0]}”` })),
  )
  return findingOfSpots(WORDING_DRAFT, spots, '起草批注未删')
}

/** A word of four small letters or more; addresses and names with capitals are not words of a sentence. */
const WORD = /(?<![A-Za-z0-9@./:_[-])[A-Za-z]?[a-z]{3,}(?![A-Za-z0-9@./:_-])/g
const GARBLED = /[\ufffd\u25a1\ue000-\uf8ff]+|(?:[ÃÂ¢£¤¥§¨©«¬®¯°±²³´µ¶¸¹º»¼½¾¿ÀÁ]{2,})/g

export function wordingForeign(context: RuleContext): Finding[] {
  const words = wordsOf(context)
  const body = bodyOf(context)
  if (!words || body.blank) return []
  const spots: Spot[] = []
  for (const lines of [body.prose, body.cells]) {
    for (const { line, at, match } of lines.find(WORD)) {
      if (words.foreign.has(match[0].toLowerCase()) || !/[\u4e00-\u9fff]/.test(line.text)) continue
      spots.push({ line, at, length: match[0].length, says: `外文“${match[0]}”` })
    }
    for (const { line, at, match } of lines.find(GARBLED)) {
      spots.push({ line, at, length: match[0].length, says: '乱码' })
    }
  }
  return findingOfSpots(WORDING_FOREIGN, spots, '夹有外文或乱码', { damaged: body.damaged })
}

/** More than so many are no slip of the pen: the text was written or recognised so. */
const FEW = 6

export function wordingTraditional(context: RuleContext): Finding[] {
  const body = bodyOf(context)
  if (body.blank || body.damaged) return []
  const spots: Spot[] = []
  for (const lines of [body.prose, body.cells]) {
    const odd = [...new Set(lines.text)].filter(isTraditional).join('')
    if (odd === '') continue
    for (const { line, at, match } of lines.find(new RegExp(`[${odd}]+`, 'g'))) {
      spots.push({ line, at, length: match[0].length, says: `“${match[0]}”应为“${plainName(match[0])}”` })
      if (spots.length > FEW) return []
    }
  }
  return findingOfSpots(WORDING_TRADITIONAL, spots, '繁体字')
}

const KNOWN = new Map<string, boolean>()

/** Asked of the same thousand characters in every document. */
function isTraditional(c: string): boolean {
  if (c < '\u4e00' || c > '\u9fff') return false
  let known = KNOWN.get(c)
  if (known === undefined) {
    known = plainName(c) !== c
    KNOWN.set(c, known)
  }
  return known
}
