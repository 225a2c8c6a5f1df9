import { expect, it } from 'vitest'
import { render } from '../testing/render.ts'
import { CHECKED, SCANNED, UNREADABLE } from '../testing/story.ts'
import { sarif } from './sarif.ts'

const runOf = async (outcomes: Parameters<typeof render>[1]) => {
  const log = JSON.parse(await render(sarif, outcomes))
  expect(log.version).toBe('2.1.0')
  expect(log.runs).toHaveLength(1)
  return log.runs[0]
}

it('gives results with rule, level, line and fingerprint', async () => {
  const run = await runOf([CHECKED])
  expect(run.results.map((r: { level: string }) => r.level)).toEqual(['error', 'warning', 'none'])
  const [slip] = run.results
  expect(slip.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: '%E4%BA%91%E6%BA%AA%3Cb%3E.txt' },
    region: { startLine: 25, startColumn: 20 },
  })
  expect(slip.partialFingerprints['gouji/v1']).toMatch(/^[0-9a-f]{64}$/)
  expect(run.tool.driver.rules[slip.ruleIndex].id).toBe(slip.ruleId)
})

it('gives each rule once, with help', async () => {
  const { tool } = await runOf([CHECKED, CHECKED])
  expect(tool.driver.rules).toHaveLength(3)
  for (const rule of tool.driver.rules) expect(rule.help.text).toBeTruthy()
})

it('tells what could not be read as a failed invocation', async () => {
  const { invocations, artifacts } = await runOf([SCANNED, UNREADABLE])
  expect(invocations[0].executionSuccessful).toBe(false)
  expect(invocations[0].toolExecutionNotifications[0].descriptor).toEqual({ id: 'encrypted' })
  expect(artifacts[0].properties.verdict).toBe('unverified')
})

it('gives the same fingerprints again', async () => {
  expect(await render(sarif, [CHECKED])).toBe(await render(sarif, [CHECKED]))
})
