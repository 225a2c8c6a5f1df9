/**
 * Scores what the command prints for the shared corpus against its hand-made keys, with the scorer that lies beside
 * them. Where there is no corpus it says so and ends well.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { CORPUS, corpusPaths } from './corpus-files.ts'

const ROOT = join(import.meta.dirname, '..')
const SCORER = join(CORPUS, '..', 'tools', 'score.mjs')

if (!existsSync(SCORER)) {
  console.log('No shared corpus beside this checkout: nothing to score.')
  process.exit(0)
}

const folder = mkdtempSync(join(tmpdir(), 'gouji-corpus-'))
try {
  for (const path of corpusPaths()) scoreFile(path)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function scoreFile(path: string): void {
  const name = basename(path)
  const key = join(CORPUS, 'keys', name.slice(0, 3))
  console.log(`\n${name}`)
  if (path.endsWith('.txt')) {
    if (!existsSync(`${key}.cells.csv`)) {
      summary(path)
      return
    }
    score(['read', key, product('read', path)])
    score(['check', key, product('check', path)])
    return
  }
  score(['pdf', join(CORPUS, 'keys', 'pdf.findings.json'), name, product('check', path)])
}

/** What `gouji read|check FILE --format json` prints, in a file. */
function product(command: 'read' | 'check', path: string): string {
  const run = spawnSync(join(ROOT, 'bin', 'gouji'), [command, path, '--format', 'json', '--quiet'], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (run.status === null || run.status > 2)
    throw new Error(`gouji ${command} ${basename(path)} ended with ${run.status}: ${run.stderr}`)
  const out = join(folder, `${command}.json`)
  writeFileSync(out, run.stdout)
  return out
}

function score(args: string[]): void {
  const list = process.argv.includes('--list') ? ['--list'] : []
  process.stdout.write(execFileSync('node', [SCORER, ...args, ...list], { encoding: 'utf8' }))
}

function summary(path: string): void {
  const { findings, coverage } = JSON.parse(readFileSync(product('check', path), 'utf8'))
  const count = (severity: string) => findings.filter((f: { severity: string }) => f.severity === severity).length
  console.log(
    `no key: ${count('error')} errors, ${count('warning')} warnings, ${count('info')} hints; ${coverage.related} of ${coverage.figures} figures in relations`,
  )
}
