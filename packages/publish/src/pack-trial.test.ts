import { buildPack, checkPack } from '@gouji/compose'
import { describe, expect, it } from 'vitest'
import { tryPack } from './pack-trial.ts'
import { loadPacks, packNamed } from './packs.ts'

const shelf = loadPacks()
const usable = [...shelf.raws].flatMap(([id, raw]) => (raw.for ? [id] : []))

describe('the packs of the project', () => {
  it('are sound as they stand', () => {
    expect(shelf.problems).toEqual([])
    for (const id of usable) {
      const { pack, problems } = packNamed(id, shelf)
      expect(problems, id).toEqual([])
      expect(checkPack(pack!), id).toEqual([])
    }
  })

  it.each(['shanghai-district-2025', 'national-final-accounts', 'zhejiang-unit-2023', 'zhejiang-department-2024'])(
    '%s composes a rich and a bare ledger that read back equal and without a finding',
    async (id) => {
      for (const { ledger, problems, proof } of await tryPack(packNamed(id, shelf).pack!)) {
        expect(
          problems.filter(({ severity }) => severity === 'error'),
          ledger,
        ).toEqual([])
        expect(proof, ledger).toMatchObject({ holds: true, missing: [], contradicted: [], findings: [] })
      }
    },
  )
})

describe('a trial', () => {
  const raws = new Map([
    ...shelf.raws,
    [
      'mine',
      {
        title: '试验',
        inherits: 'national',
        book: [{ say: '车辆{#车辆·其他用车}辆，{text 立项依据}，支出{支出总计}{change 支出总计 from last-budget}。' }],
        forms: {},
      },
    ],
  ])

  it('answers what the pack asks a ledger for, and lists it', async () => {
    const [full] = await tryPack(buildPack('mine', raws).pack!)
    expect(full!.problems).toEqual([])
    expect(full!.asked).toEqual({ measurements: ['车辆·其他用车'], texts: ['其他·立项依据'] })
  })
})
