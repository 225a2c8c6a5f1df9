/** The worked example of docs/packs.md is composed here and comes out as the page says (`UPDATE=1` writes it anew). */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BookBlock, checkPack, compose } from '@gouji/compose'
import { loadKnowledge } from '@gouji/knowledge'
import { loadPacks, openBudgetFolder, packHomes, packNamed, tryPack } from '@gouji/publish'
import { expect, test } from 'vitest'

const path = new URL('../docs/packs.md', import.meta.url)
const docs = readFileSync(path, 'utf8')
const block = (name: string): RegExp => new RegExp(`\`\`\`\\w+ ${name}\\n([\\s\\S]*?)\`\`\`\\n`)

function packOfDocs() {
  const folder = mkdtempSync(join(tmpdir(), 'packs-docs-'))
  try {
    writeFileSync(join(folder, 'ours.yaml'), block('example-pack').exec(docs)![1]!)
    return packNamed('ours', loadPacks(packHomes([folder])))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function linesOf(one: BookBlock): string[] {
  const text = (runs: readonly { readonly text: string }[]): string => runs.map((run) => run.text).join('')
  if (one.kind === 'heading' || one.kind === 'paragraph') return [text(one.runs)]
  if (one.kind !== 'table') return []
  const { title, right, rows } = one.table
  return [`${title}（${right}）`, ...rows.map(({ cells }) => cells.map((cell) => text(cell.runs)).join(' | '))]
}

test('the worked example has no problem, also on trial', async () => {
  const { pack, problems } = packOfDocs()
  expect(problems).toEqual([])
  expect(checkPack(pack!)).toEqual([])
  for (const { problems: told, proof } of await tryPack(pack!)) {
    expect(told.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(proof).toMatchObject({ missing: [], contradicted: [] })
  }
})

test('the worked example comes out as the page says', async () => {
  const knowledge = loadKnowledge()
  const ledger = fileURLToPath(new URL('../examples/ledgers/archive-centre-2025', import.meta.url))
  const { budget } = await openBudgetFolder(ledger, knowledge)
  const { book } = compose(budget!, packOfDocs().pack!, knowledge.catalogue)
  const output = `${book.blocks.flatMap(linesOf).join('\n')}\n`
  if (process.env.UPDATE) {
    const written = docs.replace(block('example-output'), `\`\`\`text example-output\n${output}\`\`\`\n`)
    writeFileSync(path, written)
  } else expect(block('example-output').exec(docs)![1]).toBe(output)
})
