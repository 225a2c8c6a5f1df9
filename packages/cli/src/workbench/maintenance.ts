/** Commands that look after an installation: with the server running beside it, or with nobody there. */
import { isFailure, openStore, type Store, type StoreOptions } from '@gouji/store'
import { helpText } from '../commands/help.ts'
import { EXIT } from '../outcome.ts'
import {
  complain,
  parseSubLine,
  type SubcommandName,
  type SubLine,
  type SubOption,
  type Surroundings,
} from '../subcommands.ts'
import { WORKBENCH_WORDS, type WorkbenchWords } from '../wording/workbench.ts'
import { databaseUrl, dataFolder, tellFailure } from './settings.ts'

export interface Maintenance {
  readonly name: SubcommandName
  readonly usage: string
  /** How many words the command takes beside its name. */
  readonly words: number
  readonly options?: Readonly<Record<string, SubOption>>
  readonly open?: Partial<StoreOptions>
  readonly act: (store: Store, told: Told) => Promise<number>
}

export interface Told {
  readonly line: SubLine<string>
  readonly words: WorkbenchWords
  readonly out: Surroundings['out']
}

const DATA = { data: { type: 'string', short: 'd' } } as const satisfies Readonly<Record<string, SubOption>>

export async function maintain(
  { name, usage, words: count, options = {}, open = {}, act }: Maintenance,
  args: readonly string[],
  { environment, out, err }: Surroundings,
): Promise<number> {
  const line: SubLine<string> = parseSubLine(args, { ...DATA, ...options }, environment)
  const { language } = line
  if (line.help) {
    out(helpText(name, language))
    return EXIT.clean
  }
  const words = WORKBENCH_WORDS[language]
  const complaints = [...line.complaints, ...(line.positionals.length === count ? [] : [words.wrongUse(usage)])]
  if (complaints.length > 0) {
    complain(complaints, language, `gouji ${name}`, err)
    return EXIT.usage
  }
  let store: Store | undefined
  try {
    store = await openBeside({
      dataFolder: dataFolder(line.values.data, environment),
      ...databaseUrl(environment),
      ...open,
    })
    return await act(store, { line, words, out })
  } catch (error) {
    return tellFailure(error, language, err)
  } finally {
    await store?.close()
  }
}

/** Joins the server that has the folder open; where none has, starts its database for this while. */
async function openBeside(options: StoreOptions): Promise<Store> {
  try {
    return await openStore({ ...options, attach: true })
  } catch (error) {
    if (!isFailure(error, 'nothing-to-attach')) throw error
    return openStore(options)
  }
}
