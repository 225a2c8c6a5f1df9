import { API, type Filing } from '@gouji/api'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Input, Modal } from 'antd'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { urlOf } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'
import { keyOf, useAct, useRead } from '../client/query.ts'
import type { Edition } from '../client/shapes.ts'
import { Badge } from '../parts/badges.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { useMay } from '../shell/me.tsx'
import { bytesName, instantName } from '../words.ts'

export function Editions({ filing }: { readonly filing: Filing }) {
  const may = useMay()
  const editions = useRead(API.filings.editions, { params: { id: filing.id } })
  const isReady = filing.step === 'finance_approved' || filing.step === 'published'
  return (
    <section className="panel" aria-labelledby="editions">
      <h2 id="editions">公开版本</h2>
      {isReady && may(API.filings.publish) ? <Publish filing={filing} /> : null}
      <Loaded query={editions} rows={2}>
        {(list) =>
          list.length === 0 ? (
            <p className="soft">还没有公开。公开前，编成的书会被读回来逐数核对，不一致就不能公开。</p>
          ) : (
            <ul className="comments">
              {list.map((e, i) => (
                <EditionLine key={e.id} edition={e} before={list[i + 1]} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}

function Publish({ filing }: { readonly filing: Filing }) {
  const { message, modal } = App.useApp()
  const publish = useAct(API.filings.publish)
  const [job, setJob] = useState<string>()
  const begin = (): void =>
    publish.mutate(
      { params: { id: filing.id }, version: filing.version, body: {} },
      { onSuccess: (answer) => setJob(answer.job), onError: (e) => void message.error(wordsOf(e)) },
    )
  return (
    <div style={{ marginBottom: 12 }}>
      <Button
        type="primary"
        loading={publish.isPending}
        disabled={job !== undefined}
        onClick={() =>
          modal.confirm({
            title: filing.step === 'published' ? '编成并公开一个新版本？' : '编成并公开？',
            content: '公开后的版本不能改动；要改正时，公开一个新版本，并附改动对照。',
            onOk: begin,
          })
        }
      >
        {filing.step === 'published' ? '公开更正版本' : '编成并公开'}
      </Button>
      {job ? <JobProgress id={job} onEnd={() => setJob(undefined)} /> : null}
    </div>
  )
}

function JobProgress({ id, onEnd }: { readonly id: string; readonly onEnd: () => void }) {
  const { message, modal } = App.useApp()
  const client = useQueryClient()
  const job = useRead(API.administration.job, { params: { id } }, { refetchInterval: 1000, staleTime: 0 })
  const state = job.data?.state
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end of a job is told once.
  useEffect(() => {
    if (state === 'done') {
      void message.success('已公开')
      for (const e of [API.filings.get, API.filings.editions, API.filings.board])
        void client.invalidateQueries({ queryKey: keyOf(e) })
      onEnd()
    }
    if (state === 'dead') {
      const why = job.data?.error ?? '编成没有成功。'
      modal.error({ title: '没有公开', content: <div className="failure-lines">{why}</div>, width: 720 })
      onEnd()
    }
  }, [state])
  return (
    <p role="status">
      {state === 'working' ? '正在编成并读回核对' : '排队中'} {job.data?.progress}
    </p>
  )
}

function EditionLine({ edition: e, before }: { readonly edition: Edition; readonly before: Edition | undefined }) {
  const { message } = App.useApp()
  const may = useMay()
  const withdraw = useAct(API.filings.withdraw, [API.filings.editions, API.filings.get])
  const [open, setOpen] = useState(false)
  const [why, setWhy] = useState('')
  return (
    <li>
      <div className="row">
        <strong>第 {e.number} 版</strong>
        <span className="soft">{instantName(e.publishedAt)}</span>
        {e.withdrawnAt ? <Badge tone="warning">已撤回</Badge> : null}
        {e.proved ? <Badge tone="success">已读回核对</Badge> : null}
      </div>
      {before ? (
        <p className="edition-changes">
          {e.changed ? `更正了表中 ${e.changed.cells} 个数、${e.changed.sentences} 句文字。` : ''}
          <Link to={`/compare?left=edition:${before.id}&right=edition:${e.id}`}>更正对照</Link>
        </p>
      ) : null}
      {e.withdrawnWhy ? <p>撤回原因：{e.withdrawnWhy}</p> : null}
      <ul className="edition-files">
        {e.files.map((file) => (
          <li key={file.path}>
            <a href={urlOf(API.filings.editionFile, { params: { id: e.id, sha256: file.sha256 } })} download>
              {file.path}
            </a>{' '}
            <span className="soft">
              {bytesName(file.bytes)} · SHA-256 <span title={file.sha256}>{file.sha256.slice(0, 12)}…</span>
            </span>
          </li>
        ))}
      </ul>
      {!e.withdrawnAt && may(API.filings.withdraw) ? (
        <Button size="small" danger onClick={() => setOpen(true)}>
          撤回
        </Button>
      ) : null}
      <Modal
        title={`撤回第 ${e.number} 版`}
        open={open}
        onCancel={() => setOpen(false)}
        okText="撤回"
        okButtonProps={{ danger: true, disabled: why.trim() === '', loading: withdraw.isPending }}
        onOk={() =>
          withdraw.mutate(
            { params: { id: e.id }, body: { why } },
            { onSuccess: () => setOpen(false), onError: (error) => void message.error(wordsOf(error)) },
          )
        }
      >
        <label htmlFor={`why-${e.id}`}>撤回的原因（会公开显示）</label>
        <Input.TextArea
          id={`why-${e.id}`}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
          autoSize={{ minRows: 3 }}
        />
      </Modal>
    </li>
  )
}
