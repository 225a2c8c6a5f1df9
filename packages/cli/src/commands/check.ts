/** `gouji check`: what is wrong in the documents. Its help stands beside it in check.zh.txt and check.en.txt. */
import type { CommandFormats } from '../run.ts'

export const checkCommand: CommandFormats = {
  command: 'check',
  // Only the format that is asked for is loaded: starting is part of the time that people wait.
  async load(name) {
    if (name === 'json') return (await import('../formats/json.ts')).json
    if (name === 'csv') return (await import('../formats/csv.ts')).csv
    if (name === 'xlsx') return (await import('../formats/xlsx.ts')).xlsx
    if (name === 'sarif') return (await import('../formats/sarif.ts')).sarif
    if (name === 'html') return (await import('../formats/html/page.ts')).page
    return (await import('../formats/text-check.ts')).textCheck
  },
}
