/** A finding as a card: what is wrong, where, the arithmetic, the piece of the table, the proposal and the basis. */
import type { Finding } from '@gouji/check'
import { type Excerpt, excerptsOf } from '../../view/excerpt.ts'
import { messageText, proposalText, whereText } from '../../view/finding.ts'
import { placeText } from '../../view/place.ts'
import type { Locator } from '../../view/table.ts'
import { ruleTitle } from '../../wording/rules.ts'
import type { FormatContext } from '../format.ts'
import { html, type Markup } from './markup.ts'
import { cellId, excerptTable } from './table.ts'

const LIMITS = { tables: 4, rows: 30, columns: 6 }

export const tablePrefix = (documentId: string, tableNumber: number): string => `${documentId}t${tableNumber}`

export function findingCard(
  finding: Finding,
  id: string,
  number: number,
  documentId: string,
  locator: Locator,
  context: FormatContext,
): Markup {
  const { wording } = context
  const words = wording.finding
  const unverified = finding.state === 'unverified' ? ` · ${wording.state.unverified}` : ''
  const excerpts = excerptsOf(finding, locator, LIMITS)
  const title =
    wording.language === 'en'
      ? `${ruleTitle(finding.rule, 'en')} · ${messageText(finding, locator)}`
      : messageText(finding, locator)
  return html`<article class="card ${finding.severity}" id="${id}" tabindex="-1" aria-labelledby="${id}h">
<p class="soft"><span class="tag">${wording.severity[finding.severity]} ${number}${unverified}</span>${whereText(finding, locator, wording)}</p>
<h3 id="${id}h">${title}</h3>
${finding.arithmetic !== undefined && html`<p class="sum">${finding.arithmetic}</p>`}
${finding.suspects[0] && html`<p class="proposal">${words.proposal}${wording.colon}${proposalText(finding.suspects[0], wording)}</p>`}
${excerpts.map((excerpt) => excerptTable(excerpt, hrefInto(excerpt, documentId), wording))}
<dl class="more">
${excerpts.length === 0 && evidenceItems(finding, context)}
${finding.suspects.slice(1, 5).map((suspect) => {
  const at = placeText(suspect.place, wording)
  return html`<dt>${wording.role.suspect}</dt><dd>${at} ${suspect.text}${wording.colon}${proposalText(suspect, wording)}</dd>`
})}
<dt>${words.basis}</dt><dd>${finding.basis}</dd>
${finding.origin === 'possibly-conversion' && html`<dt>${words.origin}</dt><dd>${wording.originNote}</dd>`}
</dl>
${consequences(finding, context)}
</article>
`
}

const hrefInto =
  (excerpt: Excerpt, documentId: string) =>
  (key: string): string => {
    const [row, column] = key.split('|').map(Number)
    return `#${cellId(tablePrefix(documentId, excerpt.view.table.number), row!, column!)}`
  }

const evidenceItems = (finding: Finding, { wording }: FormatContext): Markup[] =>
  finding.evidence.map(({ place, where, text }) => {
    const at = [placeText(place, wording), where].filter(Boolean).join(' ')
    return html`<dt>${wording.finding.evidence}</dt><dd>${at}${at !== '' && wording.colon}${text}</dd>`
  })

function consequences(finding: Finding, { wording }: FormatContext): Markup | undefined {
  if (finding.consequences.length === 0) return undefined
  const items = finding.consequences.map(({ message, evidence }) => {
    const place = evidence[0]?.place
    return html`<li>${place && `${placeText(place, wording)}${wording.colon}`}${message}</li>`
  })
  return html`<details><summary>${wording.finding.consequences(finding.consequences.length)}</summary><ul>${items}</ul></details>`
}
