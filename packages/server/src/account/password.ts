/** Passwords: how they are kept, what they must be, and those that are made for one use. */
import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** Of OWASP's choices for Argon2id: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST)

export async function isPassword(kept: string, password: string): Promise<boolean> {
  try {
    return await verify(kept, password.normalize('NFKC'))
  } catch {
    return false
  }
}

let unused: Promise<string> | undefined
/** Takes as long as a real comparison, so that the time does not tell which names exist. */
export async function pretendPassword(password: string): Promise<void> {
  unused ??= hashPassword('nobody has this one')
  await isPassword(await unused, password)
}

/** Letters and digits that nobody confuses when they are read out. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'

export function oneTimePassword(): string {
  const groups = Array.from({ length: 4 }, () =>
    Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join(''),
  )
  return groups.join('-')
}

export function isWeak(password: string, login: string): boolean {
  const kinds = [/\p{L}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length
  const plain = password.toLowerCase()
  return kinds < 2 || plain.includes(login.toLowerCase()) || new Set(plain).size < 5
}
