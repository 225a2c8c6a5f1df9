/** What a preparer has at hand beside the grid: changes with their reasons, where figures come from, last year, codes. */
import { fileURLToPath } from 'node:url'
import { loadKnowledge } from '@gouji/knowledge'
import { openBudgetFolder } from '@gouji/publish'
import { createLedger, getLedger, saveLedger } from '@gouji/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rowsOfBudget, type StoredRow } from '../tasks/ledger-rows.ts'
import { type Client, signIn } from '../testing/client.ts'
import { type District, openDistrict } from '../testing/district.ts'
import { editsOf } from './ledgers.ts'

const EXAMPLE = fileURLToPath(new URL('../../../../examples/ledgers/archive-centre-2025', import.meta.url))

let district: District
let preparer: Client
let rows: readonly StoredRow[]
let ledger: string

beforeAll(async () => {
  district = await openDistrict()
  preparer = await signIn(district.app, 'preparer')
  const { budget } = await openBudgetFolder(EXAMPLE, loadKnowledge())
  rows = rowsOfBudget(budget!)
  ledger = district.near.ledger
  // What is public does not change: it is given back for correction first.
  const finance = await signIn(district.app, 'finance_admin')
  const { version } = (await finance.call('GET', `/filings/${district.near.filing}`)).json
  const given = await finance.call(
    'POST',
    `/filings/${district.near.filing}/steps`,
    { act: 'return', text: '更正' },
    { 'if-match': `"v${version}"` },
  )
  expect(given.json.step).toBe('returned')
  await fill(ledger, rows)
}, 60_000)
afterAll(() => district?.close())

/** The ledger says what the rows say, whatever it said before. */
async function fill(id: string, wanted: readonly StoredRow[]): Promise<void> {
  await district.store.as(district.people.preparer.id, async (tx) => {
    const { version } = await getLedger(tx, id)
    const { rows: old } = (await preparer.call('GET', `/ledgers/${id}/rows`)).json as { rows: StoredRow[] }
    const edits = [...old.map(({ sheet, key }) => ({ sheet, key })), ...editsOf(wanted)]
    const kept = new Map(edits.map((edit) => [`${edit.sheet}/${edit.key}`, edit]))
    const saved = await saveLedger(tx, { ledger: id, baseVersion: version, edits: [...kept.values()] })
    expect(saved.status).toBe('saved')
  })
}

describe('changes and their reasons', () => {
  it('are told with what is held against what, and the reason that stands in the ledger', async () => {
    const { json } = await preparer.call('GET', `/ledgers/${ledger}/problems`)
    expect(json.problems).toEqual([])
    const one = json.changes.find(({ key }: { key: string }) => key === '公务接待费')
    expect(one).toMatchObject({ now: '38000.00', base: '38800.00', period: '上年预算数', contradicts: false })
    expect(one.reason).not.toBe('')
    expect(json.directions.up).toContain('增加')
  })

  it('without one have a draft of what changed most, and the problem names the change', async () => {
    const isReason = ({ sheet, values }: StoredRow) => sheet === 'texts' && values.key === '支出总计'
    await fill(
      ledger,
      rows.filter((row) => !isReason(row)),
    )
    const { json } = await preparer.call('GET', `/ledgers/${ledger}/problems`)
    const problem = json.problems.find(({ code }: { code: string }) => code === 'reason-missing')
    expect(problem).toMatchObject({ change: '支出总计', severity: 'error' })
    expect(problem.remedy).not.toMatch(/\.yaml|\.csv/)
    const change = json.changes.find(({ key }: { key: string }) => key === '支出总计')
    expect(change).toMatchObject({ asked: true, reason: '' })
    expect(change.draft).toMatch(/(?:增加|减少)[\d.]+万元/)
  })

  it('say so when the reason speaks of the opposite', async () => {
    const turned = rows.map((row) =>
      row.sheet === 'texts' && row.values.key === '支出总计'
        ? { ...row, values: { ...row.values, text: '压减一般性支出' } }
        : row,
    )
    await fill(ledger, turned)
    const { json } = await preparer.call('GET', `/ledgers/${ledger}/problems`)
    expect(json.changes.filter(({ contradicts }: { contradicts: boolean }) => contradicts)).toMatchObject([
      { key: '支出总计' },
    ])
    await fill(ledger, rows)
  })
})

