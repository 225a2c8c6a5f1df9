import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { followFolder } from './follow.ts'

it('goes on when the folder has been replaced by another of its name', async () => {
  const home = mkdtempSync(join(tmpdir(), 'gouji-follow-'))
  const ledger = join(home, 'ledger')
  mkdirSync(ledger)
  writeFileSync(join(ledger, 'income.csv'), '1')
  const changed = vi.fn()
  const followed = followFolder(ledger, changed)
  onTestFinished(() => {
    followed.close()
    rmSync(home, { recursive: true })
  })

  cpSync(ledger, join(home, 'new'), { recursive: true })
  renameSync(ledger, join(home, 'old'))
  renameSync(join(home, 'new'), ledger)
  await vi.waitFor(() => expect(changed).toHaveBeenCalled())
  // Whatever the exchange itself tells has been told by then.
  await new Promise((done) => setTimeout(done, 200))
  changed.mockClear()

  writeFileSync(join(ledger, 'income.csv'), '2')
  await vi.waitFor(() => expect(changed).toHaveBeenCalled())
})
