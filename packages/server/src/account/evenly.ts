/**
 * A refusal that comes on the beat: a wrong password of somebody who exists is counted and written down, one of a name that
 * nobody has is not, and the two milliseconds between them would tell a list of names apart.
 */
import { setTimeout as pause } from 'node:timers/promises'

/** Longer than a sign-in takes on a machine that is not overloaded, and shorter than anybody notices. */
export const BEAT_MS = 250

export async function refusedEvenly<T>(act: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  try {
    return await act()
  } catch (error) {
    const taken = performance.now() - begun
    await pause(Math.ceil(taken / BEAT_MS) * BEAT_MS - taken)
    throw error
  }
}
