import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { hangUp } from './hang-up.ts'

let app: FastifyInstance
let port: number

beforeEach(async () => {
  app = fastify({ forceCloseConnections: 'idle', requestTimeout: 600_000 })
  hangUp(app)
  app.post('/refused', { preParsing: async (_, reply) => reply.code(401).send('no') }, async () => 'never')
  app.post('/taken', async () => 'yes')
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as { port: number }).port
})
afterEach(() => app.close())

async function send(path: string, length: number, body: string): Promise<{ socket: Socket; told: () => string }> {
  const socket = connect(port, '127.0.0.1')
  let told = ''
  socket.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`,
  )
  await once(socket, 'data')
  return { socket, told: () => told }
}

it('answers who is refused before the body has come, and then ends the connection', async () => {
  const { socket, told } = await send('/refused', 1_000_000, 'x'.repeat(1000))
  expect(told()).toContain('401')
  expect(told().toLowerCase()).toContain('connection: close')
  const from = Date.now()
  await once(socket, 'close')
  expect(Date.now() - from).toBeLessThan(5000)
})

it('stops without waiting for what nobody reads', async () => {
  await send('/refused', 100_000_000, 'x'.repeat(300_000))
  const from = Date.now()
  await app.close()
  expect(Date.now() - from).toBeLessThan(5000)
})

it('keeps a connection open whose request came in whole', async () => {
  const { socket, told } = await send('/taken', 2, '{}')
  expect(told()).toContain('200')
  expect(told().toLowerCase()).not.toContain('connection: close')
  expect(socket.destroyed).toBe(false)
  socket.destroy()
})
