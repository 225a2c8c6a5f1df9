/** Looking at the money: each picture is drawn, and kept as an image and as figures; search leads to a document. */
import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { axeFindings, takePicture, type Workbench } from './workbench.ts'

const WHOLE_MS = 300_000
const PICTURES = [
  ['钱花在哪里', '按功能分解', '编码'],
  ['从来源到功能', '资金从来源到功能', '来源'],
  ['历年变化', '支出总计历年变化', '年度'],
  ['单位比较', '各单位支出总计', '单位'],
] as const

export function exploring(given: () => Workbench): void {
  describe('a reader', () => {
    it(
      'keeps every picture as an image and as a table for Excel, and finds a figure',
      async () => {
        const visit = await given().signIn('reader')
        const { page } = visit
        await page.goto(`${given().url}/documents?year=2024`)
        // The example books are composed and read while the workbench is running.
        const read = page.getByRole('row', { name: /绍兴市政务服务办公室.*(通过|未校验)/ })
        await read.first().waitFor()
        await page.goto(`${given().url}/explore?year=2024&stage=budget`)
        for (const [tab, title, first] of PICTURES) {
          await page.getByRole('tab', { name: tab }).click()
          const picture = page.getByRole('region', { name: title, exact: true })
          await picture.locator('canvas').waitFor()
          await takePicture(page, `explore-${title}`)
          expect(await axeFindings(page), title).toEqual([])
          const [image] = await Promise.all([
            page.waitForEvent('download'),
            picture.getByRole('button', { name: '存为图片' }).click(),
          ])
          expect((await readFile(await image.path())).subarray(1, 4).toString()).toBe('PNG')
          const [table] = await Promise.all([
            page.waitForEvent('download'),
            picture.getByRole('button', { name: '存为 CSV' }).click(),
          ])
          const text = await readFile(await table.path(), 'utf8')
          expect(text.replace('\ufeff', '').split('\r\n')[0]).toContain(first)
          expect(text.split('\r\n').length).toBeGreaterThan(2)
          await picture.getByRole('button', { name: '看表' }).click()
          await picture.getByRole('row').nth(1).waitFor()
          await picture.getByRole('button', { name: '看图' }).click()
        }
        await page.getByLabel('查数字、项目、绩效目标和文字').fill('公务接待费')
        await page.keyboard.press('Enter')
        const results = page.getByRole('region', { name: '查找结果' })
        await results.getByRole('link').first().waitFor()
        await takePicture(page, 'explore-search')
        expect(await axeFindings(page)).toEqual([])
        // Each hit says whose it is and of which year, and leads to the very place.
        const hit = results.getByRole('listitem').filter({ hasText: '第 11 页' }).first()
        await hit.getByText('云湖市档案服务中心').waitFor()
        await hit.getByText('2025 年预算').waitFor()
        await hit.getByRole('link').click()
        await page.locator('.page .looked').waitFor()
        expect(await axeFindings(page)).toEqual([])
        expect(visit.complaints).toEqual([])
        await visit.context.close()
      },
      WHOLE_MS,
    )
  })
}
