/** `gouji read`: the figures of the documents as data. Its help stands beside it in read.zh.txt and read.en.txt. */
import type { FormatName } from '../formats/format.ts'
import type { CommandFormats } from '../run.ts'

/** SARIF is a form for findings, and reading makes none. */
export const READ_FORMATS: readonly FormatName[] = ['text', 'json', 'csv', 'html']

export const readCommand: CommandFormats = {
  command: 'read',
  async load(name) {
    if (name === 'json') return (await import('../formats/json.ts')).json
    if (name === 'csv') return (await import('../formats/csv.ts')).csv
    if (name === 'html') return (await import('../formats/html/page.ts')).page
    return (await import('../formats/text-read.ts')).textRead
  },
}
