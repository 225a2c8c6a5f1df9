import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const MODULE = fileURLToPath(new URL('./fault.ts', import.meta.url))

it.each([
  ['thrown by nobody who waits', 'setTimeout(() => { throw error })'],
  ['of a promise that nobody took', 'Promise.reject(error)'],
])('a fault %s ends the program, and tells its kind and nothing of the row', (_, how) => {
  const row = '欧阳甲乙丙 柒佰叁拾壹万整'
  const program = `
    import { endOnFault } from ${JSON.stringify(MODULE)}
    endOnFault((text) => process.stderr.write(text))
    const error = Object.assign(new Error(${JSON.stringify(row)}), { code: '23505', detail: ${JSON.stringify(row)} })
    error.name = 'DatabaseError'
    ${how}
    setTimeout(() => {}, 5000)`
  const { status, stderr, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  })
  expect([status, stdout, stderr]).toEqual([1, '', '{"level":"fatal","error":"DatabaseError 23505"}\n'])
})
