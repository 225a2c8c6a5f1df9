/**
 * How the server itself asks a sign-on. What the sign-on says of itself (where its keys are, where codes are exchanged) is an
 * answer from outside: it must not send this server anywhere else on the network that it stands in.
 */
import type { CustomFetch } from 'openid-client'

/** Lists of keys have some kilobytes. */
const ANSWER_MOST = 512 * 1024

export class ForeignAddress extends Error {
  constructor(what: string) {
    super(`the sign-on names an address that is not its own: ${what}`)
    this.name = 'ForeignAddress'
  }
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost'])
export const isLoopback = ({ hostname }: URL): boolean => LOOPBACK.has(hostname)

/**
 * Whether an address may be the sign-on's: at the issuer or at a host that the operator named (with its port, where it has one), and
 * encrypted, as the issuer is. A government's sign-on often stands on a private network, so that is no mark of a wrong one.
 */
export function ownAddress(address: string | URL, issuer: URL, hosts: readonly string[]): URL {
  if (!URL.canParse(String(address))) throw new ForeignAddress('no address')
  const url = new URL(address)
  const isOwn = url.host === issuer.host || hosts.includes(url.host)
  if (!isOwn || url.protocol !== issuer.protocol || url.username !== '') throw new ForeignAddress(url.host)
  return url
}

/** Follows no redirection, and reads no more than an answer of a sign-on can be. */
export const oidcFetch =
  (issuer: URL, hosts: readonly string[]): CustomFetch =>
  async (address, options) => {
    const answer = await fetch(ownAddress(address, issuer, hosts), {
      ...options,
      body: options.body as RequestInit['body'],
      redirect: 'manual',
    } as RequestInit)
    const parts: Uint8Array[] = []
    let bytes = 0
    for await (const part of answer.body ?? []) {
      bytes += part.byteLength
      // Leaving the loop ends the answer, however much would still come.
      if (bytes > ANSWER_MOST) throw new Error('the sign-on answers with more than it can have to say')
      parts.push(part)
    }
    const { status, headers } = answer
    const isEmpty = status === 204 || status === 304
    // Already unpacked, whatever it says of itself.
    const told = new Headers([...headers].filter(([name]) => !/^content-(?:encoding|length)$/.test(name)))
    return new Response(isEmpty ? null : Buffer.concat(parts), { status, headers: told })
  }
