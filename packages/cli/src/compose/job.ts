/** One budget to one folder of published files: what `gouji compose` does for each ledger that it is given. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Budget, BudgetProblem } from '@gouji/budget'
import type { ComposeProblem, Pack, PackProblem } from '@gouji/compose'
import { type BookFormat, chosenPack, type Proof, publish, type Step } from '@gouji/publish'
import { manifestFacts, manifestOf } from '@gouji/write'
import { WriteError, writeFileWhole } from '../output.ts'
import { type Language, WORDINGS } from '../wording/index.ts'
import { systemCode, systemReason } from '../wording/system-reasons.ts'
import type { LoadedLedger } from './ledger.ts'
import { shelfOf } from './shelf.ts'

export interface ComposeOptions {
  readonly pack?: string
  /** Folders with packs of a bureau's own. */
  readonly packFolders: readonly string[]
  readonly formats: readonly BookFormat[]
  /** Folder into which the files are written; each book has a folder of its own where there are several. */
  readonly out: string
  /** Writes also what is not proved, and says so in the manifest. */
  readonly force: boolean
  /** `2025-01-31`: waivers end at a date. */
  readonly today: string
  readonly language: Language
}

export type ComposeOutcome =
  | { readonly kind: 'ledger-wrong'; readonly name: string; readonly problems: readonly BudgetProblem[] }
  | { readonly kind: 'pack-wrong'; readonly name: string; readonly problems: readonly PackProblem[] }
  /** The process that composed it died; its name is all that is known. */
  | { readonly kind: 'crashed'; readonly name: string; readonly problems: readonly [] }
  /** The system refused to write; what stands there is not finished, and has no manifest. */
  | { readonly kind: 'not-written'; readonly name: string; readonly problems: readonly []; readonly told: string }
  | {
      readonly kind: 'composed'
      readonly name: string
      readonly holds: boolean
      readonly written: readonly string[]
      readonly tables: number
      readonly figures: number
      readonly warnings: readonly BudgetProblem[]
      /** In the file of waivers. */
      readonly mistakes: readonly string[]
      readonly problems: readonly ComposeProblem[]
      readonly proofs: ReadonlyMap<BookFormat, Proof>
    }

export async function composeOne(
  given: LoadedLedger & { readonly name: string },
  options: ComposeOptions,
  onStep?: (step: Step) => void,
): Promise<ComposeOutcome> {
  const { name, budget } = given
  if (!budget || given.problems.some(({ severity }) => severity === 'error')) {
    return { kind: 'ledger-wrong', name, problems: given.problems }
  }
  const built = chosenPack(budget.head, shelfOf(options.packFolders), options.pack)
  if (!built.pack) return { kind: 'pack-wrong', name, problems: built.problems }
  return composeWith(budget, built.pack, given, options, onStep)
}

async function composeWith(
  budget: Budget,
  pack: Pack,
  { problems: warnings, waivers, mistakes }: LoadedLedger,
  options: ComposeOptions,
  onStep: ((step: Step) => void) | undefined,
): Promise<ComposeOutcome> {
  const published = await publish(budget, pack, {
    formats: options.formats,
    accepted: { waivers, today: options.today },
    ...(onStep ? { onStep } : {}),
  })
  const { book } = published.composed
  const written: string[] = []
  if (published.holds || options.force) {
    const proof = {
      holds: published.holds,
      forced: !published.holds,
      problems: published.problems.length,
      formats: Object.fromEntries(published.proofs),
    }
    const manifest = manifestOf(published.files, manifestFacts(book), proof)
    // The manifest comes last: a folder without one is not finished, nor one where files are being replaced.
    try {
      await rm(join(options.out, manifest.path), { force: true })
      for (const file of [...published.files, manifest]) {
        const path = join(options.out, file.path)
        await writeFileWhole(path, [file.bytes])
        written.push(path)
      }
    } catch (error) {
      if (systemCode(error) === undefined) throw error
      const path = error instanceof WriteError ? error.path : options.out
      const told = WORDINGS[options.language].usage.cannotWrite(path, systemReason(error, options.language))
      return { kind: 'not-written', name: book.name, problems: [], told }
    }
  }
  return {
    kind: 'composed',
    name: book.name,
    holds: published.holds,
    written,
    tables: book.blocks.filter((block) => block.kind === 'table').length,
    figures: book.figures.length,
    warnings,
    mistakes,
    problems: published.problems,
    proofs: published.proofs,
  }
}
