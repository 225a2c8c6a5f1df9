/**
 * Generated ledgers of every shape through compose, write, read and prove: how many come back whole, by pack and format,
 * and what the others fail by.
 *
 *   node benchmarks/roundtrip.ts [--ledgers 1000] [--packs a,b] [--formats docx,pdf,xlsx,html] [--from 0] [--minutes 60] [--record]
 *
 * After the minutes no further ledger is begun. Two worker processes take the seeds by turns. Ledgers of thousands of lines are one in fourteen.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { type BookFormat, loadPacks, packNamed, publish } from '@gouji/publish'
import { SHAPES } from '@gouji/synth'
import { ledgerFor, shapeOf } from '../tests/round-trip/ledgers.ts'
import { numberAfter, record, rounded, table } from './measure.ts'

const textAfter = (flag: string, otherwise: string): string => {
  const at = process.argv.indexOf(flag)
  return at < 0 ? otherwise : process.argv[at + 1]!
}

const JOBS = 2
const ledgers = numberAfter('--ledgers', 1000)
const from = numberAfter('--from', 0)
const minutes = numberAfter('--minutes', 60)
const packs = textAfter('--packs', 'zhejiang-unit-2023,zhejiang-department-2024').split(',')
const formats = textAfter('--formats', 'docx,pdf,xlsx,html').split(',') as BookFormat[]

interface Tried {
  readonly pack: string
  readonly format: string
  readonly seed: number
  readonly figures: number
  /** Empty where the book came back whole. */
  readonly causes: readonly string[]
}

/** One line for each kind of failure: names and figures are left out. */
const causeOf = (text: string): string => text.replace(/“[^”]*”|《[^》]*》|-?\d[\d,.]*/g, '…').slice(0, 60)

async function work(turn: number): Promise<void> {
  const shelf = loadPacks()
  for (const id of packs) {
    const { pack, problems } = packNamed(id, shelf)
    if (!pack) throw new Error(`${id}: ${JSON.stringify(problems[0])}`)
    for (let seed = from; seed < from + ledgers; seed += 1) {
      // The shapes come by turns as well: the same worker must not get all the large ones.
      if (performance.now() > (minutes * 60_000 * (packs.indexOf(id) + 1)) / packs.length) break
      if ((seed + Math.trunc(seed / SHAPES.length)) % JOBS !== turn) continue
      const { proofs, problems: told } = await publish(ledgerFor(pack, seed), pack, { formats })
      const wrong = told.filter(({ severity }) => severity === 'error').map(({ code, path }) => `${code} ${path}`)
      for (const [format, proof] of proofs) {
        const causes = [
          ...wrong,
          ...proof.missing.map(({ where }) => `missing: ${causeOf(where)}`),
          ...proof.contradicted.map(({ where }) => `contradicted: ${causeOf(where)}`),
          ...proof.findings.map(({ rule, message }) => `${rule}: ${causeOf(message)}`),
        ]
        process.send!({ pack: id, format, seed, figures: proof.figures, causes: [...new Set(causes)] } satisfies Tried)
      }
    }
  }
}

async function lead(): Promise<void> {
  const tried: Tried[] = []
  const start = performance.now()
  await Promise.all(
    Array.from({ length: JOBS }, (_, turn) => {
      const child = fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), '--turn', String(turn)])
      child.on('message', (one: Tried) => {
        tried.push(one)
        if (tried.length % 100 === 0) process.stderr.write(`${tried.length} books …\n`)
      })
      return new Promise<void>((done, fail) => {
        child.on('exit', (code) => (code === 0 ? done() : fail(new Error(`worker ${turn} ended with ${code}`))))
      })
    }),
  )
  const seconds = (performance.now() - start) / 1000
  const rows = packs.flatMap((pack) =>
    formats.map((format) => {
      const own = tried.filter((one) => one.pack === pack && one.format === format)
      const whole = own.filter(({ causes }) => causes.length === 0)
      const figures = own.reduce((sum, one) => sum + one.figures, 0)
      return [pack, format, String(own.length), String(figures), `${rounded((100 * whole.length) / own.length, 2)} %`]
    }),
  )
  const causes = new Map<string, Tried[]>()
  for (const one of tried) {
    for (const cause of one.causes) causes.set(cause, [...(causes.get(cause) ?? []), one])
  }
  const failures = [...causes]
    .sort((a, b) => b[1].length - a[1].length)
    .slice(0, 40)
    .map(([cause, all]) => {
      const [first] = all
      return [String(all.length), cause, `${first!.pack} ${first!.format} ${first!.seed} (${shapeOf(first!.seed)})`]
    })
  record(
    `round trip: generated ledgers of every shape from seed ${from}, at most ${ledgers} for each pack and format`,
    [
      table(['pack', 'format', 'books', 'figures', 'come back whole'], rows),
      `${rounded(seconds, 0)} s with ${JOBS} workers.`,
      ...(failures.length > 0 ? [table(['books', 'fail by', 'first'], failures)] : []),
    ].join('\n\n'),
  )
}

if (process.argv.includes('--turn')) await work(numberAfter('--turn', 0))
else await lead()
