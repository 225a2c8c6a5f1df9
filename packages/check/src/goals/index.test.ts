import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { RULE_INFOS } from '../rules/index.ts'
import { GOAL_RULES } from './index.ts'

it('registers every rule of the folder', async () => {
  const files = readdirSync(new URL('.', import.meta.url)).filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))
  for (const file of files) {
    for (const [name, value] of Object.entries(await import(new URL(file, import.meta.url).href))) {
      if (typeof value !== 'object' || value === null || !('checks' in value) || !('id' in value)) continue
      expect(
        GOAL_RULES.some(([info]) => info === value),
        `${file} exports ${name}: add it to GOAL_RULES`,
      ).toBe(true)
      expect(RULE_INFOS.get(String(value.id))).toBe(value)
    }
  }
})
