import type { Block, Doubt } from '@gouji/document'

/** What a reader finds in a file; the name, size and hash of the whole document are added where files are opened. */
export interface Content {
  readonly blocks: readonly Block[]
  readonly doubts: readonly Doubt[]
}
