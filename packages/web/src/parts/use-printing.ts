/** Whether the page is on its way to paper: what draws only rows in sight then has to draw all of them. */
import { useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'

// One for the page and not one for each part: what is drawn for the paper alone has to know it from its beginning.
let isPrinting = false
const watchers = new Set<() => void>()
const tell = (next: boolean) => (): void => {
  isPrinting = next
  // The browser takes its picture as soon as the listeners have returned.
  flushSync(() => {
    for (const watcher of watchers) watcher()
  })
}
window.addEventListener('beforeprint', tell(true))
window.addEventListener('afterprint', tell(false))

const watch = (watcher: () => void): (() => void) => {
  watchers.add(watcher)
  return () => watchers.delete(watcher)
}

export const usePrinting = (): boolean => useSyncExternalStore(watch, () => isPrinting)
