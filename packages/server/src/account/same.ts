/** Compares a secret with what somebody sent, in a time that tells neither where they differ nor how long it is. */
import { createHash, timingSafeEqual } from 'node:crypto'

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()

export const isSame = (a: string, b: string): boolean => timingSafeEqual(hashOf(a), hashOf(b))
