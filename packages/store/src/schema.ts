/** The tables as the application sees them. The migrations make them; a test compares both. */
import type { ColumnType, Generated, JSONColumnType } from 'kysely'

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }
type Time = ColumnType<Date, Date | string | undefined, Date | string>
type TimeOrNone = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
type Day = ColumnType<string, string | undefined, string>
type DayOrNone = ColumnType<string | null, string | null | undefined, string | null>
/** Handed over as JSON text, so that arrays are not taken for PostgreSQL's own. */
type JsonColumn<T extends object = { readonly [name: string]: Json }> = JSONColumnType<T, string | undefined, string>
type JsonOrNone = ColumnType<Json, string | null | undefined, string | null>

export type OrganisationKind = 'region' | 'bureau' | 'department' | 'unit'
export type Stage = 'budget' | 'adjusted' | 'final'
export type Audience = 'unit' | 'department'
export type PassageKind = 'text' | 'goal' | 'project'
export type FilingState =
  | 'draft'
  | 'submitted'
  | 'unit_approved'
  | 'department_approved'
  | 'approved'
  | 'returned'
  | 'published'
export type FindingState = 'open' | 'answered' | 'accepted' | 'fixed'
export type FindingEventKind = 'opened' | 'answered' | 'accepted' | 'reopened' | 'fixed'
export type Severity = 'error' | 'warning' | 'hint'
export type Verdict = 'pass' | 'fail' | 'unverified'
export type JobState = 'queued' | 'running' | 'done' | 'dead' | 'cancelled'
export type PackState = 'draft' | 'active' | 'retired'
export type GrantState = 'proposed' | 'active' | 'refused' | 'ended'
export type CommentSubject = 'filing' | 'ledger' | 'document' | 'edition' | 'finding'
export type CredentialKind = 'password' | 'totp' | 'oidc' | 'recovery'

export const ROLES = [
  'preparer',
  'unit_reviewer',
  'department',
  'finance_reviewer',
  'finance_admin',
  'reader',
  'system_admin',
  'security_admin',
  'auditor',
] as const
export type Role = (typeof ROLES)[number]

export const POWERS = [
  'organisations',
  'see',
  'upload',
  'prepare',
  'review',
  'unit',
  'department',
  'finance',
  'publish',
  'manage',
  'people',
  'administer',
  'secure',
  'audit',
] as const
export type Power = (typeof POWERS)[number]

export interface EditionFile {
  readonly name: string
  readonly mediaType: string
  readonly sha256: string
  readonly bytes: number
}

