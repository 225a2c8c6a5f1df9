/** A workbench of its own for a test: example district, temporary data, real Chromium. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { ROOT } from './built-web.ts'

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
export const hasChromium = existsSync(CHROMIUM)

const AXE = join(ROOT, 'node_modules/axe-core/axe.min.js')
const START_MS = 90_000
const WAIT_MS = 90_000
const STOP_MS = 15_000
export const PASSWORD = 'Lake-cloud-2026-ledger'

export interface Workbench {
  readonly url: string
  readonly browser: Browser
  /** Signs in; the first time with the one-time password, which has to be changed. */
  readonly signIn: (login: string, size?: { width: number; height: number }) => Promise<Visit>
  readonly close: () => Promise<void>
}

export interface Visit {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page complained of, and every address outside the workbench that it asked for. */
  readonly complaints: readonly string[]
}

export async function startWorkbench(): Promise<Workbench> {
  const data = mkdtempSync(join(tmpdir(), 'gouji-browser-'))
  const args = [
    join(ROOT, 'packages/cli/src/main.ts'),
    'serve',
    '--demo',
    '--data',
    data,
    '--port',
    '0',
    '--lang',
    'zh',
  ]
  const { DATABASE_URL: _, ...environment } = process.env
  const server = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const { url, passwords } = await started(server)
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  })
  const changed = new Set<string>()
  return {
    url,
    browser,
    async signIn(login, viewport = { width: 1366, height: 768 }) {
      const context = await browser.newContext({ viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
      // On a busy machine the first answer of a desk that has just been woken takes longer than anybody would wait.
      context.setDefaultTimeout(WAIT_MS)
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error' && !message.text().includes('429')) complaints.push(message.text())
      })
      page.on('request', (request) => {
        if (/^https?:/.test(request.url()) && !request.url().startsWith(url))
          complaints.push(`asked for ${request.url()}`)
      })
      await page.goto(url)
      await page.getByLabel('用户名').fill(login)
      await page.getByLabel('密码', { exact: true }).fill(changed.has(login) ? PASSWORD : passwords.get(login)!)
      const button = page.getByRole('button', { name: '登录' })
      await button.click()
      // Many sign-ins from one address are slowed down, and say for how long.
      for (let tries = 0; tries < 4; tries++) {
        const slowed = page.getByText(/请 \d+ 秒后再试/)
        await slowed.or(page.locator('.app-bar')).or(page.getByLabel('现在的密码')).first().waitFor()
        if (!(await slowed.isVisible())) break
        const seconds = Number(/\d+/.exec((await slowed.textContent()) ?? '')?.[0] ?? 1)
        await page.waitForTimeout((seconds + 1) * 1000)
        await button.click()
        await page.waitForTimeout(500)
      }
      if (!changed.has(login)) {
        await page.getByLabel('现在的密码').fill(passwords.get(login)!)
        await page.getByLabel('新密码', { exact: true }).fill(PASSWORD)
        await page.getByLabel('再输入一次新密码').fill(PASSWORD)
        await page.getByRole('button', { name: '修改密码' }).click()
        changed.add(login)
      }
      await page.getByRole('heading', { name: '首页' }).waitFor()
      return { page, context, complaints }
    },
    async close() {
      await browser.close()
      const gone = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      const late = setTimeout(() => server.kill('SIGKILL'), STOP_MS)
      await gone
      clearTimeout(late)
      await rm(data, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function started(server: ChildProcess): Promise<{ url: string; passwords: ReadonlyMap<string, string> }> {
  return new Promise((resolve, reject) => {
    let said = ''
    let wrong = ''
    const late = setTimeout(() => reject(new Error(`the workbench did not start: ${said} ${wrong}`)), START_MS)
    server.stderr?.on('data', (chunk) => {
      wrong += chunk
    })
    server.once('exit', (code) => reject(new Error(`the workbench ended with ${code}: ${wrong}`)))
    server.stdout?.on('data', (chunk) => {
      said += chunk
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
      if (!url) return
      clearTimeout(late)
      const lines = [...said.matchAll(/^ {2}(\S+)\s+((?:\w{4}-){3}\w{4})\s/gm)]
      resolve({ url, passwords: new Map(lines.map((m) => [m[1]!, m[2]!])) })
    })
  })
}

/** Waits until nothing fades or moves any more: half faded in, every text has too little contrast. A spinner never ends. */
async function hasSettled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // Both names are the browser's; this file is checked without its types.
    const browser = globalThis as unknown as {
      document: { getAnimations: () => readonly Moving[] }
      requestAnimationFrame: (then: () => void) => void
    }
    interface Moving {
      readonly playState: string
      readonly effect: { getComputedTiming: () => { endTime: number } } | null
    }
    const isOnItsWay = (m: Moving): boolean =>
      m.playState === 'running' && Number.isFinite(m.effect?.getComputedTiming().endTime ?? 0)
    // A dialog is there for some frames before it begins to move.
    for (let still = 0; still < 10; ) {
      await new Promise<void>((then) => browser.requestAnimationFrame(then))
      still = browser.document.getAnimations().some(isOnItsWay) ? 0 : still + 1
    }
  })
}

/** What axe finds wrong on the page as it stands, one line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  await hasSettled(page)
  await page.evaluate(readFileSync(AXE, 'utf8'))
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run: (on: unknown, options: unknown) => Promise<AxeResult> } }
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']
    const { violations } = await axe.run((globalThis as unknown as { document: unknown }).document, { runOnly })
    return violations.map((v) => `${v.id}: ${v.nodes[0]?.html.slice(0, 200)}`)
  })
}
interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

/** Pictures to look at, where a folder for them is named. */
export async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env.GOUJI_PICTURES
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  // Charts are still being drawn and dialogs still opening.
  await page.waitForTimeout(800)
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
}
