/** Server-sent events: a beat keeps proxies from closing the line, and a client that does not read is let go. */
import type { FastifyReply } from 'fastify'
import type { OpenLine, Services } from '../services.ts'
import type { EventAnswer, SignedIn } from './handler.ts'
import { NOTHING_POLICY } from './headers.ts'

const BEAT_MS = 20_000
/** An open line is a permission: it is asked for again after this time. */
const LONGEST_MS = 15 * 60_000
const UNREAD_MAX = 1024 * 1024
/** Each line asks the database about each piece of news: of more than this many, the oldest of the person ends. */
export const LINES_MOST = 12

export function sendEvents(
  reply: FastifyReply,
  answer: EventAnswer,
  person: SignedIn,
  { lines }: Pick<Services, 'lines'>,
): FastifyReply {
  reply.hijack()
  const own = [...lines].filter((one) => one.person === person.id)
  for (const old of own.slice(0, Math.max(0, own.length + 1 - LINES_MOST))) old.end()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': NOTHING_POLICY,
    'x-accel-buffering': 'no',
  })
  raw.write('retry: 3000\n\n')
  const close = answer.open(({ name, data }) => {
    raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    if (raw.writableLength > UNREAD_MAX) raw.destroy()
  })
  const beat = setInterval(() => raw.write(': \n\n'), BEAT_MS)
  const end = setTimeout(() => raw.end(), LONGEST_MS)
  const line: OpenLine = {
    person: person.id,
    session: person.session?.token,
    end() {
      // News that comes between the end and the closing of the line is not for it.
      lines.delete(line)
      close()
      raw.end()
    },
  }
  lines.add(line)
  raw.once('close', () => {
    clearInterval(beat)
    clearTimeout(end)
    lines.delete(line)
    close()
  })
  return reply
}

/** Whoever signs out hears nothing more, and neither does whoever took the password that was just changed. */
export function endLines(lines: Services['lines'], which: (line: OpenLine) => boolean): void {
  for (const line of [...lines]) if (which(line)) line.end()
}
