/** What a preparer does with a ledger: figures beside last year's, reasons, the book, goals, a workbook in and out. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, takePicture, type Visit, type Workbench } from './workbench.ts'

const PHONE = { width: 390, height: 844 }
/** A journey has many waits, each of which may be long on a busy machine. */
const WHOLE_MS = 300_000
const SCREEN = { width: 1366, height: 768 }

/** Waits until what was typed is stored, however long that takes. */
const saved = async (page: Page): Promise<void> => {
  await page.getByText('已保存', { exact: true }).waitFor()
}

/** Something was typed: it is stored only after the page has said that it is not. */
const changedAndSaved = async (page: Page, act: () => Promise<unknown>): Promise<void> => {
  const stored = page.waitForResponse((r) => r.request().method() === 'PATCH' && /\/rows$/.test(r.url()) && r.ok())
  await act()
  await stored
  await saved(page)
}

const openLedger = async (page: Page, workbench: Workbench, name: string): Promise<void> => {
  await page.goto(`${workbench.url}/ledgers?year=2025&stage=budget`)
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('grid').waitFor()
}

export function compiling(given: () => Workbench): void {
  describe('a preparer', () => {
    let visit: Visit
    let page: Page
    beforeAll(async () => {
      visit = await given().signIn('prepare1')
      page = visit.page
    })
    afterAll(async () => {
      expect(visit.complaints).toEqual([])
      await visit.context.close()
    })

    it(
      'sees last year beside each line, a large change marked, and the way from a problem to its cell',
      async () => {
        await openLedger(page, given(), '云湖市档案服务中心')
        const row = page.getByRole('row', { name: /30101 基本工资/ }).first()
        await row.getByText('1,093,500.00').waitFor()
        const amount = row.locator('.pinned')
        const before = await amount.textContent()
        await amount.click()
        await page.keyboard.type('999')
        await changedAndSaved(page, () => page.keyboard.press('Enter'))
        await row.locator('.extra.large').first().waitFor()
        await takePicture(page, 'ledger-last-year')
        expect(await axeFindings(page)).toEqual([])
        await page.getByRole('button', { name: /收支不平/ }).click()
        await page.getByRole('tab', { name: /收入明细/, selected: true }).waitFor()
        await page.getByRole('grid', { name: '收入明细' }).waitFor()
        await changedAndSaved(page, () => page.getByRole('button', { name: '撤销' }).click())
        await page.getByRole('button', { name: /收支不平/ }).waitFor({ state: 'detached' })
        await page.getByRole('tab', { name: /支出明细/ }).click()
        expect(
          await page
            .getByRole('row', { name: /30101 基本工资/ })
            .first()
            .locator('.pinned')
            .textContent(),
        ).toBe(before)
      },
      WHOLE_MS,
    )

    it(
      'completes a code by the name of its subject',
      async () => {
        const cell = page.locator('[role=gridcell][data-cell="0,2"]')
        const before = await cell.textContent()
        await cell.dblclick()
        await page.keyboard.press('Control+A')
        await page.keyboard.type('差旅')
        await page.getByRole('option', { name: /30211 差旅费/ }).waitFor()
        await page.keyboard.press('ArrowDown')
        await changedAndSaved(page, () => page.keyboard.press('Enter'))
        await cell.getByText('差旅费').waitFor()
        await changedAndSaved(page, () => page.getByRole('button', { name: '撤销' }).click())
        expect(await cell.textContent()).toBe(before)
      },
      WHOLE_MS,
    )

    it(
      'writes a reason beside its change, and is told at once when it says the opposite',
      async () => {
        await openLedger(page, given(), '云湖市档案局')
        await page.getByText(/^变动 [1-9]/).click()
        const reason = page.getByLabel('公务接待费 变动的原因')
        const before = await reason.inputValue()
        await reason.fill('接待批次增加')
        await page.getByText('方向相反').waitFor()
        await changedAndSaved(page, () => page.getByLabel('支出总计 变动的原因').focus())
        await page.getByText('问题 1').click()
        await page.getByRole('button', { name: /公务接待费/ }).click()
        await reason.waitFor()
        await takePicture(page, 'ledger-changes')
        expect(await axeFindings(page)).toEqual([])
        await reason.fill(before)
        await changedAndSaved(page, () => page.getByLabel('支出总计 变动的原因').focus())
        await page.getByText('问题 0').waitFor()
        // Without a reason there is a draft to begin with.
        await page.getByLabel('支出总计 变动的原因').fill('')
        await changedAndSaved(page, () => reason.focus())
        await changedAndSaved(page, () => page.getByRole('button', { name: '用作草稿' }).click())
        expect(await page.getByLabel('支出总计 变动的原因').inputValue()).toMatch(/(增加|减少)[\d.]+万元/)
        for (let i = 0; i < 2; i++) await page.getByRole('button', { name: '撤销' }).click()
        await saved(page)
      },
      WHOLE_MS,
    )

    it(
      'sees the book beside the data: a figure leads to its rows, a change lights up',
      async () => {
        await openLedger(page, given(), '云湖市档案局')
        await page.getByText('书稿', { exact: true }).click()
        const figure = page.locator('.book-html table').nth(1).getByRole('button', { name: '1068.82' }).first()
        await figure.click()
        const source = page.getByRole('region', { name: '这个数出自哪里' })
        await source.getByRole('button', { name: '第 1 行', exact: true }).click()
        await page.getByRole('grid', { name: '收入明细' }).waitFor()
        await takePicture(page, 'ledger-book')
        expect(await axeFindings(page)).toEqual([])
        await page.getByRole('tab', { name: /支出明细/ }).click()
        await page.locator('[role=gridcell].pinned').first().click()
        await page.keyboard.type('612,394')
        await changedAndSaved(page, () => page.keyboard.press('Enter'))
        await page.locator('.book-html .changed').first().waitFor()
        await changedAndSaved(page, () => page.getByRole('button', { name: '撤销' }).click())
      },
      WHOLE_MS,
    )

    it(
      'writes goals as forms, with what is left of a hundred and indicators to choose from',
      async () => {
        await openLedger(page, given(), '云湖市档案局')
        await page.getByRole('tab', { name: /项目和绩效/ }).click()
        await page.getByRole('button', { name: /档案抢救修复/ }).click()
        await page.getByText('合计 100', { exact: true }).waitFor()
        const weight = page.getByLabel('第 1 个指标的权重')
        const points = await weight.inputValue()
        await changedAndSaved(page, () => weight.fill(''))
        await page.getByText(new RegExp(`还有 ${points} 分可分，1 个指标没有填`)).waitFor()
        await changedAndSaved(page, () => page.getByRole('button', { name: /分给未填的 1 个/ }).click())
        await page.getByText('合计 100', { exact: true }).waitFor()
        const lines = page.getByRole('combobox', { name: /个指标的名称/ })
        const count = await lines.count()
        await changedAndSaved(page, () => page.getByRole('button', { name: '选用 档案整理合格率' }).click())
        await page.getByLabel(`第 ${count + 1} 个指标的名称`).waitFor()
        for (const size of [SCREEN, PHONE]) {
          await page.setViewportSize(size)
          await takePicture(page, `ledger-goals-${size.width}`)
          expect(await axeFindings(page)).toEqual([])
        }
        await page.setViewportSize(SCREEN)
        await changedAndSaved(page, () => page.getByRole('button', { name: `删除第 ${count + 1} 个指标` }).click())
        expect(await lines.count()).toBe(count)
      },
      WHOLE_MS,
    )

    it(
      'takes a workbook, after seeing cell by cell what it would change',
      async () => {
        await openLedger(page, given(), '云湖市档案局本级')
        await page.getByRole('button', { name: /工作簿和版本/ }).click()
        const [workbook] = await Promise.all([
          page.waitForEvent('download'),
          page.getByRole('menuitem', { name: '导出工作簿' }).click(),
        ])
        const path = await workbook.path()
        const amount = page.locator('[role=gridcell].pinned').first()
        const before = await amount.textContent()
        await amount.click()
        await page.keyboard.type('1000')
        await changedAndSaved(page, () => page.keyboard.press('Enter'))
        const dialog = page.getByRole('dialog')
        const file = { name: '账册.xlsx', mimeType: 'application/octet-stream', buffer: await readFile(path) }
        await page.getByLabel('选择要导入的工作簿').setInputFiles(file)
        await dialog.getByText('修改', { exact: true }).waitFor()
        await dialog.getByText(`1,000.00`).waitFor()
        await dialog.getByText(before!).waitFor()
        await takePicture(page, 'ledger-import')
        expect(await axeFindings(page)).toEqual([])
        await dialog.getByRole('button', { name: '确认导入' }).click()
        await page.getByRole('row', { name: /^1 / }).getByText(before!).first().waitFor()
        await page.getByLabel('选择要导入的工作簿').setInputFiles(file)
        await dialog.getByText('工作簿与账册一致').waitFor()
        await dialog.getByRole('button', { name: '取消' }).click()
      },
      WHOLE_MS,
    )
  })
}
