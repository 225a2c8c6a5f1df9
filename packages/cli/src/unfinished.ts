/** Files that are being written, so that an interrupted run can take them away again. */
import { rmSync } from 'node:fs'

const unfinished = new Set<string>()

export function begun(path: string): void {
  unfinished.add(path)
}

export function finished(path: string): void {
  unfinished.delete(path)
}

export function removeUnfinished(): void {
  for (const path of unfinished) {
    unfinished.delete(path)
    rmSync(path, { force: true })
  }
}
