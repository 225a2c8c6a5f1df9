/** Time-based one-time codes (RFC 6238), each good for one use. */
import { Secret, TOTP } from 'otpauth'

const PERIOD_S = 30
const totp = (secret: string, login = ''): TOTP =>
  new TOTP({ issuer: 'Gouji', label: login, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD_S })

export function newSecret(login: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 }).base32
  return { secret, uri: totp(secret, login).toString() }
}

/**
 * The time that a code stands for; undefined where it is wrong. A code of half a minute before or after is taken too; one
 * of a time that has been used already is not.
 */
export function checkCode(secret: string, code: string, usedAt: Date | undefined): Date | undefined {
  const now = Date.now()
  const delta = totp(secret).validate({ token: code, timestamp: now, window: 1 })
  if (delta === null) return undefined
  const step = Math.floor(now / 1000 / PERIOD_S) + delta
  if (usedAt !== undefined && step <= Math.floor(usedAt.getTime() / 1000 / PERIOD_S)) return undefined
  return new Date(step * PERIOD_S * 1000)
}
