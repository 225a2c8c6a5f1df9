/** A published document as a ledger. */
export { type Adoptable, adopt } from './adopt.ts'
export type * from './adopted.ts'
export { UNDECIDED, undecidedText } from './wording.ts'
