/** The token against forged requests, kept in memory only, and the news that a session has ended. */
let csrf: string | undefined
const listeners = new Set<() => void>()

export const csrfToken = (): string | undefined => csrf

export function rememberCsrf(token: string | undefined): void {
  csrf = token
}

export function sessionEnded(): void {
  for (const listener of listeners) listener()
}

export function onSessionEnded(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
