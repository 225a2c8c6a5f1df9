/** Names and sentences that would be markup, script, fields or actions, in everything that is written from them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { inflateSync } from 'node:zlib'
import type { Budget } from '@gouji/budget'
import { loadKnowledge } from '@gouji/knowledge'
import { openBudgetFolder, packNamed, publish, shippedPacks } from '@gouji/publish'
import { strFromU8, unzipSync } from 'fflate'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openOffice } from '../../packages/cli/src/workbench/office.ts'
import { CHROMIUM, hasChromium } from '../browser/workbench.ts'

const HOSTILE = [
  '<script>window.hit=1</script>',
  '<img src=x onerror="window.hit=2">',
  '"><svg onload=window.hit=3>',
  "' onmouseover='window.hit=4' x='",
  '</title></style></script><script>window.hit=5</script>',
  '<!--<script>',
  '&lt;script&gt;&#60;b&#62;',
  'javascript:window.hit=6',
  `\${window.hit=7} {{constructor.constructor("window.hit=8")()}}`,
  ']]><b>x</b>',
  '#set page(width: 1pt) #read("/etc/passwd") $ x $ *粗* _斜_ `raw`',
  '\\input{/etc/passwd} {\\field{\\*\\fldinst INCLUDETEXT "http://example.org"}}',
  '[看](javascript:window.hit=9) ![x](http://example.org/x.png)',
  ') /JS (app.alert(1)) /S /JavaScript (',
  '行一\u2028行二\u2029行三\u202e反\u0007铃',
]
const said = (i: number): string => `${HOSTILE[i % HOSTILE.length]}甲${i}`

const EXAMPLE = fileURLToPath(new URL('../../examples/ledgers/archive-centre-2025', import.meta.url))
let folder: string
let files: ReadonlyMap<string, Uint8Array>
let reports: { readonly html: Uint8Array; readonly annotated: Uint8Array; readonly xlsx: Uint8Array }
let browser: Browser | undefined

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gouji-injection-'))
  const knowledge = loadKnowledge()
  const sample = (await openBudgetFolder(EXAMPLE, knowledge)).budget!
  const budget: Budget = {
    ...sample,
    head: { ...sample.head, name: said(4) },
    units: sample.units.map((unit, i) => ({ ...unit, name: said(i), short: said(i + 1) })),
    projects: sample.projects.map((project, i) => ({ ...project, name: said(i) })),
    goals: sample.goals.map((goal, i) => ({
      ...goal,
      indicators: goal.indicators.map((one, j) => ({ ...one, name: said(i + j) })),
    })),
    lines: sample.lines.map((line, i) => ({ ...line, note: said(i) })),
    tasks: HOSTILE.map((_, i) => ({ ...sample.tasks[0]!, content: said(i) })),
    texts: { ...sample.texts, duties: HOSTILE.map((_, i) => said(i)) },
  }
  const { pack } = packNamed(sample.head.pack ?? 'zhejiang-unit-2023', shippedPacks())
  const published = await publish(budget, pack!, { formats: ['html', 'docx', 'pdf', 'xlsx', 'data'], unproved: true })
  files = new Map(published.files.map(({ path, bytes }) => [path, bytes]))

  // A book of somebody else, in which figures are wrong at names that are markup.
  const rows = HOSTILE.map((text, i) => `${text.replace(/[\r\n\t]/g, ' ')}\t${i}.00`).join('\n')
  const book = `${HOSTILE[0]}某局2025年部门预算\n\n表1 支出表${HOSTILE[1]}\n单位：万元\n项目\t预算数\n${rows}\n合计\t1.00\n\n${HOSTILE.join('\n')}\n`
  const office = openOffice(1)
  try {
    const report = async (path: string, name: string, format: 'html' | 'annotated' | 'xlsx') => {
      const outcome = await office.report({ path, name }, format, [
        { line: 1, of: { finding: HOSTILE[0]! }, reason: HOSTILE[1]!, by: HOSTILE[2]!, until: '9999-12-31' },
      ])
      if (!outcome.ok) throw new Error(outcome.failure.code)
      return outcome.value.bytes
    }
    const [text, pdf] = [join(folder, 'book.txt'), join(folder, 'book.pdf')]
    await writeFile(text, book)
    await writeFile(pdf, [...files].find(([path]) => path.endsWith('.pdf'))![1])
    const name = `${HOSTILE[1]}.txt`
    reports = {
      html: await report(text, name, 'html'),
      xlsx: await report(text, name, 'xlsx'),
      annotated: await report(pdf, `${HOSTILE[1]}.pdf`, 'annotated'),
    }
  } finally {
    await office.close()
  }
  if (hasChromium)
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

const of = (ending: string): Uint8Array => [...files].find(([path]) => path.endsWith(ending))![1]

describe.skipIf(!hasChromium)(`pages in a browser (skipped without ${CHROMIUM})`, () => {
  it.each([
    ['a published book', () => of('.html')],
    ['a report of findings', () => reports.html],
  ])('%s runs nothing of it, asks for nothing, and shows it as it was written', async (_, bytes) => {
    const path = join(folder, 'page.html')
    await writeFile(path, bytes())
    const page = await browser!.newPage()
    const asked: string[] = []
    const errors: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(pathToFileURL(path).href)
    // Whoever points and clicks starts what a page has laid out.
    for (const one of (await page.locator('a, button, data, [tabindex]').all()).slice(0, 40)) {
      await one.dispatchEvent('mouseover')
      await one.dispatchEvent('click')
    }
    expect(await page.evaluate('window.hit')).toBeUndefined()
    expect(asked.filter((url) => !/^(?:file|data|blob):/.test(url))).toEqual([])
    expect(errors).toEqual([])
    const found = (await page.evaluate(`({
      handlers: [...document.querySelectorAll('*')].flatMap((e) => [...e.attributes].map((a) => a.name)).filter((n) => n.startsWith('on')),
      links: [...document.querySelectorAll('[href], [src]')].map((e) => e.getAttribute('href') ?? e.getAttribute('src')).filter((to) => !/^(?:#|data:image|blob:)/.test(to)),
      elements: [...document.querySelectorAll('b, img[src="x"], svg[onload]')].map((e) => e.outerHTML.slice(0, 80)),
      words: document.documentElement.textContent,
    })`)) as { handlers: string[]; links: string[]; elements: string[]; words: string }
    expect(found.handlers).toEqual([])
    expect(found.links).toEqual([])
    expect(found.elements.filter((element) => /hit|>x</.test(element))).toEqual([])
    expect(found.words).toContain('<img src=x onerror="window.hit=2">')
    await page.close()
  })
})

describe.each([
  ['a book in Word', () => of('.docx')],
  ['a book as a workbook', () => of('.xlsx')],
  ['a list of findings', () => reports.xlsx],
])('%s', (_, bytes) => {
  it('has no relation to anything outside, no field and no formula of it', () => {
    const parts = Object.entries(unzipSync(bytes())).filter(([name]) => /\.(?:xml|rels)$/.test(name))
    const all = parts.map(([, part]) => strFromU8(part)).join('\n')
    expect(all).not.toMatch(/TargetMode="External"/)
    expect(all).not.toMatch(/<w:instrText[^>]*>[^<]*(?:INCLUDE|HYPERLINK|example|passwd)/)
    expect(all).not.toMatch(/<f>[^<]*(?:hit|example|passwd)/)
    expect(all).toContain('&lt;img src=x onerror=')
    // Nothing ended an element early.
    for (const [name, part] of parts) expect(isWellFormed(strFromU8(part)), name).toBe(true)
  })
})

describe.each([
  ['a printed book', () => of('.pdf')],
  ['a book with its findings', () => reports.annotated],
])('%s', (_, bytes) => {
  it('acts on nothing', () => {
    const text = unpacked(bytes())
    expect(text).not.toMatch(
      /\/(?:JavaScript|JS|Launch|SubmitForm|ImportData|GoToR|OpenAction\s*<<\s*\/S\s*\/(?!GoTo))\b/,
    )
    expect(text).not.toMatch(/root:x:0/)
  })
})

/** Elements close in the order in which they opened. */
function isWellFormed(xml: string): boolean {
  const open: string[] = []
  for (const [, end, name, own] of xml.matchAll(/<(\/?)([\w:]+)(?:\s+[\w:.-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (own) continue
    if (!end) open.push(name!)
    else if (open.pop() !== name) return false
  }
  // What looks like an element and is none would be left over.
  const left = xml.replace(/<\/?[\w:]+(?:\s+[\w:.-]+="[^"<]*")*\s*\/?>|<\?[^>]*\?>/g, '')
  return open.length === 0 && !left.includes('<')
}

/** All of a PDF that is no string of text, unpacked: names of actions stand in dictionaries, and these may be packed. */
function unpacked(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes).toString('latin1')
  const streams = [...raw.matchAll(/stream\r?\n/g)].flatMap((found) => {
    try {
      return [inflateSync(bytes.subarray(found.index + found[0].length), { finishFlush: 2 }).toString('latin1')]
    } catch {
      return []
    }
  })
  const objects = streams.filter((stream) => /^\s*\d+ \d+ /.test(stream))
  return [raw.replace(/stream\r?\n[\s\S]*?endstream/g, ''), ...objects]
    .join('\n')
    .replace(/\((?:\\.|[^\\()])*\)|<[0-9a-fA-F\s]*>/g, '()')
}
