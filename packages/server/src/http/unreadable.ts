/** What came in is no request, or not in time: answered before there is a route, in the form of every other refusal. */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { NOTHING_POLICY } from './headers.ts'
import { problemOf, Refusal } from './problem.ts'

const STATUS_OF: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 }

export function answerUnreadable({ code = '' }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const status = STATUS_OF[code] ?? 400
  const body = JSON.stringify({ ...problemOf(new Refusal('malformed')), status })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'x-content-type-options: nosniff',
    `content-security-policy: ${NOTHING_POLICY}`,
    'cache-control: no-store',
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}
