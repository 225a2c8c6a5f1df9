/** News of jobs from the database, handed to whoever listens. Who may see them, each listener asks for its own person. */
import type { News, Store } from '@gouji/store'

type Listener = (news: News) => void

export interface Hub {
  readonly add: (listener: Listener) => () => void
  readonly close: () => Promise<void>
}

export async function openHub(store: Store): Promise<Hub> {
  const listeners = new Set<Listener>()
  const stop = await store.listen((news) => {
    for (const listener of listeners) listener(news)
  })
  return {
    add(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close: stop,
  }
}
