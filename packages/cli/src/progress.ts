/**
 * Progress on standard error: a bar in a terminal, once there are several files or the work takes more than a second;
 * plain lines where standard error is a file. Standard output carries results only.
 */
import { exitStatus, isChecked, type Outcome } from './outcome.ts'
import { harmless } from './terminal/style.ts'
import { cutTo } from './terminal/width.ts'
import type { Wording } from './wording/index.ts'

export interface Progress {
  readonly started: (name: string) => void
  readonly finished: (outcome: Outcome) => void
  /** Clears the bar, so that results can be printed. */
  readonly pause: () => void
  readonly end: () => void
}

export interface ProgressOptions {
  readonly total: number
  readonly quiet: boolean
  readonly wording: Wording
  readonly stream: NodeJS.WriteStream
}

const SILENT: Progress = { started() {}, finished() {}, pause() {}, end() {} }
const BAR_WIDTH = 20
const PATIENCE_MS = 1000

export function showProgress(options: ProgressOptions): Progress {
  if (options.quiet) return SILENT
  if (options.stream.isTTY) return barProgress(options)
  return options.total > 1 ? lineProgress(options) : SILENT
}

function lineProgress({ total, wording, stream }: ProgressOptions): Progress {
  let done = 0
  return {
    ...SILENT,
    finished(outcome) {
      done++
      const verdict = isChecked(outcome)
        ? wording.verdict[outcome.report.verdict]
        : outcome.kind === 'failed'
          ? wording.unreadable
          : '✓'
      stream.write(`${wording.progress.line(done, total, harmless(outcome.input.name), verdict)}\n`)
    },
  }
}

function barProgress({ total, wording, stream }: ProgressOptions): Progress {
  let done = 0
  let findings = 0
  let current = ''
  let shown = false
  let patient = total < 2
  const draw = (): void => {
    if (patient) return
    const filled = Math.floor((done * BAR_WIDTH) / Math.max(1, total))
    const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled)
    const facts = `${wording.progress.done(done, total)}  ${wording.progress.findings(findings)}`
    const text = cutTo(`${bar} ${facts}  ${harmless(current)}`, (stream.columns || 80) - 1)
    stream.write(`\r\u001b[2K${text}`)
    shown = true
  }
  const clear = (): void => {
    if (shown) stream.write('\r\u001b[2K')
    shown = false
  }
  const timer = setTimeout(() => {
    patient = false
    draw()
  }, PATIENCE_MS)
  timer.unref()
  return {
    started(name) {
      current = name
      draw()
    },
    finished(outcome) {
      done++
      if (isChecked(outcome) && exitStatus(outcome) === 1) {
        findings += outcome.report.findings.filter((f) => !f.waiver && f.severity !== 'info').length
      }
      draw()
    },
    pause: clear,
    end() {
      clearTimeout(timer)
      clear()
    },
  }
}
