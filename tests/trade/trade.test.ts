import { describe, expect, it } from 'vitest'
import { answer, readCases } from './case.ts'

describe('cases of the trade', () => {
  for (const tried of readCases()) {
    it(tried.name, async () => {
      expect(await answer(tried)).toEqual(tried.expected)
    })
  }
})
