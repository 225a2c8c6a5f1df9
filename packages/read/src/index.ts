export { type ProseRow, ProseWords } from './prose/index.ts'
export { type Knowledge, read } from './read.ts'
export type * from './reading.ts'
