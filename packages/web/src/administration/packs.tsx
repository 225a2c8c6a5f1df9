import { API, type ResponseOf } from '@gouji/api'
import { App, Button } from 'antd'
import { useRef, useState } from 'react'
import { call } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'
import { Badge } from '../parts/badges.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { useMay } from '../shell/me.tsx'
import { PackLine } from './pack-line.tsx'

interface Checked {
  readonly file: File
  readonly problems: ResponseOf<typeof API.administration.checkPack>
}

export default function Packs() {
  const may = useMay()
  const { message } = App.useApp()
  const packs = useRead(API.administration.packs, {})
  const [checked, setChecked] = useState<Checked>()
  const input = useRef<HTMLInputElement>(null)
  const check = async (file: File): Promise<void> => {
    try {
      setChecked({ file, problems: await call(API.administration.checkPack, { files: [file] }) })
    } catch (error) {
      void message.error(wordsOf(error))
    }
  }
  return (
    <section className="panel" aria-labelledby="packs">
      <div className="panel-head">
        <h2 id="packs">模板包</h2>
        {may(API.administration.checkPack) ? (
          <Button onClick={() => input.current?.click()}>检查并存入模板包</Button>
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
      {checked ? <Outcome checked={checked} onKept={() => setChecked(undefined)} /> : null}
      <Loaded query={packs}>
        {(list) => (
          <div className="scroll">
            <table className="data">
              <thead>
                <tr>
                  <th>名称</th>
                  <th>来源</th>
                  <th>启用</th>
                  <th>检查</th>
                  <th>操作</th>
                </tr>
              </thead>
              <tbody>
                {list.map((p) => (
                  <PackLine key={`${p.own} ${p.id}`} pack={p} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </section>
  )
}

/** What a check has found; what has no errors can be kept as the next version. */
function Outcome({ checked: { file, problems }, onKept }: { readonly checked: Checked; readonly onKept: () => void }) {
  const may = useMay()
  const { message } = App.useApp()
  const add = useAct(API.administration.addPack, [API.administration.packs])
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const keep = (): void =>
    add.mutate(
      { files: [file] },
      {
        onSuccess: ({ pack }) => {
          if (!pack) return void message.error('模板包有问题，没有存入')
          void message.success(`已存为“${pack.title}”第 ${pack.number ?? 1} 版，启用后才会使用`)
          onKept()
        },
        onError: (error) => void message.error(wordsOf(error)),
      },
    )
  return (
    <div className="panel" role="status">
      <div className="row">
        <span>
          {file.name}：
          {problems.length === 0 ? '没有问题。' : errors > 0 ? `${errors} 个错误，不能存入。` : '可以存入，请留意：'}
        </span>
        {errors === 0 && may(API.administration.addPack) ? (
          <Button type="primary" size="small" loading={add.isPending} onClick={keep}>
            存为新的一版
          </Button>
        ) : null}
      </div>
      {problems.length > 0 ? (
        <ul>
          {problems.map((p) => (
            <li key={p.path + p.message}>
              <Badge tone={p.severity === 'error' ? 'error' : 'warning'}>
                {p.severity === 'error' ? '错误' : '提醒'}
              </Badge>{' '}
              {p.path ? <code>{p.path}</code> : null} {p.message} <span className="soft">{p.remedy}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
