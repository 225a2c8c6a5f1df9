/** Secrets that must be read again (second factors, kept answers) are sealed with a key that is not in the database. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export interface Sealer {
  readonly seal: (text: string) => string
  readonly open: (sealed: string) => string
}

/** `secret` is the operator's; without one a key is made in the data folder, which all servers of an installation share. */
export function sealerOf(path: string, secret: string | undefined): Sealer {
  const key = secret === undefined ? keyFrom(path) : createHash('sha256').update(secret).digest()
  return {
    seal(text) {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    open(sealed) {
      const bytes = Buffer.from(sealed.slice(2), 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}

function keyFrom(path: string): Buffer {
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    const part = `${path}.${process.pid}`
    writeFileSync(part, randomBytes(32).toString('base64'), { mode: 0o600, flush: true })
    try {
      // Of two servers that start at once, one makes the key.
      linkSync(part, path)
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    } finally {
      rmSync(part, { force: true })
    }
  }
  return Buffer.from(readFileSync(path, 'utf8'), 'base64')
}
