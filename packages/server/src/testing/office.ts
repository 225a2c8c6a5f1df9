/** The chain from file to findings in this thread: tests need no pool, and no wording. */
import { readFile } from 'node:fs/promises'
import { check } from '@gouji/check'
import { UnreadableError } from '@gouji/document'
import { readDocument } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { read } from '@gouji/read'
import type { Office } from '../tasks/office.ts'

export const testOffice: Office = {
  async check({ path, name, year }) {
    try {
      const knowledge = loadKnowledge()
      const document = await readDocument(new Uint8Array(await readFile(path)), name)
      const reading = read(document, knowledge, year === undefined ? {} : { year })
      const report = check(document, reading, knowledge)
      const { format, sha256, bytes, doubts, pages, blocks } = document
      const numbered = report.findings.map((finding, i) => ({ number: i + 1, finding }))
      const source = { format, sha256, bytes, doubts, pages: pages.length }
      return { ok: true, value: { source, reading, report, blocks, pages, numbered } }
    } catch (error) {
      if (!(error instanceof UnreadableError)) throw error
      return { ok: false, failure: error.failure }
    }
  },
  report: async ({ name }, format) => ({
    ok: true,
    value: { bytes: Buffer.from(`${format} ${name}`), mediaType: 'text/plain', ending: '.txt' },
  }),
  failureWords: ({ code }) => ({ message: code, remedy: '' }),
  budgetWords: ({ code }) => ({ message: code, remedy: '' }),
  composeWords: ({ code }) => ({ message: code, remedy: '' }),
  mergeWords: ({ code }) => ({ message: code, remedy: '' }),
  packWords: ({ code }) => ({ message: code, remedy: '' }),
  close: async () => {},
}
