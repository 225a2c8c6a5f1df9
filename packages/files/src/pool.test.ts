import { existsSync, readFileSync } from 'node:fs'
import type { Document } from '@gouji/document'
import { afterAll, expect, test } from 'vitest'
import { createPool } from './pool.ts'
import type { ReadTask } from './read-worker.ts'
import { docx, p } from './testing/packages.ts'

const worker = new URL('./testing/faulty-worker.ts', import.meta.url)
const pool = createPool<string, string, number | { pid: number; folder: string }>({
  size: 2,
  worker,
  timeLimitMs: 1500,
  memoryMb: 128,
})
afterAll(() => pool.close())

test.each([
  ['loop', 'took-too-long'],
  ['heap', 'out-of-memory'],
  ['buffers', 'out-of-memory'],
  ['exit', 'crashed'],
  ['throw', 'crashed'],
  ['later', 'crashed'],
  ['bad', 'damaged'],
])('a task that does %s ends as %s, and the pool goes on', async (task, code) => {
  const [bad, good] = await Promise.all([pool.run(task), pool.run('a')])
  expect(bad).toMatchObject({ ok: false, failure: { code } })
  expect(good).toEqual({ ok: true, value: 'done a' })
  expect(await pool.run('b')).toEqual({ ok: true, value: 'done b' })
})

test('progress is told', async () => {
  const told: unknown[] = []
  await pool.run('progress', { onProgress: (n) => told.push(n) })
  expect(told).toEqual([1, 2, 3])
})

test('what an ended worker held is ended and removed', async () => {
  let held = { pid: 0, folder: '' }
  const outcome = await pool.run('hold', {
    onProgress: (told) => {
      if (typeof told === 'object') held = told
    },
  })
  expect(outcome).toMatchObject({ ok: false, failure: { code: 'took-too-long' } })
  expect(held.pid).toBeGreaterThan(0)
  expect(existsSync(held.folder)).toBe(false)
  // The process may still be waiting to be collected, but it runs no more.
  const state = existsSync(`/proc/${held.pid}/stat`) ? readFileSync(`/proc/${held.pid}/stat`, 'utf8') : 'Z'
  expect(state).toMatch(/Z/)
})

test('tasks are taken only as fast as they are done', async () => {
  let taken = 0
  function* tasks() {
    for (let i = 0; i < 50; i++) {
      taken++
      yield String(i)
    }
  }
  const seen: string[] = []
  for await (const { task, outcome } of pool.runAll(tasks())) {
    expect(taken - seen.length).toBeLessThanOrEqual(6)
    expect(outcome).toEqual({ ok: true, value: `done ${task}` })
    seen.push(task)
  }
  expect(seen.length).toBe(50)
})

test('a worker that cannot even start fails its tasks instead of being started for ever', async () => {
  const none = createPool<string, string>({
    size: 1,
    worker: new URL('./none.ts', import.meta.url),
    timeLimitMs: 5000,
    memoryMb: 64,
  })
  expect(await none.run('a')).toMatchObject({ ok: false, failure: { code: 'crashed' } })
  expect(await none.run('b')).toMatchObject({ ok: false, failure: { code: 'crashed' } })
  await none.close()
})

test('closing lets running tasks end and answers those that wait', async () => {
  const short = createPool<string, string>({ size: 1, worker, timeLimitMs: 5000, memoryMb: 64 })
  const [first, second] = [short.run('a'), short.run('b')]
  await short.close()
  expect(await first).toEqual({ ok: true, value: 'done a' })
  expect(await second).toMatchObject({ ok: false, failure: { code: 'crashed' } })
  expect(await short.run('c')).toMatchObject({ ok: false })
})

test('the reading worker reads', async () => {
  const readers = createPool<ReadTask, Document>({
    size: 1,
    worker: new URL('./read-worker.ts', import.meta.url),
    timeLimitMs: 20_000,
    memoryMb: 512,
  })
  const outcome = await readers.run({ bytes: docx({ body: p('预算') }), name: 'a.docx' })
  expect(outcome).toMatchObject({ ok: true, value: { format: 'docx', blocks: [{ text: '预算' }] } })
  expect(await readers.run({ path: '/no/such/file.pdf' })).toMatchObject({ ok: false, failure: { code: 'not-found' } })
  await readers.close()
})
