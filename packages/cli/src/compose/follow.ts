/**
 * Follows the files of a folder, also when the folder is replaced whole, as editors, synchronisers and a restore do.
 * A watcher is bound to what stood at a path when it began, so the folder above tells when something new stands there.
 */
import { type FSWatcher, watch } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'

export interface Followed {
  readonly close: () => void
}

export function followFolder(folder: string, onChange: () => void): Followed {
  const path = resolve(folder)
  let inside: FSWatcher | undefined
  const enter = (): void => {
    inside?.close()
    inside = watched(path, onChange)
  }
  enter()
  const above = watched(dirname(path), (name) => {
    if (name !== basename(path)) return
    enter()
    onChange()
  })
  return {
    close() {
      inside?.close()
      above?.close()
    },
  }
}

/** Undefined where nothing stands there at the moment; the folder above tells when that changes. */
function watched(path: string, onChange: (name: string | null) => void): FSWatcher | undefined {
  try {
    const watcher = watch(path, (_event, name) => onChange(name))
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    return undefined
  }
}
