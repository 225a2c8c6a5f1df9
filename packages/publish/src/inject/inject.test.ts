import { compose } from '@gouji/compose'
import { loadKnowledge } from '@gouji/knowledge'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../../../tests/books/random.ts'
import { ledgerFor } from '../../../../tests/round-trip/ledgers.ts'
import { writeBook } from '../formats.ts'
import { loadPacks, packNamed } from '../packs.ts'
import { proofOf } from '../publish.ts'
import { injectErrors } from './inject.ts'
import { ERROR_KINDS } from './kinds.ts'

const { catalogue } = loadKnowledge()
const pack = packNamed('zhejiang-department-2024', loadPacks()).pack!
const budget = ledgerFor(pack, 1, 'plain')
const composed = compose(budget, pack, catalogue)

describe.each(ERROR_KINDS)('%s', (kind) => {
  const { book, truth } = injectErrors(composed.book, { errors: 1, chance: randomFrom(11), kinds: [kind] })

  it('is made and told', () => {
    expect(truth).toHaveLength(1)
    expect(truth[0]).toMatchObject({ kind })
    expect(truth[0]!.right).not.toBe(truth[0]!.wrong)
    expect(book.blocks).not.toEqual(composed.book.blocks)
  })

  it('keeps the book from being published', async () => {
    const [file] = await writeBook({ ...composed, book }, 'html')
    const proof = await proofOf(file!, composed, budget)
    expect(proof.holds).toBe(false)
  })
})

it('makes several errors, each in its own place, and the same ones again', () => {
  const make = () => injectErrors(composed.book, { errors: 6, chance: randomFrom(4) }).truth
  expect(new Set(make().map(({ block }) => block)).size).toBe(6)
  expect(make()).toEqual(make())
})
