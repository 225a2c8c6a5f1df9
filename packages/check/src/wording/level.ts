/** A district that speaks of 市级财政, a city that speaks of 区级财政: the words of another level's template. */
import type { Finding } from '../report.ts'
import { findingOf, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { bodyOf } from './body.ts'
import { evidenceOfSpot } from './finding.ts'
import { glossaryOf } from './glossary.ts'
import { regionOf } from './region.ts'

export const WORDING_LEVEL: RuleInfo = {
  id: 'WORDING-LEVEL',
  severity: 'warning',
  title: { zh: '预算级次用词不对', en: 'Words of another level of government' },
  checks: '名词解释和表题里说拨款财政、主管部门的“市级”“区级”“县级”，应当与本单位的级次一致。',
  basis: '预算法第三条（一级政府一级预算）',
  good: '区属单位：与区级财政有经费领拨关系的部门',
  bad: '区属单位：与市级财政有经费领拨关系的部门',
}

type Level = '省' | '市' | '区' | '县'

const NAME: Readonly<Record<Level, string>> = { 省: '省级', 市: '市级', 区: '区级', 县: '县级' }

/** The level of the budget that the organisation belongs to, by the last region in its name. */
export function levelOf(organisation: string | undefined): Level | undefined {
  if (organisation === undefined || /新区|开发区|高新区|示范区|园区|自治/.test(organisation)) return undefined
  const last = regionOf(organisation).at(-1)
  return last === '省' || last === '市' || last === '区' || last === '县' ? last : undefined
}

const SAID =
  /([省市区县])级(?=财政(?!局|厅|专户|专项|补助|转移)|预算主管|预算部门|部门预算|单位预算|部门[^,。;\n]{0,24}表(?:\n|$))/g

export function wordingLevel(context: RuleContext): Finding[] {
  const own = levelOf(context.reading.identity.organisation)
  const { prose, blank } = bodyOf(context)
  if (own === undefined || blank) return []
  const glossary = glossaryOf(context)?.lines
  const wrong = prose
    .find(SAID)
    .filter(
      ({ line, at, match }) =>
        !/上级|中央|转移支付|补助/.test(line.text.slice(Math.max(0, at - 20), at)) &&
        (glossary?.has(line) || (line.title && /表$/.test(line.text))) &&
        isOther(match[1]!, own),
    )
  if (wrong.length === 0) return []
  const words = [...new Set(wrong.map(({ match }) => `${match[1]}级`))].join('、')
  return [
    findingOf(WORDING_LEVEL, {
      key: words,
      message: `本单位属${NAME[own]}，文中 ${wrong.length} 处写“${words}”。疑套用上级模板，请改为“${NAME[own]}”或“本级”。`,
      expected: NAME[own],
      found: words,
      evidence: wrong.slice(0, 12).map(({ line, at }) => evidenceOfSpot({ line, at, length: 10 })),
    }),
  ]
}

/** 县级 stands for districts as well, and a city of a county's rank may call itself either. */
const isOther = (said: string, own: Level): boolean =>
  said !== own && !(own === '区' && said === '县') && !(own === '市' && said === '县')
