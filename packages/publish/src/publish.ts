/**
 * From budget to published files: compose, write each format, read each back and prove it. The gate: a book that does
 * not come back equal is not published, unless the caller forces it, and then the manifest says so.
 */
import type { Budget } from '@gouji/budget'
import { applyWaivers, check, type Waiver } from '@gouji/check'
import { type Composed, type ComposeProblem, compose, type Pack } from '@gouji/compose'
import { readDocument } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { read } from '@gouji/read'
import { type WrittenFile, writeBook } from './formats.ts'
import { type Proof, prove } from './prove.ts'

export const BOOK_FORMATS = ['docx', 'pdf', 'xlsx', 'html', 'data'] as const
export type BookFormat = (typeof BOOK_FORMATS)[number]

export interface Published {
  readonly composed: Composed
  readonly files: readonly WrittenFile[]
  /** By format; a data package has none of its own, it is made from the same figures. */
  readonly proofs: ReadonlyMap<BookFormat, Proof>
  readonly problems: readonly ComposeProblem[]
  readonly holds: boolean
}

export interface PublishOptions {
  readonly formats: readonly BookFormat[]
  /** Called when a step begins: `compose`, `write docx`, `prove docx`. */
  readonly onStep?: (step: Step) => void
  /** Leaves the proof out, for a preview. */
  readonly unproved?: boolean
  /** Findings that the unit accepts, with the day on which that is judged. They are shown and do not count. */
  readonly accepted?: { readonly waivers: readonly Waiver[]; readonly today: string }
}

export interface Step {
  readonly what: 'compose' | 'write' | 'prove'
  readonly format?: BookFormat
}

export async function publish(budget: Budget, pack: Pack, options: PublishOptions): Promise<Published> {
  const { catalogue } = loadKnowledge()
  const step = options.onStep ?? (() => {})
  step({ what: 'compose' })
  const composed = compose(budget, pack, catalogue)
  const isWrong = composed.problems.some(({ severity }) => severity === 'error')
  const files: WrittenFile[] = []
  const proofs = new Map<BookFormat, Proof>()
  for (const format of options.formats) {
    step({ what: 'write', format })
    const written = await writeBook(composed, format)
    files.push(...written)
    if (options.unproved || format === 'data') continue
    step({ what: 'prove', format })
    proofs.set(format, await proofOf(written[0]!, composed, budget, options.accepted))
  }
  return {
    composed,
    files,
    proofs,
    problems: composed.problems,
    holds: !isWrong && [...proofs.values()].every((proof) => proof.holds),
  }
}

const OWN_BOOK = { pages: Number.POSITIVE_INFINITY, seconds: 1800 }

export async function proofOf(
  file: WrittenFile,
  { book, cube, figureAt }: Composed,
  budget: Budget,
  accepted?: PublishOptions['accepted'],
): Promise<Proof> {
  const knowledge = loadKnowledge()
  // Our own book may be longer than what a stranger may ask of the machine.
  const document = await readDocument(file.bytes, file.path, { limits: OWN_BOOK })
  const reading = read(document, knowledge)
  const found = check(document, reading, knowledge)
  const report = accepted ? applyWaivers(found, accepted.waivers, accepted.today) : found
  return prove({ book, budget, cube, figureAt, reading, report, sentences: document.format !== 'xlsx' })
}
