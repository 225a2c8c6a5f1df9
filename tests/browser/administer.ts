/** What administrators do: packs in versions, organisations from Excel, days of the calendar, the trail of acts. */
import { describe, expect, it } from 'vitest'
import { sheetData, xlsx } from '../../packages/files/src/testing/packages.ts'
import { axeFindings, takePicture, type Workbench } from './workbench.ts'

const WHOLE_MS = 300_000
const pack = (words: string): string => `title: 云湖市部门预算
inherits: zhejiang-department-2024
for: { region: '33', audience: department, stage: budget }
sentences:
  capital: '${words}'
`

export function administering(given: () => Workbench): void {
  describe('an administrator', () => {
    it(
      'keeps a pack in versions, looks at it, puts it to use for a year and goes back to an older one',
      async () => {
        const visit = await given().signIn('finance')
        const { page } = visit
        await page.goto(`${given().url}/administration/packs`)
        const hand = (text: string) =>
          page
            .getByLabel('选择模板包文件')
            .setInputFiles({ name: 'yunhu-department.yaml', mimeType: 'application/yaml', buffer: Buffer.from(text) })

        // What cannot be used is told before anything is kept.
        await hand(pack('没有国有资本经营预算。').replace('inherits: zhejiang', 'inherits: zhejang'))
        await page.getByText(/1 个错误，不能存入/).waitFor()
        await takePicture(page, 'pack-wrong')
        for (const words of ['没有国有资本经营预算安排的支出。', '本年没有国有资本经营预算。']) {
          await hand(pack(words))
          await page.getByRole('button', { name: '存为新的一版' }).click()
          await page
            .getByText(/已存为“云湖市部门预算”第 \d 版/)
            .first()
            .waitFor()
          await page.getByRole('button', { name: '存为新的一版' }).waitFor({ state: 'detached' })
        }
        const line = page.getByRole('row', { name: /云湖市部门预算/ })
        await line.getByText('本单位，第 2 版').waitFor()

        const [sample] = await Promise.all([
          visit.context.waitForEvent('page'),
          line.getByRole('link', { name: '样张' }).click(),
        ])
        await sample.getByText('本年没有国有资本经营预算。').first().waitFor()
        await takePicture(sample, 'pack-sample')
        await sample.close()

        await line.getByRole('button', { name: '启用 云湖市部门预算' }).click()
        await line.getByText(/年部门预算，第 2 版/).waitFor()
        await line.getByRole('button', { name: '各版' }).click()
        const versions = page.getByRole('dialog', { name: '云湖市部门预算：各版' })
        await versions.getByText('第 1 版', { exact: true }).waitFor()
        await takePicture(page, 'pack-versions')
        expect(await axeFindings(page)).toEqual([])
        await versions.getByRole('button', { name: '启用第 1 版' }).click()
        await versions
          .getByRole('row', { name: /第 1 版/ })
          .getByText(/年部门预算/)
          .waitFor()
        await versions.getByRole('button', { name: '关闭' }).click()
        await line.getByText(/年部门预算，第 1 版/).waitFor()

        await line.getByRole('button', { name: /^停用 云湖市部门预算/ }).click()
        await page.getByRole('button', { name: /确\s*定/ }).click()
        await line.getByText('未启用').waitFor()
        expect(visit.complaints).toEqual([])
        await visit.context.close()
      },
      WHOLE_MS,
    )

    it(
      'closes an account and opens it again',
      async () => {
        const visit = await given().signIn('system')
        const { page } = visit
        await page.goto(`${given().url}/administration/people`)
        await page.getByLabel('按用户名或岗位查找').fill('review')
        const line = page.getByRole('row', { name: /预算股审核岗/ })
        await line.getByRole('button', { name: '停用账号' }).click()
        await page.getByRole('button', { name: /确\s*定/ }).click()
        await line.getByText('已停用').waitFor()
        await takePicture(page, 'account-closed')
        expect(await axeFindings(page)).toEqual([])
        await line.getByRole('button', { name: '恢复账号' }).click()
        await page.getByRole('button', { name: /确\s*定/ }).click()
        await line.getByText('正常').waitFor()
        expect(visit.complaints).toEqual([])
        await visit.context.close()
      },
      WHOLE_MS,
    )

    it(
      'takes organisations from Excel after a look at what would change',
      async () => {
        const visit = await given().signIn('system')
        const { page } = visit
        await page.goto(`${given().url}/administration/organisations`)
        await page.getByRole('heading', { name: '机构', exact: true }).waitFor()
        const hand = async (rows: readonly (readonly string[])[]) =>
          page.getByLabel('选择机构工作簿').setInputFiles({
            name: '机构.xlsx',
            mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
            buffer: Buffer.from(xlsx({ sheets: [{ name: '机构', xml: sheetData(rows) }] })),
          })
        await hand([
          ['名称', '上级编码'],
          ['云湖市地方志办公室', ''],
        ])
        await page.getByText(/缺少“编码”列/).waitFor()
        await page.getByRole('button', { name: /取\s*消/ }).click()

        const [first] = await page.getByRole('row', { name: /云湖市档案局/ }).allTextContents()
        const code = /\d{3,12}/.exec(first ?? '')![0]
        await hand([
          ['编码', '名称', '上级编码', '类别', '性质', '行政区划'],
          ['777', '云湖市地方志办公室', '001', '部门', '参公', '330000'],
          [code, '云湖市档案局', '001', '部门', '参公', '330000'],
        ])
        const dialog = page.getByRole('dialog', { name: /导入 机构\.xlsx/ })
        await dialog.getByText('云湖市地方志办公室').waitFor()
        await dialog.getByText(/性质：.* → 参公/).waitFor()
        await page.waitForTimeout(400)
        await takePicture(page, 'organisations-import')
        expect(await axeFindings(page)).toEqual([])
        await page.getByRole('button', { name: '确认导入' }).click()
        await page.getByText('已导入').waitFor()
        await page.getByLabel('按编码或名称查找').fill('777')
        await page.getByText('云湖市地方志办公室').waitFor()
        expect(visit.complaints).toEqual([])
        await visit.context.close()
      },
      WHOLE_MS,
    )

    it(
      'sets the days of the year and for which changes reasons are wanted, and the auditor reads in the trail who did what',
      async () => {
        const visit = await given().signIn('finance')
        const { page } = visit
        await page.goto(`${given().url}/administration/calendar`)
        await page.getByRole('button', { name: '加一项' }).click()
        const line = page.getByRole('row').last()
        await line.getByLabel(/事项/).fill('部门预算公开')
        await line.getByLabel(/日期/).fill('2026-03-20')
        await page.getByRole('button', { name: /保\s*存/ }).click()
        await page
          .getByText(/已保存/)
          .first()
          .waitFor()
        await takePicture(page, 'calendar')

        await page.getByRole('tab', { name: '阈值' }).click()
        await page.getByLabel('比例（%）').fill('许多')
        await page.getByRole('button', { name: /保\s*存/ }).click()
        await page.getByText('如 5 或 2.5').waitFor()
        await page.getByLabel('比例（%）').fill('5')
        await page.getByLabel('金额（万元）').fill('10')
        await page.getByLabel('依据').fill('市级部门预算公开办法')
        await page.getByRole('button', { name: /保\s*存/ }).click()
        await page.getByText('已保存').last().waitFor()
        await page.reload()
        await expect.poll(() => page.getByLabel('金额（万元）').inputValue()).toBe('10.00')
        await takePicture(page, 'thresholds')
        await visit.context.close()

        const auditor = await given().signIn('auditor')
        await auditor.page.goto(`${given().url}/administration/audit`)
        await auditor.page.getByRole('row').nth(3).waitFor()
        await takePicture(auditor.page, 'audit')
        expect(await axeFindings(auditor.page)).toEqual([])
        expect(auditor.complaints).toEqual([])
        await auditor.context.close()
      },
      WHOLE_MS,
    )
  })
}
