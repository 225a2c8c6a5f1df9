/** The browser's part: built files that never change under their names, and one page for every other address. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

export const WEB_HOME = fileURLToPath(new URL('../../web/dist', import.meta.url))

const NOT_BUILT = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>勾稽</title>
<body><h1>勾稽</h1><p>服务已启动。网页尚未编成：请运行 <code>npm run build -w packages/web</code>。</p>
<p><a href="/api/v1/docs">接口说明</a></p></body></html>`

export interface Web {
  /** Whether an address is one of the browser's own pages. */
  readonly isPage: (path: string) => boolean
  /** The one page that stands for all of them. */
  readonly send: (reply: FastifyReply) => Promise<FastifyReply>
}

export async function addWeb(app: FastifyInstance, home: string): Promise<Web> {
  const index = join(home, 'index.html')
  if (existsSync(home)) {
    await app.register(fastifyStatic, {
      root: home,
      index: false,
      // Looked up when asked for, so that a build while the server runs is seen.
      wildcard: true,
      cacheControl: false,
      preCompressed: true,
      setHeaders(reply, path) {
        const isHashed = /[/\\]assets[/\\]/.test(path)
        void reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  const send: Web['send'] = async (reply) => {
    const page = existsSync(index) ? await readFile(index) : NOT_BUILT
    return reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page)
  }
  app.get('/', (_, reply) => send(reply))
  // Addresses of the browser's own pages have no ending; what has one and is not there is not found.
  return { send, isPage: (path) => !path.startsWith('/api/') && !/\.[A-Za-z0-9]{1,8}$/.test(path) }
}
