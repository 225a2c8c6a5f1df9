/**
 * Ends connections that only keep the server waiting. One sends its letter a byte at a time: letters are short, and have to
 * be there within two minutes; uploads have limits of their own. Another is one whose request was answered before it had come in whole: an upload that is refused, a stranger's body.
 * Such a connection is neither idle nor read, so it would stay open for minutes, also when its client has gone, and keep a
 * stopping server waiting. What is still coming is read and thrown away for a moment, so that the answer arrives.
 */
import type { FastifyInstance } from 'fastify'

const DRAIN_MS = 3_000
/** The largest letter is 32 MB, a whole ledger. */
export const LETTER_MS = 120_000

export function hangUp(app: FastifyInstance, letterMs = LETTER_MS): void {
  app.addHook('onRequest', async ({ raw, headers }) => {
    if (!hasBody(headers) || /^multipart\//i.test(headers['content-type'] ?? '')) return
    const timer = setTimeout(() => {
      if (!raw.complete) raw.destroy()
    }, letterMs)
    timer.unref()
    raw.once('close', () => clearTimeout(timer))
  })
  app.addHook('onSend', async (request, reply) => {
    if (!request.raw.complete && hasBody(request.headers)) void reply.header('connection', 'close')
  })
  app.addHook('onResponse', async ({ raw }) => {
    if (raw.complete || raw.destroyed) return
    raw.resume()
    const timer = setTimeout(() => raw.destroy(), DRAIN_MS)
    timer.unref()
    raw.once('close', () => clearTimeout(timer))
  })
}

const hasBody = (headers: Readonly<Record<string, unknown>>): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
