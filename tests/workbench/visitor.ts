/** Somebody at a browser: a connection that stays open, a cookie, and the mark against foreign sites. */
import { Agent, request } from 'node:http'

export interface Answer {
  readonly status: number
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly json: any
  readonly milliseconds: number
}

export interface UploadedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface Visitor {
  readonly login: string
  call(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  upload(path: string, files: readonly UploadedFile[]): Promise<Answer>
  signIn(url: string, password: string): Promise<void>
  cookie(): string
  /** The server has come back under another address; the session is still good. */
  moveTo(url: string): void
  close(): void
}

const BOUNDARY = 'a-boundary-between-parts'
const PATIENCE_MS = 60_000

/** From an address of its own on the loopback, so that limits for one address count each person alone. */
export function visitor(login: string, localAddress = '127.0.0.1'): Visitor {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })
  let [base, cookie, csrf] = ['', '', '']
  const call: Visitor['call'] = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const from = performance.now()
      const isForm = Buffer.isBuffer(body)
      const sent = body === undefined ? undefined : isForm ? body : Buffer.from(JSON.stringify(body))
      const asked = request(
        `${base}${path.startsWith('/') ? `/api/v1${path}` : path}`,
        {
          ...{ method, agent, localAddress, timeout: PATIENCE_MS },
          headers: {
            ...(cookie ? { cookie } : {}),
            ...(csrf ? { 'x-csrf-token': csrf } : {}),
            ...(sent
              ? {
                  'content-length': sent.byteLength,
                  'content-type': isForm ? `multipart/form-data; boundary=${BOUNDARY}` : 'application/json',
                }
              : {}),
            ...headers,
          },
        },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('error', reject)
          answer.on('aborted', () => reject(new Error('the answer broke off')))
          answer.on('end', () => {
            const bytes = Buffer.concat(parts)
            const set = answer.headers['set-cookie']?.[0]
            if (set) cookie = set.split(';')[0]!
            const isJson = String(answer.headers['content-type'] ?? '').includes('json')
            const milliseconds = performance.now() - from
            resolve({
              ...{ bytes, milliseconds, headers: answer.headers, status: answer.statusCode ?? 0 },
              json: isJson && bytes.byteLength > 0 ? JSON.parse(bytes.toString()) : undefined,
            })
          })
        },
      )
      asked.on('timeout', () => asked.destroy(new Error('no answer in time')))
      asked.on('error', reject)
      asked.end(sent)
    })
  return {
    ...{ login, call },
    cookie: () => cookie,
    upload: (path, files) => call('POST', path, formOf(files)),
    async signIn(url, password) {
      base = url
      const answer = await call('POST', '/session', { login, password })
      if (answer.status !== 200) throw new Error(`${login} could not sign in: ${answer.bytes}`)
      csrf = answer.json.me.csrf
    },
    moveTo(url) {
      base = url
    },
    close: () => agent.destroy(),
  }
}

function formOf(files: readonly UploadedFile[]): Buffer {
  return Buffer.concat([
    ...files.flatMap(({ name, bytes }) => [
      Buffer.from(
        `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ]),
    Buffer.from(`--${BOUNDARY}--\r\n`),
  ])
}
