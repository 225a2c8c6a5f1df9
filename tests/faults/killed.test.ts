/**
 * Server, worker and database are killed in turn, in the middle of uploads, edits, checks and publishing. A few rounds in
 * every run; FAULT_ROUNDS=100 for the long one.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openInstallation, PARTS } from './installation.ts'
import { proveKept, startUse } from './use.ts'

const SECONDS_SHORT = 45
const asked = Number(process.env.FAULT_ROUNDS ?? 0)
const rounds = asked || 6
const WORK_MS = 1200

it.skipIf(process.platform !== 'linux' || process.env.DATABASE_URL)(
  `killed ${rounds} times, nothing acknowledged is lost and nothing is half visible (skipped with DATABASE_URL: not ours to kill)`,
  { timeout: asked ? rounds * 20_000 + 120_000 : 240_000 },
  async () => {
    const installation = await openInstallation()
    const until = asked ? Number.POSITIVE_INFINITY : Date.now() + SECONDS_SHORT * 1000
    try {
      const { promised } = installation
      let seen = { uploads: 0, editions: 0 }
      for (let round = 0; round < rounds && Date.now() < until; round += 1) {
        const part = PARTS[round % PARTS.length]!
        const from = performance.now()
        const use = startUse(installation)
        // Never at the same moment of the work.
        await pause(WORK_MS * (0.5 + Math.random()))
        await installation.kill(part)
        await pause(WORK_MS / 3)
        await use.stop()
        await installation.untilReady()
        const { broken, editions } = await proveKept(installation, seen)
        expect(broken, `round ${round + 1}, ${part} killed`).toEqual([])
        expect(use.wrong, `round ${round + 1}, ${part} killed`).toEqual([])
        seen = { uploads: promised.uploads.length, editions }
        if (asked) {
          const seconds = ((performance.now() - from) / 1000).toFixed(1)
          console.log(`${round + 1}: ${part}, ${seconds} s, ${JSON.stringify(seen)}, ${promised.edits.length} edits`)
        }
      }
      expect(promised.uploads.length).toBeGreaterThan(rounds)
      expect(promised.edits.length).toBeGreaterThan(rounds)
      // All of it once more, at the end.
      expect((await proveKept(installation, { uploads: 0, editions: 0 })).broken).toEqual([])
    } finally {
      await installation.close()
    }
  },
)
