import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { render } from '../../testing/render.ts'
import { CHECKED, CLEAN, SCANNED, UNREADABLE } from '../../testing/story.ts'
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

it('links each finding to its cells and each marked cell to its finding', async () => {
  const text = await render(page, [CHECKED, CLEAN])
  const ids = [...text.matchAll(/ id="([^"]+)"/g)].map((m) => m[1])
  expect(new Set(ids).size).toBe(ids.length)
  const targets = [...text.matchAll(/ href="#([^"]+)"/g)].map((m) => m[1])
  expect(targets.filter((target) => !ids.includes(target))).toEqual([])
  expect(text).toMatch(/class="number suspect" id="d1t2r3c2"><a href="#d1f1">138\.54</)
  expect(text).toMatch(/class="number suspect"><a href="#d1t2r3c2">138\.54</)
})

it('gives tables headings with their reach', async () => {
  const text = await render(page, [CHECKED])
  expect(text).toContain('<th scope="colgroup" colspan="2">基本支出</th>')
  expect(text).toContain('<th scope="col" rowspan="2">项目支出</th>')
  expect(text).toContain('<th scope="row">住房公积金</th>')
})

it('shows the one figure that stands in no relation as not checked', async () => {
  const text = await render(page, [{ ...CHECKED, report: { ...CHECKED.report!, findings: [] } }])
  expect(text.match(/class="number unchecked"/g) ?? []).toHaveLength(0)
  const related = CHECKED.report!.relatedPlaces.slice(1)
  const less = await render(page, [{ ...CHECKED, report: { ...CHECKED.report!, relatedPlaces: related } }])
  expect(less.match(/class="number unchecked"/g)).toHaveLength(1)
})

it('gives several documents one overview and one main part', async () => {
  const text = await render(page, [CHECKED, CLEAN, SCANNED, UNREADABLE], { wording: WORDINGS.en })
  expect(text.match(/<main>/g)).toHaveLength(1)
  expect(text).toContain('<html lang="en">')
  expect(text).toContain('<h2 id="overview">Documents</h2>')
  expect(text).toContain('unreadable')
})