describe('figures of the book', () => {
  it('come from rows whose amounts make them up', async () => {
    const html = (await preparer.call('GET', `/ledgers/${ledger}/preview`)).text
    const cells = [
      ...html.matchAll(/<td class="right n"><data id="f(\d+)"[^>]*data-kind="amount"[^>]*>([\d,.-]+)<\/data>/g),
    ]
    expect(cells.length).toBeGreaterThan(100)
    const current = (await preparer.call('GET', `/ledgers/${ledger}/rows`)).json.rows as StoredRow[]
    const bySheet = Map.groupBy(current, ({ sheet }) => sheet)
    for (let i = 0; i < cells.length; i += Math.floor(cells.length / 8)) {
      const [, number, text] = cells[i]!
      const { json } = await preparer.call('GET', `/ledgers/${ledger}/figures/${number}`)
      const sum = json.rows.reduce(
        (fen: number, at: { sheet: string; row: number }) =>
          fen + Math.round(Number(bySheet.get(at.sheet)![at.row - 1]!.values.fen) * 100),
        0,
      )
      expect([number, json.text, (sum / 1_000_000).toFixed(2)]).toEqual([number, text, text!.replaceAll(',', '')])
    }
  }, 60_000)

  it('that the book does not have are not found', async () => {
    expect((await preparer.call('GET', `/ledgers/${ledger}/figures/999999`)).status).toBe(404)
  })
})

describe('last year', () => {
  it('is nothing where there is none, and the ledger of the same organisation where there is one', async () => {
    const before = await preparer.call('GET', `/ledgers/${ledger}/last-year`)
    expect(before.json).toEqual({ from: 'nothing', year: 2024, rows: [] })
    const { organisation } = district.near
    await district.store.as(district.people.preparer.id, async (tx) => {
      const { id } = await createLedger(tx, { organisation, year: 2024, stage: 'budget' })
      await saveLedger(tx, { ledger: id, baseVersion: 0, edits: editsOf(rows) })
    })
    const { json } = await preparer.call('GET', `/ledgers/${ledger}/last-year`)
    expect(json).toMatchObject({ from: 'ledger', year: 2024 })
    expect(new Set(json.rows.map(({ sheet }: StoredRow) => sheet))).toEqual(
      new Set(['units', 'projects', 'expenditure', 'income']),
    )
    const guide = (await preparer.call('GET', `/ledgers/${ledger}/indicators`)).json
    expect(guide.lastYear.length).toBe(rows.filter(({ sheet }) => sheet === 'indicators').length)
    expect(guide.lastYear.some(({ project }: { project: string }) => project === '档案抢救修复')).toBe(true)
  })

  it('of another department is seen by nobody here', async () => {
    for (const path of ['last-year', 'indicators', 'figures/0', 'problems']) {
      expect((await preparer.call('GET', `/ledgers/${district.far.ledger}/${path}`)).status, path).toBe(404)
    }
  })
})

describe('what may be written', () => {
  it('are the codes of the year with their names and what stands above them', async () => {
    const { json } = await preparer.call('GET', '/subjects?kind=function&year=2025')
    const one = json.find(({ code }: { code: string }) => code === '2012601')
    expect(one).toEqual({ code: '2012601', name: '行政运行', path: '一般公共服务支出 / 档案事务' })
    const economies = (await preparer.call('GET', '/subjects?kind=economy&year=2025')).json
    expect(economies.find(({ code }: { code: string }) => code === '30101').name).toBe('基本工资')
  })

  it('are indicators of the three levels, each below a level that is there', async () => {
    const { levels, usual, schemes } = (await preparer.call('GET', `/ledgers/${ledger}/indicators`)).json
    const known = new Map(levels.map((l: { level1: string; level2: string[] }) => [l.level1, l.level2]))
    expect(usual.length).toBeGreaterThan(40)
    for (const one of usual) expect(known.get(one.level1), one.name).toContain(one.level2)
    for (const { shares } of schemes) for (const { level1 } of shares) expect(known.has(level1)).toBe(true)
  })
})
