/** The job behind an uploaded document: read it, check it, keep what was found. */
import { type Finding, RULE_INFOS } from '@gouji/check'
import { loadKnowledge } from '@gouji/knowledge'
import {
  addReading,
  getDocument,
  getOrganisation,
  type JobHandler,
  type Json,
  type NewFinding,
  recogniseDocument,
  recordFindings,
  type Store,
  type Tx,
} from '@gouji/store'
import { sql } from 'kysely'
import { artefactOf, packArtefact, shownPlace, tooMuchToShow } from './artefact.ts'
import { claimsOf } from './claims.ts'
import { fingerprints } from './fingerprint.ts'
import type { CheckedFile, Office } from './office.ts'
import { passagesOf } from './passages.ts'
import { storable } from './storable.ts'

export const CHECK_KIND = 'document.check'

/** What is kept of a finding beside its life. */
export interface FindingDetail {
  number: string
  group: string
  verdict: 'fail' | 'unverified'
  basis: string
  arithmetic?: string
  printed?: string
  proposed?: string
  place?: object
  evidence: { place: object; label: string; text: string }[]
  id: string
}

const ARTEFACT_MAX = 200 * 1024 * 1024

const groupOf = (rule: string): string => rule.split(/[-./]/)[0]!

export function detailOf(finding: Finding, number: number): FindingDetail {
  const { basis, arithmetic, found, expected, suspects, evidence, rule, state } = finding
  const suspect = suspects[0]
  const main = evidence.find(({ role }) => role !== 'context') ?? evidence[0]
  const place = suspect?.place ?? main?.place
  const printed = suspect?.found ?? found
  const proposed = suspect?.proposed ?? suspect?.proposedInterval?.join(' — ') ?? expected
  return {
    id: finding.id,
    number: String(number),
    group: groupOf(rule),
    verdict: state,
    basis,
    ...(arithmetic === undefined ? {} : { arithmetic }),
    ...(printed === undefined ? {} : { printed }),
    ...(proposed === undefined ? {} : { proposed }),
    ...(place === undefined ? {} : { place: shownPlace(place) }),
    evidence: evidence.map((one) => ({ place: shownPlace(one.place), label: one.where ?? '', text: one.text })),
  }
}

export const ruleTitle = (rule: string): string => RULE_INFOS.get(rule)?.title.zh ?? rule

export function findingsOf({ numbered }: CheckedFile): NewFinding[] {
  const keys = fingerprints(numbered.map(({ finding }) => finding))
  return numbered.map(({ finding, number }, i) => ({
    code: finding.rule,
    severity: finding.severity === 'info' ? 'hint' : finding.severity,
    fingerprint: keys[i]!,
    title: finding.message,
    detail: detailOf(finding, number) as unknown as Record<string, Json>,
  }))
}

export function checkDocument(store: Store, office: Office, engine: string): JobHandler {
  return async (job, { progress }) => {
    const id = String((job.payload as { document?: string }).document)
    const document = await store.as(job.person, (tx) => getDocument(tx, id))
    progress({ step: 'read' })
    const isConfirmed = document.confirmed_at !== null
    const outcome = await office.check({
      path: store.blobs.pathOf(document.sha256),
      name: document.name,
      ...(isConfirmed && document.year !== null ? { year: document.year } : {}),
    })
    const failure = outcome.ok ? tooMuchToShow(outcome.value.blocks) : outcome.failure
    if (!outcome.ok || failure) {
      const { message, remedy } = office.failureWords(failure!)
      return async (tx) => {
        await recogniseDocument(tx, {
          id,
          recognised: await withJob(tx, id, { state: 'unreadable', failure: `${message}${remedy}` }),
        })
        return { state: 'unreadable' }
      }
    }
    progress({ step: 'store' })
    const checked = outcome.value
    const identity = storable(checked.reading.identity)
    const artefact = packArtefact(artefactOf(checked, loadKnowledge().catalogue))
    const { sha256: report } = await store.blobs.put(artefact, { bytesMax: ARTEFACT_MAX })
    const findings = storable(findingsOf(checked))
    const claims = storable(claimsOf(checked.reading))
    const passages = storable(passagesOf(checked.reading, checked.blocks))
    const count = (severity: NewFinding['severity']): number => findings.filter((f) => f.severity === severity).length
    // A book that does not say its year is filed under the one of its upload until somebody says better.
    const year = document.year ?? plausible(identity.year) ?? document.uploaded_at.getFullYear()
    return async (tx) => {
      await fileUnderOwn(tx, id, identity.organisation)
      const region = (await getOrganisation(tx, (await getDocument(tx, id)).organisation)).region
      await recogniseDocument(tx, {
        id,
        recognised: await withJob(tx, id, {
          state: 'done',
          format: checked.source.format,
          ...(identity.organisation === undefined ? {} : { organisation: identity.organisation }),
          ...(identity.year === undefined ? {} : { year: identity.year }),
          ...(identity.stage === undefined ? {} : { stage: identity.stage }),
          ...(identity.audience === undefined ? {} : { audience: identity.audience }),
        }),
        year,
        ...(identity.stage === undefined ? {} : { stage: identity.stage }),
        ...(identity.audience === undefined ? {} : { audience: identity.audience }),
      })
      const reading = await addReading(tx, {
        document: id,
        region,
        year,
        engine,
        verdict: checked.report.verdict,
        errors: count('error'),
        warnings: count('warning'),
        hints: count('hint'),
        report,
        claims,
        passages,
      })
      const outcomes = await recordFindings(tx, { document: id, reading: reading.id, findings })
      return { state: 'done', verdict: checked.report.verdict, ...outcomes }
    }
  }
}

/** The newest job stays known: it may be a later one that waits. */
async function withJob(tx: Tx, id: string, recognised: Record<string, Json>): Promise<Record<string, Json>> {
  const { job } = (await getDocument(tx, id)).recognised
  return job === undefined ? recognised : { ...recognised, job }
}

/**
 * A document that was handed in without saying whose it is goes to the organisation that it names, where the person may
 * hand in and there is only one of that name. The region of where it belongs then comes back.
 */
async function fileUnderOwn(tx: Tx, id: string, named: string | undefined): Promise<void> {
  if (named === undefined) return
  await sql`update gouji.document d set organisation = o.id
    from (select (array_agg(id))[1] as id from gouji.organisation
      where name = ${named} and id in (select gouji.reach('upload')) having count(*) = 1) o
    where d.id = ${id} and d.recognised -> 'open' = 'true' and d.confirmed_at is null and d.organisation <> o.id
      and not exists (select from gouji.document t where t.organisation = o.id and t.sha256 = d.sha256
        and t.removed_at is null)`.execute(tx.db)
}

const plausible = (year: number | undefined): number | undefined =>
  year !== undefined && year >= 2000 && year <= 2100 ? year : undefined
