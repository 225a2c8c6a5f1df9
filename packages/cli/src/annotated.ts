/** Writes annotated copies: beside each document, into a folder, or to the one file that was named. */
import { once } from 'node:events'
import { basename, dirname, join } from 'node:path'
import type { Outcome } from './outcome.ts'
import { freeName, type Target, writeFileWhole } from './output.ts'

const ENDING = '.annotated.pdf'

export interface Written {
  readonly outcome: Outcome
  /** Absent where nothing could be written; `-` is standard output. */
  readonly path?: string
}

export async function* writeAnnotated(
  target: Target,
  outcomes: AsyncIterable<Outcome>,
  toStdout: boolean,
): AsyncGenerator<Written> {
  const taken = new Set<string>()
  for await (const outcome of outcomes) {
    if (outcome.kind === 'failed' || !outcome.annotated) {
      yield { outcome }
      continue
    }
    if (toStdout) {
      if (!process.stdout.write(outcome.annotated)) await once(process.stdout, 'drain')
      yield { outcome, path: '-' }
      continue
    }
    const { path: from, name } = outcome.input
    const path =
      target.kind === 'file'
        ? target.path
        : target.kind === 'folder'
          ? join(target.path, freeName(name.replace(/\.pdf$/i, ''), ENDING, taken))
          : // Standard input has no folder of its own.
            join(from === '-' ? '.' : dirname(from), basename(name).replace(/\.pdf$/i, '') + ENDING)
    await writeFileWhole(path, [outcome.annotated])
    yield { outcome, path }
  }
}
