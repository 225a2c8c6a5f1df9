/**
 * The READMEs show what the command really prints. After a change that is meant, write them again with
 * `UPDATE_README=1 npx vitest run tests/readme.test.ts` and read the difference.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const BLOCK = /(<!-- output of: (.*?) -->\n```text\n)([\s\S]*?)(```\n<!-- end of output -->)/g

/** The head of the answer and its first finding; the rest is more of the same. */
function answer(args: string): string {
  const { stdout } = spawnSync(join(ROOT, 'bin', 'gouji'), args.split(' '), {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', COLUMNS: '100', NO_COLOR: '1' },
  })
  const blocks = stdout.split(/\n(?=错误 2 )/)
  return `${blocks[0]!.trimEnd()}\n${blocks.length > 1 ? '…\n' : ''}`
}

describe.each(['README.md', 'README.zh-CN.md'])('%s', (name) => {
  const path = join(ROOT, name)

  it('shows what the commands really print', () => {
    const text = readFileSync(path, 'utf8')
    const real = text.replace(BLOCK, (_, head: string, args: string, _shown: string, tail: string) => {
      return head + answer(args) + tail
    })
    if (process.env.UPDATE_README) writeFileSync(path, real)
    else expect(text).toBe(real)
  }, 60_000)

  it('links to what exists', () => {
    const links = [...readFileSync(path, 'utf8').matchAll(/\]\(([^)#:]+)\)/g)].map((m) => m[1]!)
    expect(links.filter((link) => !existsSync(join(dirname(path), link)))).toEqual([])
  })

  it('names scripts that the package has', () => {
    const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const named = [...readFileSync(path, 'utf8').matchAll(/npm run (\w+)|npm (test)\b/g)].map((m) => m[1] ?? m[2])
    expect(named.filter((script) => !Object.hasOwn(scripts, script!))).toEqual([])
  })
})
