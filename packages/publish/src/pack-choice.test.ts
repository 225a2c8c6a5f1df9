import type { RawPack } from '@gouji/compose'
import { describe, expect, it } from 'vitest'
import { type Addressee, chosenPack, packFor } from './pack-choice.ts'
import { loadPacks } from './packs.ts'

const shelf = {
  raws: new Map<string, RawPack>([
    ['parent', {}],
    ['province', { for: { region: '33' } }],
    ['city', { for: { region: '3304' } }],
    ['city-unit', { for: { region: '3304', audience: 'unit' } }],
    ['province-new', { for: { region: '33', yearFrom: 2024 } }],
    ['province-old', { for: { region: '33', yearTo: 2020 } }],
    ['final', { for: { stage: 'final' } }],
  ]),
  problems: [],
}

const head = (more: Partial<Addressee>): Addressee => ({
  region: '330600',
  audience: 'department',
  stage: 'budget',
  year: 2023,
  ...more,
})

describe('which pack composes a book that names none', () => {
  it.each([
    ['the one of its region', head({}), 'province'],
    ['the one of the smaller region', head({ region: '330402' }), 'city'],
    ['the one for units, for a unit', head({ region: '330402', audience: 'unit' }), 'city-unit'],
    ['the newest that is in force', head({ year: 2025 }), 'province-new'],
    ['one whose years have an end, while they last', head({ year: 2019 }), 'province-old'],
    ['one of final accounts only for these', head({ stage: 'final' }), 'final'],
  ])('is %s', (_, of, expected) => {
    expect(packFor(of, shelf)).toEqual({ id: expected, problems: [] })
  })

  it('is told to be missing, with those that there are', () => {
    const [problem] = packFor(head({ region: '420000' }), shelf).problems
    expect(problem).toMatchObject({ code: 'pack-not-found', facts: { region: '420000', year: 2023 } })
    expect(problem!.facts.known).toBe('province、city、city-unit、province-new、province-old、final')
  })

  it('is left to people where two suit equally well', () => {
    const twins = { raws: new Map([...shelf.raws, ['twin', { for: { region: '33' } }]]), problems: [] }
    expect(packFor(head({}), twins).problems).toMatchObject([
      { code: 'pack-choice-open', facts: { known: 'province、twin' } },
    ])
  })

  it('is the named one before all others', () => {
    const packs = loadPacks()
    expect(chosenPack(head({ pack: 'zhejiang-unit-2021' }), packs).pack?.id).toBe('zhejiang-unit-2021')
    expect(chosenPack(head({ pack: 'zhejiang-unit-2021' }), packs, 'national-final-accounts').pack?.id).toBe(
      'national-final-accounts',
    )
    expect(chosenPack(head({ pack: 'nowhere' }), packs).problems).toMatchObject([{ code: 'pack-unknown' }])
  })
})

it('no two packs of the project suit the same book equally well', () => {
  const packs = loadPacks()
  const regions = [...packs.raws.values()].map((raw) => String((raw.for as { region?: string })?.region ?? ''))
  for (const region of new Set([...regions.map((r) => r.padEnd(6, '0')), '110000']))
    for (const audience of ['department', 'unit'] as const)
      for (const stage of ['budget', 'final'] as const)
        for (const year of [2020, 2021, 2022, 2023, 2024, 2025, 2026]) {
          const codes = packFor({ region, audience, stage, year }, packs).problems.map(({ code }) => code)
          expect(codes, `${region} ${audience} ${stage} ${year}`).not.toContain('pack-choice-open')
        }
})
