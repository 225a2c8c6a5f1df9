/**
 * Time to read PDF files against `pdftotext -layout` on the same files, turn by turn, so that both see the same
 * machine. Usage: node benchmarks/pdf-reading.ts FILE…
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { readPdf } from '../packages/files/src/pdf/index.ts'

const rounds = 15

const median = (values: number[]) => [...values].sort((one, other) => one - other)[values.length >> 1]!

async function timeOf(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const files = process.argv.slice(2)
if (files.length === 0) throw new Error('usage: node benchmarks/pdf-reading.ts FILE…')
for (const file of files) {
  const bytes = readFileSync(file)
  const cold = await timeOf(() => readPdf(bytes, file))
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await timeOf(() => readPdf(bytes, file)))
    theirs.push(
      await timeOf(() => execFileSync('pdftotext', ['-layout', file, '-'], { stdio: ['ignore', 'pipe', 'ignore'] })),
    )
  }
  const pages = (await readPdf(bytes, file)).pages.length
  const round = (value: number) => Math.round(value * 10) / 10
  console.log(
    `${basename(file)}: ${pages} pages, first ${round(cold)} ms, then ${round(median(ours))} ms` +
      ` (${round(median(ours) / pages)} a page), pdftotext ${round(median(theirs))} ms,` +
      ` ratio ${round(median(ours) / median(theirs))}`,
  )
}
