/** What is done with a ledger as a whole: workbook out and in, versions. */
import { API, type LedgerInfo } from '@gouji/api'
import { App, Button, Dropdown, Modal } from 'antd'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { call, download } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'
import { useRead } from '../client/query.ts'
import type { Sheet, WorkbookPreview } from '../client/shapes.ts'
import { Loaded } from '../parts/loaded.tsx'
import { instantName } from '../words.ts'

interface LedgerMenuProps {
  readonly ledger: LedgerInfo
  readonly version: number
  readonly readOnly: boolean
  readonly sheets: readonly Sheet[]
  readonly onImported: () => Promise<void>
}

export function LedgerMenu({ ledger, version, readOnly, sheets, onImported }: LedgerMenuProps) {
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const [coming, setComing] = useState<{ readonly file: File; readonly preview: WorkbookPreview }>()
  const [history, setHistory] = useState(false)
  const params = { id: ledger.id }
  const look = async (file: File): Promise<void> => {
    try {
      setComing({
        file,
        preview: await call(API.ledgers.importWorkbook, { params, query: { confirm: 'no' }, files: [file] }),
      })
    } catch (error) {
      void message.error(wordsOf(error))
    }
  }
  const take = async (): Promise<void> => {
    if (!coming) return
    try {
      await call(API.ledgers.importWorkbook, { params, query: { confirm: 'yes' }, files: [coming.file] })
      setComing(undefined)
      await onImported()
      void message.success('已导入')
    } catch (error) {
      void message.error(wordsOf(error))
    }
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'export',
              label: '导出工作簿',
              onClick: () =>
                void download(API.ledgers.exportWorkbook, { params }).catch((e) => message.error(wordsOf(e))),
            },
            ...(readOnly ? [] : [{ key: 'import', label: '导入工作簿…', onClick: () => input.current?.click() }]),
            { key: 'history', label: '版本历史', onClick: () => setHistory(true) },
          ],
        }}
      >
        <Button aria-haspopup="menu">工作簿和版本 ▾</Button>
      </Dropdown>
      <input
        ref={input}
        type="file"
        accept=".xlsx"
        className="visually-hidden"
        tabIndex={-1}
        aria-label="选择要导入的工作簿"
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) void look(file)
          event.target.value = ''
        }}
      />
      {coming ? (
        <Modal
          open
          width={860}
          title={`导入 ${coming.file.name}`}
          okText="确认导入"
          okButtonProps={{ disabled: coming.preview.changes.length === 0 }}
          onOk={take}
          onCancel={() => setComing(undefined)}
        >
          <ImportPreview preview={coming.preview} sheets={sheets} />
        </Modal>
      ) : null}
      <Modal
        title="版本历史"
        open={history}
        onCancel={() => setHistory(false)}
        footer={null}
        width={640}
        destroyOnHidden
      >
        <History ledger={ledger} version={version} />
      </Modal>
    </>
  )
}

const SHOWN_MAX = 200

function ImportPreview({
  preview: p,
  sheets,
}: {
  readonly preview: WorkbookPreview
  readonly sheets: readonly Sheet[]
}) {
  const title = (name: string): string => sheets.find((s) => s.name === name)?.title ?? name
  return (
    <>
      <p>
        将新增 <strong>{p.added}</strong> 行，修改 <strong>{p.changed}</strong> 行，删除 <strong>{p.removed}</strong>{' '}
        行。
        {p.changes.length === 0 ? '工作簿与账册一致，没有要改的。' : ''}
      </p>
      {p.problems.length > 0 ? (
        <ul className="ledger-problems">
          {p.problems.slice(0, 20).map((problem, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes.
            <li key={i}>
              {problem.sheet ? `${title(problem.sheet)} ` : ''}
              {problem.row ? `第 ${problem.row} 行 ` : ''}
              {problem.message} <span className="soft">{problem.remedy}</span>
            </li>
          ))}
        </ul>
      ) : null}
      <div className="scroll" style={{ maxHeight: '46vh' }}>
        <table className="data">
          <thead>
            <tr>
              <th>表</th>
              <th>改动</th>
              <th>内容</th>
            </tr>
          </thead>
          <tbody>
            {p.changes.slice(0, SHOWN_MAX).map((c) => (
              <tr key={c.kind === 'put' ? c.row.key : c.key}>
                <td>{title(c.kind === 'put' ? c.row.sheet : c.sheet)}</td>
                <td>{c.kind === 'put' ? '写入' : '删除'}</td>
                <td>{c.kind === 'put' ? Object.values(c.row.values).join('，') : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {p.changes.length > SHOWN_MAX ? <p className="soft">只显示前 {SHOWN_MAX} 处。</p> : null}
    </>
  )
}

function History({ ledger, version }: { readonly ledger: LedgerInfo; readonly version: number }) {
  const history = useRead(API.ledgers.history, { params: { id: ledger.id } }, { staleTime: 0 })
  return (
    <Loaded query={history}>
      {(list) => (
        <div className="scroll" style={{ maxHeight: '60vh' }}>
          <table className="data">
            <thead>
              <tr>
                <th>版本</th>
                <th>时间</th>
                <th>由谁</th>
                <th className="num">改动行数</th>
                <th>对照</th>
              </tr>
            </thead>
            <tbody>
              {[...list]
                .sort((a, b) => b.version - a.version)
                .map((h) => (
                  <tr key={h.version}>
                    <td>{h.version}</td>
                    <td>{instantName(h.at)}</td>
                    <td>{h.by}</td>
                    <td className="num">{h.rows}</td>
                    <td>
                      {h.version < version ? (
                        <Link
                          to={`/compare?left=ledger:${ledger.id}@${h.version}&right=ledger:${ledger.id}@${version}`}
                        >
                          与现在对照
                        </Link>
                      ) : (
                        '现在'
                      )}
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </div>
      )}
    </Loaded>
  )
}
