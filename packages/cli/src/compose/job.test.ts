import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { PLAIN } from '../terminal/style.ts'
import { runCompose } from './command.ts'
import { composeOne } from './job.ts'
import { loadLedger } from './ledger.ts'
import { outcomeText } from './report.ts'

const EXAMPLE = fileURLToPath(new URL('../../../../examples/ledgers/archive-centre-2025', import.meta.url))
const COMMON = { packFolders: [], formats: ['html'], force: false, today: '2025-03-01', language: 'zh' } as const
let home: string

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gouji-compose-'))
  onTestFinished(() => rmSync(home, { recursive: true }))
})

it('takes the old manifest away before it replaces what that vouches for', async () => {
  const out = join(home, 'out')
  const ledger = await loadLedger(EXAMPLE, 'zh')
  await composeOne({ name: 'a', ...ledger }, { ...COMMON, out })
  expect(existsSync(join(out, 'manifest.json'))).toBe(true)
  // A folder of its name stands in the way of the book, as a full disk would.
  const [book] = readdirSync(out).filter((name) => name.endsWith('.html'))
  rmSync(join(out, book!))
  mkdirSync(join(out, book!, 'inside'), { recursive: true })

  const outcome = await composeOne({ name: 'a', ...ledger }, { ...COMMON, out })

  expect(outcome.kind).toBe('not-written')
  expect(existsSync(join(out, 'manifest.json'))).toBe(false)
  expect(outcomeText(outcome, 'zh', PLAIN)).toMatch(/已编成，但写不出[\s\S]*无法写入/)
})

it('says in words that the folder is a file', async () => {
  const out = join(home, 'out')
  writeFileSync(out, '')
  const ledger = await loadLedger(EXAMPLE, 'zh')
  const outcome = await composeOne({ name: 'a', ...ledger }, { ...COMMON, out })
  expect(outcomeText(outcome, 'zh', PLAIN).replace(/\s+/g, '')).toContain('路径中有一段是文件，不是文件夹')
})

it('gives ledgers of the same name a folder each', async () => {
  const budgets = ['a', 'b'].map((part) => join(home, part, '2025'))
  for (const budget of budgets) cpSync(EXAMPLE, budget, { recursive: true })
  const out = join(home, 'out')
  const status = await runCompose(
    { budgets, packFolders: [], formats: ['html'], out, force: false, open: false, json: false, jobs: 2 },
    { language: 'zh', style: PLAIN, quiet: true, out: () => {} },
  )
  expect(status).toBe(0)
  expect(readdirSync(out).sort()).toEqual(['2025', '2025-2'])
})
