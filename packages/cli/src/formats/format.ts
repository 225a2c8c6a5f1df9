/** What a format is: outcomes in, pieces of a file out, in order and as soon as each is ready. */
import type { Outcome } from '../outcome.ts'
import type { Style } from '../terminal/style.ts'
import type { Wording } from '../wording/index.ts'

export type Command = 'read' | 'check'

export const FORMAT_NAMES = ['text', 'json', 'csv', 'xlsx', 'sarif', 'html'] as const
export type FormatName = (typeof FORMAT_NAMES)[number]

export interface FormatContext {
  readonly command: Command
  readonly wording: Wording
  /** How many documents are coming. */
  readonly total: number
  readonly version: string
  /** Also what is blank or was seen and not claimed. */
  readonly all: boolean
  /** Columns and colours of the terminal; of no meaning to the other formats. */
  readonly width: number
  readonly style: Style
}

export type Format = (outcomes: AsyncIterable<Outcome>, context: FormatContext) => AsyncIterable<string | Uint8Array>

/** File name endings of what each format writes. */
export const ENDINGS: Readonly<Record<FormatName, string>> = {
  text: '.txt',
  json: '.json',
  csv: '.csv',
  xlsx: '.xlsx',
  sarif: '.sarif',
  html: '.html',
}
