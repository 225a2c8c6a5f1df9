/** News from the database (LISTEN): a connection of its own that comes back by itself. */
import pg from 'pg'

/** What changed. Who may see it, the receiver has to ask. */
export interface News {
  readonly kind: 'job' | 'connected'
  readonly id?: string
  readonly job?: string
  readonly organisation?: string
  readonly person?: string
  readonly state?: string
  readonly progress?: unknown
}

const CHANNEL = 'gouji'
const RETRY_MS = 1_000

export function listenTo(config: pg.PoolConfig, listener: (news: News) => void): () => Promise<void> {
  let isOver = false
  let client: pg.Client | undefined
  let timer: NodeJS.Timeout | undefined
  const connect = async (): Promise<void> => {
    if (isOver) return
    const one = new pg.Client({ ...config, application_name: 'gouji listener', keepAlive: true })
    client = one
    let isLost = false
    const lost = (): void => {
      if (isOver || isLost) return
      isLost = true
      timer = setTimeout(() => void connect(), RETRY_MS)
      timer.unref()
    }
    one.on('error', lost)
    one.on('end', lost)
    one.on('notification', ({ payload }) => {
      if (payload) listener(JSON.parse(payload) as News)
    })
    try {
      await one.connect()
      await one.query(`listen ${CHANNEL}`)
      // What happened meanwhile was not heard: whoever waits looks again.
      listener({ kind: 'connected' })
    } catch {
      lost()
    }
  }
  void connect()
  return async () => {
    isOver = true
    clearTimeout(timer)
    await client?.end().catch(() => undefined)
  }
}
