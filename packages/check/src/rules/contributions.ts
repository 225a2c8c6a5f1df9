/** Contributions of a body for its staff: occupational annuity is half of old-age insurance. */
import { quotient, rational, ratiosMeet } from '@gouji/ledger'
import type { ReadCell } from '@gouji/read'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const TIE_ANNUITY: RuleInfo = {
  id: 'TIE-ANNUITY',
  severity: 'info',
  title: { zh: '职业年金与养老保险的比例异常', en: 'Annuity at odds with old-age insurance' },
  checks:
    '机关事业单位职业年金缴费（2080506）与基本养老保险缴费（2080505）之比通常为 8% 比 16%，即一半；偏离四分之一以上的，提示。',
  basis: '单位缴费比例：养老保险 16%，职业年金 8%（以当地当年规定为准）',
  good: '养老保险 98.42，职业年金 49.21',
  bad: '养老保险 98.42，职业年金 94.21',
}

/** Half, and how far from it is still usual: part of the staff may be outside, and some places pay the annuity later. */
const [LEAST, MOST] = [rational(3n, 8n), rational(5n, 8n)]

export function tieAnnuity({ reading }: RuleContext): Finding[] {
  for (const table of reading.tables) {
    if (table.kind !== 'expenditure') continue
    const of = (code: string): ReadCell | undefined =>
      table.cells.find((c) => c.coordinates?.function === code && !c.coordinates.character && c.figure && !c.noise)
    const [insurance, annuity] = [of('2080505'), of('2080506')]
    if (!insurance?.figure || !annuity?.figure || insurance.figure.fen <= 0n || annuity.figure.fen <= 0n) continue
    const ratio = quotient(annuity.figure.rounded, insurance.figure.rounded)
    if (!ratio || ratiosMeet(ratio, { lo: LEAST, hi: MOST })) return []
    return [
      findingOf(TIE_ANNUITY, {
        key: `${table.number}`,
        message: `${nameOfTable(table)}职业年金缴费 ${annuity.text.trim()}、基本养老保险缴费 ${insurance.text.trim()}，通常前者为后者的一半。请核对。`,
        found: annuity.text.trim(),
        evidence: [annuity, insurance].map((c) =>
          evidenceAt(c.place, `${c.rowLabel} ${c.text}`.trim(), nameOfTable(table)),
        ),
      }),
    ]
  }
  return []
}
