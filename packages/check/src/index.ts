export { check, type Knowledge } from './check.ts'
export type * from './report.ts'
