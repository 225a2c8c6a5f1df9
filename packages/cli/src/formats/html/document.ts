/** One document of the page: its head with verdict and coverage, its findings, its tables with marks. */
import type { Coverage, Report } from '@gouji/check'
import type { Done } from '../../outcome.ts'
import { type Mark, markKey, marksOf } from '../../view/excerpt.ts'
import { coverageTexts, identityText, inOrder, tableName } from '../../view/finding.ts'
import { placeKey, placeText } from '../../view/place.ts'
import { Locator, type TableView } from '../../view/table.ts'
import type { FormatContext } from '../format.ts'
import { findingCard, tablePrefix } from './finding.ts'
import { html, type Markup } from './markup.ts'
import { type CellMark, wholeTable } from './table.ts'

export function documentPart(outcome: Done, documentId: string, context: FormatContext): Markup {
  const { wording } = context
  const { reading, report } = outcome
  const locator = new Locator(reading.tables)
  const findings = report ? inOrder(report.findings) : []
  const marks = new Map<TableView, Map<string, CellMark>>()
  const related = report && new Set(report.relatedPlaces.map(placeKey))
  const counters = { error: 0, warning: 0, info: 0 }
  const cards = findings.map((finding, index) => {
    const id = `${documentId}f${index + 1}`
    for (const { spot, mark } of marksOf(finding, locator)) {
      const ofView = marks.get(spot.view) ?? new Map<string, CellMark>()
      marks.set(spot.view, ofView)
      const key = markKey(spot.row, spot.column)
      // A cell of several findings leads to the one that suspects it, else to the first.
      if (!ofView.has(key) || (mark === 'suspect' && ofView.get(key)!.mark !== 'suspect')) {
        ofView.set(key, { mark, href: `#${id}` })
      }
    }
    return findingCard(finding, id, ++counters[finding.severity], documentId, locator, context)
  })
  return html`${head(outcome, documentId, context)}
<div class="wrap" id="${documentId}main">
${
  report &&
  html`<section aria-labelledby="${documentId}findings"><h2 id="${documentId}findings">${wording.html.findings}</h2>
${cards.length > 0 ? cards : html`<p>${report.verdict === 'unverified' ? wording.summary.nothingChecked : wording.html.noFindings}</p>`}</section>`
}
<section aria-labelledby="${documentId}tables"><h2 id="${documentId}tables">${wording.html.tables}</h2>
${report && html`<p class="legend"><span><span class="suspect">0.00</span>${wording.html.markSuspect}</span><span><span class="evidence">0.00</span>${wording.html.markEvidence}</span><span><span class="unchecked">0.00</span>${wording.html.markUnchecked}</span><span>${wording.html.tablesNote}</span></p>`}
${locator.views.map((view) => sheet(view, marks.get(view) ?? new Map(), related, documentId, context))}</section>
${readingRest(outcome, context)}
</div>
`
}

function head(outcome: Done, documentId: string, context: FormatContext): Markup {
  const { wording } = context
  const { reading, source, report, input } = outcome
  const identity = identityText(reading.identity, wording)
  const kind = report ? wording.html.titleCheck : wording.html.titleRead
  return html`<header class="top" id="${documentId}"><div class="wrap">
<p class="kind">${kind}</p>
<h1>${identity || input.name}</h1>
${report && verdictLine(report, context)}
<dl class="facts"><div><dt>${wording.html.identity}</dt><dd>${input.name}</dd></div><div><dt>${wording.html.format}</dt><dd>${source.format.toUpperCase()}${source.pages > 0 && ` · ${source.pages} ${wording.html.page}`}</dd></div><div><dt>${wording.html.sha256}</dt><dd>${source.sha256}</dd></div></dl>
${report && coverageBars(report.coverage, context)}
${doubts(outcome, context)}
</div></header>
`
}

function verdictLine({ verdict, findings }: Report, { wording }: FormatContext): Markup {
  const count = (severity: string): number => findings.filter((f) => f.severity === severity).length
  const { summary } = wording
  const counts = [
    count('error') > 0 && summary.errors(count('error')),
    count('warning') > 0 && summary.warnings(count('warning')),
    count('info') > 0 && summary.infos(count('info')),
  ].filter((text) => text !== false)
  const words = counts.length > 0 ? counts.join(' · ') : verdict === 'pass' ? summary.clean : summary.nothingChecked
  return html`<p><span class="verdict ${verdict}">${wording.verdict[verdict]}</span>${words}</p>`
}

