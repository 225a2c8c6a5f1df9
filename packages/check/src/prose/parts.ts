/**
 * Counts and areas of a sentence: what 其中 lists can be less than its whole, never more. Sums of money are the
 * arithmetic's; these have no coordinates.
 */
import type { Document } from '@gouji/document'
import { isMoneyUnit, parseNumber } from '@gouji/ledger'
import { readPassages } from '@gouji/read'
import type { Finding } from '../report.ts'
import { findingOf, type RuleInfo } from '../rules/rule.ts'
import { PROSE } from './statements.ts'

export const PROSE_PARTS: RuleInfo = {
  id: 'PROSE-PARTS',
  severity: 'error',
  title: { zh: '其中各项之和与总数不符', en: 'Parts that do not fit their whole' },
  checks: '正文中的数量、面积、人数：“其中”后各项之和不应大于前面的总数；列到“其他用车”的车辆，各项之和应当等于总数。',
  basis: '部分之和不大于总数',
  good: '车辆 12 辆，其中轿车 8 辆、客车 4 辆。',
  bad: '车辆 12 辆，其中轿车 8 辆、客车 6 辆。',
}

const NUMBER = String.raw`\d[\d,]*(?:\.\d+)?`
const WHOLE = new RegExp(String.raw`(${NUMBER})\s*([\u4e00-\u9fff㎡]{1,4}?)\s*[,，、]?\s*([(（]?)其中[:：]?`, 'g')

export function partsFindings(document: Document): Finding[] {
  const findings: Finding[] = []
  for (const passage of readPassages(document.blocks, 0)) {
    const { text } = passage
    for (const m of text.matchAll(WHOLE)) {
      const unit = m[2]!
      if (isMoneyUnit(unit)) continue
      const end = m.index + m[0].length
      const parts = partsIn(text.slice(end), unit, m[3] === '' && unit !== '辆' ? '、' : '、，,')
      if (parts.numbers.length < 2) continue
      const decimals = Math.max(...[m[1]!, ...parts.numbers].map(decimalsOf))
      const whole = scaled(m[1]!, decimals)
      const sum = parts.numbers.reduce((total, n) => total + scaled(n, decimals), 0n)
      // 其他用车 names the rest, and so the parts make up the whole.
      const isComplete = parts.isComplete && sum < whole
      if (sum <= whole && !isComplete) continue
      const expected = printed(sum, decimals)
      const place = passage.placeOf(m.index)
      findings.push(
        findingOf(PROSE_PARTS, {
          key: `${place.page ?? ''}.${place.line ?? place.block ?? ''}.${m.index}`,
          message: `正文“${m[1]}${unit}”，其中 ${parts.numbers.join('、')} 之和为 ${expected}${unit}，${isComplete ? '小于' : '大于'}总数。请核对。`,
          found: m[1]!,
          expected,
          evidence: [
            {
              place,
              where: PROSE,
              text: passage.printed(Math.max(0, m.index - 8), end + parts.length),
              role: 'suspect',
            },
          ],
        }),
      )
    }
  }
  return findings
}

/**
 * 甲 8 辆、乙 4 辆: numbers of one unit one after another, as far as nothing else stands between. Outside brackets a
 * comma may begin another statement, and only 、 goes on with the list.
 */
function partsIn(
  text: string,
  unit: string,
  separators: string,
): { readonly numbers: readonly string[]; readonly length: number; readonly isComplete: boolean } {
  const item = new RegExp(String.raw`^[${separators}]?([^\d,，、;；()（）。]{1,16})(${NUMBER})\s*${unit}(?!\/)`)
  const numbers: string[] = []
  let at = /^[,，]/.test(text) ? 1 : 0
  let isComplete = false
  for (let m = item.exec(text.slice(at)); m && !/其中/.test(m[1]!); m = item.exec(text.slice(at))) {
    numbers.push(m[2]!)
    isComplete ||= REST.test(m[1]!)
    at += m[0].length
  }
  // What is told of the rest behind it (其他用车主要是…) adds no part; a part without a number would.
  return { numbers, length: at, isComplete: isComplete && /^[,，;；。)）]|^$/.test(text.slice(at)) }
}

/** The name of whatever else there is. */
const REST = /^(?:以及|和|及)?(?:的)?其他(?:用车|车辆|按照规定配备的公务用车)/

const decimalsOf = (text: string): number => parseNumber(text)?.decimals ?? 0

function scaled(text: string, decimals: number): bigint {
  const number = parseNumber(text)
  return number ? number.digits * 10n ** BigInt(decimals - number.decimals) : 0n
}

function printed(value: bigint, decimals: number): string {
  const digits = String(value).padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
