/** Structured logs: what happened and how long it took, never who, with which words, or for how much. */
import { randomUUID } from 'node:crypto'
import type { FastifyServerOptions } from 'fastify'

type LoggerOptions = Exclude<FastifyServerOptions['logger'], boolean | undefined>

/** A fault in words of ours, which quote nothing that was entered or read. */
export class Fault extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Fault'
  }
}

/**
 * A fault as the log tells it. Messages of the database, of a parser or a schema quote what they stumbled over, so only our
 * own are told, and those of the system, which name a file or an address; where it happened is told of all.
 */
function shownFault(error: Error & { code?: unknown }) {
  const isTellable = error instanceof Fault || ('syscall' in error && /^E[A-Z0-9]+$/.test(String(error.code)))
  // A message may have many lines, and the stack begins with all of them.
  const places = error.stack?.split('\n').filter((line) => /^ {4}at /.test(line))
  return {
    type: error.name,
    ...(error.code === undefined ? {} : { code: String(error.code) }),
    ...(isTellable ? { message: error.message } : {}),
    stack: places?.slice(0, 12).join('\n') ?? '',
  }
}

export const loggerOptions = (level: string): LoggerOptions => ({
  level,
  // What plugins tell of a request when they are asked to tell everything.
  redact: ['*.headers', '*.cookie', '*.authorization', '*.password', '*.token', '*.secret'],
  serializers: {
    // Addresses may hold what somebody searched for: only the path is kept, and of the network nothing.
    req: ({ method, url }) => ({ method, path: url?.split('?')[0] }),
    res: ({ statusCode }) => ({ statusCode }),
    err: shownFault as never,
  },
})

export const requestId = (): string => randomUUID()
