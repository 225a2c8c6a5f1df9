/** Exports of budget systems into the ledger, through declared mappings. */
export { DRIFT_CODES, type DriftCode, IMPORT_CODES, type ImportCode, type ImportProblem } from './drift.ts'
export { type Imported, type ImportOptions, importExport } from './import.ts'
export { type Change, type ImportedInto, importInto, isWhole } from './into.ts'
export { buildMapping, type Mapping, type MappingTrouble, type MappingTroubleCode } from './mapping.ts'
export { type FoundMapping, findMapping, mappingIds } from './mappings.ts'
export type { ImportedRow } from './rows.ts'
