/** Words and sentences that stand twice. */
import type { Finding } from '../report.ts'
import type { RuleContext, RuleInfo } from '../rules/rule.ts'
import { bodyOf, type Line, type Lines } from './body.ts'
import { findingOfSpots, type Spot } from './finding.ts'
import { wordsOf } from './words.ts'

export const WORDING_REPEATED_WORD: RuleInfo = {
  id: 'WORDING-REPEATED-WORD',
  severity: 'info',
  title: { zh: '叠字叠词', en: 'Word printed twice' },
  checks: '同一个字或者词连写两遍，而汉语里没有这种重叠的。',
  basis: '文字质量：多打的字应删去',
  good: '归集数据的安全管理；提高群众满意度',
  bad: '归集数据的的安全管理；提高群众群众满意度',
}

export const WORDING_REPEATED_SENTENCE: RuleInfo = {
  id: 'WORDING-REPEATED-SENTENCE',
  severity: 'info',
  title: { zh: '同一段里句子重复', en: 'Sentence printed twice' },
  checks: '同一段落里同一句话说了两遍以上，或者相邻两段一字不差。',
  basis: '文字质量：重复的句子应删去',
  good: '增加的主要原因是人员正常增资。',
  bad: '增加的主要原因是人员正常增资。……增加的主要原因是人员正常增资。',
}

export function wordingRepeatedWord(context: RuleContext): Finding[] {
  const words = wordsOf(context)
  const body = bodyOf(context)
  if (!words || body.blank) return []
  const spots: Spot[] = []
  for (const lines of [body.prose, body.cells]) {
    for (const { pattern, right } of words.doubled) {
      for (const { line, at, match } of lines.find(pattern)) {
        spots.push({
          line,
          at,
          length: match[0].length,
          says: `“${match[0]}”应为“${right}”`,
        })
      }
    }
  }
  spots.push(...twice(body.prose, body.damaged), ...twice(body.cells, body.damaged))
  return findingOfSpots(WORDING_REPEATED_WORD, spots, '叠字叠词', { damaged: body.damaged })
}

const LONGEST = 8

/** 群众群众, 其中,其中, 项目支出的项目支出. A word of two characters may end one phrase and begin the next. */
function twice(lines: Lines, damaged: boolean): Spot[] {
  const { text } = lines
  const spots: Spot[] = []
  for (let i = 0; i + 4 <= text.length; i++) {
    const first = text.charCodeAt(i)
    if (first < 0x4e00 || first > 0x9fff) continue
    for (let k = 2; k <= LONGEST; k++) {
      const next = text.charCodeAt(i + k)
      // 甲甲, or 甲的甲 with a longer 甲.
      const linked = next === OF && k >= 4 && same(text, i, i + k + 1, k)
      if (!linked && (next !== first || !same(text, i, i + k, k))) continue
      // 政务服务服务: of the ways to cut it, the last one is the word.
      let at = i
      while (!linked && text.charCodeAt(at + 2 * k) === text.charCodeAt(at + k)) at++
      const word = text.slice(at, at + k)
      const longer = at - i >= k
      i = at + k * 2 - 1
      // Twice is a slip of the pen, over and over is a machine's.
      if (!isWord(word) || isRight(text, at, word) || (damaged && longer)) break
      const line = lines.lineAt(at)
      spots.push({ line, at: at - line.start, length: k * 2 + (linked ? 1 : 0), says: `“${word}”重复` })
      break
    }
  }
  return spots
}

const OF = '的'.charCodeAt(0)

function same(text: string, a: number, b: number, length: number): boolean {
  for (let i = 0; i < length; i++) if (text.charCodeAt(a + i) !== text.charCodeAt(b + i)) return false
  return true
}

/** Chinese characters, with one sign at the end at most: 其中, and 主要包括:. */
const isWord = (word: string): boolean =>
  /^(?:[\u4e00-\u9fff]{2,},?|[\u4e00-\u9fff]{3,}:)$/.test(word) &&
  !/^(.{1,2})\1+$/.test(word) &&
  !/^[一二三四五六七八九十百千万零元年月日]+$/.test(word)

/** Reduplication that the language has (研究研究), and words that end one phrase and begin the next (服务服务业). */
const REDUPLICATED = /^(?:研究|讨论|商量|考虑|了解|学习|锻炼|逐个|逐项|逐条|分类|一个|一项|一批)$/
const BEGINS_ANOTHER =
  /^(?:管理(?:办法|局|处|所|中心|条例|制度|规定|机构|费)|服务(?:业|中心|局|站|费|大厅|对象|平台|窗口)|建设(?:用地|局|项目)|项目(?:库|资金|支出|经费|管理)|使用(?:权|费|人)|工作(?:人员|经费|站|量|组)|单位(?:名称|编码|预算|资金|内部)|支出(?:预算|决算|总|合计|功能|经济|表)|收入(?:预算|决算|总|合计|表)|预算(?:数|单位|部门|安排|管理|绩效|编制|执行|支出|收入)|资金(?:来源|使用)|经费(?:支出|拨款)|财政(?:部|局|厅|所)|绩效(?:目标|评价|自评|管理|指标)|信息(?:化|中心|系统)|社会(?:保障|保险|福利|组织)|公共(?:服务|安全)|行政(?:单位|运行|区|处罚|执法)|政府(?:采购|性)|发展(?:改革|中心|规划)|培训(?:费|班|中心)|保障(?:中心|金|局|和)|用车|公务(?:用车|接待|员))/

function isRight(text: string, at: number, word: string): boolean {
  // A 款 and its 项 often have the same name.
  if (REDUPLICATED.test(word) || /^其他.*支出$/.test(word)) return true
  if (word.length > 3) return false
  return BEGINS_ANOTHER.test(text.slice(at + word.length, at + word.length + 8))
}

const SENTENCE_MIN = 14
const PARAGRAPH_MIN = 40

export function wordingRepeatedSentence(context: RuleContext): Finding[] {
  const { prose, blank, damaged } = bodyOf(context)
  if (blank) return []
  const spots = prose.lines.flatMap((line, i) => [...sentencesTwice(line), ...paragraphTwice(line, prose.lines[i - 1])])
  return findingOfSpots(WORDING_REPEATED_SENTENCE, spots, '文字重复', { damaged })
}

function sentencesTwice(line: Line): Spot[] {
  if (line.text.length < SENTENCE_MIN * 2) return []
  const seen = new Map<string, number>()
  const spots: Spot[] = []
  for (const m of line.text.matchAll(/[^。;:]+/g)) {
    const sentence = m[0]
    if (sentence.length < SENTENCE_MIN || !/[\u4e00-\u9fff]{8}/.test(sentence)) continue
    const count = (seen.get(sentence) ?? 0) + 1
    seen.set(sentence, count)
    // Said again and again, the same words are one finding, at the first repetition.
    if (count === 2) {
      const shown = sentence.length > 24 ? `${sentence.slice(0, 24)}…` : sentence
      spots.push({ line, at: m.index, length: sentence.length, says: `“${shown}”在同一段里说了不止一次` })
    }
  }
  return spots
}

function paragraphTwice(line: Line, before: Line | undefined): Spot[] {
  if (!before || line.title || line.text.length < PARAGRAPH_MIN) return []
  const bare = (text: string): string => text.replace(/^(?:\([^()]{1,3}\)|[一二三四五六七八九十\d]{1,3}[、.])/, '')
  if (bare(line.text) !== bare(before.text)) return []
  return [{ line, at: 0, length: 40, says: '与上一段一字不差' }]
}
