/**
 * SARIF 2.1.0, the form in which code review tools take findings: one run, one result per finding. Text files get line
 * regions; pages and boxes, which SARIF does not know, stand in the properties of the location.
 */
import { createHash } from 'node:crypto'
import type { Evidence, Finding } from '@gouji/check'
import { type Checked, isChecked, type Outcome } from '../outcome.ts'
import { acceptanceText, inOrder, mainPlace } from '../view/finding.ts'
import { placeMembers, placeText } from '../view/place.ts'
import { failureText } from '../wording/failure-text.ts'
import type { Language } from '../wording/index.ts'
import { ruleTitle } from '../wording/rules.ts'
import type { Format, FormatContext } from './format.ts'

const LEVEL = { error: 'error', warning: 'warning', info: 'note' } as const

export const sarif: Format = async function* (outcomes, context) {
  const rules = new Map<string, { index: number; basis: string }>()
  const results: object[] = []
  const artifacts: object[] = []
  const notifications: object[] = []
  for await (const outcome of outcomes) {
    const location = { uri: uriOf(outcome.input.name) }
    if (!isChecked(outcome)) {
      notifications.push(notificationOf(outcome, location, context))
      continue
    }
    const { source } = outcome
    artifacts.push({
      location,
      length: source.bytes,
      hashes: { 'sha-256': source.sha256 },
      properties: { format: source.format, verdict: outcome.report.verdict, coverage: outcome.report.coverage },
    })
    for (const finding of inOrder(outcome.report.findings)) {
      const rule = rules.get(finding.rule) ?? { index: rules.size, basis: finding.basis }
      rules.set(finding.rule, rule)
      results.push(resultOf(finding, rule.index, outcome, location, context))
    }
  }
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Gouji',
            fullName: `Gouji 勾稽 ${context.version}`,
            semanticVersion: context.version,
            rules: [...rules].map(([id, { basis }]) => ruleOf(id, basis, context)),
          },
        },
        language: context.wording.language,
        columnKind: 'utf16CodeUnits',
        artifacts,
        invocations: [{ executionSuccessful: notifications.length === 0, toolExecutionNotifications: notifications }],
        results,
      },
    ],
  }
  yield `${JSON.stringify(log, null, 2)}\n`
}

/** A relative reference; a name with a colon in its first part must not look like a scheme. */
function uriOf(name: string): string {
  const path = name.split(/[\\/]/).map(encodeURIComponent).join('/')
  return path.startsWith('/') || !path.split('/')[0]!.includes(':') ? path : `./${path}`
}

function ruleOf(id: string, basis: string, { wording }: FormatContext): object {
  const language: Language = wording.language === 'en' ? 'en' : 'zh'
  const title = ruleTitle(id, language)
  return {
    id,
    name: id.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    help: { text: `${title}${wording.fullStop}${wording.finding.basis}${wording.colon}${basis}` },
  }
}

function resultOf(
  finding: Finding,
  ruleIndex: number,
  outcome: Checked,
  artifact: { uri: string },
  { wording }: FormatContext,
): object {
  const place = mainPlace(finding)
  const located = (at: Evidence['place'], message?: string, id?: number): object => ({
    ...(id !== undefined && { id }),
    physicalLocation: { artifactLocation: artifact, ...regionOf(at, outcome) },
    ...(message && { message: { text: message } }),
    properties: { ...placeMembers(at), ...(at.box && { box: at.box }) },
  })
  const suspect = finding.suspects[0]
  return {
    ruleId: finding.rule,
    ruleIndex,
    kind: finding.state === 'unverified' ? 'review' : 'fail',
    // SARIF wants level "none" on every result whose kind is not "fail".
    level: finding.state === 'unverified' ? 'none' : LEVEL[finding.severity],
    message: { text: [finding.message, finding.arithmetic].filter(Boolean).join('\n') },
    locations: [
      place ? located(place, placeText(place, wording)) : { physicalLocation: { artifactLocation: artifact } },
    ],
    relatedLocations: finding.evidence.map((e, i) => located(e.place, e.text, i + 1)),
    ...(finding.waiver && {
      suppressions: [{ kind: 'external', status: 'accepted', justification: acceptanceText(finding.waiver, wording) }],
    }),
    partialFingerprints: { 'gouji/v1': createHash('sha256').update(`${finding.rule}\n${finding.id}`).digest('hex') },
    properties: {
      id: finding.id,
      severity: finding.severity,
      state: finding.state,
      origin: finding.origin,
      basis: finding.basis,
      ...(finding.expected !== undefined && { expected: finding.expected }),
      ...(finding.found !== undefined && { found: finding.found }),
      ...(suspect?.proposed !== undefined && { proposed: suspect.proposed }),
      consequences: finding.consequences.map((c) => c.message),
    },
  }
}

/** Only text files have lines that a viewer can open. */
function regionOf(place: Evidence['place'], { source }: Checked): object {
  if (source.format !== 'text' || place.line === undefined) return {}
  return { region: { startLine: place.line, ...(place.column !== undefined && { startColumn: place.column }) } }
}

function notificationOf(outcome: Outcome, artifactLocation: { uri: string }, { wording }: FormatContext): object {
  const words = outcome.kind === 'failed' ? failureText(outcome.failure, wording) : undefined
  return {
    level: 'error',
    message: { text: [words?.message ?? wording.unreadable, words?.remedy].filter(Boolean).join(' ') },
    locations: [{ physicalLocation: { artifactLocation } }],
    ...(outcome.kind === 'failed' && { descriptor: { id: outcome.failure.code } }),
  }
}
