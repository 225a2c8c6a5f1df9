/** A worker whose tasks misbehave on demand. */
import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UnreadableError } from '@gouji/document'
import { serveTasks } from '../pool-worker.ts'

const kept: unknown[] = []

serveTasks<string, string, number | { pid: number; folder: string }>(async (task, { progress, holding }) => {
  switch (task) {
    case 'loop':
      for (;;);
    case 'heap':
      for (;;) kept.push(new Array(100_000).fill(kept.length))
    case 'buffers':
      for (;;) {
        kept.push(new Uint8Array(8 << 20).fill(1))
        await new Promise((wake) => setTimeout(wake, 5))
      }
    case 'exit':
      return process.exit(3)
    case 'hold': {
      const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' })
      const held = { pid: child.pid!, folder: mkdtempSync(join(tmpdir(), 'gouji-held-')) }
      holding(held)
      progress(held)
      await new Promise((wake) => setTimeout(wake, 100))
      for (;;);
    }
    case 'throw':
      throw new TypeError('a fault of the program')
    case 'later':
      setTimeout(() => {
        throw new Error('uncaught')
      })
      await new Promise((wake) => setTimeout(wake, 1000))
      return 'never'
    case 'bad':
      throw new UnreadableError('damaged', { part: 'x' })
    case 'progress':
      for (let i = 1; i <= 3; i++) progress(i)
      return 'told'
    default:
      return `done ${task}`
  }
})
