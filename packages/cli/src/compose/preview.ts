/**
 * `gouji preview`: the book as a page on this machine that reloads when the ledger or a pack changes. It listens on
 * loopback only, answers only requests that name loopback as their host (so that no web page elsewhere can ask through
 * the browser), and writes nothing.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { followFolder } from './follow.ts'

export interface PreviewPage {
  readonly title: string
  /** The composed page; undefined while the ledger cannot be read. */
  readonly html?: Uint8Array
  readonly problems: readonly { readonly severity: 'error' | 'warning'; readonly text: string }[]
}

export interface Preview {
  readonly url: string
  readonly close: () => Promise<void>
}

export interface PreviewOptions {
  readonly port: number
  readonly compose: () => Promise<PreviewPage>
  /** Folders whose files are watched. */
  readonly watched: readonly string[]
  readonly onTrouble?: (error: unknown) => void
}

/** Editors save in several steps: composing waits until they are done. */
const SETTLE_MS = 120

export async function startPreview({ port, compose, watched, onTrouble }: PreviewOptions): Promise<Preview> {
  let page = await compose()
  let version = 1
  const listeners = new Set<ServerResponse>()
  const server = createServer((request, response) => answer(request, response))
  const renew = async (): Promise<void> => {
    try {
      page = await compose()
      version += 1
      for (const listener of listeners) listener.write(`data: ${version}\n\n`)
    } catch (error) {
      onTrouble?.(error)
    }
  }
  let timer: NodeJS.Timeout | undefined
  const changed = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void renew(), SETTLE_MS)
  }

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const own = (server.address() as AddressInfo).port
    if (![`127.0.0.1:${own}`, `localhost:${own}`].includes(request.headers.host ?? '')) {
      response.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' }).end('只接受本机的访问\n')
      return
    }
    // Not through URL, which throws at some of what a client may send.
    const path = (request.url ?? '/').split('?', 1)[0]
    if (request.method !== 'GET') response.writeHead(405).end()
    else if (path === '/') send(response, frame(page, version))
    else if (path === '/book')
      send(response, page.html ?? new TextEncoder().encode('<!doctype html><meta charset="utf-8">'))
    else if (path === '/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write(`data: ${version}\n\n`)
      listeners.add(response)
      response.on('close', () => listeners.delete(response))
    } else response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('没有这一页\n')
  }

  // A port that is taken must end the command, so nothing that keeps it alive begins before.
  await listening(server, port)
  const followed = watched.map((folder) => followFolder(folder, changed))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      clearTimeout(timer)
      for (const one of followed) one.close()
      for (const listener of listeners) listener.end()
      await new Promise((done) => server.close(done))
    },
  }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}

function send(response: ServerResponse, body: string | Uint8Array): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  })
  response.end(body)
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)

/** The book in a frame, with what is still wrong beside it; the frame keeps its place when it is renewed. */
function frame(page: PreviewPage, version: number): string {
  const items = page.problems.map(({ severity, text }) => `<li class="${severity}">${escaped(text)}</li>`).join('')
  const state = page.problems.some((p) => p.severity === 'error')
    ? '还不能成书'
    : page.problems.length > 0
      ? '可以成书，有提醒'
      : '可以成书'
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>预览 ${escaped(page.title)}</title>
<style>
html,body{margin:0;height:100%;font:15px/1.6 system-ui,"Noto Sans SC","Microsoft YaHei",sans-serif;color:#1f2329}
body{display:grid;grid-template-columns:1fr 22rem}
iframe{border:0;width:100%;height:100%}
aside{border-left:1px solid #d0d3d9;overflow:auto;padding:1rem;background:#f7f8fa}
h1{font-size:1rem;margin:0 0 .25rem}p{margin:0 0 .75rem;color:#4e5560}
ol{padding-left:1.2rem;margin:0}li{margin:0 0 .75rem}li.error::marker{color:#b42318;font-weight:700}li.error{color:#7a1a12}
@media(max-width:800px){body{grid-template-columns:1fr;grid-template-rows:1fr 40vh}aside{border-left:0;border-top:1px solid #d0d3d9}}
@media(prefers-color-scheme:dark){html,body{color:#e6e8eb;background:#16181c}aside{background:#1e2126;border-color:#3a3f47}p{color:#a7adb6}li.error{color:#ffb4a9}}
</style>
<iframe id="book" title="编成的书" src="/book"></iframe>
<aside aria-live="polite"><h1>${escaped(page.title)}</h1><p>${state} · 第 ${version} 次编排</p><ol>${items}</ol></aside>
<script>
const seen=${version},frame=document.getElementById('book')
frame.addEventListener('load',()=>{const y=sessionStorage.getItem('y');if(y)frame.contentWindow.scrollTo(0,+y)})
new EventSource('/events').onmessage=(e)=>{if(+e.data!==seen){sessionStorage.setItem('y',frame.contentWindow.scrollY);location.reload()}}
</script></html>`
}
