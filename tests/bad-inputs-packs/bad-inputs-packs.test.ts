/**
 * One bad pack for each message. After a change of wording, `UPDATE=1 npx vitest run tests/bad-inputs-packs` writes the
 * messages anew; read the difference line by line before you keep it.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkPack, type PackProblem } from '@gouji/compose'
import { chosenPack, loadPacks, packHomes, packNamed } from '@gouji/publish'
import { afterAll, expect, test } from 'vitest'
import { PACK_PROBLEMS, packProblemText } from '../../packages/cli/src/wording/compose-problems.ts'
import { BAD_PACKS, type BadPack } from './cases.ts'

const expectedPath = new URL('expected.json', import.meta.url)
const home = mkdtempSync(join(tmpdir(), 'packs-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

function problemsOf({ name, files, asked }: BadPack): readonly PackProblem[] {
  const folder = mkdtempSync(join(home, 'case-'))
  for (const [id, text] of Object.entries(files)) writeFileSync(join(folder, `${id}.yaml`), text)
  const id = asked ?? Object.keys(files)[0]!
  const { pack, problems } = packNamed(id, loadPacks(packHomes([folder])))
  if (problems.length > 0 && pack) throw new Error(`${name}: a pack with problems was handed over`)
  return pack ? checkPack(pack) : problems
}

const results = [
  ...BAD_PACKS.map((bad) => ({ name: bad.name, problems: problemsOf(bad) })),
  {
    name: 'missing folder',
    problems: packNamed('national', loadPacks(packHomes(['no-such-folder']))).problems.map((problem) => ({
      ...problem,
      // Where the folder would be depends on the machine.
      facts: { folder: 'no-such-folder' },
    })),
  },
  {
    name: 'no pack for such a book',
    problems: chosenPack({ region: '540100', audience: 'department', stage: 'budget', year: 2025 }, loadPacks())
      .problems,
  },
  {
    name: 'two packs for such a book',
    problems: chosenPack(
      { region: '540100', audience: 'unit', stage: 'budget', year: 2025 },
      {
        raws: new Map([
          ['one', { for: { region: '54' } }],
          ['two', { for: { region: '54' } }],
        ]),
        problems: [],
      },
    ).problems,
  },
]

/** The list of the project's own packs grows; its messages are told without it. */
const without = (text: string): string => text.replace(/(现有：)[^。]*/, '$1…')

test('each bad pack gets its message', () => {
  const messages = Object.fromEntries(
    results.map(({ name, problems }) => [name, problems.map((problem) => without(packProblemText(problem, 'zh')))]),
  )
  if (process.env.UPDATE || !existsSync(expectedPath)) {
    writeFileSync(expectedPath, `${JSON.stringify(messages, undefined, 2)}\n`)
  }
  expect(messages).toEqual(JSON.parse(readFileSync(expectedPath, 'utf8')))
})

test('there is a bad pack for every message', () => {
  const met = new Set(results.flatMap(({ problems }) => problems.map(({ code }) => code)))
  expect(Object.keys(PACK_PROBLEMS).filter((code) => !met.has(code))).toEqual([])
})

test('every message says what is wrong and what to do, in both languages', () => {
  for (const { name, problems } of results) {
    expect(problems.length, name).toBeGreaterThan(0)
    for (const problem of problems)
      for (const language of ['zh', 'en'] as const) {
        const text = packProblemText(problem, language)
        expect(text, name).not.toMatch(/undefined|NaN|\[object|。。|\.\./)
        expect(text, name).toMatch(/[。.]$/)
      }
  }
})
