/** Names listed without amounts: 人员经费…，主要包括：基本工资、津贴补贴…. */
import type { Coordinates } from '@gouji/ledger'
import type { Listing } from '../reading.ts'
import type { Claims } from './claims.ts'
import { timeless } from './clause.ts'
import { economyCode, type Label } from './subject.ts'

type Name = Listing['names'][number]

/** Takes a clause of names as a list when at least half of them are understood. */
export function readListing(claims: Claims): void {
  const { s } = claims
  const last = claims.label()
  const labels = [...s.clause.earlier, ...(last.fullName === '' ? [] : [last])]
  if (labels.length < 2) return
  const names = labels.flatMap((label) => namesOf(label, claims))
  if (names.filter((n) => n.coordinates).length * 2 < names.length) return
  const of = s.list?.parent ?? s.amount
  claims.listings.push({ ...(of === undefined ? {} : { of }), names })
}

/** Usually one name; two where 和 joins names of which one alone is known. */
function namesOf(label: Label, claims: Claims): Name[] {
  const whole = label.words.length > 1 || label.fullName.includes('等') ? undefined : meaningOf(label, claims)
  if (whole) return [nameAt(label, claims, whole)]
  const parts = split(label).map((part) => nameAt(part, claims, meaningOf(part, claims)))
  return parts.some((p) => p.coordinates) ? parts : [nameAt(label, claims, undefined)]
}

const nameAt = (label: Label, claims: Claims, coordinates: Coordinates | undefined): Name => ({
  text: label.fullName,
  place: claims.passage.placeOf(label.start),
  ...(coordinates ? { coordinates } : {}),
})

/** 津贴补贴等人员经费以及办公费: what stands between 等 and the next name only sums up. */
function split(label: Label): Label[] {
  const parts: Label[] = []
  for (const m of label.fullName.matchAll(/(?:^|和|与|以及)([^和与等]+?)(?:等.*?)?(?=$|和|与|以及)/g)) {
    const name = m[1]!
    const start = label.start + m.index + m[0].indexOf(name)
    const words = label.words.filter((w) => w.text === name)
    parts.push({ name, fullName: name, names: [name], start, words, gapBefore: name.length, gapBehind: 0 })
  }
  return parts
}

function meaningOf(label: Label, claims: Claims): Coordinates | undefined {
  const { catalogue, own } = claims.context
  const around = claims.s.list?.coordinates
  if (around?.character !== undefined || claims.subjects === 'economy') {
    const year = own.year === undefined ? {} : { year: own.year }
    const economy = economyCode(label, { catalogue, subjects: 'economy', ...year })
    if (economy) return { ...timeless(around ?? {}), flow: 'expenditure', economy }
  }
  const said = claims.subject(label)
  if (said === undefined || said === 'unknown') return undefined
  // 项目产出、项目效益: little words alone name nothing.
  return said.by === 'words' && label.words.every((w) => w.weak) ? undefined : timeless(claims.around(said))
}
