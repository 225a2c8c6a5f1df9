/**
 * One ledger being edited: what was typed is saved by itself a moment later, merged with what others saved meanwhile, and
 * nothing is thrown away when saving does not succeed.
 */
import { API, type LedgerInfo, type LedgerRow } from '@gouji/api'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { call } from '../client/call.ts'
import { ProblemError, wordsOf } from '../client/problem.ts'
import { keyOf } from '../client/query.ts'
import type { Conflict } from '../client/shapes.ts'
import { type Choice, changesOf, type Draft, markSaved, openDraft, rebase } from './draft.ts'

const PAUSE_MS = 800
const AGAIN_MS = 10_000
const CHANGES_MAX = 20_000

export type Saving =
  | { readonly state: 'saved' }
  | { readonly state: 'changed' }
  | { readonly state: 'saving' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'conflict'; readonly conflicts: readonly Conflict[] }

export interface OpenLedger {
  readonly draft: Draft
  readonly version: number
  readonly saving: Saving
  readonly change: (edit: (draft: Draft) => Draft) => void
  readonly saveNow: () => Promise<void>
  readonly resolve: (choices: readonly Choice[]) => Promise<void>
  /** Takes what the server has now, below what was typed and not saved. */
  readonly reload: () => Promise<void>
}

export function useLedger(ledger: LedgerInfo, rows: readonly LedgerRow[], readOnly: boolean): OpenLedger {
  const client = useQueryClient()
  const [draft, setDraft] = useState(() => openDraft(rows))
  const [saving, setSaving] = useState<Saving>({ state: 'saved' })
  const [version, setVersion] = useState(ledger.version)
  // What a save sends is what stands here when it begins, not what a render saw.
  const latest = useRef({ draft, version, busy: false })
  const id = ledger.id

  const put = useCallback((next: Draft, nextVersion = latest.current.version): void => {
    latest.current.draft = next
    latest.current.version = nextVersion
    setDraft(next)
    setVersion(nextVersion)
  }, [])

  const takeTheirs = useCallback(
    async (choices: readonly Choice[] = []): Promise<void> => {
      const answer = await call(API.ledgers.rows, { params: { id }, query: {} })
      put(rebase(latest.current.draft, answer.rows, choices), answer.ledger.version)
    },
    [id, put],
  )

  const saveNow = useCallback(async (): Promise<void> => {
    const now = latest.current
    if (now.busy) return
    const changes = changesOf(now.draft).slice(0, CHANGES_MAX)
    if (changes.length === 0) return setSaving({ state: 'saved' })
    now.busy = true
    setSaving({ state: 'saving' })
    try {
      const answer = await call(API.ledgers.save, { params: { id }, body: { base: now.version, changes } })
      if (!answer.saved) return setSaving({ state: 'conflict', conflicts: answer.conflicts })
      put(markSaved(latest.current.draft, changes), answer.version)
      if (answer.merged > 0) await takeTheirs()
      void client.invalidateQueries({ queryKey: keyOf(API.ledgers.history) })
      setSaving({ state: changesOf(latest.current.draft).length > 0 ? 'changed' : 'saved' })
    } catch (error) {
      const gone = error instanceof ProblemError && error.status === 401
      setSaving({ state: 'failed', message: gone ? '登录已过期，重新登录后会自动保存。' : wordsOf(error) })
    } finally {
      now.busy = false
    }
  }, [id, put, takeTheirs, client])

  const change = useCallback(
    (edit: (draft: Draft) => Draft): void => {
      if (readOnly) return
      const next = edit(latest.current.draft)
      if (next === latest.current.draft) return
      put(next)
      setSaving((s) => (s.state === 'conflict' || s.state === 'saving' ? s : { state: 'changed' }))
    },
    [put, readOnly],
  )

  // Each keystroke that changes something begins the pause anew; a failed save is tried again by itself.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the draft is what the pause waits for.
  useEffect(() => {
    if (saving.state !== 'changed' && saving.state !== 'failed') return
    const timer = setTimeout(() => void saveNow(), saving.state === 'failed' ? AGAIN_MS : PAUSE_MS)
    return () => clearTimeout(timer)
  }, [draft, saving.state, saveNow])

  useEffect(() => {
    if (saving.state === 'saved') return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [saving.state])
  // Leaving for another page of ours loses nothing either.
  useEffect(() => () => void saveNow(), [saveNow])

  const resolve = useCallback(
    async (choices: readonly Choice[]): Promise<void> => {
      try {
        await takeTheirs(choices)
        setSaving({ state: 'changed' })
        await saveNow()
      } catch (error) {
        setSaving({ state: 'failed', message: wordsOf(error) })
      }
    },
    [takeTheirs, saveNow],
  )
  const reload = useCallback(() => takeTheirs(), [takeTheirs])
  return { draft, version, saving, change, saveNow, resolve, reload }
}
