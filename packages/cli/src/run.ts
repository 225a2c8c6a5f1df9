/** One run of a command: files in, results out, progress aside, and one exit status for all. */

import { resolve } from 'node:path'
import { writeAnnotated } from './annotated.ts'
import type { Options } from './arguments.ts'
import { localDay, pdfDate } from './clock.ts'
import { startEngine } from './engine.ts'
import type { Command, Format, FormatName } from './formats/format.ts'
import { expandInputs } from './inputs.ts'
import { EXIT, exitStatus, type Input, type Outcome } from './outcome.ts'
import { type Target, targetOf, WriteError, writeOutput } from './output.ts'
import { type Progress, showProgress } from './progress.ts'
import { COLOURED, harmless, PLAIN } from './terminal/style.ts'
import { VERSION } from './version.ts'
import { collectWaivers } from './waiver-files.ts'
import { failureText } from './wording/failure-text.ts'
import { WORDINGS, type Wording } from './wording/index.ts'
import { systemReason } from './wording/system-reasons.ts'

/** What a sub-command adds to the common run. */
export interface CommandFormats {
  readonly command: Command
  readonly load: (name: FormatName) => Promise<Format>
}

/** More documents than this on one page would make it too large for a browser; a folder of reports has no such limit. */
const PICTURED_MOST = 12

const WIDTH = { least: 60, most: 140, unknown: 80 } as const

export async function run({ command, load }: CommandFormats, options: Options): Promise<number> {
  const wording = WORDINGS[options.language]
  const complain = (message: string): void => {
    process.stderr.write(`${wording.usage.prefix}${wording.colon}${message}\n`)
  }
  const { inputs, emptyFolders } = await expandInputs(options.files)
  for (const folder of emptyFolders) complain(wording.usage.noReadableFiles(folder))
  if (inputs.length === 0) return EXIT.unread
  if (inputs.some(({ path }) => path === '-') && process.stdin.isTTY) {
    complain(wording.usage.stdinIsTerminal)
    return EXIT.usage
  }
  if (options.previous !== undefined && inputs.length > 1) {
    complain(wording.usage.previousForOne)
    return EXIT.usage
  }
  const target = targetOf(options.out)
  const wrong = options.annotate ? wrongTarget(target, options.out, inputs, wording) : undefined
  if (wrong !== undefined) {
    complain(wrong)
    return EXIT.usage
  }
  const now = new Date()
  const waivers = await collectWaivers(command === 'check' ? inputs : [], options.waivers, localDay(now), wording)
  if (waivers.mistakes.length > 0) {
    for (const mistake of waivers.mistakes) complain(mistake)
    complain(wording.waivers.nothingDone)
    return EXIT.unread
  }
  // Workers start at once; the format is loaded while they do.
  const engine = startEngine({
    command,
    files: inputs.length,
    ...(options.jobs !== undefined && { jobs: options.jobs }),
    ...(options.year !== undefined && { year: options.year }),
    ...(options.previous !== undefined && { previous: options.previous }),
    ...(options.annotate ? { annotate: { language: options.language, date: pdfDate(now) } } : {}),
    ...(options.format === 'html' && command === 'check' && !options.annotate
      ? { show: target.kind === 'folder' || inputs.length <= PICTURED_MOST ? 'pictures' : 'words' }
      : {}),
    waiversFor: waivers.waiversFor,
  })
  const render = options.annotate ? undefined : await load(options.format)
  const progress = showProgress({ total: inputs.length, quiet: options.quiet, wording, stream: process.stderr })
  let status: number = emptyFolders.length > 0 ? EXIT.unread : EXIT.clean
  const outcomes = watched(engine.outcomes(inputs, progress), progress, target, (outcome) => {
    status = Math.max(status, exitStatus(outcome))
    waivers.see(outcome)
    // A failed file is told on standard error too when results go elsewhere or into a format for machines.
    if (outcome.kind === 'failed' && (target.kind !== 'stdout' || options.format !== 'text' || options.annotate)) {
      complainOfFailure(outcome, wording, progress)
    }
  })
  try {
    if (render) {
      await writeOutput(target, { name: options.format, render }, outcomes, {
        command,
        wording,
        total: inputs.length,
        version: VERSION,
        all: options.all,
        ...terminalOf(options, target),
      })
    } else {
      for await (const { outcome, path } of writeAnnotated(target, outcomes, options.out === '-')) {
        if (outcome.kind === 'failed' || path === '-') continue
        if (path === undefined) {
          complain(wording.annotate.onlyPdf(outcome.input.name))
          status = EXIT.unread
        } else if (!options.quiet) {
          process.stdout.write(`${wording.annotate.wrote(path, outcome.report?.findings.length ?? 0)}\n`)
        }
      }
    }
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    progress.end()
    complain(wording.usage.cannotWrite(error.path, systemReason(error, options.language)))
    status = EXIT.unread
  } finally {
    progress.end()
    await engine.close()
  }
  for (const told of waivers.unmatched()) complain(told)
  return status
}

/** Several copies need a folder, and the original is never written over. */
function wrongTarget(
  target: Target,
  named: string | undefined,
  inputs: readonly Input[],
  wording: Wording,
): string | undefined {
  if (target.kind === 'folder') return undefined
  if (inputs.length > 1 && named !== undefined) return wording.usage.outNotFolder(named)
  if (target.kind !== 'file') return undefined
  const isOriginal = inputs.some(({ path }) => path !== '-' && resolve(path) === resolve(target.path))
  return isOriginal ? wording.annotate.overOriginal(target.path) : undefined
}

async function* watched(
  outcomes: AsyncIterable<Outcome>,
  progress: Progress,
  target: Target,
  see: (outcome: Outcome) => void,
): AsyncGenerator<Outcome> {
  for await (const outcome of outcomes) {
    // The bar and the results may share one terminal.
    if (target.kind === 'stdout') progress.pause()
    see(outcome)
    yield outcome
  }
  progress.end()
}

function complainOfFailure(outcome: Extract<Outcome, { kind: 'failed' }>, wording: Wording, progress: Progress): void {
  progress.pause()
  const { message, remedy } = failureText(outcome.failure, wording)
  const words = [message, remedy].filter(Boolean).join(' ')
  process.stderr.write(`${harmless(outcome.input.name)}${wording.colon}${words}\n`)
}

function terminalOf(options: Options, target: Target): { width: number; style: typeof PLAIN } {
  const toTerminal = target.kind === 'stdout' && process.stdout.isTTY === true
  const columns = toTerminal ? process.stdout.columns : Number(process.env.COLUMNS) || WIDTH.unknown
  return {
    width: Math.min(WIDTH.most, Math.max(WIDTH.least, columns || WIDTH.unknown)),
    style: (options.color ?? toTerminal) ? COLOURED : PLAIN,
  }
}
