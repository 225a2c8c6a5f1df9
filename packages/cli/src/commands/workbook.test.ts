import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Subcommand } from '../subcommands.ts'
import { budgetCommand } from './budget.ts'
import { workbookCommand } from './workbook.ts'

const EXAMPLE = fileURLToPath(new URL('../../../../examples/ledgers/archive-centre-2025', import.meta.url))
let home = ''

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gouji-workbook-'))
})
afterEach(() => rmSync(home, { recursive: true }))

async function ran(command: Subcommand, ...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let [out, err] = ['', '']
  const status = await command(args, {
    environment: {},
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { status, out, err }
}

it('leads from the folder to the workbook and back, and the second time to the same bytes', async () => {
  let from = EXAMPLE
  for (const round of ['first', 'second']) {
    const [book, copy] = [join(home, `${round}.xlsx`), join(home, round)]
    expect(await ran(workbookCommand, 'export', from, book)).toMatchObject({ status: 0, err: '' })
    expect(await ran(workbookCommand, 'import', book, copy)).toMatchObject({ status: 0, err: '' })
    from = copy
  }
  for (const file of readdirSync(join(home, 'first'))) {
    expect(readFileSync(join(home, 'second', file)), file).toEqual(readFileSync(join(home, 'first', file)))
  }
  const [given, taken] = await Promise.all([EXAMPLE, from].map((folder) => ran(budgetCommand, 'check', folder)))
  expect(taken).toEqual(given)
})

it('writes over nothing unless it is told to', async () => {
  const book = join(home, 'b.xlsx')
  writeFileSync(book, 'mine')
  expect(await ran(workbookCommand, 'export', EXAMPLE, book)).toMatchObject({ status: 64 })
  expect(readFileSync(book, 'utf8')).toBe('mine')
  expect(await ran(workbookCommand, 'export', EXAMPLE, book, '--force')).toMatchObject({ status: 0 })
  expect(readFileSync(book).subarray(0, 2).toString()).toBe('PK')
})

it('writes no folder from a workbook with errors, and no workbook from a folder with errors', async () => {
  const bad = join(home, 'bad.xlsx')
  writeFileSync(bad, 'no workbook at all')
  const imported = await ran(workbookCommand, 'import', bad, join(home, 'out'))
  expect(imported.status).toBe(2)
  expect(imported.err).toContain('bad.xlsx')
  expect((await ran(workbookCommand, 'export', home, join(home, 'b.xlsx'))).status).toBe(2)
  expect(readdirSync(home)).toEqual(['bad.xlsx'])
})

it('tells problems as text and as data', async () => {
  const text = await ran(budgetCommand, 'check', home)
  expect(text).toMatchObject({ status: 2, err: '' })
  expect(text.out).toContain('错误 budget.yaml：缺少这个文件')
  const json = JSON.parse((await ran(budgetCommand, 'check', home, '--format', 'json', '--lang', 'en')).out)
  expect(json).toMatchObject({ valid: false })
  expect(json.problems[0]).toMatchObject({ code: 'missing-file', severity: 'error', file: 'budget.yaml' })
})

it('says how it is used', async () => {
  for (const args of [[], ['exprot'], ['export', 'x'], ['export', 'x', 'y.csv'], ['import', 'x', 'y', '--frce']]) {
    const { status, out, err } = await ran(workbookCommand, ...args)
    expect(status, args.join(' ')).toBe(64)
    expect(err).not.toBe('')
    expect(out).toBe('')
  }
  expect((await ran(workbookCommand, '--help')).out).toContain('gouji workbook')
})
