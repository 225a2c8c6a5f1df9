/**
 * One bad input for each message. After a change of wording, `UPDATE=1 npx vitest run tests/bad-inputs` writes the
 * messages anew; read the difference line by line before you keep it.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { UnreadableError } from '@gouji/document'
import { readFile } from '@gouji/files'
import { expect, test } from 'vitest'
import { FAILURES, failureMessage } from '../../packages/cli/src/wording/failures.ts'

const folder = fileURLToPath(new URL('.', import.meta.url))
const expectedPath = `${folder}expected.json`
const names = readdirSync(folder)
  .filter((name) => !/\.(ts|json|md)$/.test(name))
  .sort()

async function messageFor(name: string): Promise<string> {
  try {
    const document = await readFile(`${folder}${name}`, { office: { commands: ['no-such-office-program'] } })
    return `read as ${document.format}`
  } catch (error) {
    if (error instanceof UnreadableError) return failureMessage(error.failure, name, 'zh')
    throw error
  }
}

test('each bad input gets its message', async () => {
  const messages: Record<string, string> = {}
  for (const name of names) messages[name] = await messageFor(name)
  if (process.env.UPDATE || !existsSync(expectedPath)) {
    writeFileSync(expectedPath, `${JSON.stringify(messages, undefined, 2)}\n`)
  }
  expect(messages).toEqual(JSON.parse(readFileSync(expectedPath, 'utf8')))
  expect(names.length).toBeGreaterThanOrEqual(20)
})

test('every message says what is wrong and what to do, in both languages, with no fact left open', () => {
  for (const [code, words] of Object.entries(FAILURES)) {
    for (const language of ['zh', 'en'] as const) {
      const { message, remedy } = words[language]({})
      expect(message, code).not.toMatch(/[.。]$/)
      expect(remedy, code).toMatch(/[.。]$/)
      expect(remedy, code).not.toMatch(/undefined|NaN/)
    }
  }
})
