import { fileURLToPath } from 'node:url'
import { compose } from '@gouji/compose'
import { readDocument } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { read } from '@gouji/read'
import { describe, expect, it } from 'vitest'
import { openBudgetFolder } from './folder.ts'
import { writeBook } from './formats.ts'
import { loadPacks, packNamed } from './packs.ts'
import { recognisePack } from './recognise.ts'

const knowledge = loadKnowledge()
const shelf = loadPacks()
const LEDGER = fileURLToPath(new URL('../../../examples/ledgers/archive-centre-2025', import.meta.url))

describe('the pack of a book', () => {
  it.each(['zhejiang-unit-2023', 'zhejiang-department-2024', 'henan-district-2023', 'shanghai-district-2025'])(
    '%s is known again from what it composed',
    async (id) => {
      const { budget } = await openBudgetFolder(LEDGER, knowledge)
      const composed = compose(budget!, packNamed(id, shelf).pack!, knowledge.catalogue)
      const [file] = await writeBook(composed, 'html')
      const reading = read(await readDocument(file!.bytes, file!.path), knowledge)
      expect(recognisePack(reading, shelf).pack).toBe(id)
    },
  )

  it('is none for a document without tables', async () => {
    const document = await readDocument(
      new TextEncoder().encode('某单位2025年工作总结\n\n全年完成各项任务。\n'),
      'a.txt',
    )
    expect(recognisePack(read(document, knowledge), shelf).pack).toBeUndefined()
  })
})
