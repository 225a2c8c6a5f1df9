/** One book on its way: where it stands, what is said of it, what may be done now, and its editions. */
import { API, type Filing, type Role, STEP_NAMES, type Step } from '@gouji/api'
import { App, Button, Input, Modal, Steps } from 'antd'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ProblemError, wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'
import { DueBadge } from '../home/due.tsx'
import { Counts, StepBadge } from '../parts/badges.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { NotFound } from '../shell/error-pages.tsx'
import { useMe } from '../shell/me.tsx'
import { ACT_NAMES, bookName, STEP_ORDER } from '../words.ts'
import { BookView } from './book-view.tsx'
import { Comments } from './comments.tsx'
import { Editions } from './editions.tsx'

export default function FilingPage() {
  const { id = '' } = useParams()
  const filing = useRead(API.filings.get, { params: { id } })
  if (filing.error instanceof ProblemError && filing.error.status === 404) return <NotFound />
  return <Loaded query={filing}>{(f) => <FilingView filing={f} />}</Loaded>
}

function FilingView({ filing: f }: { readonly filing: Filing }) {
  const [anchor, setAnchor] = useState<string>()
  const [shown, setShown] = useState<string>()
  const at = f.step === 'returned' ? 0 : STEP_ORDER.indexOf(f.step)
  return (
    <>
      <div className="page-head">
        <h1>
          {f.organisationName} {bookName(f.year, f.stage)}
        </h1>
        <StepBadge step={f.step} />
        {f.due && f.step !== 'published' ? <DueBadge due={f.due} /> : null}
      </div>
      <section className="panel" aria-label="环节">
        <Steps
          size="small"
          current={at}
          {...(f.step === 'returned' ? { status: 'error' as const } : {})}
          items={STEP_ORDER.map((step, i) => ({
            title: i === 0 && f.step === 'returned' ? STEP_NAMES.returned : STEP_NAMES[step],
          }))}
        />
        <div className="row" style={{ marginTop: 16, gap: 16 }}>
          <span className="row">
            问题 <Counts errors={f.errors} warnings={f.warnings} />
          </span>
          {f.due ? <span>公开期限 {f.due}</span> : <span className="soft">公开期限：批复后二十日内</span>}
          {f.ledger ? <Link to={`/ledgers/${f.ledger}`}>打开账册</Link> : null}
          {f.document ? <Link to={`/documents/${f.document}`}>看文件和问题</Link> : null}
          <Link to={`/compare?organisation=${f.organisation}`}>对照版本</Link>
          <span style={{ flex: 1 }} />
          <Actions filing={f} />
        </div>
      </section>
      <div className="filing-body">
        <BookView filing={f} onPick={setAnchor} shown={shown} />
        <div>
          <Comments filing={f.id} anchor={anchor} onAnchor={setAnchor} onShow={setShown} />
          <Editions filing={f} />
        </div>
      </div>
    </>
  )
}

type Act = keyof typeof ACT_NAMES

/** Who moves a book on from each step; the server and the database decide, this only spares people a refusal. */
const FINANCE: readonly Role[] = ['finance_reviewer', 'finance_admin']
const MOVERS: Readonly<Record<Step, readonly { readonly roles: readonly Role[]; readonly acts: readonly Act[] }[]>> = {
  draft: [{ roles: ['preparer'], acts: ['submit'] }],
  returned: [{ roles: ['preparer'], acts: ['submit'] }],
  submitted: [
    { roles: ['unit_reviewer'], acts: ['approve', 'return'] },
    { roles: ['preparer'], acts: ['recall'] },
  ],
  unit_approved: [{ roles: ['department'], acts: ['approve', 'return'] }],
  department_approved: [{ roles: FINANCE, acts: ['approve', 'return'] }],
  // Given back for correction: the next edition takes the way of the first.
  finance_approved: [{ roles: FINANCE, acts: ['return'] }],
  published: [{ roles: FINANCE, acts: ['return'] }],
}

const actsOf = (step: Step, roles: readonly Role[]): readonly Act[] =>
  MOVERS[step].flatMap((mover) => (mover.roles.some((role) => roles.includes(role)) ? mover.acts : []))

/** What is public is given back to be corrected. */
const nameOf = (act: Act, step: Step): string =>
  act === 'return' && step === 'published' ? '退回更正' : ACT_NAMES[act]

function Actions({ filing: f }: { readonly filing: Filing }) {
  const { roles } = useMe()
  const { message } = App.useApp()
  const move = useAct(API.filings.act, [API.filings.get, API.filings.board, API.filings.waiting, API.filings.comments])
  const [asked, setAsked] = useState<Act>()
  const [text, setText] = useState('')
  const acts = actsOf(f.step, roles)
  const needsText = asked === 'return'
  const done = (): void => {
    if (!asked) return
    const body = { act: asked, ...(text.trim() ? { text } : {}) }
    move.mutate(
      { params: { id: f.id }, version: f.version, body },
      {
        onSuccess: () => {
          setAsked(undefined)
          setText('')
          void message.success(`已${ACT_NAMES[asked]}`)
        },
        onError: (e) => void message.error(wordsOf(e)),
      },
    )
  }
  return (
    <>
      {acts.map((act) => (
        <Button
          key={act}
          type={act === 'return' || act === 'recall' ? 'default' : 'primary'}
          danger={act === 'return'}
          onClick={() => setAsked(act)}
        >
          {nameOf(act, f.step)}
        </Button>
      ))}
      <Modal
        title={asked ? `${nameOf(asked, f.step)}：${f.organisationName} ${bookName(f.year, f.stage)}` : ''}
        open={asked !== undefined}
        onCancel={() => setAsked(undefined)}
        onOk={done}
        okText={asked ? ACT_NAMES[asked] : ''}
        okButtonProps={{
          disabled: needsText && text.trim() === '',
          danger: asked === 'return',
          loading: move.isPending,
        }}
      >
        {(asked === 'submit' || asked === 'approve') && f.errors > 0 ? (
          <p className="act-missing">还有 {f.errors} 个错误没有改正或认可。</p>
        ) : null}
        <label htmlFor="step-text">{needsText ? '退回的原因（必填）' : '意见（可不填）'}</label>
        <Input.TextArea
          id="step-text"
          value={text}
          onChange={(e) => setText(e.target.value)}
          autoSize={{ minRows: 3 }}
          maxLength={5000}
        />
        {needsText ? <p className="soft">写在具体格子、句子上的意见会一并带给编报人。</p> : null}
      </Modal>
    </>
  )
}
