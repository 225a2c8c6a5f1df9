/** Short marks that say their meaning in words as well as in colour. */
import type { DocumentInfo, Finding, Step } from '@gouji/api'
import { STEP_NAMES } from '@gouji/api'
import { DOCUMENT_STATE_NAMES, FINDING_STATE_NAMES, SEVERITY_NAMES, VERDICT_NAMES } from '../words.ts'

type Tone = 'error' | 'warning' | 'info' | 'success' | 'plain'

export const Badge = ({ tone, children }: { readonly tone: Tone; readonly children: React.ReactNode }) => (
  <span className={`badge ${tone}`}>{children}</span>
)

export const SeverityBadge = ({ severity }: { readonly severity: Finding['severity'] }) => (
  <Badge tone={severity}>{SEVERITY_NAMES[severity]}</Badge>
)

const FINDING_TONES: Readonly<Record<Finding['state'], Tone>> = {
  open: 'plain',
  answered: 'info',
  accepted: 'success',
  fixed: 'success',
}
export const FindingStateBadge = ({ state }: { readonly state: Finding['state'] }) => (
  <Badge tone={FINDING_TONES[state]}>{FINDING_STATE_NAMES[state]}</Badge>
)

const STEP_TONES: Readonly<Record<Step, Tone>> = {
  draft: 'plain',
  submitted: 'info',
  unit_approved: 'info',
  department_approved: 'info',
  finance_approved: 'info',
  published: 'success',
  returned: 'warning',
}
export const StepBadge = ({ step }: { readonly step: Step }) => (
  <Badge tone={STEP_TONES[step]}>{STEP_NAMES[step]}</Badge>
)

export function DocumentStateBadge({ document: d }: { readonly document: DocumentInfo }) {
  if (d.state !== 'done') {
    const tone = d.state === 'unreadable' || d.state === 'failed' ? 'error' : 'info'
    return <Badge tone={tone}>{DOCUMENT_STATE_NAMES[d.state]}</Badge>
  }
  const tone = d.verdict === 'pass' ? 'success' : d.verdict === 'fail' ? 'error' : 'warning'
  return <Badge tone={tone}>{d.verdict ? VERDICT_NAMES[d.verdict] : DOCUMENT_STATE_NAMES.done}</Badge>
}

/** Nothing is shown for nothing: the eye should rest on what is there. */
export function Counts({ errors, warnings, infos = 0 }: { errors: number; warnings: number; infos?: number }) {
  if (errors + warnings + infos === 0) return <span className="soft">无</span>
  return (
    <span className="row" style={{ gap: 4, flexWrap: 'nowrap' }}>
      {errors > 0 ? <Badge tone="error">错误 {errors}</Badge> : null}
      {warnings > 0 ? <Badge tone="warning">警告 {warnings}</Badge> : null}
      {infos > 0 ? <Badge tone="plain">提示 {infos}</Badge> : null}
    </span>
  )
}
