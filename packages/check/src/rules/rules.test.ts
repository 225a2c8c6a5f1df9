import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { RULE_INFOS, RULES } from './index.ts'
import type { RuleInfo } from './rule.ts'

const isInfo = (value: unknown): value is RuleInfo =>
  typeof value === 'object' && value !== null && 'id' in value && 'checks' in value

it('registers every rule of the folder', async () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))
  for (const file of files) {
    if (file === 'index.ts') continue
    const exported = Object.entries(await import(new URL(file, import.meta.url).href))
    for (const [name, info] of exported.filter(([, value]) => isInfo(value)) as [string, RuleInfo][]) {
      expect(RULE_INFOS.get(info.id), `${file} exports ${name}: register it in index.ts`).toBe(info)
      // CODE_NAME is checked by codeName.
      const [first, ...rest] = info.id.toLowerCase().split('-')
      const rule = first + rest.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')
      const named = exported.find(([key]) => key === rule)?.[1]
      expect(RULES.find(([i]) => i === info)?.[1], `${file}: ${rule} belongs beside ${name}`).toBe(named)
    }
  }
})

it('explains every rule', () => {
  expect(RULE_INFOS.size).toBe(new Set(RULE_INFOS.keys()).size)
  for (const info of RULE_INFOS.values()) {
    for (const text of [info.title.zh, info.title.en, info.checks, info.basis, info.good, info.bad]) {
      expect(text.length, info.id).toBeGreaterThan(3)
    }
    expect(info.good, info.id).not.toBe(info.bad)
  }
})
