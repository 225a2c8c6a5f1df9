/** Many at once who take their time: nobody else waits for them, and the server gets everything back. */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { UPLOADS_AT_ONCE } from '../http/uploads.ts'
import { type Client, Form, signIn } from './client.ts'
import { type District, openDistrict } from './district.ts'

const STILL_MS = 700
let district: District
let port: number

beforeAll(async () => {
  district = await openDistrict({ stillMs: STILL_MS })
  await district.app.listen({ host: '127.0.0.1', port: 0 })
  port = (district.app.server.address() as { port: number }).port
}, 60_000)
afterAll(() => district?.close())

async function soon(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 150; i += 1) {
    if (await what()) return
    await new Promise((wake) => setTimeout(wake, 20))
  }
  throw new Error('it did not come to that')
}

async function call(client: Client, head: string, body: Buffer | string = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(
    `${head}\r\nhost: 127.0.0.1:${port}\r\ncookie: ${client.cookie()}\r\nx-csrf-token: ${client.csrf()}\r\n\r\n`,
  )
  socket.write(body)
  return socket
}

const FORM = new Form().add('a.txt', 'x'.repeat(100_000)).bytes()
const beginUpload = (client: Client): Promise<Socket> =>
  call(
    client,
    `POST /api/v1/documents HTTP/1.1\r\ncontent-type: multipart/form-data; boundary=${Form.BOUNDARY}\r\ncontent-length: ${FORM.length}`,
    FORM.subarray(0, 50_000),
  )
const going = async (): Promise<number> => (await readdir(district.services.folders.uploads).catch(() => [])).length

it('one person keeps only some uploads going, others are not held up, and who left while waiting takes no place', async () => {
  const [holder, other] = [await signIn(district.app, 'preparer'), await signIn(district.app, 'department')]
  const held = await Promise.all(Array.from({ length: 12 }, () => beginUpload(holder)))
  await soon(async () => (await going()) === UPLOADS_AT_ONCE.mostOfOne)
  const book = () => new Form().add('a.txt', `某局2025年部门预算${randomUUID()}`)
  expect((await other.call('POST', '/documents', book())).status).toBe(200)
  await soon(async () => (await going()) === UPLOADS_AT_ONCE.mostOfOne)
  for (const socket of held) socket.destroy()
  await soon(async () => (await going()) === 0)
  expect((await holder.call('POST', '/documents', book())).status).toBe(200)
})

it('a connection on which nothing moves is ended: answers that nobody takes are put away', async () => {
  const reader = await signIn(district.app, 'reader')
  const open = () => new Promise<number>((resolve) => district.app.server.getConnections((_, count) => resolve(count)))
  await soon(async () => (await open()) === 0)
  const waiting = await call(reader, 'GET /api/v1/openapi.json HTTP/1.1')
  // Asks again and again and reads nothing of it, until nothing fits on the way any more.
  waiting.pause()
  const again = `GET /api/v1/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n`.repeat(200)
  waiting.write(again)
  await soon(async () => (await open()) === 1)
  await soon(async () => (await open()) === 0)
  waiting.destroy()
})
