import { expect, it } from 'vitest'
import { remembered } from './memo.ts'

it('works out a value once for each key, also the value undefined', () => {
  const asked: object[] = []
  const lookUp = remembered((key: { readonly found?: number }) => {
    asked.push(key)
    return key.found
  })
  const [one, none] = [{ found: 1 }, {}]
  expect([lookUp(one), lookUp(none), lookUp(none), lookUp(one)]).toEqual([1, undefined, undefined, 1])
  expect(asked).toEqual([one, none])
})
