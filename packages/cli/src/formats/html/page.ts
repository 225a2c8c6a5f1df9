/**
 * One self-contained page: verdict and coverage, the document itself with every finding marked at its place, and the
 * list of findings beside it, linked both ways. It needs no network, and no script to be read.
 */

import { html, Markup } from '@gouji/write'
import { isChecked, type Outcome } from '../../outcome.ts'
import { identityText } from '../../view/finding.ts'
import { failureText } from '../../wording/failure-text.ts'
import type { Format, FormatContext } from '../format.ts'
import { documentPart } from './document.ts'
import { POLICY, STYLE } from './look.ts'
import { SCRIPT } from './script.ts'

export const page: Format = async function* (outcomes, context) {
  const documents: { outcome: Outcome; part: Markup }[] = []
  for await (const outcome of outcomes) {
    const id = `d${documents.length + 1}`
    const part = outcome.kind === 'done' ? documentPart(outcome, id, context) : failedPart(outcome, id, context)
    documents.push({ outcome: withoutTables(outcome), part })
  }
  const { wording } = context
  const outcomesSeen = documents.map(({ outcome }) => outcome)
  const first = outcomesSeen[0]
  const kind = context.command === 'check' ? wording.html.titleCheck : wording.html.titleRead
  const title = outcomesSeen.length === 1 && first ? `${first.input.name} · ${kind}` : kind
  yield html`<!doctype html>
<html lang="${wording.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="generator" content="Gouji ${context.version}">
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#${firstFindings(outcomesSeen)}">${wording.html.skip}</a>
`.text
  yield '<main>\n'
  if (documents.length > 1) yield overview(outcomesSeen, context).text
  for (const { part } of documents) yield part.text
  yield html`</main>
<footer class="wrap"><p>${context.command === 'check' && `${wording.html.caution} `}${wording.html.made(context.version)}</p></footer>
<div id="tip" role="tooltip" hidden></div>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`.text
}

const firstFindings = (outcomes: readonly Outcome[]): string => {
  const index = outcomes.findIndex((o) => o.kind === 'done')
  if (index < 0) return 'd1'
  return isChecked(outcomes[index]!) ? `d${index + 1}list` : `d${index + 1}main`
}

/** The overview needs only heads and counts; the rest is in the parts already. */
function withoutTables(outcome: Outcome): Outcome {
  if (outcome.kind === 'failed') return outcome
  const { shown: _, ...rest } = outcome
  return { ...rest, reading: { ...outcome.reading, tables: [] } }
}

function overview(outcomes: readonly Outcome[], { wording, command }: FormatContext): Markup {
  const rows = outcomes.map((outcome, index) => {
    const verdict =
      outcome.kind === 'failed'
        ? html`<span class="verdict unverified">${wording.unreadable}</span>`
        : outcome.report &&
          html`<span class="verdict ${outcome.report.verdict}">${wording.verdict[outcome.report.verdict]}</span>`
    const count = isChecked(outcome) ? String(outcome.report.findings.length) : ''
    const identity = outcome.kind === 'done' ? identityText(outcome.reading.identity, wording) : ''
    return html`<tr><th scope="row"><a href="#d${index + 1}">${outcome.input.name}</a><br><span class="soft">${identity}</span></th>${command === 'check' && html`<td>${verdict}</td><td class="number">${count}</td>`}</tr>
`
  })
  const heads = command === 'check' ? [wording.html.verdictColumn, wording.html.severityCount] : []
  return html`<section class="wrap" aria-labelledby="overview"><h2 id="overview">${wording.html.documents}</h2><div class="scroll"><table><thead><tr><th scope="col">${wording.html.fileColumn}</th>${heads.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div></section>
`
}

function failedPart(outcome: Extract<Outcome, { kind: 'failed' }>, id: string, { wording }: FormatContext): Markup {
  const { message, remedy } = failureText(outcome.failure, wording)
  return html`<header class="top" id="${id}"><div class="wrap"><h1>${outcome.input.name}</h1>
<p><span class="verdict unverified">${wording.unreadable}</span>${message}</p>${remedy && html`<p>${remedy}</p>`}</div></header>
`
}
