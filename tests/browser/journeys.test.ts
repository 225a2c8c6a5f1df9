/** What people do in the browser, in real Chromium against the real server. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardingAccounts } from './account.ts'
import { administering } from './administer.ts'
import { buildWeb, ROOT } from './built-web.ts'
import { compiling } from './compile.ts'
import { exploring } from './explore.ts'
import { printed } from './print.ts'
import { reviewing } from './review.ts'
import {
  axeFindings,
  CHROMIUM,
  hasChromium,
  startWorkbench,
  takePicture,
  type Visit,
  type Workbench,
} from './workbench.ts'

const EXAMPLES = join(ROOT, 'examples')
const PHONE = { width: 390, height: 844 }
const isInSight = (top: number | undefined): boolean => top !== undefined && top > 0 && top < 768
const FIRST_LOAD_MAX = 500_000
/** A journey has many waits, each of which may be long on a busy machine. */
const WHOLE_MS = 300_000

describe.skipIf(!hasChromium)(`in the browser (skipped without ${CHROMIUM})`, () => {
  let workbench: Workbench
  let preparer: Visit

  beforeAll(async () => {
    buildWeb()
    workbench = await startWorkbench()
    preparer = await workbench.signIn('prepare1')
  }, 180_000)
  afterAll(() => workbench?.close(), 30_000)

  it('loads little at first, and nothing from elsewhere', async () => {
    const context = await workbench.browser.newContext()
    const page = await context.newPage()
    let bytes = 0
    page.on('response', async (response) => {
      const { responseBodySize } = await response.request().sizes()
      bytes += responseBodySize
    })
    await page.goto(workbench.url)
    await page.getByRole('button', { name: '登录' }).waitFor()
    await page.waitForLoadState('networkidle')
    await context.close()
    expect(bytes).toBeGreaterThan(50_000)
    expect(bytes).toBeLessThan(FIRST_LOAD_MAX)
  })

  it(
    'takes an upload to findings, one accepted with its reason, and a list to keep',
    async () => {
      const { page } = preparer
      await page.getByRole('link', { name: '文件校验' }).click()
      await page.locator('input[type=file]').setInputFiles(join(EXAMPLES, 'archive-centre-2025.docx'))
      const line = page.getByRole('row', { name: /archive-centre-2025\.docx/ })
      await line.getByText('不通过').waitFor()
      // The district has this very file already.
      await page.locator('input[type=file]').setInputFiles(join(EXAMPLES, 'archive-centre-2025.pdf'))
      await page.getByText('已经有了').waitFor()

      await page
        .getByRole('row', { name: /archive-centre-2025\.pdf/ })
        .getByRole('link', { name: 'archive-centre-2025.pdf', exact: true })
        .click()
      await page.getByRole('img', { name: '第 1 页' }).waitFor()
      await page.keyboard.press('j')
      const mark = page.locator('.mark.selected.suspect')
      await mark.waitFor()
      // Pages above it may still grow while their pictures come.
      await expect.poll(async () => (await mark.boundingBox())?.y, { timeout: 10_000 }).toSatisfy(isInSight)
      await page.getByText('48.12', { exact: true }).first().waitFor()

      // The data open at the figure that is thought wrong, and say where else it is told, in tables and in sentences.
      await page.keyboard.press('t')
      await page.locator('.tables-grid .chosen').getByText('44.12').waitFor()
      const chosen = page.getByRole('complementary', { name: '所选单元格' })
      await chosen.getByText(/功能 2080505/).waitFor()
      await page.locator('.tables-grid').getByRole('button', { name: '858.26' }).first().click()
      expect(await axeFindings(page)).toEqual([])
      await takePicture(page, 'document-table')
      await chosen.getByRole('button', { name: /^文字：.*支出总预算 858\.26 万元/ }).click()
      await page.locator('.page .looked').waitFor()

      // Who wrote the book answers; who reviews it accepts.
      await page.getByRole('button', { name: '答复' }).click()
      await page.getByText('请写明理由').waitFor()
      await page.getByLabel('说明或理由').fill('录入时写错一位，正式公开时改正')
      await page.getByRole('button', { name: '答复' }).click()
      await page.locator('.finding.open').getByText('已答复').waitFor()
      expect(await page.getByRole('button', { name: '附理由认可' }).count()).toBe(0)
      expect(await axeFindings(page)).toEqual([])
      const reviewer = await workbench.signIn('unit1')
      await reviewer.page.goto(page.url())
      await reviewer.page.getByLabel('说明或理由').fill('同意，公开稿已改')
      await reviewer.page.getByRole('button', { name: '附理由认可' }).click()
      await reviewer.page.locator('.finding.open').getByText('已认可').waitFor()
      await takePicture(reviewer.page, 'document-accepted')
      expect(reviewer.complaints).toEqual([])
      await reviewer.context.close()

      for (const [item, start] of [
        ['问题清单（Excel）', 'PK'],
        ['批注 PDF', '%PDF'],
      ] as const) {
        await page.getByRole('button', { name: /导出/ }).click()
        const [saved] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('menuitem', { name: item }).click(),
        ])
        const bytes = await readFile(await saved.path())
        expect(bytes.subarray(0, start.length).toString()).toBe(start)
      }
    },
    WHOLE_MS,
  )

  it(
    'saves what is typed, takes it back, and asks where two people changed one cell',
    async () => {
      const { page } = preparer
      await page.getByRole('link', { name: '编制', exact: true }).click()
      await page.getByRole('link', { name: '云湖市档案局', exact: true }).click()
      await page.getByRole('tab', { name: /年度主要任务/ }).click()
      const address = page.url()
      const cell = (of: typeof page) => of.locator('[role=gridcell][data-cell="0,0"]')
      const type = async (of: typeof page, text: string): Promise<void> => {
        await cell(of).click()
        await of.keyboard.press('F2')
        await of.keyboard.press('Control+A')
        await of.keyboard.type(text)
        await of.keyboard.press('Enter')
      }
      await page.getByRole('grid', { name: '年度主要任务' }).waitFor()
      const before = await cell(page).textContent()
      await type(page, '档案资源体系建设')
      await page.getByText('已保存').waitFor()
      await page.getByRole('button', { name: '撤销' }).click()
      expect(await cell(page).textContent()).toBe(before)
      await page.getByText('有改动').waitFor()
      await page.getByText('已保存').waitFor()

      const other = await preparer.context.newPage()
      await other.goto(address)
      await cell(other).waitFor()
      await type(other, '别人写的')
      await other.getByText('已保存').waitFor()
      await type(page, '我写的')
      await page.getByRole('dialog', { name: /1 处与他人的改动冲突/ }).waitFor()
      expect(await axeFindings(page)).toEqual([])
      await page.getByRole('button', { name: '全部用我的' }).click()
      await page.getByRole('button', { name: '按选择合并并保存' }).click()
      await page.getByText('已保存').waitFor()
      await other.reload()
      await cell(other).waitFor()
      expect(await cell(other).textContent()).toBe('我写的')
      await other.close()
    },
    WHOLE_MS,
  )

  it('takes a block from Excel and fills down', async () => {
    const { page } = preparer
    await page.goto(`${workbench.url}/ledgers?year=2025&stage=budget`)
    await page.getByRole('link', { name: '云湖市档案局', exact: true }).click()
    await page.getByRole('tab', { name: /年度主要任务/ }).click()
    const grid = page.getByRole('grid')
    const rows = await grid.getByRole('rowheader').count()
    await grid.locator(`[data-cell="${rows - 2},0"]`).click()
    // Typed as a program of the page, since a test has no clipboard of its own.
    await page.evaluate(`{
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', '任务甲\\t内容甲\\t1,234.50\\n任务乙\\t内容乙\\t(10)\\n')
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
      document.querySelector('[role=grid]').dispatchEvent(paste)
    }`)
    await grid.getByText('任务乙').waitFor()
    await grid.getByText('1,234.50', { exact: true }).waitFor()
    await page.keyboard.press('Control+d')
    await page.getByText('已保存').waitFor()
    expect(await grid.getByText('任务甲').count()).toBe(2)
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    expect(await grid.getByText('任务甲').count()).toBe(0)
    await page.getByText('有改动').waitFor()
    await page.getByText('已保存').waitFor()
  })

  compiling(() => workbench)
  reviewing(() => workbench)
  exploring(() => workbench)
  printed(() => workbench)
  administering(() => workbench)
  guardingAccounts(() => workbench)

  const pages: readonly (readonly [string, readonly string[]])[] = [
    ['prepare1', ['/', '/documents', '/ledgers', '/filings', '/explore?year=2025', '/account', '/nowhere']],
    [
      'finance',
      [
        '/',
        '/filings',
        '/explore?year=2025&tab=comparison',
        '/administration/packs',
        '/administration/calendar',
        '/administration/thresholds',
      ],
    ],
    ['system', ['/', '/administration/organisations', '/administration/people', '/administration/jobs']],
    ['security', ['/administration/people']],
    ['auditor', ['/administration/audit']],
  ]
  it.each(pages)(
    'is accessible to %s on a screen and a phone: %j',
    async (login, paths) => {
      const visit = await workbench.signIn(login)
      for (const path of paths) {
        for (const size of [{ width: 1366, height: 768 }, PHONE]) {
          await visit.page.setViewportSize(size)
          await visit.page.goto(workbench.url + path)
          await visit.page.getByRole('heading', { level: 1 }).waitFor()
          // Lines of news stay open for ever: what is waited for is that nothing is loading.
          await visit.page.waitForSelector('[aria-busy=true]', { state: 'detached' })
          await visit.page.waitForTimeout(300)
          await takePicture(visit.page, `${login}${path.replaceAll(/[/?=&]/g, '-')}-${size.width}`)
          expect(await axeFindings(visit.page), `${path} at ${size.width}`).toEqual([])
          // On a phone a list has nothing beyond the edge, where nobody would look for a deadline.
          if (size !== PHONE) continue
          for (const part of await visit.page.locator('.stacks tbody tr > *').all()) {
            const box = await part.boundingBox()
            if (box) expect(box.x + box.width, path).toBeLessThanOrEqual(PHONE.width)
          }
        }
      }
      expect(visit.complaints).toEqual([])
      await visit.context.close()
    },
    WHOLE_MS,
  )

  it('opens no page of another role by its address', async () => {
    const { page } = preparer
    await page.goto(`${workbench.url}/administration/people`)
    await page.getByText('您没有这项权限').waitFor()
  })
})
