/** Where two people changed one cell: all three values side by side, and a choice for each. */
import type { LedgerRow } from '@gouji/api'
import { Button, Modal, Radio } from 'antd'
import { useState } from 'react'
import type { Conflict, Sheet } from '../client/shapes.ts'
import type { Choice } from './draft.ts'

interface ConflictsProps {
  readonly conflicts: readonly Conflict[]
  readonly sheets: readonly Sheet[]
  readonly rows: readonly LedgerRow[]
  readonly onResolve: (choices: readonly Choice[]) => Promise<void>
}

const nameOf = (c: Conflict): string => `${c.sheet}/${c.key}/${c.field}`

export function Conflicts({ conflicts, sheets, rows, onResolve }: ConflictsProps) {
  const [taken, setTaken] = useState<ReadonlyMap<string, Choice['take']>>(new Map())
  const [busy, setBusy] = useState(false)
  const all = (take: Choice['take']): void => setTaken(new Map(conflicts.map((c) => [nameOf(c), take])))
  const done = async (): Promise<void> => {
    setBusy(true)
    await onResolve(
      conflicts.map(({ sheet, key, field }) => ({
        sheet,
        key,
        field,
        take: taken.get(`${sheet}/${key}/${field}`) ?? 'theirs',
      })),
    )
    setBusy(false)
  }
  return (
    <Modal
      open
      closable={false}
      width={860}
      title={`有 ${conflicts.length} 处与他人的改动冲突`}
      onOk={() => void done()}
      okText="按选择合并并保存"
      okButtonProps={{ disabled: taken.size < conflicts.length, loading: busy }}
      cancelButtonProps={{ style: { display: 'none' } }}
    >
      <p>您打开账册之后，别人保存了改动。没有冲突的改动会自动合并；下面这些格两边都改了，请逐处选定。</p>
      <div className="row" style={{ marginBottom: 8 }}>
        <Button size="small" onClick={() => all('mine')}>
          全部用我的
        </Button>
        <Button size="small" onClick={() => all('theirs')}>
          全部用对方的
        </Button>
      </div>
      <div className="scroll" style={{ maxHeight: '50vh' }}>
        <table className="data">
          <thead>
            <tr>
              <th>位置</th>
              <th>原来</th>
              <th>我的</th>
              <th>对方的</th>
              <th>采用</th>
            </tr>
          </thead>
          <tbody>
            {conflicts.map((c) => {
              const sheet = sheets.find((s) => s.name === c.sheet)
              const column = sheet?.columns.find((f) => f.field === c.field)
              const at = rows.filter((r) => r.sheet === c.sheet).findIndex((r) => r.key === c.key)
              return (
                <tr key={nameOf(c)}>
                  <td>
                    {sheet?.title ?? c.sheet} {at >= 0 ? `第 ${at + 1} 行` : ''}{' '}
                    {column?.heading ?? (c.field || '整行')}
                  </td>
                  <td>{c.base || '（空）'}</td>
                  <td>{c.mine || '（空）'}</td>
                  <td>{c.theirs || '（空）'}</td>
                  <td className="nowrap">
                    <Radio.Group
                      aria-label="采用"
                      value={taken.get(nameOf(c)) ?? null}
                      onChange={(e) => setTaken((t) => new Map(t).set(nameOf(c), e.target.value as Choice['take']))}
                      options={[
                        { value: 'mine', label: '我的' },
                        { value: 'theirs', label: '对方的' },
                      ]}
                    />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Modal>
  )
}
