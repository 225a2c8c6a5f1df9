/** Where on the page each finding is marked, and the links between list and document. */
import type { Finding } from '@gouji/check'
import type { Place } from '@gouji/document'
import type { Heading, Reading } from '@gouji/read'
import type { Mark } from '../../view/excerpt.ts'
import { acceptanceText, mainPlace, mainTable, numbered, proposalText } from '../../view/finding.ts'
import { comparePlaces } from '../../view/place.ts'
import { spotsOf } from '../../view/spots.ts'
import type { Locator } from '../../view/table.ts'
import type { Wording } from '../../wording/index.ts'

export interface ListedFinding {
  readonly finding: Finding
  readonly number: number
  /** Id of its card on the page. */
  readonly id: string
  readonly chapter: Chapter
}

/** A table or a section, by which the list can be filtered. */
export interface Chapter {
  readonly id: string
  readonly name: string
}

/** One marked thing in the document: what it is to which findings. The first decides the look. */
export interface PlacedMark {
  readonly place: Place
  readonly text: string
  readonly mark: Mark
  readonly of: ListedFinding
  /** The first mark of a finding is where its card leads. */
  readonly id?: string
}

export function listFindings(
  findings: readonly Finding[],
  reading: Reading,
  locator: Locator,
  documentId: string,
  wording: Wording,
): ListedFinding[] {
  const headings = reading.headings.length > 0 ? reading.headings : []
  return numbered(findings).map(({ finding, number }) => ({
    finding,
    number,
    id: `${documentId}f${number}`,
    chapter: chapterOf(finding, headings, locator, wording),
  }))
}

function chapterOf(finding: Finding, headings: readonly Heading[], locator: Locator, wording: Wording): Chapter {
  const table = mainTable(finding, locator)?.table
  if (table) return { id: `t${table.number}`, name: `${wording.place.table(table.number)} ${table.title}`.trim() }
  const place = mainPlace(finding)
  const index = place ? headings.findLastIndex((h) => comparePlaces(h.place, place) <= 0) : -1
  return index < 0 ? { id: 'all', name: wording.place.nowhere } : { id: `h${index}`, name: headings[index]!.text }
}

/** All marks, those of suspects first, so that a place of several findings shows the gravest. */
export function placeMarks(listed: readonly ListedFinding[], locator: Locator): PlacedMark[] {
  const marks = listed.flatMap((of) =>
    spotsOf(of.finding, locator).map(
      ({ place, text, mark }, i): PlacedMark => ({ place, text, mark, of, ...(i === 0 && { id: `${of.id}m` }) }),
    ),
  )
  return [...marks.filter((m) => m.mark === 'suspect'), ...marks.filter((m) => m.mark !== 'suspect')]
}

/** What a pointer or the keyboard gets to hear at a mark: the arithmetic and what is proposed. */
export function tipText({ finding, number }: ListedFinding, wording: Wording): string {
  const [suspect] = finding.suspects
  return [
    `${number} ${wording.severity[finding.severity]}${finding.waiver ? ` · ${wording.waived}` : ''}`,
    finding.arithmetic ?? finding.message,
    suspect && `${wording.finding.proposal}${wording.colon}${proposalText(suspect, wording)}`,
    finding.waiver && acceptanceText(finding.waiver, wording),
  ]
    .filter(Boolean)
    .join('\n')
}

/** The classes of a mark: what it is, how grave, and whether it was accepted. */
export const markClass = ({ mark, of: { finding } }: PlacedMark): string =>
  `mark ${mark} ${finding.waiver ? 'waived' : finding.severity}`
