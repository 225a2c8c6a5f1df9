import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { synthCommand } from './synth.ts'

const home = mkdtempSync(join(tmpdir(), 'gouji-synth-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

async function run(...args: string[]): Promise<{ status: number; said: string }> {
  let said = ''
  const hear = (text: string) => {
    said += text
  }
  const status = await synthCommand(args, { environment: {}, out: hear, err: hear })
  return { status, said }
}

const truthOf = (folder: string) => JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8'))

it('writes ledgers, books with errors, and the truth about them; the same seed says the same', async () => {
  const folders = [join(home, 'a'), join(home, 'b')] as const
  for (const folder of folders) {
    const given = ['--units', '3', '--departments', '2', '--seed', '9', '--errors', '3', '--to', 'html']
    const { status, said } = await run(folder, ...given, '--pack', 'zhejiang-department-2024')
    expect({ status, said }).toMatchObject({ status: 0 })
  }
  const truth = truthOf(folders[0])
  expect(truthOf(folders[1])).toEqual(truth)
  expect(truth.books).toHaveLength(2)
  for (const { files, errors, ledger } of truth.books) {
    expect(errors).toHaveLength(3)
    expect(readFileSync(join(folders[0], ledger, 'budget.yaml'), 'utf8')).toContain('年度: 2025')
    const html = readFileSync(join(folders[0], files[0]), 'utf8')
    expect(html.length).toBeGreaterThan(10_000)
  }
})

it('says what is wrong with its options, all at once', async () => {
  const there = join(home, 'there')
  writeFileSync(there, '')
  const { status, said } = await run(there, '--units', '6000', '--errors', '2', '--shape', 'odd')
  expect(status).toBe(64)
  for (const word of ['已存在', '--units', '--errors', 'odd']) expect(said).toContain(word)
})
