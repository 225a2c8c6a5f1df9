/** Names listed without amounts: 人员经费…，主要包括：基本工资、津贴补贴…. */
import type { Coordinates } from '@gouji/ledger'
import type { Claims } from './claims.ts'
import { timeless } from './clause.ts'
import { economyCode, type Label } from './subject.ts'

export function readListing(claims: Claims): void {
  const { s, context, passage } = claims
  const last = claims.label()
  const labels = [...s.clause.earlier, ...(last.fullName === '' ? [] : [last])]
  if (labels.length < 2) return
  const names = labels.map((label) => {
    const coordinates = meaningOf(label, claims)
    return { text: label.fullName, place: passage.placeOf(label.start), ...(coordinates ? { coordinates } : {}) }
  })
  const understood = names.filter((n) => n.coordinates).length
  if (understood * 2 < names.length) return
  const of = s.list?.parent ?? s.amount
  claims.listings.push({ ...(of === undefined ? {} : { of }), names })

  function meaningOf(label: Label, from: Claims): Coordinates | undefined {
    const year = context.own.year === undefined ? {} : { year: context.own.year }
    const around = from.s.list?.coordinates
    const spends = around?.character !== undefined || from.subjects === 'economy'
    const economy = spends && economyCode(label, { catalogue: context.catalogue, subjects: 'economy', ...year })
    if (economy) return { ...timeless(around ?? {}), flow: 'expenditure', economy }
    const own = from.subject(label)
    return own === undefined || own === 'unknown' ? undefined : timeless(from.around(own))
  }
}
