import type { DocumentInfo } from '@gouji/api'
import { Button } from 'antd'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { Link } from 'react-router'
import { Badge } from '../parts/badges.tsx'
import { bytesName } from '../words.ts'
import { filesOf } from './dropped.ts'
import { type UploadLine, useUploads } from './uploads.ts'

const ACCEPT = '.pdf,.docx,.xlsx,.html,.htm,.txt,.doc,.xls,.wps'

interface DropZoneProps {
  readonly onAccepted: (documents: readonly DocumentInfo[]) => void
  readonly isKnown: (id: string) => boolean
}

export function DropZone({ onAccepted, isKnown }: DropZoneProps) {
  const uploads = useUploads(onAccepted, isKnown)
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const drop = async (event: DragEvent): Promise<void> => {
    event.preventDefault()
    setOver(false)
    uploads.add(await filesOf(event.dataTransfer))
  }
  const underWay = uploads.lines.some((l) => l.state === 'waiting' || l.state === 'sending')
  useEffect(() => {
    if (!underWay) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [underWay])
  return (
    <section
      className={over ? 'panel drop over' : 'panel drop'}
      aria-label="上传文件"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => void drop(event)}
    >
      <div className="drop-words">
        <div>
          <strong>把文件或文件夹拖到这里</strong>
          <div className="soft">PDF、Word、Excel、网页、文本，一次可以上百份；原文件不会被改动</div>
        </div>
        <Button type="primary" size="large" onClick={() => input.current?.click()}>
          选择文件
        </Button>
        <input
          ref={input}
          type="file"
          multiple
          accept={ACCEPT}
          className="visually-hidden"
          tabIndex={-1}
          aria-label="选择要上传的文件"
          onChange={(event) => {
            uploads.add([...(event.target.files ?? [])])
            event.target.value = ''
          }}
        />
      </div>
      {uploads.lines.length > 0 ? <Lines lines={uploads.lines} retry={uploads.retry} clear={uploads.clear} /> : null}
    </section>
  )
}

interface LinesProps {
  readonly lines: readonly UploadLine[]
  readonly retry: (key: string) => void
  readonly clear: () => void
}

function Lines({ lines, retry, clear }: LinesProps) {
  const count = (state: UploadLine['state']): number => lines.filter((l) => l.state === state).length
  const refused = count('refused')
  return (
    <div className="drop-lines">
      <div className="row">
        <span role="status">
          共 {lines.length} 份，已收下 {count('accepted')} 份{refused > 0 ? `，未收下 ${refused} 份` : ''}
        </span>
        <progress aria-label="上传进度" max={lines.length} value={count('accepted') + refused} />
        <Button size="small" type="text" onClick={clear}>
          收起已完成的
        </Button>
      </div>
      <ul>
        {lines
          .filter((l) => l.state !== 'accepted' || l.isKnown || l.document?.sameAs)
          .slice(0, 100)
          .map((line) => (
            <li key={line.key}>
              <span>{line.file.name}</span>
              <span className="soft">{bytesName(line.file.size)}</span>
              {line.state === 'sending' ? <Badge tone="info">上传中</Badge> : null}
              {line.state === 'waiting' ? <Badge tone="plain">等待上传</Badge> : null}
              {line.state === 'refused' ? (
                <>
                  <Badge tone="error">未收下</Badge>
                  <span>{line.message}</span>
                  <Button size="small" onClick={() => retry(line.key)}>
                    再传一次
                  </Button>
                </>
              ) : null}
              {line.isKnown && line.document ? (
                <>
                  <Badge tone="warning">已经有了</Badge>
                  <span>
                    内容与<Link to={`/documents/${line.document.id}`}>{line.document.name}</Link>
                    逐字节相同，没有重复收下
                  </span>
                </>
              ) : line.document?.sameAs ? (
                <>
                  <Badge tone="warning">内容相同</Badge>
                  <span>
                    与<Link to={`/documents/${line.document.sameAs}`}>已有的一份文件</Link>逐字节相同
                  </span>
                </>
              ) : null}
            </li>
          ))}
      </ul>
    </div>
  )
}
