import { fileURLToPath } from 'node:url'
import type { Budget } from '@gouji/budget'
import { checkPack, compose, type RawPack } from '@gouji/compose'
import { readDocument } from '@gouji/files'
import { loadKnowledge } from '@gouji/knowledge'
import { read } from '@gouji/read'
import { writeDocx } from '@gouji/write'
import { beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { openBudgetFolder } from '../folder.ts'
import { loadPacks, packNamed } from '../packs.ts'
import { draftPack, type PackDraft } from './draft.ts'

const knowledge = loadKnowledge()
const shelf = loadPacks()
const LEDGER = fileURLToPath(new URL('../../../../examples/ledgers/archive-centre-2025', import.meta.url))

/** The example composed in a pack of ours, read, and drafted from. */
let budget: Budget
let text: string
let draft: PackDraft
let raw: { readonly forms: Record<string, RawPack>; readonly sentences: Record<string, string> } & RawPack

beforeAll(async () => {
  budget = (await openBudgetFolder(LEDGER, knowledge)).budget!
  const { book } = compose(budget, packNamed('zhejiang-department-2024', shelf).pack!, knowledge.catalogue)
  const document = await readDocument(await writeDocx(book), 'book.docx')
  text = document.blocks.flatMap((b) => (b.kind === 'paragraph' ? [b.text] : [])).join('\n')
  const figures = shelf.raws.get('national')!.figures as Record<string, string>
  draft = draftPack({ document, reading: read(document, knowledge) }, { id: 'national', figures })
  raw = parse(draft.yaml)
})

const built = () => packNamed('draft', { ...shelf, raws: new Map([...shelf.raws, ['draft', raw]]) })

describe('a draft from a document', () => {
  it('is a pack that can be used, with a form for each table', () => {
    expect(built().problems).toEqual([])
    expect(checkPack(built().pack!)).toEqual([])
    expect(draft.forms).toBe(12)
  })

  it('knows titles, units, columns and coordinates of a form', () => {
    const { title, unit, right, panels } = raw.forms.general as RawPack & { panels: RawPack[] }
    expect([title, unit, right]).toEqual(['{年度}年{主体}一般公共预算支出表', '万元', '单位：万元'])
    expect(panels[0]!.columns).toMatchObject([
      { role: 'code' },
      { role: 'label' },
      { head: '合计', at: '' },
      {
        head: '基本支出',
        columns: [
          { head: '小计', at: 'character=basic' },
          { head: '人员经费', at: 'character=personnel' },
          { head: '公用经费', at: 'character=public' },
        ],
      },
      { head: '项目支出', at: 'character=project' },
    ])
    expect(panels[0]!.rows).toMatchObject([{ label: '合计', role: 'total' }, { each: 'function 1-3' }])
  })

  it('composes the same table again', () => {
    const amounts = (id: string, form: string): string[] => {
      const pack = id === 'draft' ? built().pack! : packNamed(id, shelf).pack!
      const { book } = compose(budget, pack, knowledge.catalogue)
      return book.blocks.flatMap((b) =>
        b.kind === 'table' && b.table.form === form
          ? b.table.rows.flatMap((row) =>
              row.cells.flatMap((c) => (c.role === 'amount' ? [c.runs.map((run) => run.text).join('')] : [])),
            )
          : [],
      )
    }
    for (const form of ['general', 'basic', 'expenditure']) {
      expect(amounts('draft', form), form).toEqual(amounts('zhejiang-department-2024', form))
      expect(amounts('draft', form).length).toBeGreaterThan(10)
    }
  })

  it('takes over no sentence', () => {
    const plain = text.replace(/\s/g, '')
    for (const sentence of Object.values(raw.sentences))
      for (const piece of sentence.split(/\{[^}]*\}/)) {
        // Names of figures are terms, not sentences.
        if (piece.replace(/\s/g, '').length > 16) expect(plain).not.toContain(piece.replace(/\s/g, ''))
      }
  })

  it('says what it leaves to people, and brings terms without their texts', () => {
    expect(draft.yaml).toContain('没有看懂、要由人定的')
    const glossary = raw.glossary as readonly { term: string; text: string }[]
    expect(glossary.map(({ term }) => term)).toContain('机关运行经费')
    expect(new Set(glossary.map(({ text: own }) => own))).toEqual(new Set(['（请用自己的话解释）', '{科目说明}']))
  })
})
