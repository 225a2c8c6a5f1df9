import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Shown } from '../../outcome.ts'
import { render } from '../../testing/render.ts'
import { CHECKED, CLEAN, REPORT, SCANNED, UNREADABLE } from '../../testing/story.ts'
import { WORDINGS } from '../../wording/index.ts'
import { page } from './page.ts'

it('lets nothing of the document become markup', async () => {
  const text = await render(page, [CHECKED])
  expect(text.match(/<script/g)).toHaveLength(1)
  expect(text).not.toContain('<b>')
  expect(text).toContain('=一般行政管理事务&lt;script&gt;')
})

it('allows its own style and script and nothing else', async () => {
  const text = await render(page, [CHECKED])
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(text)![1]!
  expect(policy).toContain("default-src 'none'")
  for (const part of ['style', 'script']) {
    const content = new RegExp(`<${part}>([\\s\\S]*?)</${part}>`).exec(text)![1]!
    expect(policy).toContain(`${part}-src 'sha256-${createHash('sha256').update(content).digest('base64')}'`)
  }
  expect(text).not.toMatch(/ style="|https?:|url\(/)
})

it('links each finding to its cell and each marked cell to its finding', async () => {
  const text = await render(page, [CHECKED, CLEAN])
  const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((m) => m[1])
  expect(new Set(ids).size).toBe(ids.length)
  const targets = [...text.matchAll(/ href="#([^"]+)"/g)].map((m) => m[1])
  expect(targets.filter((target) => !ids.includes(target))).toEqual([])
  expect(text).toMatch(
    /<td class="number marked"><span id="d1f1m"><\/span><a class="mark suspect error" href="#d1f1"[^>]*>138\.54<sup>1</,
  )
  expect(text).toMatch(/<a class="goto" href="#d1f1m">第 25 行/)
})

it('tells the arithmetic and the proposal at the mark, without script', async () => {
  const text = await render(page, [CHECKED])
  const title = /href="#d1f1" data-f="d1f1" title="([^"]+)"/.exec(text)![1]
  expect(title).toContain('100.00 + 35.84 = 135.84 ≠ 138.54')
  expect(title).toContain('138.54 → 135.84')
})

it('marks the words of a sentence that a finding is about', async () => {
  const text = await render(page, [CHECKED])
  expect(text).toMatch(/178\.11万元，<span id="d1f2m"><\/span>.*<a class="mark suspect warning"[^>]*>-1\+2 部门收支</)
})

it('marks the figure in a paragraph that has no lines', async () => {
  const place = { block: 7 }
  const finding = {
    ...REPORT.findings[0]!,
    found: '0.52',
    evidence: [{ place, text: '正文“减少额”', role: 'suspect' as const }],
  }
  const text = '预算数为12.30万元，比上年减少0.52万元，下降4.06%。'
  const shown: Shown = { blocks: [{ kind: 'paragraph', text, place, runs: [] }], pages: [], pictures: [] }
  const html = await render(page, [{ ...CHECKED, shown, report: { ...REPORT, findings: [finding] } }])
  expect(html).toMatch(/比上年减少<span id="d1f1m"><\/span><a class="mark suspect info"[^>]*>0\.52万元</)
})

it('groups the list by cause, what was accepted apart and not counted', async () => {
  const waiver = { reason: '已核对', by: '财务室', until: '2025-12-31' }
  const findings = REPORT.findings.map((f, i) => ({
    ...f,
    rule: ['STRUCT-YEAR', 'CODE-NAME', 'SUM-ROWS'][i]!,
    ...(i === 1 && { waiver }),
  }))
  const text = await render(page, [{ ...CHECKED, report: { ...REPORT, findings } }])
  const groups = [...text.matchAll(/<section class="group"><h3>([^ ]+)/g)].map((m) => m[1])
  expect(groups).toEqual(['表内、表间勾稽', '结构与完整性', '已说明'])
  expect(text).toContain('已说明：已核对（财务室，有效至 2025-12-31）')
  expect(text).toContain('错误 1 个 · 提示 1 个 · 已说明 1 个')
})

it('shows the pages of a PDF with a box at each mark, and its words to search', async () => {
  const box = [10, 20, 50, 30] as const
  const findings = [
    {
      ...REPORT.findings[2]!,
      suspects: [],
      evidence: [{ ...REPORT.findings[2]!.evidence[0]!, place: { page: 2, box } }],
    },
  ]
  const shown: Shown = {
    blocks: [{ kind: 'paragraph', text: '第二页的字', place: { page: 2 }, runs: [] }],
    pages: [1, 2].map((number) => ({ number, width: 200, height: 100, hasText: true })),
    pictures: [{ number: 2, png: new Uint8Array([1, 2, 3]) }],
  }
  const text = await render(page, [{ ...CHECKED, shown, report: { ...REPORT, findings } }])
  expect(text).toContain('<img src="data:image/png;base64,AQID" width="200" height="100"')
  expect(text).toMatch(
    /id="d1f1m" href="#d1f1"[\s\S]*?<rect class="box" x="8\.8" y="18\.8" width="42\.4" height="12\.4"/,
  )
  expect(text).toContain('第二页的字')
  expect(text.match(/loading="lazy"/g)).toHaveLength(1)
})

it('gives tables that were only read their headings with their reach', async () => {
  const { report: _, ...read } = CHECKED
  const text = await render(page, [read], { command: 'read' })
  expect(text).toContain('<th scope="colgroup" colspan="2">基本支出</th>')
  expect(text).toContain('<th scope="col" rowspan="2">项目支出</th>')
  expect(text).toContain('<th scope="row">住房公积金</th>')
})

it('shows the one figure that stands in no relation as not checked', async () => {
  const text = await render(page, [{ ...CHECKED, report: { ...REPORT, findings: [] } }])
  expect(text.match(/class="number unchecked"/g) ?? []).toHaveLength(0)
  const related = REPORT.relatedPlaces.slice(1)
  const less = await render(page, [{ ...CHECKED, report: { ...REPORT, findings: [], relatedPlaces: related } }])
  expect(less.match(/class="number unchecked"/g)).toHaveLength(1)
})

it('gives several documents one overview and one main part', async () => {
  const text = await render(page, [CHECKED, CLEAN, SCANNED, UNREADABLE], { wording: WORDINGS.en })
  expect(text.match(/<main>/g)).toHaveLength(1)
  expect(text).toContain('<html lang="en">')
  expect(text).toContain('<h2 id="overview">Documents</h2>')
  expect(text).toContain('unreadable')
})
