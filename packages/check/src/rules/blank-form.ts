/**
 * Words of a template that nobody replaced: XX, ××, 指标1, 待填. A document that consists of them is a blank form, which
 * is one remark and no list of defects.
 */
import type { Block, Place } from '@gouji/document'
import { plainName } from '@gouji/ledger'
import { remembered } from '../memo.ts'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, hasFigures, listed, type RuleContext, type RuleInfo } from './rule.ts'

export const STRUCT_PLACEHOLDER: RuleInfo = {
  id: 'STRUCT-PLACEHOLDER',
  severity: 'warning',
  title: { zh: '模板占位文字未清除', en: 'Placeholder left over' },
  checks: '正文和表格里不应留有“XX”“××”“指标1”“指标值1”“待填”“示例”和起草批注等模板文字。',
  basis: '公开文本应为定稿：占位文字说明该处没有填写',
  good: '数量指标：办件数量 ≥ 5000 件',
  bad: '数量指标：指标1　指标值1',
}

export const STRUCT_BLANK_FORM: RuleInfo = {
  id: 'STRUCT-BLANK-FORM',
  severity: 'warning',
  title: { zh: '空白样表', en: 'Blank form' },
  checks: '全文到处是占位文字而没有一个金额的，是尚未填写的样表，无从校验。',
  basis: '没有数字可以勾稽的文件不能算通过',
  good: '名称、年度和各表金额均已填写的公开文本',
  bad: '封面写“××局”，各表没有一个数',
}

interface Left {
  readonly place: Place
  readonly text: string
  readonly word: string
}

/** Letters and crosses that stand for a name or a number; a lone × may be a product. */
const CROSSES = /(?<![A-Za-z0-9×＊*])(?:[XＸ]{2,}|[xｘ]{3,}|[×✕╳]{2,})(?![A-Za-z0-9])/
const NUMBERED = /^(?:三级)?指标(?:值|名称)?\d{1,2}$|^(?:项目|单位|科目)名称\d{1,2}$/
const WAITING =
  /待填|待补充|此处填写|请在此|[（(](?:示例|样表|样例|增加内容|新增内容|删除|待定|待核实|请核实)[)）]|^示例[:：]?$/

/** At most so many placeholders are shown; all are counted. */
const SHOWN = 30

/** Looked for once in each document: several rules ask. */
export const placeholdersOf = remembered((blocks: readonly Block[]): readonly Left[] =>
  blocks.flatMap((block): Left[] => {
    const spots = block.kind === 'paragraph' ? [block] : block.cells
    return spots.flatMap((spot): Left[] => {
      const word = placeholderIn(spot.text)
      return word === undefined ? [] : [{ place: spot.place, text: spot.text.trim(), word }]
    })
  }),
)

function placeholderIn(text: string): string | undefined {
  if (text === '') return undefined
  const crosses = CROSSES.exec(text)?.[0]
  // Crosses in a text without any Chinese are the number of a form or a part number.
  if (crosses && /[\u4e00-\u9fff]/.test(text)) return crosses
  const plain = plainName(text)
  return NUMBERED.exec(plain)?.[0] ?? WAITING.exec(text)?.[0]
}

export function isBlankForm(context: RuleContext): boolean {
  if (context.reading.tables.some(hasFigures)) return false
  return placeholdersOf(context.document.blocks).filter((l) => CROSSES.test(l.text)).length >= 5
}

export function structPlaceholder(context: RuleContext): Finding[] {
  const left = placeholdersOf(context.document.blocks)
  if (left.length === 0 || isBlankForm(context)) return []
  const words = [...new Set(left.map((l) => l.word))]
  return [
    findingOf(STRUCT_PLACEHOLDER, {
      key: words[0]!,
      message: `模板占位文字未清除，共 ${left.length} 处：${listed(words.map((w) => `“${w}”`))}。请填写实际内容；没有内容的，删去占位文字并注明没有。`,
      found: words.join('、'),
      evidence: left.slice(0, SHOWN).map((l) => evidenceAt(l.place, l.text)),
    }),
  ]
}

export function structBlankForm(context: RuleContext): Finding[] {
  if (!isBlankForm(context)) return []
  const left = placeholdersOf(context.document.blocks)
  return [
    findingOf(STRUCT_BLANK_FORM, {
      key: 'document',
      state: 'unverified',
      message: `这是空白样表：${left.length} 处占位文字没有填写，各表没有金额，未校验。请提交填写后的文本。`,
      evidence: left.slice(0, 5).map((l) => evidenceAt(l.place, l.text)),
    }),
  ]
}
