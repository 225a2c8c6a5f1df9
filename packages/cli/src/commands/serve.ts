/** `gouji serve`: the workbench. Its help stands beside it in serve.zh.txt and serve.en.txt. */
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type ServeOptions, serve } from '@gouji/server'
import { EXIT } from '../outcome.ts'
import { complain, parseSubLine, type Subcommand, type Surroundings } from '../subcommands.ts'
import { VERSION } from '../version.ts'
import { WORDINGS } from '../wording/index.ts'
import { WORKBENCH_WORDS } from '../wording/workbench.ts'
import { endOnFault } from '../workbench/fault.ts'
import { openOffice } from '../workbench/office.ts'
import { databaseUrl, dataFolder, tellFailure, wholeNumber } from '../workbench/settings.ts'
import { untilStopped } from '../workbench/stopped.ts'
import { helpText } from './help.ts'

const OPTIONS = {
  data: { type: 'string', short: 'd' },
  host: { type: 'string' },
  port: { type: 'string', short: 'p' },
  workers: { type: 'string' },
  demo: { type: 'boolean' },
  'trust-proxy': { type: 'string' },
  log: { type: 'string', choices: ['silent', 'error', 'warn', 'info', 'debug', 'trace'] },
} as const

const PORT = 4180
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))

/** All of it or none: half of a sign-on would be one that nobody can use. */
function oidcOf(environment: Surroundings['environment']): Pick<ServeOptions, 'oidc'> {
  const { GOUJI_OIDC_ISSUER: issuer, GOUJI_OIDC_CLIENT_ID: clientId, GOUJI_PUBLIC_URL: publicUrl } = environment
  if (!issuer || !clientId || !publicUrl) return {}
  const { GOUJI_OIDC_CLIENT_SECRET: clientSecret } = environment
  const listed = (text: string | undefined): string[] => (text ?? '').split(/[\s,]+/).filter((one) => one !== '')
  const hosts = listed(environment.GOUJI_OIDC_HOSTS)
  const strongAcr = listed(environment.GOUJI_OIDC_STRONG_ACR)
  return { oidc: { issuer, clientId, publicUrl, hosts, strongAcr, ...(clientSecret ? { clientSecret } : {}) } }
}

export const serveCommand: Subcommand = async (args, { environment, out, err }) => {
  const line = parseSubLine(args, OPTIONS, environment)
  const { values, language, positionals } = line
  if (line.help) {
    out(helpText('serve', language))
    return EXIT.clean
  }
  const words = WORKBENCH_WORDS[language]
  const complaints = [...line.complaints, ...positionals.map(words.noArguments)]
  const port = wholeNumber(line, 'port', { least: 0, most: 65_535, otherwise: PORT }, complaints)
  const suits = Math.max(1, Math.min(4, availableParallelism() - 1))
  const workers = wholeNumber(line, 'workers', { least: 0, most: 64, otherwise: suits }, complaints)
  if (complaints.length > 0) {
    complain(complaints, language, 'gouji serve', err)
    return EXIT.usage
  }
  const folder = dataFolder(values.data, environment)
  endOnFault(err)
  const office = openOffice(1)
  try {
    const server = await serve({
      dataFolder: folder,
      ...databaseUrl(environment),
      host: typeof values.host === 'string' ? values.host : '127.0.0.1',
      port,
      workers,
      workerCommand: { module: MAIN, args: ['worker', '--data', folder] },
      office,
      version: VERSION,
      demo: values.demo === true,
      logLevel: typeof values.log === 'string' ? values.log : 'warn',
      ...(typeof values['trust-proxy'] === 'string' ? { trustProxy: values['trust-proxy'] } : {}),
      ...(environment.GOUJI_SECRET ? { secret: environment.GOUJI_SECRET } : {}),
      ...oidcOf(environment),
      ...(environment.GOUJI_METRICS_TOKEN ? { metricsToken: environment.GOUJI_METRICS_TOKEN } : {}),
    })
    if (server.demo.length > 0) out(`${words.demo(server.demo)}\n`)
    out(`${words.listening(server.url)}\n`)
    if (server.firstKey !== undefined) out(`${words.firstStart(server.firstKey)}\n`)
    await untilStopped()
    err(`${words.stopping}\n`)
    await server.close()
    return EXIT.clean
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
      err(`${WORDINGS[language].usage.prefix}${WORDINGS[language].colon}${words.portTaken(port)}\n`)
      return EXIT.unread
    }
    return tellFailure(error, language, err)
  } finally {
    await office.close()
  }
}
