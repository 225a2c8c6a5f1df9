import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { adoptCommand } from './adopt.ts'
import { budgetCommand } from './budget.ts'

const EXAMPLE = fileURLToPath(new URL('../../../../examples/archive-centre-2025-clean.txt', import.meta.url))
let home = ''

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gouji-adopt-'))
})
afterEach(() => rmSync(home, { recursive: true }))

async function ran(command: typeof adoptCommand, ...args: string[]): Promise<{ status: number; said: string }> {
  let said = ''
  const hear = (text: string): void => {
    said += text
  }
  return { status: await command(args, { environment: {}, out: hear, err: hear }), said }
}

it('writes a ledger that can be checked, and what could not be decided beside it', async () => {
  const folder = join(home, 'ledger')
  expect(await ran(adoptCommand, EXAMPLE, '--out', folder)).toMatchObject({ status: 0 })
  expect(readFileSync(join(folder, 'adopted.md'), 'utf8')).toContain('推定')
  // The invented town is in no list of regions; all else is entered well.
  const { said } = await ran(budgetCommand, 'check', folder)
  expect(said).toContain('1 个错误')
  expect(said).toContain('区划')
})

it('writes over nothing unasked, and says what it cannot read', async () => {
  const text = join(home, 'note.txt')
  writeFileSync(text, '')
  expect(await ran(adoptCommand, EXAMPLE, '--out', home)).toMatchObject({ status: 64 })
  expect(await ran(adoptCommand, EXAMPLE)).toMatchObject({ status: 64 })
  expect(await ran(adoptCommand, join(home, 'missing.pdf'), '--out', join(home, 'x'))).toMatchObject({ status: 2 })
})
