/** A visitor with a cookie, as a browser is one. */
import type { FastifyInstance, InjectOptions } from 'fastify'
import { PASSWORD } from './district.ts'

export interface Answer {
  readonly status: number
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly json: any
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>
}

export interface Client {
  readonly call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  readonly cookie: () => string
  readonly csrf: () => string
}

export function visitor(
  app: FastifyInstance,
  given: { cookie?: string; csrf?: string } = {},
): Client & { set: (c: { cookie?: string; csrf?: string }) => void } {
  let { cookie = '', csrf = '' } = given
  return {
    cookie: () => cookie,
    csrf: () => csrf,
    set(next) {
      cookie = next.cookie ?? cookie
      csrf = next.csrf ?? csrf
    },
    async call(method, path, body, headers = {}) {
      const isForm = body instanceof Form
      const answer = await app.inject({
        method: method as NonNullable<InjectOptions['method']>,
        url: path.startsWith('/api/') ? path : `/api/v1${path}`,
        headers: {
          ...(cookie ? { cookie } : {}),
          ...(csrf ? { 'x-csrf-token': csrf } : {}),
          ...(isForm ? { 'content-type': `multipart/form-data; boundary=${Form.BOUNDARY}` } : {}),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: isForm ? body.bytes() : (body as object) }),
      })
      const set = answer.headers['set-cookie']
      if (typeof set === 'string') cookie = set.split(';')[0]!
      const isJson = String(answer.headers['content-type'] ?? '').includes('json')
      return {
        status: answer.statusCode,
        text: answer.payload,
        json: isJson ? answer.json() : undefined,
        headers: answer.headers,
      }
    },
  }
}

export class Form {
  static readonly BOUNDARY = 'a-boundary-of-the-test'
  readonly #files: { name: string; bytes: Buffer }[] = []

  add(name: string, bytes: Buffer | string): this {
    this.#files.push({ name, bytes: Buffer.from(bytes as string) })
    return this
  }

  bytes(): Buffer {
    const parts = this.#files.flatMap(({ name, bytes }) => [
      Buffer.from(
        `--${Form.BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ])
    return Buffer.concat([...parts, Buffer.from(`--${Form.BOUNDARY}--\r\n`)])
  }
}

export async function signIn(app: FastifyInstance, login: string, password = PASSWORD): Promise<Client> {
  const client = visitor(app)
  const answer = await client.call('POST', '/session', { login, password })
  if (answer.status !== 200 || !answer.json.me) throw new Error(`${login} could not sign in: ${answer.text}`)
  client.set({ csrf: answer.json.me.csrf })
  return client
}
