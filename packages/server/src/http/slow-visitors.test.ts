/** Visitors who hold what they were given: uploads that never end, letters a byte at a time. */
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Form } from '../testing/client.ts'
import { refuseWithoutRoom } from './disk-room.ts'
import { hangUp } from './hang-up.ts'
import { Refusal } from './problem.ts'
import { receiveUploads, UPLOAD_LIMITS } from './uploads.ts'

const SILENT_MS = 200
const LETTER_MS = 400
/** Without these limits a visitor has at least a minute; a busy machine takes its time. */
const USUAL_MS = 30_000
let folder: string
let app: FastifyInstance
let port: number
let refused: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-slow-'))
  refused = []
  app = fastify({ forceCloseConnections: true })
  hangUp(app, LETTER_MS)
  await app.register(multipart, { limits: { fileSize: 10_000_000 } })
  app.setErrorHandler((error, _, reply) => {
    refused.push(error instanceof Refusal ? error.code : String(error))
    return reply.code(400).send('no')
  })
  app.post('/uploads', async (request) => {
    const { uploads, discard } = await receiveUploads(request, folder, { ...UPLOAD_LIMITS, silentMs: SILENT_MS })
    await discard()
    return uploads.length
  })
  app.post('/letters', async () => 'yes')
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as { port: number }).port
})
afterEach(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})

async function call(text: string, allowHalfOpen = false): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(text)
  return socket
}

const FORM = new Form().add('a.txt', 'x'.repeat(100_000)).bytes()
const upload = (part: number, allowHalfOpen = false): Promise<Socket> =>
  call(
    `POST /uploads HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=${Form.BOUNDARY}\r\ncontent-length: ${FORM.length}\r\n\r\n${FORM.subarray(0, part)}`,
    allowHalfOpen,
  )
const closed = (socket: Socket): Promise<unknown> => (socket.closed ? Promise.resolve() : once(socket, 'close'))
const isEmpty = async (): Promise<boolean> => (await readdir(folder)).length === 0
async function soon(what: () => boolean | Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1000; i += 1) {
    if (await what()) return
    await new Promise((wake) => setTimeout(wake, 20))
  }
  throw new Error('it did not come to that')
}

describe('an upload', () => {
  it.each([
    ['before its first part', 10],
    ['in the head of its file', 90],
    ['in the middle of its file', 50_000],
    ['before its end', FORM.length - 5],
  ])('that falls silent %s is ended, and leaves nothing on the disk', async (_, part) => {
    const socket = await upload(part)
    await soon(async () => !(await isEmpty()))
    const from = Date.now()
    socket.resume()
    await closed(socket)
    expect(Date.now() - from).toBeLessThan(USUAL_MS)
    await soon(isEmpty)
    expect(refused).toEqual(['half-upload'])
  })

  it.each([
    ['hangs up', (socket: Socket) => socket.destroy()],
    ['only sends no more', (socket: Socket) => socket.end()],
  ])('whose sender %s leaves nothing on the disk', async (_, leave) => {
    const socket = await upload(50_000, true)
    await soon(async () => !(await isEmpty()))
    leave(socket)
    await soon(isEmpty)
    await soon(() => refused.length > 0)
    expect(refused).toEqual(['half-upload'])
    socket.destroy()
  })

  it('that comes slowly, and comes, is taken', async () => {
    const socket = await upload(0)
    let told = ''
    socket.setEncoding('utf8').on('data', (text) => {
      told += text
    })
    for (let at = 0; at < FORM.length; at += 10_000) {
      socket.write(FORM.subarray(at, at + 10_000))
      await new Promise((wake) => setTimeout(wake, SILENT_MS / 3))
    }
    await soon(() => told.includes('200 OK'))
    socket.destroy()
  })
})

it('a letter that is not there in time is not waited for, however steadily it comes', async () => {
  const socket = await call(
    'POST /letters HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 90\r\n\r\n',
  )
  const drip = setInterval(() => socket.write(' '), 20)
  const from = Date.now()
  await closed(socket)
  clearInterval(drip)
  expect(Date.now() - from).toBeLessThan(USUAL_MS)
})

describe('the disk', () => {
  const disk = (free: number, whole: number) => async () => ({ bavail: free, blocks: whole, bsize: 1024 * 1024 })
  const code = (free: number, whole: number, coming: number) =>
    refuseWithoutRoom('/', coming * 1024 * 1024, disk(free, whole)).then(
      () => 'taken',
      (error: Refusal) => error.code,
    )
  it('keeps a gibibyte for what is more important than uploads', async () => {
    expect(await code(1500, 100_000, 400)).toBe('taken')
    expect(await code(1500, 100_000, 500)).toBe('disk-full')
    expect(await code(1000, 100_000, 0)).toBe('disk-full')
  })
  it('keeps a twentieth where it is small', async () => {
    expect(await code(30, 256, 10)).toBe('taken')
    expect(await code(30, 256, 20)).toBe('disk-full')
  })
})
