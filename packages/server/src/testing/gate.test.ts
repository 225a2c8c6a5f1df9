import { expect, it } from 'vitest'
import { Gate } from '../http/gate.ts'

/** Work that ends when it is told to. */
function work(gate: Gate, person: string) {
  let end = (): void => undefined
  const state = { isRunning: false }
  const done = gate.pass(person, async () => {
    state.isRunning = true
    await new Promise<void>((resolve) => {
      end = resolve
    })
    state.isRunning = false
  })
  return { done, state, end: () => end() }
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

it('lets nobody have all the places', async () => {
  const gate = new Gate({ most: 4, mostOfOne: 2, waitingOfOne: 3 })
  const greedy = Array.from({ length: 5 }, () => work(gate, 'greedy'))
  const modest = work(gate, 'modest')
  await turn()
  expect(greedy.map(({ state }) => state.isRunning)).toEqual([true, true, false, false, false])
  expect(modest.state.isRunning).toBe(true)
  await expect(gate.pass('greedy', async () => 1)).rejects.toMatchObject({ code: 'too-many-requests' })
  greedy[0]!.end()
  await turn()
  expect(greedy[2]!.state.isRunning).toBe(true)
  for (const one of [greedy[1]!, greedy[2]!, greedy[3]!, greedy[4]!]) {
    one.end()
    await turn()
  }
  modest.end()
  await Promise.all([...greedy, modest].map(({ done }) => done))
})

it('gives the place back where something fails', async () => {
  const gate = new Gate({ most: 1, mostOfOne: 1, waitingOfOne: 1 })
  await expect(gate.pass('one', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await gate.pass('two', async () => 2)).toBe(2)
})
