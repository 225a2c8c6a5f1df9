/** Every rule that a finding can name can be explained: whoever gets the finding must be able to ask why. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { RULE_INFOS, type RuleInfo } from '@gouji/check'
import { expect, it } from 'vitest'
import { explain, rulesManual } from './commands/explain.ts'
import { groupOf } from './view/group.ts'
import { WORDINGS } from './wording/index.ts'

const CHECK = fileURLToPath(new URL('../../check/src', import.meta.url))
const modules = globSync('**/*.ts', { cwd: CHECK })
  .filter((path) => !path.endsWith('.test.ts') && !path.startsWith('testing'))
  .map((path) => join(CHECK, path))

const isInfo = (value: unknown): value is RuleInfo =>
  typeof value === 'object' && value !== null && 'id' in value && 'checks' in value && 'bad' in value

async function declaredInfos(): Promise<RuleInfo[]> {
  const exported = await Promise.all(modules.map((path) => import(pathToFileURL(path).href)))
  return exported.flatMap((module) =>
    Object.values(module as object).flatMap((value) => {
      if (isInfo(value)) return [value]
      const within = Array.isArray(value) ? value.flat() : typeof value === 'object' ? Object.values(value ?? {}) : []
      return within.filter(isInfo)
    }),
  )
}

it('has a text for every rule that any part of the checker declares', async () => {
  const declared = new Set((await declaredInfos()).map(({ id }) => id))
  expect(declared.size).toBeGreaterThan(30)
  expect([...declared].filter((id) => !RULE_INFOS.has(id))).toEqual([])
})

it('has a text for every rule that code writes into a finding by name', () => {
  const named = modules.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/\brule: '([A-Z]+(?:-[A-Z]+)*)'/g)].map((m) => m[1]!),
  )
  expect(named).toContain('ROUNDING-RARE')
  expect(named.filter((id) => !RULE_INFOS.has(id))).toEqual([])
})

it('says everything of every rule, and knows its kind', () => {
  for (const info of RULE_INFOS.values()) {
    const words = [info.title.zh, info.title.en, info.checks, info.basis, info.good, info.bad]
    expect(
      words.filter((text) => text.trim() === ''),
      info.id,
    ).toEqual([])
    expect(info.good, info.id).not.toBe(info.bad)
    expect(groupOf(info.id), info.id).not.toBe('other')
  }
})

it('explains one rule, whatever the letters', () => {
  const { output, complaint } = explain(['sum-rows'], WORDINGS.zh, false)
  expect(complaint).toBe('')
  for (const words of ['SUM-ROWS', '检查', '依据', '正例', '反例']) expect(output).toContain(words)
})

it('explains all, and lists all by name', () => {
  for (const asked of [['all'], []]) {
    const { output } = explain(asked, WORDINGS.en, false)
    expect([...RULE_INFOS.keys()].filter((id) => !output.includes(id))).toEqual([])
  }
})

it('proposes the rule that was probably meant', () => {
  expect(explain(['SUM-ROW'], WORDINGS.zh, false).complaint).toContain('“SUM-ROWS”')
})

it('is what docs/rules.md says (write it again with -u)', async () => {
  await expect(rulesManual(WORDINGS.zh)).toMatchFileSnapshot('../../../docs/rules.md')
})
