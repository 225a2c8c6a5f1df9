export { type Knowledge, read } from './read.ts'
export type * from './reading.ts'
