/**
 * House rules about the shape of the code. Each failure names the file and what to do instead.
 * The picture that this test guards is docs/architecture.md.
 */
import { globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What each package may import: arrows point inward only. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  api: [],
  ledger: [],
  document: [],
  knowledge: ['ledger', 'read'],
  files: ['document'],
  read: ['ledger', 'document'],
  check: ['ledger', 'document', 'read'],
  budget: ['ledger'],
  compose: ['ledger', 'budget'],
  synth: ['ledger', 'budget'],
  write: ['ledger', 'budget', 'compose'],
  publish: ['ledger', 'document', 'knowledge', 'files', 'read', 'check', 'budget', 'compose', 'write'],
  store: [],
  server: [
    'api',
    'ledger',
    'document',
    'knowledge',
    'files',
    'read',
    'check',
    'budget',
    'compose',
    'write',
    'publish',
    'store',
  ],
  web: ['api'],
  cli: [
    'ledger',
    'document',
    'knowledge',
    'files',
    'read',
    'check',
    'budget',
    'compose',
    'synth',
    'write',
    'publish',
    'store',
    'server',
  ],
}

/** Values in, values out: no clock, disk, network, environment or state of the process. */
const PURE = ['api', 'ledger', 'document', 'read', 'check', 'budget', 'compose', 'synth']

const LINES_MAX = 500

interface Source {
  readonly path: string
  readonly package: string
  readonly text: string
  /** Without comments and the contents of strings, so that prose about a word is not taken for its use. */
  readonly code: string
  readonly imports: readonly string[]
  readonly isTest: boolean
}

const sources: readonly Source[] = globSync('packages/*/src/**/*.{ts,tsx}', { cwd: ROOT }).map((path) => {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const parts = relative('packages', path).split(/[\\/]/)
  return {
    path,
    package: parts[0]!,
    text,
    code: bareCode(text),
    imports: [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((m) => m[1]!),
    isTest: /\.test\.tsx?$/.test(path) || parts.includes('testing'),
  }
})

function bareCode(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1')
    .replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
}

const product = sources.filter((source) => !source.isTest)
const offenders = (found: (source: Source) => unknown, among: readonly Source[] = product): string[] =>
  among.filter(found).map((source) => source.path)

describe('arrows', () => {
  it('know every package', () => {
    expect([...new Set(sources.map((source) => source.package))].sort()).toEqual(Object.keys(ARROWS).sort())
  })

  it.each(Object.entries(ARROWS))('%s imports only %j of its siblings', (name, allowed) => {
    const wrong = product
      .filter((source) => source.package === name)
      .flatMap((source) =>
        source.imports
          .filter((from) => from.startsWith('@gouji/') && !allowed.includes(from.slice('@gouji/'.length)))
          .map((from) => `${source.path} imports ${from}`),
      )
    expect(wrong, 'move the code inward, or hand the value in as an argument').toEqual([])
  })

  it('lead through the front door of a package, never into it or around it', () => {
    const wrong = sources.flatMap((source) =>
      source.imports
        .filter((from) => /^@gouji\/[^/]+\//.test(from) || leaves(source, from))
        .map((from) => `${source.path} imports ${from}`),
    )
    expect(wrong, 'export what is needed from the index.ts of the package').toEqual([])
  })

  it('are the ones that the manifests declare', () => {
    for (const [name, allowed] of Object.entries(ARROWS)) {
      const manifest = JSON.parse(readFileSync(join(ROOT, 'packages', name, 'package.json'), 'utf8'))
      const declared = Object.keys(manifest.dependencies ?? {}).filter((dependency) => dependency.startsWith('@gouji/'))
      const undeclared = declared.map((d) => d.slice('@gouji/'.length)).filter((d) => !allowed.includes(d))
      expect(undeclared, `packages/${name}/package.json`).toEqual([])
    }
  })
})

/** A relative import that ends outside the package's own sources. Tests may use the books that tests/ composes. */
function leaves(source: Source, from: string): boolean {
  if (!from.startsWith('.')) return false
  const target = join(source.path, '..', from).replaceAll('\\', '/')
  return !target.startsWith(`packages/${source.package}/`) && !(source.isTest && target.startsWith('tests/'))
}

describe('pure packages', () => {
  const pure = product.filter((source) => PURE.includes(source.package))

  it('use nothing of Node', () => {
    expect(offenders((s) => s.imports.some((from) => from.startsWith('node:')), pure)).toEqual([])
  })

  it.each([
    ['a clock', /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\./, 'take the date as an argument'],
    ['chance', /\bMath\.random\b|\bcrypto\./, 'take a generator as an argument'],
    ['the process or a global', /\bprocess\.|\bglobalThis\b/, 'take the value as an argument'],
    ['the network', /\bfetch\(/, 'let the caller fetch'],
    ['the console', /\bconsole\./, 'return a value'],
    ['the locale', /\.toLocale|\bIntl\.|\.localeCompare\(/, 'compare and print by the project’s own rules'],
  ])('know nothing of %s', (_, pattern, instead) => {
    expect(
      offenders((s) => pattern.test(s.code), pure),
      instead,
    ).toEqual([])
  })
})

describe('money', () => {
  it('never becomes a binary fraction', () => {
    const instead = 'use parseNumber, formatFen or toDecimal of @gouji/ledger'
    expect(
      offenders((s) => /\bparseFloat\(|\.toFixed\(/.test(s.code)),
      instead,
    ).toEqual([])
  })
})

describe('files', () => {
  it(`have at most ${LINES_MAX} lines`, () => {
    const instead = 'split by what the parts do'
    expect(
      offenders((s) => s.text.split('\n').length > LINES_MAX, sources),
      instead,
    ).toEqual([])
  })

  it('are no drawers', () => {
    const instead = 'name the file after what it does'
    expect(
      offenders((s) => /(?:^|\/)(?:utils?|helpers?|misc|common)\.ts$/.test(s.path), sources),
      instead,
    ).toEqual([])
  })

  it('have plain ASCII names', () => {
    const printable = /^[\x20-\x7e]+$/
    expect(sources.map((s) => s.path).filter((path) => !printable.test(path))).toEqual([])
  })
})

describe('this test', () => {
  it('would notice an arrow in the wrong direction', () => {
    const wrong: Source = {
      path: 'packages/ledger/src/x.ts',
      package: 'ledger',
      text: '',
      code: bareCode("const a = Date.now() // Date.now\nconst b = 'parseFloat('"),
      imports: ['../../check/src/index.ts'],
      isTest: false,
    }
    expect(leaves(wrong, wrong.imports[0]!)).toBe(true)
    expect(wrong.code).toContain('Date.now()')
    expect(wrong.code).not.toContain('parseFloat')
  })
})
