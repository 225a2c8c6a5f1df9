/** Every act that is recorded has its words in the page of the auditor. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { AUDIT_ACTS, detailText, subjectName } from '../../packages/web/src/administration/audit-words.ts'

const PACKAGES = fileURLToPath(new URL('../../packages', import.meta.url))
const sources = ['store', 'server'].flatMap((name) =>
  readdirSync(join(PACKAGES, name, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/test|testing/.test(path))
    .map((path) => readFileSync(join(PACKAGES, name, 'src', path), 'utf8')),
)

it('has words for every act', () => {
  const acts = sources.flatMap((text) => [...text.matchAll(/act: '([a-z]+\.[a-z]+)'/g)].map(([, act]) => act!))
  expect(new Set(acts).size).toBeGreaterThan(25)
  expect(acts.filter((act) => !(act in AUDIT_ACTS))).toEqual([])
})

it('tells details in words, and what it does not know as it is', () => {
  expect(detailText('{"year":2026,"stage":"budget","step":"部门预算公开"}')).toBe(
    '年度：2026；预决算：预算；事项：部门预算公开',
  )
  expect(detailText('{"other":["a","b"]}')).toBe('other：a、b')
  expect(detailText('broken')).toBe('broken')
  expect(subjectName('document 7babbe3a-d059-46bc-a2f0-56eaf94065d3')).toBe('文件 7babbe3a')
})
