export { absorb } from './absorb.ts'
export { decode } from './decode.ts'
export type * from './system.ts'
