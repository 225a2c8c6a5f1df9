/** What others may use of the command: its outcomes and its formats. */
export type { Format, FormatContext, FormatName } from './formats/format.ts'
export type { Done, Failed, Input, Outcome } from './outcome.ts'
