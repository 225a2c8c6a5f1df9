export { type ManifestFacts, manifestFacts, manifestOf } from './manifest.ts'
export type { DataFile } from './media.ts'
export { type MemberNames, namesInBook } from './member-names.ts'
export { writeData } from './write-data.ts'
