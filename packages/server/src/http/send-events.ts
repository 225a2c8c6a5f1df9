/** Server-sent events: a beat keeps proxies from closing the line, and a client that does not read is let go. */
import type { FastifyReply } from 'fastify'
import type { Services } from '../services.ts'
import type { EventAnswer } from './handler.ts'

const BEAT_MS = 20_000
/** An open line is a permission: it is asked for again after this time. */
const LONGEST_MS = 15 * 60_000
const UNREAD_MAX = 1024 * 1024

export function sendEvents(reply: FastifyReply, answer: EventAnswer, { lines }: Pick<Services, 'lines'>): FastifyReply {
  reply.hijack()
  const { raw } = reply
  raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-accel-buffering': 'no',
  })
  raw.write('retry: 3000\n\n')
  const close = answer.open(({ name, data }) => {
    raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
    if (raw.writableLength > UNREAD_MAX) raw.destroy()
  })
  const beat = setInterval(() => raw.write(': \n\n'), BEAT_MS)
  const end = setTimeout(() => raw.end(), LONGEST_MS)
  const line = { end: () => raw.end() }
  lines.add(line)
  raw.once('close', () => {
    clearInterval(beat)
    clearTimeout(end)
    lines.delete(line)
    close()
  })
  return reply
}
