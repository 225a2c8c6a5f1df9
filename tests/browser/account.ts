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
  })
}
