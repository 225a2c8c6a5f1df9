import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { printBudget } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadBudgetFolder, openBudgetFolder, saveBudgetFolder } from './folder.ts'

const knowledge = loadKnowledge()
const EXAMPLE = fileURLToPath(new URL('../../../examples/ledgers/archive-centre-2025', import.meta.url))
let home = ''

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'gouji-folder-'))
})
afterEach(() => rm(home, { recursive: true }))

const codes = async (path: string): Promise<string[]> =>
  (await openBudgetFolder(path, knowledge)).problems.map(({ code }) => code)

it('saves what it has loaded, into a new folder and into one that exists, with the same bytes', async () => {
  const { budget } = await openBudgetFolder(EXAMPLE, knowledge)
  const target = join(home, 'copy')
  const printed = printBudget(budget!)
  for (const round of ['new', 'again']) {
    await saveBudgetFolder(target, budget!)
    await writeFile(join(target, 'notes.txt'), 'mine')
    expect(await readdir(home), round).toEqual(['copy'])
    expect((await readdir(target)).sort()).toEqual([...printed.keys(), 'notes.txt'].sort())
    const { files } = await loadBudgetFolder(target)
    for (const [file, text] of printed) expect(files!.get(file), file).toBe(text)
  }
})

it('tells a folder that is missing, and a file in its place', async () => {
  await writeFile(join(home, 'file'), '')
  expect(await codes(join(home, 'nowhere'))).toEqual(['folder-missing'])
  expect(await codes(join(home, 'file', 'below'))).toEqual(['folder-missing'])
  expect(await codes(join(home, 'file'))).toEqual(['not-a-folder'])
})

it('tells every file that an empty folder lacks', async () => {
  expect(await codes(home)).toEqual(['missing-file', 'missing-file', 'missing-file', 'missing-file'])
})

it('reads what Excel saves in its own encoding, and says so', async () => {
  const { budget } = await openBudgetFolder(EXAMPLE, knowledge)
  await saveBudgetFolder(join(home, 'b'), budget!)
  // 单位编码,单位名称,单位性质 / 334001,市局,行政 / 334002,馆,事业
  const gbk =
    'b5a5cebbb1e0c2eb2cb5a5cebbc3fbb3c62cb5a5cebbd0d4d6ca0a3333343030312ccad0bed62cd0d0d5fe0a3333343030322cb9dd2ccac2d2b50a'
  await writeFile(join(home, 'b', 'units.csv'), Buffer.from(gbk, 'hex'))
  const read = await openBudgetFolder(join(home, 'b'), knowledge)
  expect(read.problems.map(({ code }) => code)).toEqual(['other-encoding'])
  expect(read.budget?.units.map(({ name }) => name)).toEqual(['市局', '馆'])
})

it('refuses bytes that are no text, and a file that is none, without calling them missing', async () => {
  const { budget } = await openBudgetFolder(EXAMPLE, knowledge)
  await saveBudgetFolder(join(home, 'b'), budget!)
  await writeFile(join(home, 'b', 'income.csv'), Buffer.from([0x80, 0xff, 0xfe, 0x00]))
  expect(await codes(join(home, 'b'))).toEqual(['broken-encoding'])
  const { files } = await loadBudgetFolder(join(home, 'b'))
  expect(files?.has('income.csv')).toBe(false)
})
