/**
 * Refusals as data (RFC 9457): a stable code, the status that it travels with, and facts. The words stand in
 * wording.ts.
 */
import type { Problem } from '@gouji/api'
import { describeFailure, isFailure, type StoreFailure } from '@gouji/store'
import { PROBLEM_WORDS, type ProblemCode } from './wording.ts'

export type Facts = NonNullable<Problem['facts']>

export const STATUS_OF: Readonly<Record<ProblemCode, number>> = {
  invalid: 422,
  malformed: 400,
  'not-signed-in': 401,
  'session-ended': 401,
  'wrong-password': 401,
  'wrong-code': 401,
  'locked-out': 429,
  'reset-held': 403,
  'must-change-password': 403,
  'not-allowed': 403,
  'scope-missing': 403,
  'csrf-missing': 403,
  'foreign-origin': 403,
  'not-found': 404,
  'method-missing': 405,
  'already-initialised': 409,
  'wrong-key': 403,
  duplicate: 409,
  'wrong-state': 409,
  refused: 409,
  'separated-roles': 409,
  'version-missing': 428,
  'version-conflict': 412,
  'key-reused': 422,
  'key-malformed': 400,
  'too-large': 413,
  'half-upload': 400,
  'too-many-files': 413,
  'not-multipart': 415,
  'wrong-media-type': 415,
  'too-many-requests': 429,
  'disk-full': 507,
  'database-lost': 503,
  'not-ready': 503,
  'weak-password': 422,
  'unreadable-file': 422,
  'took-too-long': 503,
  fault: 500,
}

export class Refusal extends Error {
  readonly code: ProblemCode
  readonly facts: Facts
  readonly errors: Problem['errors']
  /** Said in place of the common words, where more is known. */
  readonly detail: string | undefined

  constructor(code: ProblemCode, facts: Facts = {}, errors?: Problem['errors'], detail?: string) {
    super([code, ...Object.entries(facts).map(([name, value]) => `${name}=${value}`)].join(' '))
    this.name = 'Refusal'
    this.code = code
    this.facts = facts
    this.errors = errors
    this.detail = detail
  }
}

export const notFound = (): Refusal => new Refusal('not-found')

/** What the store says, in the server's terms. */
const CODE_OF_FAILURE: Readonly<Partial<Record<StoreFailure['code'], ProblemCode>>> = {
  'not-found': 'not-found',
  // Rows that a person may not see do not exist for that person; what may be seen and not changed is not allowed.
  'not-allowed': 'not-allowed',
  'version-conflict': 'version-conflict',
  duplicate: 'duplicate',
  refused: 'refused',
  'disk-full': 'disk-full',
  'database-lost': 'database-lost',
  'blob-too-large': 'too-large',
  'blob-empty': 'half-upload',
}

/** The rule that was broken, in the store's words; names of constraints, which it quotes for want of words, are left out. */
function reasonOf(failure: StoreFailure): string | undefined {
  const text = describeFailure(failure, 'zh')
  return text.includes(String(failure.facts.reason)) ? undefined : text
}

const UNSTORABLE = /^22(?:003|007|008|021|P02|P05)$/

export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (isFailure(error)) {
    const code = CODE_OF_FAILURE[error.code]
    if (!code) return undefined
    // Names of tables and constraints are nobody's business outside.
    const facts: Record<string, string | number | boolean> = {}
    if (code === 'version-conflict' || code === 'too-large') {
      for (const [name, value] of Object.entries(error.facts)) if (value !== undefined) facts[name] = value
    }
    return new Refusal(code, facts, undefined, code === 'refused' ? reasonOf(error) : undefined)
  }
  // A value that no column can hold: a sign that is no text, a number beyond all years, a day that does not exist.
  if (error instanceof Error && 'code' in error && UNSTORABLE.test(String(error.code))) return new Refusal('invalid')
  if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')) {
    return new Refusal('disk-full')
  }
  return undefined
}

export function problemOf(refusal: Refusal): Problem {
  const { title, detail } = PROBLEM_WORDS[refusal.code]
  return {
    type: `/api/v1/problems#${refusal.code}`,
    title,
    status: STATUS_OF[refusal.code],
    detail: refusal.detail ?? detail(refusal.facts),
    code: refusal.code,
    ...(Object.keys(refusal.facts).length > 0 ? { facts: refusal.facts } : {}),
    ...(refusal.errors ? { errors: refusal.errors } : {}),
  }
}
