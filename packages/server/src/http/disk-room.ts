/** Space that uploads leave free: on a disk that is full nobody can save or sign in any more, whoever filled it. */
import { statfs } from 'node:fs/promises'
import { Refusal } from './problem.ts'

const RESERVE = { bytes: 1024 * 1024 * 1024, share: 0.05 } as const

/** Refuses `coming` bytes where less than the reserve would be left: a gibibyte, or a twentieth of a smaller disk. */
export async function refuseWithoutRoom(
  folder: string,
  coming: number,
  disk: (path: string) => Promise<{ bavail: number; blocks: number; bsize: number }> = statfs,
): Promise<void> {
  const { bavail, blocks, bsize } = await disk(folder)
  const reserve = Math.min(RESERVE.bytes, blocks * bsize * RESERVE.share)
  if (bavail * bsize - coming < reserve) throw new Refusal('disk-full')
}
