/** The list beside the document: findings grouped by cause, with what narrows it down and leads through it. */
import type { Report } from '@gouji/check'
import { html, type Markup } from '@gouji/write'
import { acceptanceText, messageText, proposalText, waiverTexts, whereText } from '../../view/finding.ts'
import { groupOf, RULE_GROUPS } from '../../view/group.ts'
import { placeText } from '../../view/place.ts'
import type { Locator } from '../../view/table.ts'
import type { Wording } from '../../wording/index.ts'
import { ruleTitle } from '../../wording/rules.ts'
import type { Chapter, ListedFinding } from './marks.ts'

export function listPart(
  listed: readonly ListedFinding[],
  marked: ReadonlySet<string>,
  report: Report,
  locator: Locator,
  documentId: string,
  wording: Wording,
): Markup {
  const told = waiverTexts(report, wording)
  const nothing = report.verdict === 'unverified' ? wording.summary.nothingChecked : wording.html.noFindings
  return html`<aside class="list" id="${documentId}list" aria-labelledby="${documentId}findings">
<div class="bar"><h2 id="${documentId}findings">${wording.html.findings} <span class="soft">${listed.length}</span></h2>
${listed.length > 0 && html`${tools(wording)}${filters(listed, documentId, wording)}`}</div>
${told.length > 0 && html`<div class="doubts"><ul>${told.map((text) => html`<li>${text}</li>`)}</ul></div>`}
${listed.length === 0 && html`<p>${nothing}</p>`}
${groups(listed, marked, locator, wording)}</aside>
`
}

function tools(wording: Wording): Markup {
  const { previous, next, keys, toList } = wording.html
  return html`<p class="tools" hidden><button type="button" data-go="-1">← ${previous}</button><output aria-live="polite"></output><button type="button" data-go="1">${next} →</button><a class="tolist" href="#">${toList}</a><span class="keys">${keys}</span></p>`
}

function filters(listed: readonly ListedFinding[], documentId: string, wording: Wording): Markup {
  const kindOf = ({ finding }: ListedFinding): string => (finding.waiver ? 'waived' : finding.severity)
  const boxes = (['error', 'warning', 'info', 'waived'] as const).flatMap((kind) => {
    const count = listed.filter((one) => kindOf(one) === kind).length
    const name = kind === 'waived' ? wording.waived : wording.severity[kind]
    return count === 0
      ? []
      : [
          html`<label class="${kind}"><input type="checkbox" data-kind="${kind}" checked><span class="tag">${name} ${count}</span></label>`,
        ]
  })
  const chapters = new Map<string, Chapter & { count: number }>()
  for (const { chapter } of listed) {
    chapters.set(chapter.id, { ...chapter, count: (chapters.get(chapter.id)?.count ?? 0) + 1 })
  }
  const options = [...chapters.values()]
    .sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }))
    .map(({ id, name, count }) => html`<option value="${id}">${cut(name)} (${count})</option>`)
  return html`<form class="filter" hidden><fieldset><legend class="unseen">${wording.html.filter}</legend>${boxes}</fieldset>${options.length > 1 && html`<label class="chapter" for="${documentId}chapter">${wording.html.chapter}<select id="${documentId}chapter"><option value="">${wording.html.everything}</option>${options}</select></label>`}</form>`
}

const cut = (text: string): string => (text.length > 34 ? `${text.slice(0, 33)}…` : text)

function groups(
  listed: readonly ListedFinding[],
  marked: ReadonlySet<string>,
  locator: Locator,
  wording: Wording,
): Markup[] {
  const counted = listed.filter(({ finding }) => !finding.waiver)
  const named = RULE_GROUPS.map((group) => ({
    name: wording.ruleGroup[group],
    own: counted.filter(({ finding }) => groupOf(finding.rule) === group),
  }))
  // What was accepted stands apart, at the end.
  named.push({ name: wording.waived, own: listed.filter(({ finding }) => finding.waiver) })
  return named
    .filter(({ own }) => own.length > 0)
    .map(
      ({ name, own }) => html`<section class="group"><h3>${name} <span class="soft">${own.length}</span></h3>
${own.map((one) => card(one, marked.has(one.id), locator, wording))}</section>
`,
    )
}

function card(
  { finding, number, id, chapter }: ListedFinding,
  isMarked: boolean,
  locator: Locator,
  wording: Wording,
): Markup {
  const words = wording.finding
  const kind = finding.waiver ? 'waived' : finding.severity
  const english = wording.language === 'en'
  const state = finding.waiver
    ? ` · ${wording.waived}`
    : finding.state === 'unverified'
      ? ` · ${wording.state.unverified}`
      : ''
  const where = whereText(finding, locator, wording)
  const [suspect, ...others] = finding.suspects
  return html`<article class="card ${kind}" id="${id}" tabindex="-1" data-kind="${kind}" data-chapter="${chapter.id}" aria-labelledby="${id}h">
<p class="soft"><span class="tag">${number} ${wording.severity[finding.severity]}${state}</span>${isMarked ? html`<a class="goto" href="#${id}m">${where}</a>` : where}</p>
<h4 id="${id}h">${english && html`${ruleTitle(finding.rule, 'en')} · `}${messageText(finding, locator)}</h4>
${finding.arithmetic !== undefined && html`<p class="sum">${finding.arithmetic}</p>`}
${suspect && html`<p class="proposal">${words.proposal}${wording.colon}${proposalText(suspect, wording)}</p>`}
${finding.waiver && html`<p class="accepted">${wording.waived}${wording.colon}${acceptanceText(finding.waiver, wording)}</p>`}
<p class="basis soft">${words.basis}${wording.colon}${finding.basis} <span class="rule">${finding.rule}</span></p>
${finding.origin === 'possibly-conversion' && html`<p class="soft">${wording.originNote}</p>`}
${evidence(finding, wording)}
${
  others.length > 0 &&
  html`<details><summary>${words.otherSuspects(others.length)}</summary><ul>${others.slice(0, 5).map((other) => {
    const at = placeText(other.place, wording)
    return html`<li>${at} ${other.text}${wording.colon}${proposalText(other, wording)}</li>`
  })}</ul></details>`
}
${consequences(finding, wording)}
</article>
`
}

/** The figures that prove it, for whoever cannot see them marked: on paper, or read aloud. */
function evidence(finding: ListedFinding['finding'], wording: Wording): Markup | undefined {
  if (finding.evidence.length === 0) return undefined
  const items = finding.evidence.slice(0, 12).map(({ place, where, text }) => {
    const at = [placeText(place, wording), where].filter(Boolean).join(' ')
    return html`<li>${at}${at !== '' && wording.colon}${text}</li>`
  })
  return html`<details><summary>${wording.finding.evidence} ${finding.evidence.length}</summary><ul>${items}</ul></details>`
}

function consequences(finding: ListedFinding['finding'], wording: Wording): Markup | undefined {
  if (finding.consequences.length === 0) return undefined
  const items = finding.consequences.map(({ message, evidence: [first] }) => {
    return html`<li>${first && `${placeText(first.place, wording)}${wording.colon}`}${message}</li>`
  })
  return html`<details><summary>${wording.finding.consequences(finding.consequences.length)}</summary><ul>${items}</ul></details>`
}
