import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { render } from '../testing/render.ts'
import { CHECKED, CLEAN, SCANNED, UNREADABLE } from '../testing/story.ts'
import { json } from './json.ts'

const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true })
const validator = (name: string) =>
  ajv.compile(JSON.parse(readFileSync(new URL(`../../schema/${name}.schema.json`, import.meta.url), 'utf8')))
const validate = { read: validator('read'), check: validator('check') }

async function objectOf(outcomes: Parameters<typeof render>[1], command: 'read' | 'check', all = false) {
  const object = JSON.parse(await render(json, outcomes, { command, all }))
  validate[command](object)
  expect(validate[command].errors ?? []).toEqual([])
  return object
}

it('gives one document as one object by the schema', async () => {
  const { name, verdict, findings, coverage } = await objectOf([CHECKED], 'check')
  expect({ name, verdict }).toEqual({ name: '云溪<b>.txt', verdict: 'fail' })
  expect(findings.map((f: { id: string }) => f.id)).toEqual(['sum-2-3-0', 'mixed-audience', 'same-1'])
  expect(findings[0].evidence[0]).toEqual({
    line: 25,
    where: '2025年单位一般公共预算支出表',
    text: '行政运行 / 合计 138.54',
    role: 'total',
  })
  expect(findings[0].suspects[0]).toMatchObject({ line: 25, found: '138.54', proposed: '135.84' })
  expect(coverage.relations).toEqual({ held: 21, failed: 2, unverified: 1 })
})

it('gives several documents in order, what failed among them', async () => {
  const { documents } = await objectOf([CLEAN, UNREADABLE, SCANNED], 'check')
  expect(documents.map((d: { name: string }) => d.name)).toEqual(['clean.txt', 'locked.pdf', 'scan.pdf'])
  expect(documents[1].failure).toMatchObject({ code: 'encrypted' })
  expect(documents[2].verdict).toBe('unverified')
})

it('gives figures as decimal strings with place, path and coordinates, and leaves blanks out', async () => {
  const { tables, statements, indicators } = await objectOf([CHECKED], 'read')
  expect(tables[1].cells).toContainEqual({
    line: 25,
    row: 4,
    column: 3,
    rowCode: '2012601',
    rowLabel: '行政运行',
    columnPath: ['合计'],
    value: '138.54',
    unit: '万元',
    measure: 'amount',
    coordinates: { flow: 'expenditure', source: 'general' },
    text: '138.54',
  })
  expect(tables[1].cells).toHaveLength(23)
  expect(statements[0]).toMatchObject({ line: 5, value: '178.11', unit: '万元' })
  expect(indicators[0]).toMatchObject({ line: 40, level3: '完成扫描页数', operator: '≥', target: '120000' })
})

it('gives blanks too when asked for all', async () => {
  const { tables } = await objectOf([CHECKED], 'read', true)
  expect(tables[1].cells).toHaveLength(32)
})
