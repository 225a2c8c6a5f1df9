/** The command `gouji`: reads the command line, runs what it asks for, and ends with its exit status. */
import { parseCommandLine } from './arguments.ts'
import { checkCommand } from './commands/check.ts'
import { helpText } from './commands/help.ts'
import { readCommand } from './commands/read.ts'
import { EXIT } from './outcome.ts'
import { SUBCOMMANDS } from './subcommands.ts'
import { removeUnfinished } from './unfinished.ts'
import { VERSION } from './version.ts'
import { type Language, languageOf, WORDINGS } from './wording/index.ts'
import { isRefusal, systemReason } from './wording/system-reasons.ts'

/** As if the signal SIGPIPE had ended it, which is what other tools do when their reader has gone. */
const BROKEN_PIPE = 128 + 13

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit(BROKEN_PIPE)
})
// Nobody reads the progress any more; the work goes on.
process.stderr.on('error', () => {})

/** Leaving ends the worker threads, and the pool ends what they have started. */
const interrupt = (status: number, language: Language) => (): void => {
  removeUnfinished()
  const clear = process.stderr.isTTY ? '\r\u001b[2K' : ''
  process.stderr.write(`${clear}${WORDINGS[language].progress.interrupted}\n`)
  process.exit(status)
}

async function main(): Promise<number> {
  const invocation = parseCommandLine(process.argv.slice(2), process.env)
  switch (invocation.kind) {
    case 'subcommand': {
      process.once('SIGINT', interrupt(EXIT.interrupted, languageOf(process.env)))
      process.once('SIGTERM', interrupt(128 + 15, languageOf(process.env)))
      const run = await SUBCOMMANDS[invocation.name]()
      return run(invocation.args, {
        environment: process.env,
        out: (text) => void process.stdout.write(text),
        err: (text) => void process.stderr.write(text),
      })
    }
    case 'version':
      process.stdout.write(`gouji ${VERSION}\n`)
      return EXIT.clean
    case 'help': {
      const { topic, language, asked } = invocation
      const stream = asked ? process.stdout : process.stderr
      stream.write(helpText(topic, language))
      return asked ? EXIT.clean : EXIT.usage
    }
    case 'wrong': {
      const { usage, colon } = WORDINGS[invocation.language]
      const lines = [...invocation.messages, usage.help('gouji')]
      process.stderr.write(lines.map((line) => `${usage.prefix}${colon}${line}\n`).join(''))
      return EXIT.usage
    }
    case 'explain': {
      const { explain } = await import('./commands/explain.ts')
      const colour = invocation.color ?? process.stdout.isTTY === true
      const { output, complaint } = explain(invocation.rules, WORDINGS[invocation.language], colour)
      process.stdout.write(output)
      if (complaint !== '') process.stderr.write(complaint)
      return complaint === '' ? EXIT.clean : EXIT.usage
    }
    case 'run': {
      process.once('SIGINT', interrupt(EXIT.interrupted, invocation.options.language))
      process.once('SIGTERM', interrupt(128 + 15, invocation.options.language))
      // Loaded late, so that help and complaints come at once.
      const { run } = await import('./run.ts')
      return run(invocation.command === 'check' ? checkCommand : readCommand, invocation.options)
    }
  }
}

main().then(
  (status) => {
    process.exitCode = status
  },
  (error: unknown) => {
    const language = languageOf(process.env)
    const { usage, colon } = WORDINGS[language]
    if (isRefusal(error)) {
      const path = error instanceof Error && 'path' in error ? String(error.path) : ''
      process.stderr.write(`${usage.prefix}${colon}${usage.cannotWrite(path, systemReason(error, language))}\n`)
      process.exitCode = EXIT.unread
      return
    }
    process.stderr.write(`${usage.prefix}: ${usage.fault}\n${error instanceof Error ? error.stack : String(error)}\n`)
    process.exitCode = 70
  },
)
