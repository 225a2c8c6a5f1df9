import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expandInputs } from './inputs.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gouji-inputs-'))
  for (const sub of ['books', 'books/2025', 'books/.git', 'books/empty']) mkdirSync(join(folder, sub))
  const files = ['b.pdf', 'a.TXT', 'photo.png', '.hidden.pdf', '~$b.docx', '2025/c.docx', '.git/d.pdf']
  for (const file of files) writeFileSync(join(folder, 'books', file), 'x')
  symlinkSync('..', join(folder, 'books', '2025', 'up'))
  symlinkSync('b.pdf', join(folder, 'books', 'link.pdf'))
})
afterAll(() => rmSync(folder, { recursive: true }))

it('searches folders for what it can read, skips the hidden, and is not caught in a loop', async () => {
  const { inputs } = await expandInputs([join(folder, 'books')])
  expect(inputs.map((i) => i.name)).toEqual(['books/2025/c.docx', 'books/a.TXT', 'books/b.pdf', 'books/link.pdf'])
})

it('takes what is named as it is, whatever its ending', async () => {
  const { inputs } = await expandInputs([join(folder, 'books', 'photo.png'), join(folder, 'missing.pdf'), '-'])
  expect(inputs.map((i) => i.name)).toEqual(['photo.png', 'missing.pdf', 'stdin'])
})

it('tells files of one name apart', async () => {
  const { inputs } = await expandInputs(['x/a.pdf', 'y/a.pdf'])
  expect(inputs.map((i) => i.name)).toEqual(['x/a.pdf', 'y/a.pdf'])
})

it('names folders in which there is nothing to read', async () => {
  const empty = join(folder, 'books', 'empty')
  expect(await expandInputs([empty])).toEqual({ inputs: [], emptyFolders: [empty] })
})
