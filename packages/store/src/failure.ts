/**
 * Failures of the store as data: a stable code and the facts. The words for people stand in wording.ts.
 * Wrong input and conflicts are results; a failure is what stops the act.
 */
export type FailureCode =
  | 'folder-in-use'
  | 'folder-unreachable'
  | 'nothing-to-attach'
  | 'postgres-missing'
  | 'postgres-version'
  | 'postgres-start'
  | 'postgres-too-old'
  | 'root-without-account'
  | 'database-lost'
  | 'database-password'
  | 'database-rights'
  | 'disk-full'
  | 'migration-changed'
  | 'migration-newer'
  | 'migration-failed'
  | 'not-found'
  | 'not-allowed'
  | 'version-conflict'
  | 'duplicate'
  | 'refused'
  | 'blob-too-large'
  | 'blob-empty'
  | 'blob-missing'
  | 'blob-changed'
  | 'backup-unreadable'
  | 'backup-damaged'
  | 'restore-not-empty'
  | 'already-started'
  | 'lease-lost'

export type Facts = Readonly<Record<string, string | number | boolean | undefined>>

export class StoreFailure extends Error {
  readonly code: FailureCode
  readonly facts: Facts

  constructor(code: FailureCode, facts: Facts = {}, cause?: unknown) {
    const told = Object.entries(facts).map(([name, value]) => `${name}=${value}`)
    super([code, ...told].join(' '), cause === undefined ? undefined : { cause })
    this.name = 'StoreFailure'
    this.code = code
    this.facts = facts
  }
}

export const isFailure = (error: unknown, code?: FailureCode): error is StoreFailure =>
  error instanceof StoreFailure && (code === undefined || error.code === code)

/** What PostgreSQL and the system say, in the store's own terms. Anything else passes unchanged. */
export function understandFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreFailure) return error
  const { code, message } = error as Error & { code?: string }
  const { constraint, table, syscall } = error as { constraint?: string; table?: string; syscall?: string }
  if (code === undefined) return LOST.test(message) ? new StoreFailure('database-lost', {}, error) : error
  // Raised by the triggers and functions of the migrations: the message is the reason's name.
  if (code === 'GJ001') return new StoreFailure('refused', { reason: message }, error)
  if (code === 'GJ002') return new StoreFailure('lease-lost', {}, error)
  if (code === '42501') return new StoreFailure('not-allowed', { table }, error)
  if (code === '23505') return new StoreFailure('duplicate', { constraint, table }, error)
  if (code === '23503' || code === '23514' || code === '23502') {
    return new StoreFailure('refused', { reason: constraint ?? message, table }, error)
  }
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return new StoreFailure('disk-full', {}, error)
  if (code === '28P01') return new StoreFailure('database-password', {}, error)
  if (/^(?:08...|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(code) || syscall === 'connect') {
    return new StoreFailure('database-lost', { detail: code }, error)
  }
  return error
}

const LOST =
  /connection terminated|connection ended|client has encountered a connection error|timeout exceeded when trying/i
