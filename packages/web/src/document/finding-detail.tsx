/** One finding opened: what is printed and proposed, the arithmetic, the places, the basis, and what was said of it. */
import { API, type Finding, type Role } from '@gouji/api'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input } from 'antd'
import { useRef, useState } from 'react'
import { call } from '../client/call.ts'
import { ProblemError, wordsOf } from '../client/problem.ts'
import { keyOf } from '../client/query.ts'
import { usePrinting } from '../parts/use-printing.ts'
import { useMay } from '../shell/me.tsx'
import { EVENT_NAMES, instantName } from '../words.ts'
import { type Mark, placeName } from './places.ts'

interface DetailProps {
  readonly finding: Finding
  readonly onJump: (mark: Mark) => void
}

/** A sum may have thirty parts: the first few tell which, the others come when asked for. */
const EVIDENCE_FIRST = 4

export function FindingDetail({ finding: f, onJump }: DetailProps) {
  const may = useMay()
  const [all, setAll] = useState(false)
  const isPrinting = usePrinting()
  const shown = all || isPrinting ? f.evidence : f.evidence.slice(0, EVIDENCE_FIRST)
  return (
    <div className="finding-detail">
      {f.printed || f.proposed ? (
        <dl className="finding-values">
          {f.printed ? (
            <div>
              <dt>印为</dt>
              <dd className="printed">{f.printed}</dd>
            </div>
          ) : null}
          {f.proposed ? (
            <div>
              <dt>建议改为</dt>
              <dd className="proposed">{f.proposed}</dd>
            </div>
          ) : null}
        </dl>
      ) : null}
      {f.arithmetic ? (
        <>
          <h3>算式</h3>
          <p className="arithmetic">{f.arithmetic}</p>
        </>
      ) : null}
      {f.basis ? (
        <>
          <h3>依据</h3>
          <p>{f.basis}</p>
        </>
      ) : null}
      {shown.length > 0 ? (
        <>
          <h3>涉及的数</h3>
          <ul className="evidence-list">
            {shown.map((e, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the evidence of a finding never moves.
              <li key={i}>
                <button
                  type="button"
                  className="link"
                  onClick={() => onJump({ finding: f, place: e.place, isSuspect: false, text: e.text })}
                >
                  <span>{e.text}</span>
                  <span className="soft">{[e.label, placeName(e.place)].filter(Boolean).join(' · ')}</span>
                </button>
              </li>
            ))}
          </ul>
          {all || f.evidence.length <= shown.length ? null : (
            <button type="button" className="link" onClick={() => setAll(true)}>
              再看其余 {f.evidence.length - shown.length} 个
            </button>
          )}
        </>
      ) : null}
      <p className="soft finding-rule">
        {f.ruleTitle} · {f.number}
      </p>
      <History finding={f} />
      {may(f.state === 'accepted' || f.state === 'fixed' ? ACCEPTERS : API.findings.act) ? <Act finding={f} /> : null}
    </div>
  )
}

function History({ finding }: { readonly finding: Finding }) {
  const events = finding.events.filter((e) => e.act !== 'found')
  if (events.length === 0) return null
  return (
    <ol className="finding-history" aria-label="处理经过">
      {events.map((e, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what has been said stays in its place.
        <li key={i}>
          <span className="soft">
            {instantName(e.at)} {e.by}
          </span>{' '}
          {EVENT_NAMES[e.act]}
          {e.text ? `：${e.text}` : ''}
        </li>
      ))}
    </ol>
  )
}

/** Who wrote a book does not let its findings pass, nor opens them again; who reviews it may. */
const ACCEPTERS: readonly Role[] = ['unit_reviewer', 'department', 'finance_reviewer', 'finance_admin']

type Act = 'answered' | 'accepted' | 'reopened'

function Act({ finding }: { readonly finding: Finding }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [text, setText] = useState('')
  const [busy, setBusy] = useState<Act>()
  const [missing, setMissing] = useState(false)
  const field = useRef<HTMLTextAreaElement | null>(null)
  const act = async (what: Act): Promise<void> => {
    if (text.trim() === '') {
      setMissing(true)
      window.document.getElementById('act-text')?.focus()
      return
    }
    setBusy(what)
    try {
      const fresh = await call(API.findings.act, {
        params: { id: finding.id },
        version: finding.version,
        body: { act: what, text },
      })
      const key = keyOf(API.documents.findings, { params: { id: finding.document } })
      client.setQueryData<readonly Finding[]>(key, (list) => list?.map((f) => (f.id === fresh.id ? fresh : f)))
      void client.invalidateQueries({ queryKey: keyOf(API.documents.get) })
      setText('')
      setMissing(false)
      void message.success(what === 'accepted' ? '已认可，理由已记录' : what === 'answered' ? '已答复' : '已重新打开')
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'version-conflict') {
        void message.warning('别人刚刚处理过这个问题，已载入最新情况，请看后再定。')
        void client.invalidateQueries({ queryKey: keyOf(API.documents.findings) })
      } else void message.error(wordsOf(error))
    } finally {
      setBusy(undefined)
    }
  }
  const settled = finding.state === 'accepted' || finding.state === 'fixed'
  const mayAccept = useMay()(ACCEPTERS)
  return (
    <div className="finding-act no-print">
      <label htmlFor="act-text">{settled ? '重新打开的原因' : '说明或理由'}</label>
      <Input.TextArea
        id="act-text"
        ref={(r) => {
          field.current = r?.resizableTextArea?.textArea ?? null
        }}
        value={text}
        autoSize={{ minRows: 2, maxRows: 6 }}
        maxLength={5000}
        status={missing ? 'error' : ''}
        aria-invalid={missing}
        aria-describedby={missing ? 'act-missing' : undefined}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          if (e.key === 'Escape') field.current?.blur()
          if (e.key === 'Enter' && (e.ctrlKey || e.metaKey))
            void act(settled ? 'reopened' : mayAccept ? 'accepted' : 'answered')
        }}
      />
      {missing ? (
        <p id="act-missing" className="act-missing" role="alert">
          请写明理由：它会随问题一起留存，审核时能看到。
        </p>
      ) : null}
      <div className="row">
        {settled ? (
          <Button onClick={() => void act('reopened')} loading={busy === 'reopened'}>
            重新打开
          </Button>
        ) : (
          <>
            {mayAccept ? (
              <Button type="primary" onClick={() => void act('accepted')} loading={busy === 'accepted'}>
                附理由认可
              </Button>
            ) : null}
            <Button
              type={mayAccept ? 'default' : 'primary'}
              onClick={() => void act('answered')}
              loading={busy === 'answered'}
            >
              答复
            </Button>
          </>
        )}
      </div>
    </div>
  )
}
