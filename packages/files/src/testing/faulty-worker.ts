/** A worker whose tasks misbehave on demand. */
import { UnreadableError } from '@gouji/document'
import { serveTasks } from '../pool-worker.ts'

const kept: unknown[] = []

serveTasks<string, string, number>(async (task, { progress }) => {
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