/** Two bars: how many figures stand in a relation, and how many relations hold. */
function coverageBars(coverage: Coverage, { wording }: FormatContext): Markup {
  const { figures, related, relations } = coverage
  const { held, failed, unverified } = relations
  const texts = coverageTexts(coverage, wording)
  const rest = [texts[0], ...texts.slice(3)].join(' · ')
  return html`<div class="bars">
<figure><figcaption>${texts[1]}</figcaption>${bar([
    [related, '#2f6fb5', wording.coverage.related],
    [figures - related, '#c9cfd9', wording.coverage.unrelated],
  ])}<p class="soft">${rest}</p></figure>
<figure><figcaption>${texts[2]}</figcaption>${bar([
    [held, '#2e8b57', wording.coverage.held],
    [failed, '#c0392b', wording.coverage.failed],
    [unverified, '#e0a030', wording.coverage.unverified],
  ])}</figure>
</div>`
}

/** Widths are per mille of the bar; a part that exists is always visible. */
function bar(parts: readonly (readonly [number, string, string])[]): Markup {
  const sum = parts.reduce((total, [count]) => total + count, 0)
  const label = parts.map(([count, , name]) => `${name} ${count}`).join(' · ')
  let left = 0
  const pieces = parts.map(([count, colour, name]) => {
    const width = count === 0 || sum === 0 ? 0 : Math.max(6, Math.round((count * 1000) / sum))
    const x = Math.min(left, 1000 - width)
    left += width
    return html`<rect x="${x}" y="0" width="${width}" height="10" fill="${colour}"><title>${name} ${count}</title></rect>`
  })
  return html`<svg viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label="${label}"><rect width="1000" height="10" fill="#eef1f5"/>${pieces}</svg>`
}

function doubts({ source }: Done, { wording }: FormatContext): Markup | undefined {
  if (source.doubts.length === 0) return undefined
  const byCode = new Map<(typeof source.doubts)[number]['code'], Set<string>>()
  for (const { code, place } of source.doubts) {
    byCode.set(code, (byCode.get(code) ?? new Set()).add(placeText(place, wording)))
  }
  const items = [...byCode].map(([code, places]) => {
    const at = [...places].filter(Boolean).slice(0, 12).join(wording.join)
    return html`<li>${wording.doubt[code]}${at && `${wording.colon}${at}`}</li>`
  })
  return html`<div class="doubts"><ul>${items}</ul></div>`
}

function sheet(
  view: TableView,
  marks: ReadonlyMap<string, CellMark>,
  related: ReadonlySet<string> | undefined,
  documentId: string,
  context: FormatContext,
): Markup {
  const { wording } = context
  const { table } = view
  const prefix = tablePrefix(documentId, table.number)
  const suspects = [...marks.values()].filter(({ mark }: { mark: Mark }) => mark === 'suspect').length
  const facts = [
    placeText(table.place, wording),
    table.unit && wording.reading.unit(table.unit),
    suspects > 0 && `${wording.html.markSuspect} ${suspects}`,
  ].filter(Boolean)
  const body = wholeTable(view, marks, prefix, related, wording)
  return html`<section class="sheet" aria-labelledby="${prefix}h"><h3 id="${prefix}h">${tableName(table, wording)} <span class="soft">${facts.join(' · ')}</span></h3>
${body}</section>
`
}

function readingRest({ reading }: Done, { wording }: FormatContext): Markup | undefined {
  if (reading.unread.length === 0) return undefined
  const items = reading.unread.map(({ place, text, reason }) => {
    const at = placeText(place, wording)
    return html`<li>${at}${at && wording.colon}${wording.unread[reason]}${text && `${wording.colon}${text}`}</li>`
  })
  const { unread } = wording.reading
  return html`<section><h2>${unread}</h2><details><summary>${wording.summary.unreadParts(items.length)}</summary><ul>${items}</ul></details></section>`
}