export interface Database {
  organisation: {
    id: Generated<string>
    parent: string | null
    path: Generated<string>
    code: string
    name: string
    kind: OrganisationKind
    nature: string | null
    region: string
    valid_from: Day
    valid_to: DayOrNone
    version: Generated<number>
    created_at: Time
  }
  person: {
    id: Generated<string>
    organisation: string
    login: string
    name: string
    disabled_at: TimeOrNone
    version: Generated<number>
    created_at: Time
  }
  role_power: { role: Role; power: Power }
  grant: {
    id: Generated<string>
    person: string
    organisation: string
    role: Role
    valid_from: Day
    valid_to: DayOrNone
    state: Generated<GrantState>
    proposed_by: string
    decided_by: string | null
    decided_at: TimeOrNone
    version: Generated<number>
    created_at: Time
  }
  credential: {
    id: Generated<string>
    person: string
    kind: CredentialKind
    secret: string
    must_change: Generated<boolean>
    confirmed: Generated<boolean>
    failed: Generated<number>
    locked_until: TimeOrNone
    used_at: TimeOrNone
    updated_at: Time
    held_by: string | null
  }
  session: {
    id: Generated<string>
    person: string
    hash: string
    second_factor: Generated<boolean>
    address: string | null
    agent: string | null
    created_at: Time
    seen_at: Time
    expires_at: Time
    ended_at: TimeOrNone
  }
  token: {
    id: Generated<string>
    person: string
    name: string
    hash: string
    scopes: string[]
    created_at: Time
    used_at: TimeOrNone
    expires_at: Time
    ended_at: TimeOrNone
  }
  idempotency: {
    person: string
    key: string
    request: string
    status: number | null
    answer: string | null
    created_at: Time
  }
  audit: {
    seq: bigint
    at: Time
    person: string | null
    person_name: string
    act: string
    subject_kind: string
    subject: string
    organisation: string | null
    detail: string
    previous: string
    hash: string
  }
  ledger: {
    id: Generated<string>
    organisation: string
    year: number
    stage: Stage
    version: Generated<number>
    created_by: string
    created_at: Time
    updated_at: Time
  }
  ledger_version: {
    ledger: string
    organisation: string
    version: number
    person: string
    person_name: string
    note: Generated<string>
    undoes: number | null
    rows_changed: number
    at: Time
  }
  ledger_row: {
    ledger: string
    organisation: string
    sheet: string
    key: string
    position: number
    cells: JSONColumnType<Readonly<Record<string, string>>, string, never>
    valid_from_version: number
    valid_to_version: number | null
  }
  filing: {
    id: Generated<string>
    organisation: string
    year: number
    stage: Stage
    audience: Generated<Audience>
    state: Generated<FilingState>
    ledger: string | null
    pack: string | null
    title: Generated<string>
    note: Generated<string>
    version: Generated<number>
    created_by: string
    created_at: Time
    updated_at: Time
    state_since: Time
  }
  filing_step: { from_state: FilingState; to_state: FilingState; power: Power }
  edition: {
    id: Generated<string>
    filing: string
    organisation: string
    number: number
    ledger_version: number | null
    pack: string
    files: JsonColumn<readonly EditionFile[]>
    corrects: string | null
    changes: JsonColumn<readonly Json[]>
    published_by: string
    published_at: Time
    withdrawn_by: string | null
    withdrawn_at: TimeOrNone
    withdrawn_reason: string | null
  }
  document: {
    id: Generated<string>
    organisation: string
    sha256: string
    bytes: bigint
    name: string
    media_type: string
    year: number | null
    stage: Stage | null
    audience: Audience | null
    recognised: JsonColumn
    confirmed_by: string | null
    confirmed_at: TimeOrNone
    edition: string | null
    removed_at: TimeOrNone
    version: Generated<number>
    uploaded_by: string
    uploaded_at: Time
  }
  reading: {
    id: Generated<string>
    document: string
    organisation: string
    region: string
    year: number
    engine: string
    verdict: Verdict
    errors: number
    warnings: number
    hints: number
    claims: number
    summary: JsonColumn
    report: string | null
    created_by: string
    created_at: Time
  }
  claim: {
    region: string
    year: number
    reading: string
    number: number
    document: string
    organisation: string
    kind: 'cell' | 'statement'
    measure: string
    low: bigint | null
    high: bigint | null
    printed: string
    unit: string | null
    coordinates: JsonColumn<Readonly<Record<string, string>>>
    key: string
    label: Generated<string>
    place: JsonColumn
  }
  passage: {
    region: string
    year: number
    reading: string
    number: number
    document: string
    organisation: string
    kind: PassageKind
    title: Generated<string>
    words: string
    place: JsonColumn
  }
  finding: {
    id: Generated<string>
    document: string
    organisation: string
    year: number
    reading: string
    code: string
    severity: Severity
    fingerprint: string
    title: string
    detail: JsonColumn
    state: Generated<FindingState>
    fixed_in: string | null
    version: Generated<number>
    created_at: Time
    updated_at: Time
  }
  finding_event: {
    id: Generated<string>
    finding: string
    organisation: string
    kind: FindingEventKind
    reason: Generated<string>
    document: string | null
    person: string
    person_name: string
    at: Time
  }
  pack: {
    id: Generated<string>
    organisation: string
    name: string
    number: number
    years: number[]
    kind: Generated<string>
    text: string
    sha256: string
    state: Generated<PackState>
    version: Generated<number>
    created_by: string
    created_at: Time
  }
  pack_use: {
    id: Generated<string>
    organisation: string
    year: number
    stage: Stage
    audience: Audience
    name: string
    packs: string[]
    version: Generated<number>
    created_by: string
    created_at: Time
  }
  calendar: {
    id: Generated<string>
    organisation: string
    year: number
    stage: Stage
    step: string
    due_on: ColumnType<string>
    basis: Generated<string>
    version: Generated<number>
  }
  threshold: {
    id: Generated<string>
    organisation: string
    name: string
    subject: string | null
    year: number
    value: string
    unit: string
    source: string
    version: Generated<number>
  }
  comment: {
    id: Generated<string>
    organisation: string
    subject_kind: CommentSubject
    subject: string
    answers: string | null
    anchor: JsonColumn
    text: string
    author: string
    author_name: string
    resolved_by: string | null
    resolved_at: TimeOrNone
    version: Generated<number>
    created_at: Time
  }
  job: {
    id: Generated<string>
    kind: string
    organisation: string
    person: string
    key: string | null
    payload: JsonColumn
    priority: Generated<number>
    turn: Generated<bigint>
    state: Generated<JobState>
    attempts: Generated<number>
    attempts_max: Generated<number>
    run_at: Time
    lease: string | null
    lease_until: TimeOrNone
    worker: string | null
    progress: JsonOrNone
    result: JsonOrNone
    error: string | null
    created_at: Time
    finished_at: TimeOrNone
  }
}
