import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import type { ComposeOptions } from './job.ts'
import { composeAll } from './pool.ts'

const LEDGER = fileURLToPath(new URL('../../../../examples/ledgers/archive-centre-2025', import.meta.url))

it('composes every book once, however many share a process', { timeout: 60_000 }, async () => {
  const out = await mkdtemp(join(tmpdir(), 'gouji-pool-'))
  onTestFinished(() => rm(out, { recursive: true }))
  const base = { packFolders: [], formats: ['data'], force: true, today: '2025-02-01', language: 'zh' } as const
  const tasks = ['a', 'b', 'c'].map((name) => {
    const options: ComposeOptions = { ...base, out: join(out, name) }
    return { path: LEDGER, name, options }
  })
  const outcomes: string[] = []
  for await (const { task, outcome } of composeAll(tasks, 1, 'zh')) outcomes.push(`${task.name} ${outcome.kind}`)
  expect(outcomes.sort()).toEqual(['a composed', 'b composed', 'c composed'])
  expect((await readdir(out)).sort()).toEqual(['a', 'b', 'c'])
})
