/** What is done with a ledger as a whole: workbook out and in, versions. */
import { API, type LedgerInfo, type LedgerRow } from '@gouji/api'
import { App, Button, Dropdown, Modal } from 'antd'
import { useRef, useState } from 'react'
import { Link } from 'react-router'
import { call, download } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'
import { useRead } from '../client/query.ts'
import type { Sheet, WorkbookPreview } from '../client/shapes.ts'
import { Loaded } from '../parts/loaded.tsx'
import { instantName } from '../words.ts'
import { ImportPreview } from './import-preview.tsx'

interface LedgerMenuProps {
  readonly ledger: LedgerInfo
  readonly version: number
  readonly readOnly: boolean
  readonly sheets: readonly Sheet[]
  readonly rows: readonly LedgerRow[]
  readonly onImported: () => Promise<void>
}

export function LedgerMenu({ ledger, version, readOnly, sheets, rows, onImported }: LedgerMenuProps) {
  const { message, modal } = App.useApp()
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
      // What is wrong with a file is read, not glimpsed.
      modal.error({ title: '没有导入', content: wordsOf(error), width: 560 })
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
          <ImportPreview preview={coming.preview} sheets={sheets} rows={rows} />
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
