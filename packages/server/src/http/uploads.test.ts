/** The limits of uploads, tried with small ones: half a gigabyte is no test. */
import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import multipart from '@fastify/multipart'
import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Form } from '../testing/client.ts'
import { Refusal } from './problem.ts'
import { receiveUploads, sweepUploads, UPLOAD_LIMITS, UPLOAD_LONGEST_MS } from './uploads.ts'

const LIMITS = { fileBytes: 100_000, files: 5, bytes: 250_000, silentMs: 60_000 } as const
let folder: string
let app: FastifyInstance

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-uploads-'))
  app = fastify()
  await app.register(multipart, { limits: { fileSize: LIMITS.fileBytes, files: LIMITS.files } })
  app.setErrorHandler((error, _, reply) => {
    if (!(error instanceof Refusal)) return reply.code(500).send(error)
    return reply.code(400).send({ code: error.code, facts: error.facts })
  })
  app.post('/', async (request) => {
    const { uploads, discard } = await receiveUploads(request, folder, LIMITS)
    await discard()
    return uploads.map(({ name, bytes }) => ({ name, bytes }))
  })
  await app.ready()
})
afterAll(async () => {
  await app?.close()
  await rm(folder, { recursive: true, force: true })
})

async function send(...sizes: readonly number[]) {
  const form = new Form()
  for (const [n, size] of sizes.entries()) form.add(`${n}.txt`, Buffer.alloc(size, 'x'))
  const headers = { 'content-type': `multipart/form-data; boundary=${Form.BOUNDARY}` }
  const answer = await app.inject({ method: 'POST', url: '/', headers, payload: form.bytes() })
  // Whatever became of it, nothing stays behind.
  expect(await readdir(folder)).toEqual([])
  return answer.json()
}

it('take as many bytes as are allowed together, and not one more', async () => {
  expect(await send(100_000, 100_000, 50_000)).toHaveLength(3)
  expect(await send(100_000, 100_000, 50_001)).toEqual({ code: 'too-large', facts: { limit: LIMITS.bytes } })
})

it('take a file of the largest size, and none that is larger', async () => {
  expect(await send(99_999)).toEqual([{ name: '0.txt', bytes: 99_999 }])
  expect(await send(100_001)).toEqual({ code: 'too-large', facts: { limit: LIMITS.fileBytes } })
})

it('take only so many files', async () => {
  expect(await send(1, 1, 1, 1, 1)).toHaveLength(5)
  expect(await send(1, 1, 1, 1, 1, 1)).toEqual({ code: 'too-many-files', facts: { limit: LIMITS.files } })
})

it('are 100 MB a file, 500 MB together and 100 files for everybody', () => {
  expect(UPLOAD_LIMITS).toEqual({ fileBytes: 104_857_600, bytes: 524_288_000, files: 100, silentMs: 60_000 })
})

it('of killed servers are swept away, and those that another server is receiving just now are not', async () => {
  const shared = await mkdtemp(join(tmpdir(), 'gouji-uploads-'))
  try {
    const long = new Date(Date.now() - UPLOAD_LONGEST_MS - 1000)
    for (const name of ['left', 'coming']) await mkdir(join(shared, name))
    await utimes(join(shared, 'left'), long, long)
    await sweepUploads(shared, UPLOAD_LONGEST_MS)
    expect(await readdir(shared)).toEqual(['coming'])
    await sweepUploads(shared, 0)
    expect(await readdir(shared)).toEqual([])
  } finally {
    await rm(shared, { recursive: true, force: true })
  }
})
