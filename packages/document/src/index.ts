export type {
  Block,
  Box,
  Cell,
  Document,
  Doubt,
  DoubtCode,
  Format,
  Page,
  Paragraph,
  Place,
  Run,
  Table,
} from './document.ts'
export { placeAt } from './document.ts'
export type { Failure, FailureCode } from './failure.ts'
export { UnreadableError } from './failure.ts'
