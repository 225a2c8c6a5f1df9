/** Structured logs: what happened and how long it took, never who, with which words, or for how much. */
import { randomUUID } from 'node:crypto'
import type { FastifyServerOptions } from 'fastify'

type LoggerOptions = Exclude<FastifyServerOptions['logger'], boolean | undefined>

export const loggerOptions = (level: string): LoggerOptions => ({
  level,
  redact: ['req.headers', 'res.headers', '*.password', '*.token', '*.secret'],
  serializers: {
    // Addresses may hold what somebody searched for: only the path is kept, and of the network nothing.
    req: ({ method, url }) => ({ method, path: url?.split('?')[0] }),
    res: ({ statusCode }) => ({ statusCode }),
    err: (error: Error & { code?: string }) => ({
      type: error.name,
      code: error.code,
      // Messages of the database quote what was entered.
      message: error.code === undefined || /^[0-9A-Z]{5}$/.test(error.code) === false ? error.message : '',
      stack: error.stack?.split('\n').slice(1, 12).join('\n') ?? '',
    }),
  },
})

export const requestId = (): string => randomUUID()
