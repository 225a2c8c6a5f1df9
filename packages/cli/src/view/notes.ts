/** The notes of an annotated PDF: a box with the whole finding where it stands, a pale colour where it is proved. */
import type { Finding } from '@gouji/check'
import type { PageMark } from '@gouji/files'
import type { Reading } from '@gouji/read'
import type { Wording } from '../wording/index.ts'
import { ruleTitle } from '../wording/rules.ts'
import { acceptanceText, numbered, proposalText } from './finding.ts'
import { spotsOf } from './spots.ts'
import { Locator } from './table.ts'

type Colour = PageMark['colour']
const COLOURS: Readonly<Record<Finding['severity'] | 'waived', Colour>> = {
  error: [211, 47, 47],
  warning: [230, 126, 0],
  info: [29, 95, 168],
  waived: [110, 110, 110],
}
const RELATED: Colour = [255, 213, 79]
/** What concerns the whole document is noted in the corner of its first page, one note below the other. */
const CORNER = { left: 12, top: 12, step: 26 }

export function pageMarks(findings: readonly Finding[], reading: Reading, wording: Wording): PageMark[] {
  const locator = new Locator(reading.tables)
  const author = wording.annotate.author
  let inCorner = 0
  const corner = (page: number, text: string, colour: Colour): PageMark => {
    const top = CORNER.top + CORNER.step * inCorner++
    return { page, box: [CORNER.left, top, CORNER.left, top], kind: 'note', colour, author, text }
  }
  const related: PageMark[] = []
  const own = numbered(findings).flatMap(({ finding, number }): PageMark[] => {
    const colour = COLOURS[finding.waiver ? 'waived' : finding.severity]
    const text = noteText(finding, number, wording)
    const spots = spotsOf(finding, locator)
    const boxed = spots.flatMap(({ place: { page, box }, mark, text: what }) =>
      page !== undefined && box ? [{ page, box, mark, what }] : [],
    )
    for (const { page, box, mark, what } of boxed) {
      if (mark === 'suspect' || finding.waiver) continue
      const words = wording.annotate.related(number, what)
      related.push({ page, box, kind: 'highlight', colour: RELATED, author, text: words })
    }
    const suspects = boxed.filter(({ mark }) => mark === 'suspect')
    if (suspects.length === 0) return [corner(spots[0]?.place.page ?? 1, text, colour)]
    return suspects.map(({ page, box }) => ({ page, box, kind: 'box', colour, author, text }))
  })
  // Boxes lie over the colours, so that a pointer finds them first.
  return [...merged(related), ...own]
}

/** A figure that proves several findings is coloured once. */
function merged(marks: readonly PageMark[]): PageMark[] {
  const byPlace = new Map<string, PageMark>()
  for (const mark of marks) {
    const key = `${mark.page}|${mark.box.join()}`
    const other = byPlace.get(key)
    byPlace.set(key, other ? { ...other, text: `${other.text}\n${mark.text}` } : mark)
  }
  return [...byPlace.values()]
}

function noteText(finding: Finding, number: number, wording: Wording): string {
  const { colon, finding: words } = wording
  const [suspect] = finding.suspects
  const state = finding.waiver ? ` · ${wording.waived}` : ''
  const title = ruleTitle(finding.rule, wording.language === 'en' ? 'en' : 'zh')
  return [
    `${number} ${wording.severity[finding.severity]}${state} · ${title}`,
    finding.message,
    finding.arithmetic && `${words.arithmetic}${colon}${finding.arithmetic}`,
    suspect && `${words.proposal}${colon}${proposalText(suspect, wording)}`,
    `${words.basis}${colon}${finding.basis}`,
    finding.origin === 'possibly-conversion' && wording.originNote,
    finding.consequences.length > 0 && words.consequences(finding.consequences.length),
    finding.waiver && `${wording.waived}${colon}${acceptanceText(finding.waiver, wording)}`,
  ]
    .filter(Boolean)
    .join('\n')
}
