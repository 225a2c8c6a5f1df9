/** On paper: lists of which the screen draws only what is in sight stand there whole, findings with their arithmetic. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Workbench } from './workbench.ts'

const WHOLE_MS = 300_000

/** What the browser does before and after it takes the page's picture for the printer. */
const printing = async (page: Page, look: () => Promise<void>): Promise<void> => {
  await page.emulateMedia({ media: 'print' })
  await page.evaluate(`window.dispatchEvent(new Event('beforeprint'))`)
  await look()
  await page.evaluate(`window.dispatchEvent(new Event('afterprint'))`)
  await page.emulateMedia({ media: null })
}

export function printed(given: () => Workbench): void {
  describe('a page on paper', () => {
    it(
      'holds every line of a ledger with its sum, and every finding with its arithmetic',
      async () => {
        const { page, context, complaints } = await given().signIn('department1')
        await page.goto(`${given().url}/ledgers?year=2025&stage=budget`)
        await page.getByRole('link', { name: '云湖市档案局', exact: true }).click()
        const grid = page.getByRole('grid', { name: '支出明细' })
        await grid.waitFor()
        const lines = Number(await grid.getAttribute('aria-rowcount')) - 1
        expect(lines).toBeGreaterThan(100)
        expect(await page.getByRole('rowheader').count()).toBeLessThan(lines)
        const sheet = page.getByRole('table', { name: '支出明细' })
        await printing(page, async () => {
          // The heading and the sums are rows too.
          expect(await sheet.getByRole('row').count()).toBe(lines + 2)
          await sheet.getByRole('row', { name: /^合计 .*11,871,853\.68/ }).waitFor()
          expect(await grid.isVisible()).toBe(false)
        })
        await sheet.waitFor({ state: 'detached' })

        await page.goto(`${given().url}/documents?year=2025`)
        await page.getByRole('link', { name: 'archive-centre-2025.pdf', exact: true }).click()
        const findings = page.locator('article.finding')
        await findings.first().waitFor()
        await printing(page, async () => {
          expect(await findings.count()).toBeGreaterThan(5)
          expect(await findings.locator('.finding-rule').count()).toBe(await findings.count())
          expect(await page.getByRole('button', { name: /再看其余/ }).count()).toBe(0)
        })
        expect(complaints).toEqual([])
        await context.close()
      },
      WHOLE_MS,
    )
  })
}
