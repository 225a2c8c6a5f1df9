import { describe, expect, it } from 'vitest'
import type { Wanted } from './adopted.ts'
import { demandsOf, Lineages } from './block.ts'

const wanted = (nominal: bigint, more: Partial<Wanted> = {}): Wanted => ({
  asked: { flow: 'expenditure', function: '201' },
  lo: nominal - 5000n,
  hi: nominal + 5000n,
  nominal,
  place: { line: 1 },
  where: '表1',
  name: '一般公共服务支出',
  printed: '',
  weight: 1,
  blank: false,
  ...more,
})

describe('demands at the same coordinates', () => {
  it('are one where they can hold together, as narrow as all of them', () => {
    const exact = wanted(1_002_000n, { lo: 1_002_000n, hi: 1_002_000n })
    expect(demandsOf([wanted(1_000_000n), exact])).toMatchObject([{ lo: 1_002_000n, hi: 1_002_000n, weight: 2 }])
  })

  it('stay apart where they contradict each other', () => {
    expect(demandsOf([wanted(1_000_000n), wanted(2_000_000n), wanted(1_000_000n)])).toMatchObject([
      { nominal: 1_000_000n, weight: 2 },
      { nominal: 2_000_000n, weight: 1 },
    ])
  })

  it('agree with a sentence that cuts digits off', () => {
    const exact = wanted(877_080_00n, { lo: 877_080_00n, hi: 877_080_00n })
    const cut = wanted(87_700_000n, { cut: { lo: 87_700_000n, hi: 87_709_999n }, weight: 0.5 })
    expect(demandsOf([exact, cut])).toMatchObject([{ nominal: 87_708_000n, weight: 1.5 }])
  })
})

it('counts what lies below, and nothing of which it is not known', () => {
  const lineages = new Lineages('021')
  expect(lineages.counts({ function: '2010301', unit: '021001' }, { function: '201', unit: '021' })).toBe(true)
  expect(lineages.counts({ function: '201' }, { function: '2010301' })).toBe(false)
  expect(lineages.counts({}, { source: 'general' })).toBe(false)
})
