import { API, type ResponseOf } from '@gouji/api'
import { App, Button, Select } from 'antd'
import { useRef, useState } from 'react'
import { call } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'
import type { Pack } from '../client/shapes.ts'
import { Badge } from '../parts/badges.tsx'
import { YEARS } from '../parts/book-choice.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { useMay } from '../shell/me.tsx'

type Problems = ResponseOf<typeof API.administration.checkPack>

export default function Packs() {
  const may = useMay()
  const { message } = App.useApp()
  const packs = useRead(API.administration.packs, {})
  const [checked, setChecked] = useState<{ readonly name: string; readonly problems: Problems }>()
  const input = useRef<HTMLInputElement>(null)
  const check = async (file: File): Promise<void> => {
    try {
      setChecked({ name: file.name, problems: await call(API.administration.checkPack, { files: [file] }) })
    } catch (error) {
      void message.error(wordsOf(error))
    }
  }
  return (
    <section className="panel" aria-labelledby="packs">
      <div className="panel-head">
        <h2 id="packs">模板包</h2>
        {may(API.administration.checkPack) ? (
          <Button onClick={() => input.current?.click()}>检查一个模板包文件</Button>
        ) : null}
        <input
          ref={input}
          type="file"
          accept=".yaml,.yml"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="选择模板包文件"
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file) void check(file)
            event.target.value = ''
          }}
        />
      </div>
      {checked ? (
        <div className="panel" role="status">
          {checked.problems.length === 0 ? (
            `${checked.name}：没有问题。`
          ) : (
            <>
              {checked.name}：{checked.problems.length} 个问题
              <ul>
                {checked.problems.map((p) => (
                  <li key={p.path + p.message}>
                    <code>{p.path}</code> {p.message} <span className="soft">{p.remedy}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      ) : null}
      <Loaded query={packs}>
        {(list) => (
          <div className="scroll">
            <table className="data">
              <thead>
                <tr>
                  <th>名称</th>
                  <th>来源</th>
                  <th>启用年度</th>
                  <th>检查</th>
                  <th>操作</th>
                </tr>
              </thead>
              <tbody>
                {list.map((p) => (
                  <PackLine key={p.id} pack={p} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </section>
  )
}

function PackLine({ pack: p }: { readonly pack: Pack }) {
  const may = useMay()
  const { message } = App.useApp()
  const activate = useAct(API.administration.activatePack, [API.administration.packs])
  const [year, setYear] = useState(YEARS[0]!)
  return (
    <tr>
      <th scope="row">
        {p.title}
        <div className="soft">
          {p.id}
          {p.inherits ? `，以 ${p.inherits} 为基础` : ''}
        </div>
      </th>
      <td>{p.own ? '本单位' : '随程序'}</td>
      <td>{p.activeYears.length > 0 ? p.activeYears.join('、') : <span className="soft">未启用</span>}</td>
      <td>{p.problems > 0 ? <Badge tone="error">{p.problems} 个问题</Badge> : <Badge tone="success">通过</Badge>}</td>
      <td>
        {may(API.administration.activatePack) ? (
          <div className="row">
            <Select
              aria-label="启用年度"
              value={year}
              onChange={setYear}
              options={YEARS.map((y) => ({ value: y, label: `${y} 年` }))}
            />
            <Button
              disabled={p.problems > 0 || p.activeYears.includes(year)}
              loading={activate.isPending}
              onClick={() =>
                activate.mutate(
                  { params: { pack: p.id, year } },
                  {
                    onSuccess: () => void message.success(`已为 ${year} 年启用`),
                    onError: (e) => void message.error(wordsOf(e)),
                  },
                )
              }
            >
              启用
            </Button>
          </div>
        ) : null}
      </td>
    </tr>
  )
}
