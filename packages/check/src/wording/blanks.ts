/** What a sentence announces and does not give: the reason, the number, the unit. */
import type { Finding } from '../report.ts'
import { findingOf, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { bodyOf, orderOf, placeIn } from './body.ts'
import { evidenceOfSpot, findingOfSpots, type Spot } from './finding.ts'

export const WORDING_REASON: RuleInfo = {
  id: 'WORDING-REASON',
  severity: 'warning',
  title: { zh: '说明空着没写', en: 'Reason or list left blank' },
  checks: '“主要原因是”“主要用于”“包括”之后应当有内容。',
  basis: '预算法第十四条（对重要事项作出说明）',
  good: '比上年减少2万元，主要原因是压减公务用车运行费。',
  bad: '比上年减少2万元，主要原因是。',
}

export const WORDING_NUMBER: RuleInfo = {
  id: 'WORDING-NUMBER',
  severity: 'warning',
  title: { zh: '有单位没有数', en: 'Unit without its number' },
  checks: '“预算为万元”“增长%”这样只有单位的，数没有填。',
  basis: '公开文本应为定稿：金额、比例没有填写',
  good: '公务接待费预算为3.00万元，增长2%',
  bad: '公务接待费预算为万元，增长%',
}

export const WORDING_UNIT: RuleInfo = {
  id: 'WORDING-UNIT',
  severity: 'warning',
  title: { zh: '有数没有单位', en: 'Number without its unit' },
  checks: '金额之后应当有单位，占比之后应当有百分号；“15/件”这样的单价漏了“元”，作提示。',
  basis: '预算法第十九条（以人民币元为计算单位）：没有单位的数没有意义',
  good: '预算数为3.00万元，省外邮寄15元/件',
  bad: '预算数为3.00，省外邮寄15/件',
}

const NO_REASON = /(?:主要)?原因(?:主要)?(?:是|为|:|是:|为:)(?=[。;,]|其中[:：])/g
const NO_LIST = /(?:主要用于|具体用于|用于|主要包括|包括)[:]?(?=[。;])/g
/** At the end of a paragraph, where nothing but a new heading follows. */
const NO_REASON_AT_END = /(?:主要)?原因(?:主要)?(?:是|为|:|是:|为:)$/

export function wordingReason(context: RuleContext): Finding[] {
  const { prose, blank, damaged } = bodyOf(context)
  if (blank) return []
  const spots: Spot[] = []
  for (const pattern of [NO_REASON, NO_LIST]) {
    for (const { line, at, match } of prose.find(pattern)) {
      spots.push({ line, at, length: match[0].length, says: `“${match[0].replace(/:$/, '')}”之后没有内容` })
    }
  }
  prose.lines.forEach((line, i) => {
    const end = NO_REASON_AT_END.exec(line.text)
    const next = prose.lines[i + 1]
    if (!end || line.title || (next && !next.title && next.passage?.numbering === undefined)) return
    spots.push({ line, at: end.index, length: end[0].length, says: `“${end[0].replace(/:$/, '')}”之后没有内容` })
  })
  return spots
    .filter((s) => !isToldOfStatement(s, context))
    .map((spot) =>
      findingOf(WORDING_REASON, {
        key: spot.line.text.slice(Math.max(0, spot.at - 20), spot.at),
        ...(damaged ? { origin: 'possibly-conversion' as const } : {}),
        message: `${spot.says}。请写明。`,
        found: '空白',
        evidence: [evidenceOfSpot(spot)],
      }),
    )
}

/** Where an amount that was understood lacks its reason, PROSE-REASON names the amount. */
function isToldOfStatement({ line }: Spot, { reading }: RuleContext): boolean {
  const [from, to] = [orderOf(line.place), orderOf(placeIn(line, line.text.length - 1))]
  return reading.statements.some((s) => s.reason === '' && orderOf(s.place) >= from && orderOf(s.place) <= to)
}

const NO_NUMBER =
  /(?<!单位)(?:预算数?|决算数?|支出|收入|安排|增加|减少|增长|下降|上升|占|为|共计|合计|金额|总额)(?:万元|元|%|个百分点)(?=[,。;、)]|其中)/g

export function wordingNumber(context: RuleContext): Finding[] {
  const { prose, blank, damaged } = bodyOf(context)
  if (blank) return []
  const spots = prose
    .find(NO_NUMBER)
    .map(({ line, at, match }) => ({ line, at, length: match[0].length, says: `“${match[0]}”没有数` }))
  return findingOfSpots(WORDING_NUMBER, spots, '数字没有填写', { damaged })
}

const NO_UNIT =
  /(?:预算数?|决算数?|执行数|支出|收入|拨款|费|增加|减少|安排|总计|合计|总额|金额)为?(\d[\d,]*\.\d\d)(?=[,;。](?!\d)|其中)/g
const NO_PERCENT =
  /占(?!地|用|道)[\u4e00-\u9fff]{0,14}(?:(?:比例|比重)[为是]?)?(\d{1,3}\.\d{1,2})(?=[,。;、)](?!\d)|$)/g
const NO_PRICE =
  /(?<![\d.\-/年月第])(\d+(?:\.\d+)?)\/(?:件|人次|人|次|台|套|户|平方米|吨|公里|亩|份|个|张|本)(?![/\d])/g

export function wordingUnit(context: RuleContext): Finding[] {
  const { prose, blank, damaged } = bodyOf(context)
  if (blank) return []
  const amounts = prose.find(NO_UNIT).map(({ line, at, match }) => ({
    line,
    at,
    length: match[0].length,
    says: `“${match[0]}”没有单位`,
  }))
  const shares = prose.find(NO_PERCENT).map(({ line, at, match }) => ({
    line,
    at,
    length: match[0].length,
    says: `“${match[0]}”没有百分号`,
  }))
  const prices = prose.find(NO_PRICE).map(({ line, at, match }) => ({
    line,
    at,
    length: match[0].length,
    says: `“${match[0]}”疑漏“元”`,
  }))
  return [
    ...findingOfSpots(WORDING_UNIT, amounts, '金额没有单位', {
      damaged,
      key: 'amount',
      // Where hardly any amount has a unit, one is named for all of them somewhere.
      ...(amounts.length > 5 ? { severity: 'info' } : {}),
    }),
    ...findingOfSpots(WORDING_UNIT, shares, '占比没有百分号', {
      damaged,
      key: 'share',
      ...(shares.length > 5 ? { severity: 'info' } : {}),
    }),
    ...findingOfSpots(WORDING_UNIT, prices, '单价没有单位', { damaged, key: 'price', severity: 'info' }),
  ]
}
