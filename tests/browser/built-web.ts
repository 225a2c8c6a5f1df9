/** Builds the browser's part when it is missing or older than what it is made of. */
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MADE_OF = ['packages/web/{src,public}/**/*', 'packages/web/*.{ts,html,json}', 'packages/api/src/*.ts']

export function buildWeb(): void {
  const index = join(ROOT, 'packages/web/dist/index.html')
  const built = existsSync(index) ? statSync(index).mtimeMs : 0
  const newest = Math.max(...globSync(MADE_OF, { cwd: ROOT }).map((path) => statSync(join(ROOT, path)).mtimeMs))
  if (built > newest) return
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  execFileSync(process.execPath, [vite, 'build'], {
    cwd: join(ROOT, 'packages/web'),
    // A test would make pages of another kind than people get, with names for tests instead of their own.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'pipe',
    timeout: 120_000,
  })
}
