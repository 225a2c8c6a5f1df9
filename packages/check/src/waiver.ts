/**
 * Waivers: findings that somebody has looked at and accepts, with a reason and until a day. An accepted finding stays
 * in the report, marked, and does not count any more. What a waiver does not fit is never accepted by it, and a waiver
 * that fits nothing, or whose day has passed, is told, so that a list of waivers cannot grow old unseen.
 */
import type { Place } from '@gouji/document'
import { verdictOf } from './check.ts'
import type { Acceptance, Finding, Report, WaiverUse } from './report.ts'

export interface Waiver extends Acceptance {
  /** Line of the file that it is written in. */
  readonly line: number
  /** A finding by its id, or all findings of a rule at a place. */
  readonly of: { readonly finding: string } | { readonly rule: string; readonly place: WaiverPlace }
}

/** Where the rule is waived; every member that is given must fit one and the same place of the finding. */
export interface WaiverPlace {
  readonly page?: number
  readonly line?: number
  readonly sheet?: string
  readonly address?: string
  readonly block?: number
  /** Part of the table's title or of the section's heading. */
  readonly table?: string
  /** Part of what stands there. */
  readonly text?: string
}

/** `today` as `2025-01-31`; a waiver still holds on its last day. */
export function applyWaivers(report: Report, waivers: readonly Waiver[], today: string): Report {
  const uses = waivers.map((waiver): WaiverUse => {
    const fits = report.findings.filter((finding) => isMeant(finding, waiver)).map(({ id }) => id)
    const state = fits.length === 0 ? 'unmatched' : waiver.until < today ? 'expired' : 'applied'
    const names = 'finding' in waiver.of ? waiver.of.finding : waiver.of.rule
    return { line: waiver.line, state, until: waiver.until, names, findings: fits }
  })
  const accepted = new Map<string, Acceptance>()
  for (const [i, { state, findings }] of uses.entries()) {
    const { reason, by, until } = waivers[i]!
    if (state === 'applied') for (const id of findings) if (!accepted.has(id)) accepted.set(id, { reason, by, until })
  }
  const findings = report.findings.map((finding) => {
    const waiver = accepted.get(finding.id)
    return waiver ? { ...finding, waiver } : finding
  })
  return { ...report, findings, verdict: verdictOf(findings, report.coverage), waivers: uses }
}

function isMeant(finding: Finding, { of }: Waiver): boolean {
  if ('finding' in of) return finding.id === of.finding
  if (finding.rule !== of.rule) return false
  // What merely follows from the finding is not where it stands.
  const main = finding.evidence.filter((e) => e.role !== 'context')
  const places: Spot[] = [...finding.suspects, ...(main.length > 0 ? main : finding.evidence)]
  return places.some((spot) => standsAt(spot, of.place))
}

interface Spot {
  readonly place: Place
  readonly where?: string
  readonly text: string
}

function standsAt({ place, where, text }: Spot, wanted: WaiverPlace): boolean {
  const exact = ['page', 'line', 'sheet', 'address', 'block'] as const
  return (
    exact.every((member) => wanted[member] === undefined || wanted[member] === place[member]) &&
    // A suspect names its table within its text.
    (wanted.table === undefined || bare(`${where ?? ''} ${text}`).includes(bare(wanted.table))) &&
    (wanted.text === undefined || bare(text).includes(bare(wanted.text)))
  )
}

/** Blanks in titles come and go with the format of the file. */
const bare = (text: string): string => text.replace(/\s+/g, '')
