/**
 * Files on their way to the server: each its own request, three at a time, each with a key of its own, so that one that
 * is tried again is not taken twice and one that fails does not hold up the others.
 */

import { API, type DocumentInfo } from '@gouji/api'
import { useCallback, useRef, useState } from 'react'
import { call } from '../client/call.ts'
import { freshId } from '../client/fresh-id.ts'
import { wordsOf } from '../client/problem.ts'

const AT_ONCE = 3
export const FILES_MAX = 300

export interface UploadLine {
  readonly key: string
  readonly file: File
  readonly state: 'waiting' | 'sending' | 'accepted' | 'refused'
  readonly message?: string
  readonly document?: DocumentInfo
  /** The server had the very same bytes already, and gave back what it has. */
  readonly isKnown?: boolean
}

export interface Uploads {
  readonly lines: readonly UploadLine[]
  readonly add: (files: readonly File[]) => void
  readonly retry: (key: string) => void
  readonly clear: () => void
}

export function useUploads(
  onAccepted: (documents: readonly DocumentInfo[]) => void,
  isKnown: (id: string) => boolean,
): Uploads {
  const [lines, setLines] = useState<readonly UploadLine[]>([])
  const queue = useRef<UploadLine[]>([])
  const sending = useRef(0)
  const accepted = useRef(onAccepted)
  accepted.current = onAccepted
  const known = useRef(isKnown)
  known.current = isKnown

  const change = useCallback((key: string, fresh: Partial<UploadLine>) => {
    setLines((all) => all.map((line) => (line.key === key ? { ...line, ...fresh } : line)))
  }, [])

  const pump = useCallback((): void => {
    while (sending.current < AT_ONCE) {
      const line = queue.current.shift()
      if (!line) return
      sending.current++
      change(line.key, { state: 'sending' })
      void send(line)
        .then((fresh) => {
          change(line.key, fresh.document ? { ...fresh, isKnown: known.current(fresh.document.id) } : fresh)
          if (fresh.document) accepted.current([fresh.document])
        })
        .finally(() => {
          sending.current--
          pump()
        })
    }
  }, [change])

  const add = useCallback(
    (files: readonly File[]) => {
      const fresh = files.slice(0, FILES_MAX).map((file): UploadLine => ({ key: freshId(), file, state: 'waiting' }))
      queue.current.push(...fresh)
      setLines((all) => [...fresh, ...all])
      pump()
    },
    [pump],
  )
  const retry = useCallback(
    (key: string) => {
      setLines((all) => {
        const line = all.find((l) => l.key === key)
        if (line) queue.current.push({ ...line, state: 'waiting' })
        return all
      })
      queueMicrotask(pump)
    },
    [pump],
  )
  const clear = useCallback(
    () => setLines((all) => all.filter((l) => l.state === 'waiting' || l.state === 'sending')),
    [],
  )
  return { lines, add, retry, clear }
}

async function send(line: UploadLine): Promise<Partial<UploadLine>> {
  try {
    const answer = await call(API.documents.upload, { files: [line.file] }, { idempotencyKey: line.key })
    const document = answer.accepted[0]
    if (document) return { state: 'accepted', document }
    return { state: 'refused', message: answer.refused[0]?.message ?? '服务器没有收下这个文件。' }
  } catch (error) {
    return { state: 'refused', message: wordsOf(error) }
  }
}
