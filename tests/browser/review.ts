/** Review and publishing: the whole department, comments at a place, versions compared, an edition withdrawn and corrected. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings, takePicture, type Visit, type Workbench } from './workbench.ts'

const PHONE = { width: 390, height: 844 }
const SCREEN = { width: 1366, height: 768 }
const WHOLE_MS = 400_000

async function lookAt(page: Page, name: string): Promise<void> {
  for (const size of [PHONE, SCREEN]) {
    await page.setViewportSize(size)
    await takePicture(page, `${name}-${size.width}`)
    expect(await axeFindings(page), `${name} at ${size.width}`).toEqual([])
  }
}

const openFiling = async (page: Page, workbench: Workbench, name: string, year: number): Promise<void> => {
  await page.goto(`${workbench.url}/filings?year=${year}&stage=budget`)
  await page.getByRole('region', { name: '进度看板' }).getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { level: 1, name: new RegExp(name) }).waitFor()
}

/** Takes the step that stands on the button, and waits until the book stands where it leads. */
const step = async (page: Page, act: string, text: string, then: string): Promise<void> => {
  await page.getByRole('button', { name: act, exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(text)
  await dialog.getByRole('button', { name: new RegExp(act.replace('更正', '').split('').join('\\s*')) }).click()
  await page.locator('.page-head').getByText(then, { exact: true }).waitFor()
}

export function reviewing(given: () => Workbench): void {
  describe('a department', () => {
    let department: Visit
    let preparer: Visit
    beforeAll(async () => {
      department = await given().signIn('department1')
      preparer = await given().signIn('prepare1')
    })
    afterAll(async () => {
      for (const { complaints, context } of [department, preparer]) {
        expect(complaints).toEqual([])
        await context.close()
      }
    })

    it(
      'sees its units added up, and goes from what does not agree to the row in the ledger of the unit',
      async () => {
        const { page } = department
        await page.goto(`${given().url}/filings?year=2025&stage=budget`)
        await page.getByRole('link', { name: '部门汇总' }).click()
        await page.getByText('汇总相符').waitFor()
        const own = preparer.page
        await own.goto(`${given().url}/ledgers?year=2025&stage=budget`)
        await own.getByRole('link', { name: '云湖市档案服务中心', exact: true }).click()
        await own.locator('[role=gridcell].pinned').first().click()
        const stored = own.waitForResponse((r) => r.request().method() === 'PATCH' && r.ok())
        await own.keyboard.type('1,096,050.04')
        await own.keyboard.press('Enter')
        await stored
        await page.reload()
        await page.getByText('汇总不符').waitFor()
        const unit = page.getByRole('region', { name: /各单位收支/ }).getByRole('row', { name: /档案服务中心/ })
        await unit.getByText(/支出与部门账册差/).waitFor()
        await lookAt(page, 'consolidation')
        await page
          .getByRole('region', { name: /与部门账册不符/ })
          .getByRole('link', { name: '云湖市档案服务中心' })
          .click()
        await page.getByRole('tab', { name: /支出明细/, selected: true }).waitFor()
        const undone = own.waitForResponse((r) => r.request().method() === 'PATCH' && r.ok())
        await own.getByRole('button', { name: '撤销' }).click()
        await undone
      },
      WHOLE_MS,
    )

    it(
      'comments on a figure, and the preparer is led to it beside the data',
      async () => {
        const { page } = department
        await openFiling(page, given(), '云湖市档案局', 2025)
        await page.locator('.book-html table').nth(1).getByText('1068.82').first().click()
        await page.getByLabel(/1068.82.*的意见/).fill('请核对本年收入')
        await page.getByRole('button', { name: '提出意见' }).click()
        await page.getByRole('button', { name: /合计 1068.82/ }).waitFor()
        await lookAt(page, 'filing-comment')
        const own = preparer.page
        await own.goto(`${given().url}/ledgers?year=2025&stage=budget`)
        await own.getByRole('link', { name: '云湖市档案局', exact: true }).click()
        await own.getByText('意见', { exact: true }).click()
        await own.getByText('请核对本年收入').waitFor()
        await own.getByRole('button', { name: /合计 1068.82/ }).click()
        await own.locator('.book-html .shown').getByText('1068.82').waitFor()
        await takePicture(own, 'ledger-comment')
        await own.getByText('意见', { exact: true }).click()
        await own.getByRole('button', { name: '已落实' }).click()
        await own.getByText('没有未落实的意见').waitFor()
      },
      WHOLE_MS,
    )

    it(
      'compares two versions of a ledger as tables and as text',
      async () => {
        const { page } = preparer
        await page.goto(`${given().url}/ledgers?year=2025&stage=budget&sheet=texts`)
        await page.getByRole('link', { name: '云湖市档案局本级', exact: true }).click()
        await page.getByRole('tab', { name: /支出明细/ }).click()
        const store = async (act: () => Promise<unknown>): Promise<void> => {
          const stored = page.waitForResponse((r) => r.request().method() === 'PATCH' && r.ok())
          await act()
          await stored
        }
        await page.locator('[role=gridcell].pinned').first().click()
        await page.keyboard.type('612,385')
        await store(() => page.keyboard.press('Enter'))
        await page.getByRole('tab', { name: /文字/ }).click()
        await page.locator('[role=gridcell][data-cell="0,2"]').dblclick()
        await page.keyboard.press('End')
        await page.keyboard.type('（已改）')
        await store(() => page.keyboard.press('Enter'))
        await page.goto(`${given().url}/compare`)
        await page.getByLabel('单位', { exact: true }).click()
        await page.locator('.ant-select-item-option', { hasText: '云湖市档案局本级' }).click()
        // The newest stands first.
        for (const [id, version] of [
          ['left', '账册第 1 版'],
          ['right', '账册第'],
        ] as const) {
          await page.locator(`#${id}`).click()
          const list = page.locator('.ant-select-dropdown', { has: page.locator(`#${id}_list`) })
          await list.locator('.ant-select-item-option', { hasText: version }).first().click()
          await page.waitForURL(new RegExp(`[?&]${id}=ledger`))
          // What is closing is no page to judge.
          await list.waitFor({ state: 'hidden' })
        }
        await page.getByRole('row', { name: /612,384.00.*612,385.00/ }).waitFor()
        await lookAt(page, 'compare-tables')
        await page.getByText(/按文字看 1 句/).click()
        await page.locator('ins').getByText('（已改）').waitFor()
        await lookAt(page, 'compare-text')
      },
      WHOLE_MS,
    )
  })

  describe('a finance bureau', () => {
    it(
      'publishes an edition, withdraws it, and the correction says what it changes',
      async () => {
        const name = '云湖市档案局'
        /** From the preparer to the bureau, each with a word. */
        const handOn = async (): Promise<void> => {
          for (const [login, act, then] of [
            ['prepare1', '提交', '待单位审核'],
            ['unit1', '通过', '待主管部门审核'],
            ['department1', '通过', '待财政审核'],
          ] as const) {
            const visit = await given().signIn(login)
            await openFiling(visit.page, given(), name, 2025)
            await step(visit.page, act, '同意', then)
            await visit.context.close()
          }
        }
        await handOn()
        const finance = await given().signIn('finance')
        const { page } = finance
        const publish = async (edition: string): Promise<void> => {
          await openFiling(page, given(), name, 2025)
          await step(page, '通过', '同意', '待公开')
          await page.getByRole('button', { name: '编成并公开' }).click()
          await page
            .getByRole('dialog')
            .getByRole('button', { name: /确\s*定/ })
            .click()
          await page.getByText(edition, { exact: true }).waitFor({ timeout: WHOLE_MS / 2 })
          await page.locator('.page-head').getByText('已公开', { exact: true }).waitFor()
        }
        await publish('第 1 版')
        await lookAt(page, 'edition')
        await page.getByRole('button', { name: '撤回', exact: true }).click()
        const dialog = page.getByRole('dialog')
        await dialog.getByRole('textbox').fill('机构名称有误')
        await takePicture(page, 'withdraw')
        expect(await axeFindings(page)).toEqual([])
        await dialog.getByRole('button', { name: /撤\s*回/ }).click()
        await page.getByText('撤回原因：机构名称有误').waitFor()
        await step(page, '退回更正', '请改正后重新公开', '已退回')

        const preparer = await given().signIn('prepare1')
        const own = preparer.page
        await openFiling(own, given(), name, 2025)
        await own.getByRole('link', { name: '打开账册' }).click()
        await own.getByRole('tab', { name: /文字/ }).click()
        await own.locator('[role=gridcell][data-cell="0,2"]').dblclick()
        await own.keyboard.press('Home')
        await own.keyboard.type('依法')
        const stored = own.waitForResponse((r) => r.request().method() === 'PATCH' && r.ok())
        await own.keyboard.press('Enter')
        await stored
        await preparer.context.close()
        await handOn()
        await publish('第 2 版')
        await page.getByText(/更正了表中 0 个数、1 句文字/).waitFor()
        await page.getByRole('link', { name: '更正对照.csv' }).waitFor()
        await lookAt(page, 'edition-corrected')
        await page.getByRole('link', { name: '更正对照', exact: true }).click()
        await page.locator('ins').getByText('依法').waitFor()
        expect(finance.complaints).toEqual([])
        await finance.context.close()
      },
      2 * WHOLE_MS,
    )
  })
}
