/** One's own account: a second factor is set up, asked for at the next sign-in, and a code serves but once. */
import { Secret, TOTP } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { axeFindings, PASSWORD, takePicture, type Workbench } from './workbench.ts'

const WHOLE_MS = 300_000
const PERIOD_MS = 30_000

export function guardingAccounts(given: () => Workbench): void {
  describe('a person', () => {
    it(
      'sets up a second factor and signs in with it; a code that was used is refused',
      async () => {
        const { url, browser, signIn } = given()
        const { page, context, complaints } = await signIn('department2')
        await page.goto(`${url}/account`)
        await page.getByRole('button', { name: '启用动态口令' }).click()
        await page.getByLabel('动态口令二维码').waitFor()
        const secret = (await page.locator('code').first().textContent())!
        const totp = new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, '')) })
        await takePicture(page, 'second-factor')
        expect(await axeFindings(page)).toEqual([])
        const used = totp.generate()
        await page.getByLabel('验证器上显示的六位数字').fill(used)
        await page.getByRole('button', { name: '启用', exact: true }).click()
        await page.getByText('动态口令已启用').first().waitFor()
        expect(complaints).toEqual([])
        await context.close()

        const again = await browser.newContext({ locale: 'zh-CN' })
        const door = await again.newPage()
        await door.goto(url)
        await door.getByLabel('用户名').fill('department2')
        await door.getByLabel('密码', { exact: true }).fill(PASSWORD)
        await door.getByRole('button', { name: '登录' }).click()
        await door.getByLabel('动态口令').fill(used)
        await door.getByRole('button', { name: '登录' }).click()
        await door.getByRole('alert').waitFor()
        await takePicture(door, 'second-factor-refused')
        await door.getByLabel('动态口令').fill(totp.generate({ timestamp: Date.now() + PERIOD_MS }))
        await door.getByRole('button', { name: '登录' }).click()
        await door.getByRole('heading', { name: '首页' }).waitFor()
        await again.close()
      },
      WHOLE_MS,
    )

    it(
      'is asked what becomes of the tokens when the password changes, and sees which there are',
      async () => {
        const { url, signIn } = given()
        const { page, context, complaints } = await signIn('unit2')
        await page.goto(`${url}/account`)
        await page.getByRole('button', { name: '新建令牌' }).click()
        await page.getByLabel('名称').fill('与一体化系统对接')
        await page.getByLabel('有效期至').fill('2030-01-01')
        await page.getByRole('button', { name: /^新\s*建$/ }).click()
        await page.getByText('令牌只显示这一次').waitFor()
        await page.keyboard.press('Escape')
        await page.getByText('您有 1 个接口令牌：与一体化系统对接').waitFor()
        await page.getByLabel('现在的密码').fill(PASSWORD)
        await page.getByLabel('新密码', { exact: true }).fill(`${PASSWORD}-2`)
        await page.getByLabel('再输入一次新密码').fill(`${PASSWORD}-2`)
        await page.getByRole('button', { name: '修改密码' }).click()
        await page.getByText('请选择接口令牌怎样处理').waitFor()
        await takePicture(page, 'password-and-tokens')
        expect(await axeFindings(page)).toEqual([])
        await page.getByText('全部作废').click()
        await page.getByRole('button', { name: '修改密码' }).click()
        await page.getByText('没有令牌。').waitFor()
        expect(complaints).toEqual([])
        await context.close()
      },
      WHOLE_MS,
    )
  })
}
