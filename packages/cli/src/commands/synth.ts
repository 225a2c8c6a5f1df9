/** `gouji synth FOLDER`: synthetic ledgers, books of them with known errors, and a file that tells the truth. */
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Budget } from '@gouji/budget'
import { compose, type Pack } from '@gouji/compose'
import { loadKnowledge, loadSynthWords } from '@gouji/knowledge'
import {
  asksOf,
  BOOK_FORMATS,
  type BookFormat,
  type Injected,
  injectErrors,
  packNamed,
  saveBudgetFolder,
  writeBook,
} from '@gouji/publish'
import { randomFrom, SHAPES, type Shape, synthDistrict, UNITS_MAX } from '@gouji/synth'
import { formatsOf } from '../compose/command.ts'
import { packFolders, shelfOf } from '../compose/shelf.ts'
import { EXIT } from '../outcome.ts'
import { complain, parseSubLine, type Subcommand } from '../subcommands.ts'
import { SYNTH_WORDS } from '../wording/synth.ts'
import { helpText } from './help.ts'

const OPTIONS = {
  units: { type: 'string' },
  departments: { type: 'string' },
  seed: { type: 'string' },
  year: { type: 'string' },
  shape: { type: 'string', choices: SHAPES },
  pack: { type: 'string' },
  packs: { type: 'string' },
  errors: { type: 'string' },
  to: { type: 'string' },
  force: { type: 'boolean' },
} as const

/** Limits of the numbers, with what is taken where nothing is said. */
const NUMBERS = {
  units: { from: 1, to: UNITS_MAX, otherwise: 1 },
  departments: { from: 1, to: UNITS_MAX, otherwise: undefined },
  seed: { from: 0, to: 999_999_999, otherwise: 1 },
  year: { from: 2021, to: 2099, otherwise: undefined },
  errors: { from: 0, to: 100, otherwise: 0 },
} as const

interface MadeBook {
  /** Folder of the ledger below the one that was named. */
  readonly ledger: string
  readonly name: string
  readonly units: number
  readonly files: readonly string[]
  readonly errors: readonly Injected[]
}

export const synthCommand: Subcommand = async (args, { environment, out, err }) => {
  const line = parseSubLine(args, OPTIONS, environment)
  const { language, values } = line
  const words = SYNTH_WORDS[language]
  if (line.help) {
    out(helpText('synth', language))
    return EXIT.clean
  }
  const complaints = [...line.complaints]
  const [folder, ...more] = line.positionals
  if (folder === undefined || more.length > 0) complaints.push(words.usage)
  else if (existsSync(folder) && values.force !== true) complaints.push(words.isThere(folder))
  const numberOf = (name: keyof typeof NUMBERS): number | undefined => {
    const { from, to, otherwise } = NUMBERS[name]
    const text = values[name]
    if (typeof text !== 'string') return otherwise
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
    if (number >= from && number <= to) return number
    complaints.push(words.badNumber(`--${name}`, from, to))
    return otherwise
  }
  const [units, departments, seed, asked, errors] = [
    numberOf('units')!,
    numberOf('departments'),
    numberOf('seed')!,
    numberOf('year'),
    numberOf('errors')!,
  ]
  const shelf = shelfOf(packFolders(values.packs, environment))
  const built = typeof values.pack === 'string' ? packNamed(values.pack, shelf) : undefined
  if (built && !built.pack) {
    complaints.push(words.unknownPack(values.pack as string, [...shelf.raws.keys()].sort().join('、')))
  }
  for (const name of ['errors', 'to'] as const) {
    if (values[name] !== undefined && values.pack === undefined) complaints.push(words.needsPack(`--${name}`))
  }
  const { formats, unknown } = formatsOf(typeof values.to === 'string' ? values.to : 'docx')
  for (const name of unknown) complaints.push(words.badFormat(name, BOOK_FORMATS.join(', ')))
  if (complaints.length > 0) {
    complain(complaints, language, 'gouji synth', err)
    return EXIT.usage
  }

  const pack = built?.pack
  const year = asked ?? Math.min(pack?.for?.yearTo ?? 2025, Math.max(pack?.for?.yearFrom ?? 2025, 2025))
  const asks = pack ? asksOf(pack) : undefined
  const audience = pack?.for?.audience
  const { catalogue } = loadKnowledge()
  const district = synthDistrict({
    seed,
    units,
    year,
    stage: pack?.for?.stage ?? 'budget',
    catalogue,
    words: loadSynthWords(),
    // A pack for units composes units only.
    ...(audience === 'unit' ? { departments: units } : departments === undefined ? {} : { departments }),
    ...(audience === undefined ? {} : { audience }),
    ...(asks === undefined ? {} : { asks }),
    ...(asks?.level === undefined ? {} : { level: asks.level }),
    ...(values.shape === undefined ? {} : { shape: values.shape as Shape }),
  })
  const made: MadeBook[] = []
  let unfinished = 0
  for (const budget of district) {
    const own = { folder: folder!, budget, formats, errors, seed: seed * 7919 + made.length }
    const { book, problems } = await writeDepartment(own, pack)
    made.push(book)
    if (problems > 0) err(`${words.unfinished(book.name, problems)}\n`)
    unfinished += problems
  }
  const truth = { seed, year, ...(pack ? { pack: pack.id } : {}), books: made }
  await writeFile(join(folder!, 'truth.json'), `${JSON.stringify(truth, undefined, 2)}\n`)
  const files = made.reduce((sum, book) => sum + book.files.length, 0)
  out(`${words.wrote(made.length, units, folder!)}\n`)
  if (pack)
    out(
      `${words.books(
        files,
        made.reduce((sum, book) => sum + book.errors.length, 0),
      )}\n`,
    )
  return unfinished > 0 ? EXIT.findings : EXIT.clean
}

interface Department {
  readonly folder: string
  readonly budget: Budget
  readonly formats: readonly BookFormat[]
  readonly errors: number
  readonly seed: number
}

async function writeDepartment(
  { folder, budget, formats, errors, seed }: Department,
  pack: Pack | undefined,
): Promise<{ book: MadeBook; problems: number }> {
  const { head } = budget
  const ledger = `${head.code}-${head.name}`
  await saveBudgetFolder(join(folder, ledger), budget)
  const common = { ledger, name: head.name, units: budget.units.length }
  if (!pack) return { book: { ...common, files: [], errors: [] }, problems: 0 }
  const composed = compose(budget, pack, loadKnowledge().catalogue)
  const { book, truth } = injectErrors(composed.book, { errors, chance: randomFrom(seed) })
  const files: string[] = []
  for (const format of formats) {
    for (const file of await writeBook({ ...composed, book }, format)) {
      const path = join('books', ledger, file.path)
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), file.bytes)
      files.push(path)
    }
  }
  const problems = composed.problems.filter(({ severity }) => severity === 'error').length
  return { book: { ...common, files, errors: truth }, problems }
}
