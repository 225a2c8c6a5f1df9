/** One document of the page: its head with verdict and coverage, then the document itself beside its findings. */
import type { Coverage, Report } from '@gouji/check'
import type { Box, Place } from '@gouji/document'
import { html, type Markup } from '@gouji/write'
import type { Done, Shown } from '../../outcome.ts'
import { countBySeverity, coverageTexts, identityText, tableName } from '../../view/finding.ts'
import { placeKey, placeText } from '../../view/place.ts'
import { Locator, type TableView } from '../../view/table.ts'
import type { Wording } from '../../wording/index.ts'
import type { FormatContext } from '../format.ts'
import { blocksPart } from './blocks.ts'
import { listPart } from './list.ts'
import { listFindings, type PlacedMark, placeMarks } from './marks.ts'
import { pagesPart } from './pages.ts'
import { wholeTable } from './table.ts'

export function documentPart(outcome: Done, documentId: string, context: FormatContext): Markup {
  return html`${head(outcome, documentId, context)}
${outcome.report ? checkedPart(outcome, outcome.report, documentId, context) : readPart(outcome, documentId, context)}`
}

/** The document itself with its marks, and the list of findings beside it. */
function checkedPart(outcome: Done, report: Report, documentId: string, context: FormatContext): Markup {
  const { wording } = context
  const { reading, shown } = outcome
  const locator = new Locator(reading.tables)
  const listed = listFindings(report.findings, reading, locator, documentId, wording)
  const marks = placeMarks(listed, locator)
  const related = new Set(report.relatedPlaces.map(placeKey))
  const figures = reading.tables.flatMap((table) => table.cells).filter((cell) => cell.printed && !cell.noise)
  const unchecked = figures.map((cell) => cell.place).filter((place) => !related.has(placeKey(place)))
  const document = shown && originalPart(shown, marks, unchecked, documentId, wording)
  // What could not be found in the document has no mark, and its card must not lead nowhere.
  const anchors = new Set(document?.text.match(/ id="d\d+f\d+m"/g))
  const marked = new Set(listed.map(({ id }) => id).filter((id) => anchors.has(` id="${id}m"`)))
  return html`<div class="report" id="${documentId}main">
<section class="document" aria-label="${wording.html.original}">
<p class="legend"><span><span class="mark suspect error">0.00</span>${wording.html.markSuspect}</span><span><span class="mark evidence error">0.00</span>${wording.html.markEvidence}</span>${unchecked.length > 0 && html`<span><span class="unchecked">0.00</span>${wording.html.markUnchecked}</span>`}<span>${wording.html.marksNote}</span></p>
${document ?? html`<p>${wording.html.noOriginal}</p>`}
${readingRest(outcome, context)}
</section>
${listPart(listed, marked, report, locator, documentId, wording)}</div>
`
}

function originalPart(
  shown: Shown,
  marks: readonly PlacedMark[],
  unchecked: readonly Place[],
  documentId: string,
  wording: Wording,
): Markup {
  if (shown.pages.length === 0) {
    const paper = blocksPart(shown.blocks, marks, new Set(unchecked.map(placeKey)), wording)
    return html`<div class="paper">${paper}</div>`
  }
  const boxes = new Map<number, Box[]>()
  for (const { page, box } of unchecked) {
    if (page !== undefined && box) boxes.set(page, [...(boxes.get(page) ?? []), box])
  }
  return pagesPart(shown, marks, boxes, documentId, wording)
}

/** `gouji read`: the tables as they were understood. */
function readPart(outcome: Done, documentId: string, context: FormatContext): Markup {
  const { wording } = context
  const { views } = new Locator(outcome.reading.tables)
  return html`<div class="wrap" id="${documentId}main">
<section aria-labelledby="${documentId}tables"><h2 id="${documentId}tables">${wording.html.tables}</h2>
${views.map((view) => sheet(view, documentId, context))}</section>
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
  const { summary } = wording
  const { error, warning, info, waived } = countBySeverity(findings)
  const counts = [
    error > 0 && summary.errors(error),
    warning > 0 && summary.warnings(warning),
    info > 0 && summary.infos(info),
    waived > 0 && summary.waived(waived),
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

function sheet(view: TableView, documentId: string, { wording }: FormatContext): Markup {
  const { table } = view
  const id = `${documentId}t${table.number}`
  const facts = [placeText(table.place, wording), table.unit && wording.reading.unit(table.unit)].filter(Boolean)
  return html`<section class="sheet" aria-labelledby="${id}"><h3 id="${id}">${tableName(table, wording)} <span class="soft">${facts.join(' · ')}</span></h3>
${wholeTable(view, wording)}</section>
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
