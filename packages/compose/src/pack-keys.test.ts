/** docs/packs.md lists every key of the schema; `UPDATE=1 npx vitest run packages/compose/src/pack-keys` writes the list anew. */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { AXES } from './axis.ts'
import { PERIOD_NAMES } from './coordinates.ts'
import { describeKeys } from './pack-keys.ts'

const path = new URL('../../../docs/packs.md', import.meta.url)
const [BEGIN, END] = ['<!-- keys: made from the schema -->\n', '<!-- end of keys -->\n']

it('lists every key of a pack in docs/packs.md', () => {
  const docs = readFileSync(path, 'utf8')
  const [before, rest] = docs.split(BEGIN)
  const [listed, after] = (rest ?? '').split(END)
  if (process.env.UPDATE) writeFileSync(path, `${before}${BEGIN}${describeKeys()}${END}${after}`)
  else expect(listed).toBe(describeKeys())
})

it('names every axis and every period there', () => {
  const docs = readFileSync(path, 'utf8')
  expect([...AXES, ...Object.keys(PERIOD_NAMES)].filter((word) => !docs.includes(`\`${word}\``))).toEqual([])
})
