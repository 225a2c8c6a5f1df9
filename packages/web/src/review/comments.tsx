import { API } from '@gouji/api'
import { App, Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'
import { anchorName } from '../parts/anchors.ts'
import { Loaded } from '../parts/loaded.tsx'
import { useMay } from '../shell/me.tsx'
import { instantName } from '../words.ts'

interface CommentsProps {
  /** Id of the filing that is spoken of. */
  readonly filing: string
  readonly anchor: string | undefined
  readonly onAnchor: (anchor: string | undefined) => void
  readonly onShow: (anchor: string) => void
}

export function Comments({ filing, anchor, onAnchor, onShow }: CommentsProps) {
  const { message } = App.useApp()
  const may = useMay()
  const params = { id: filing }
  const comments = useRead(API.filings.comments, { params })
  const add = useAct(API.filings.comment, [API.filings.comments])
  const resolve = useAct(API.filings.resolve, [API.filings.comments])
  const [text, setText] = useState('')
  const [all, setAll] = useState(false)
  const say = (): void =>
    add.mutate(
      { params, body: { text, ...(anchor ? { anchor } : {}) } },
      {
        onSuccess: () => {
          setText('')
          onAnchor(undefined)
        },
        onError: (e) => void message.error(wordsOf(e)),
      },
    )
  return (
    <section className="panel" aria-labelledby="comments">
      <div className="panel-head">
        <h2 id="comments">审核意见</h2>
        <Checkbox checked={all} onChange={(e) => setAll(e.target.checked)}>
          含已落实的
        </Checkbox>
      </div>
      <Loaded query={comments} rows={2}>
        {(list) => {
          const shown = list.filter((c) => all || !c.done)
          return shown.length === 0 ? (
            <p className="soft">没有未落实的意见。</p>
          ) : (
            <ul className="comments">
              {shown.map((c) => (
                <li key={c.id}>
                  <div className="soft">
                    {c.by} · {instantName(c.at)}
                  </div>
                  {c.anchor ? (
                    <button type="button" className="link" onClick={() => onShow(c.anchor!)}>
                      {anchorName(c.anchor)}
                    </button>
                  ) : null}
                  <p>{c.text}</p>
                  {c.done ? (
                    <span className="badge success">已落实</span>
                  ) : may(API.filings.resolve) ? (
                    <Button
                      size="small"
                      onClick={() =>
                        resolve.mutate({ params: { id: c.id } }, { onError: (e) => void message.error(wordsOf(e)) })
                      }
                    >
                      已落实
                    </Button>
                  ) : null}
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
      {may(API.filings.comment) ? (
        <div className="stack no-print" style={{ gap: 6, marginTop: 12 }}>
          <label htmlFor="comment-text">
            {anchor ? (
              <>
                对“{anchorName(anchor)}”的意见{' '}
                <button type="button" className="link" onClick={() => onAnchor(undefined)}>
                  改为对全书
                </button>
              </>
            ) : (
              '提意见（先在左边点一格或一句，意见就写在那里）'
            )}
          </label>
          <Input.TextArea
            id="comment-text"
            value={text}
            onChange={(e) => setText(e.target.value)}
            autoSize={{ minRows: 2 }}
            maxLength={5000}
          />
          <div>
            <Button disabled={text.trim() === ''} loading={add.isPending} onClick={say}>
              提出意见
            </Button>
          </div>
        </div>
      ) : null}
    </section>
  )
}
