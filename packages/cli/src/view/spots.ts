/** What a finding points at in the document itself: what looks wrong, and what it is compared with. */
import type { Finding } from '@gouji/check'
import type { Place } from '@gouji/document'
import type { Mark } from './excerpt.ts'
import { placeKey } from './place.ts'
import type { Locator } from './table.ts'

export interface MarkedPlace {
  readonly place: Place
  readonly text: string
  readonly mark: Mark
}

/** The first is where the finding stands. Context is not marked, nor are blank parts of a sum. */
export function spotsOf(finding: Finding, locator: Locator): MarkedPlace[] {
  const found = new Map<string, MarkedPlace>()
  const add = (place: Place, text: string, mark: Mark): void => {
    const key = placeKey(place)
    if (Object.keys(place).length === 0) return
    const spot = locator.find(place, text)
    if (mark === 'evidence' && spot && spot.view.rows[spot.row]!.cells[spot.column]!.text === '') return
    // Places of formats without pages are coarse: cells of one row may share one, and the words tell them apart.
    const one = spot ? `${key}|${spot.view.table.number}|${spot.row}|${spot.column}` : key
    if (!found.has(one)) found.set(one, { place, text, mark })
  }
  const [suspect] = finding.suspects
  if (suspect) add(suspect.place, suspect.text, 'suspect')
  for (const { place, text, role } of finding.evidence) if (role === 'suspect') add(place, text, 'suspect')
  const others = finding.evidence.filter(({ role }) => role !== 'suspect' && role !== 'context')
  // Where nothing is suspected more than the rest, the first (the total) is what to look at.
  for (const { place, text } of others) add(place, text, found.size === 0 ? 'suspect' : 'evidence')
  if (found.size === 0) for (const { place, text } of finding.evidence.slice(0, 1)) add(place, text, 'suspect')
  return [...found.values()]
}
