export { type ProseRow, ProseWords } from './prose/index.ts'
export { type Passage, readPassages } from './prose/passage.ts'
export { type Knowledge, type ReadingOptions, read } from './read.ts'
export type * from './reading.ts'
