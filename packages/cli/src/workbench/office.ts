/** The command's chain and formats, lent to the server: it reads, checks and reports exactly as `gouji check` does. */
import { readFile } from 'node:fs/promises'
import type { FileTask, Office, ReportFormat } from '@gouji/server'
import { localDay, pdfDate } from '../clock.ts'
import { checkCommand } from '../commands/check.ts'
import { openWorkPool } from '../engine.ts'
import { ENDINGS } from '../formats/format.ts'
import type { Checked } from '../outcome.ts'
import { PLAIN } from '../terminal/style.ts'
import { VERSION } from '../version.ts'
import { numbered } from '../view/finding.ts'
import { mergeProblemWords } from '../wording/budget-merge.ts'
import { budgetProblemWords } from '../wording/budget-problems.ts'
import { composeWords, packWords } from '../wording/compose-problems.ts'
import { failureText } from '../wording/failure-text.ts'
import { WORDINGS } from '../wording/index.ts'
import type { Task } from '../work.ts'

const MEDIA_TYPES: Readonly<Record<ReportFormat, string>> = {
  annotated: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
}
const WIDTH = 100

export function openOffice(size: number): Office {
  const wording = WORDINGS.zh
  let pool: ReturnType<typeof openWorkPool> | undefined
  const work = async ({ path, name, year }: FileTask, more: Partial<Task>) => {
    pool ??= openWorkPool(size)
    // The name tells the format where the bytes do not, and the path of a kept file has none.
    const bytes = new Uint8Array(await readFile(path))
    return pool.run({ command: 'check', name, from: { bytes }, ...(year === undefined ? {} : { year }), ...more })
  }
  return {
    async check(file) {
      const outcome = await work(file, { show: 'words' })
      if (!outcome.ok) return outcome
      const { source, reading, report, shown } = outcome.value
      const { blocks, pages } = shown!
      return {
        ok: true,
        value: { source, reading, report: report!, blocks, pages, numbered: numbered(report!.findings) },
      }
    },

    async report(file, format, accepted) {
      const now = new Date()
      const outcome = await work(file, {
        ...(format === 'annotated' ? { annotate: { language: 'zh', date: pdfDate(now) } } : {}),
        ...(format === 'html' ? { show: 'pictures' } : {}),
        ...(accepted.length > 0 ? { waivers: { waivers: accepted, shared: true, today: localDay(now) } } : {}),
      })
      if (!outcome.ok) return outcome
      if (format === 'annotated') {
        const { annotated } = outcome.value
        if (!annotated) return { ok: false, failure: { code: 'unknown-format', facts: { name: file.name } } }
        return { ok: true, value: { bytes: annotated, mediaType: MEDIA_TYPES.annotated, ending: '.annotated.pdf' } }
      }
      const done: Checked = {
        kind: 'done',
        input: { path: file.name, name: file.name },
        ...outcome.value,
        report: outcome.value.report!,
      }
      const render = await checkCommand.load(format)
      const pieces: Uint8Array[] = []
      for await (const piece of render(one(done), {
        ...{ command: 'check', wording, total: 1, version: VERSION, all: true, width: WIDTH, style: PLAIN },
      })) {
        pieces.push(typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece)
      }
      return {
        ok: true,
        value: { bytes: Buffer.concat(pieces), mediaType: MEDIA_TYPES[format], ending: ENDINGS[format] },
      }
    },

    failureWords: (failure) => failureText(failure, wording),
    budgetWords: (problem) => budgetProblemWords(problem, 'zh'),
    composeWords: (problem) => composeWords(problem, 'zh'),
    mergeWords: (problem) => mergeProblemWords(problem, 'zh'),
    packWords: (problem) => packWords(problem, 'zh'),
    close: async () => pool?.close(),
  }
}

async function* one<T>(value: T): AsyncGenerator<T> {
  yield value
}
