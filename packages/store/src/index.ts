export * from './accounts.ts'
export {
  type Act,
  type AuditBreak,
  type AuditEntry,
  type AuditHead,
  type AuditQuery,
  type AuditVerification,
  canonicalJson,
  listAudit,
  seenHeads,
  verifyAndKeep,
  verifyAudit,
} from './audit.ts'
export { type BackupOutcome, backup, backupName } from './backup/backup.ts'
export { type Manifest, openBackup } from './backup/manifest.ts'
export { type RestoreOutcome, restore } from './backup/restore.ts'
export type { BlobLimits, BlobProblem, Blobs, PutBlob } from './blobs.ts'
export * from './claims.ts'
export * from './comments.ts'
export { CHECKS, type CheckName, type Diagnosis, type DoctorOptions, examine, isWell } from './doctor.ts'
export * from './documents.ts'
export { type Facts, type FailureCode, isFailure, StoreFailure, understandFailure } from './failure.ts'
export * from './filings.ts'
export * from './findings.ts'
export * from './jobs.ts'
export {
  type Cells,
  type LedgerConflict,
  type LedgerEdit,
  type LedgerMerge,
  type LedgerRow,
  mergeLedger,
} from './ledger-merge.ts'
export * from './ledgers.ts'
export type { News } from './listen.ts'
export * from './offices.ts'
export * from './organisations.ts'
export * from './pack-use.ts'
export * from './packs.ts'
export * from './people.ts'
export * from './reason-thresholds.ts'
export * from './recognise.ts'
export * from './schema.ts'
export { openStore, type Store, type StoreOptions, type Tx } from './store.ts'
export { isUuid } from './transaction.ts'
export type { Page } from './versioned.ts'
export { type DiagnosisInWords, describeDiagnosis, describeFailure } from './wording.ts'
export {
  FinalFailure,
  type JobContext,
  type JobHandler,
  startWorker,
  type Worker,
  type WorkerOptions,
  type Writing,
} from './worker.ts'
