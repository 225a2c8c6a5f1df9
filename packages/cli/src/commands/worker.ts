/** `gouji worker`: takes jobs of a running workbench, from this machine or another. */
import { getPriority, setPriority } from 'node:os'
import { engineName, jobHandlers } from '@gouji/server'
import { openStore, startWorker } from '@gouji/store'
import { EXIT } from '../outcome.ts'
import { complain, parseSubLine, type Subcommand } from '../subcommands.ts'
import { VERSION } from '../version.ts'
import { WORKBENCH_WORDS } from '../wording/workbench.ts'
import { endOnFault, nameOf } from '../workbench/fault.ts'
import { openOffice } from '../workbench/office.ts'
import { databaseUrl, dataFolder, tellFailure, wholeNumber } from '../workbench/settings.ts'
import { untilStopped } from '../workbench/stopped.ts'
import { helpText } from './help.ts'

const OPTIONS = { data: { type: 'string', short: 'd' }, jobs: { type: 'string', short: 'j' } } as const

const CONNECTIONS = 4

export const workerCommand: Subcommand = async (args, { environment, out, err }) => {
  const line = parseSubLine(args, OPTIONS, environment)
  const { values, language, positionals } = line
  if (line.help) {
    out(helpText('worker', language))
    return EXIT.clean
  }
  const words = WORKBENCH_WORDS[language]
  const complaints = [...line.complaints, ...positionals.map(words.noArguments)]
  const jobs = wholeNumber(line, 'jobs', { least: 1, most: 32, otherwise: 1 }, complaints)
  if (complaints.length > 0) {
    complain(complaints, language, 'gouji worker', err)
    return EXIT.usage
  }
  giveWay()
  endOnFault(err)
  const office = openOffice(jobs)
  try {
    const store = await openStore({
      dataFolder: dataFolder(values.data, environment),
      ...databaseUrl(environment),
      attach: true,
      connectionsMax: CONNECTIONS + jobs,
    })
    const worker = startWorker(store, {
      handlers: jobHandlers(store, office, engineName(VERSION)),
      concurrency: jobs,
      onError: (error, job) =>
        err(`${JSON.stringify({ level: 'error', job: job?.id, kind: job?.kind, error: nameOf(error) })}\n`),
    })
    // Started by the server, it speaks only when something is wrong.
    if (!process.send) out(`${words.working}\n`)
    await untilStopped()
    await worker.stop()
    await store.close()
    return EXIT.clean
  } catch (error) {
    return tellFailure(error, language, err)
  } finally {
    await office.close()
  }
}

const NICER = 10
const NICEST = 19

/** People who wait for a page come before books that are checked: threads started from now on inherit it. */
function giveWay(): void {
  try {
    setPriority(Math.min(NICEST, getPriority() + NICER))
  } catch {
    // Where the system does not let it, the worker works as it is.
  }
}
