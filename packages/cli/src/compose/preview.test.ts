import { request } from 'node:http'
import { expect, it, onTestFinished } from 'vitest'
import { type Preview, startPreview } from './preview.ts'

const page = async () => ({ title: '<b>账</b>', problems: [{ severity: 'error' as const, text: '<script>' }] })

async function started(): Promise<Preview> {
  const preview = await startPreview({ port: 0, watched: [], compose: page })
  onTestFinished(() => preview.close())
  return preview
}

/** As a client that writes the request line itself would send it. */
const status = (url: string, path: string, headers: Record<string, string> = {}): Promise<number | undefined> =>
  new Promise((done, fail) => {
    request({ host: '127.0.0.1', port: new URL(url).port, path, headers, agent: false }, (response) => {
      response.resume()
      done(response.statusCode)
    })
      .on('error', fail)
      .end()
  })

it('answers requests that are no addresses and goes on', async () => {
  const { url } = await started()
  for (const path of ['//', 'http://[', '/%zz', '/../../etc/passwd']) expect(await status(url, path), path).toBe(404)
  expect(await status(url, '/?again')).toBe(200)
})

it('answers only who names this machine', async () => {
  const { url } = await started()
  expect(await status(url, '/', { host: 'evil.example' })).toBe(421)
})

it('shows names as texts', async () => {
  const { url } = await started()
  const html = await (await fetch(url)).text()
  expect(html).toContain('<li class="error">&lt;script&gt;</li>')
  expect(html).not.toContain('<b>账')
})

it('says so where the port is taken, and keeps nothing alive', async () => {
  const { url } = await started()
  const again = startPreview({ port: Number(new URL(url).port), watched: ['.'], compose: page })
  await expect(again).rejects.toMatchObject({ code: 'EADDRINUSE' })
})
