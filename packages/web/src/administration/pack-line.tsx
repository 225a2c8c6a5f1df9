import { API } from '@gouji/api'
import { App, Button, Popconfirm, Select } from 'antd'
import { useState } from 'react'
import { urlOf } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'
import { useAct } from '../client/query.ts'
import type { Pack } from '../client/shapes.ts'
import { Badge } from '../parts/badges.tsx'
import { YEARS } from '../parts/book-choice.tsx'
import { useMay } from '../shell/me.tsx'
import { kindText } from './pack-use.ts'
import { PackVersions } from './pack-versions.tsx'

/** A pack with what it is used for, and what can be done with it. */
export function PackLine({ pack: p }: { readonly pack: Pack }) {
  const may = useMay()
  const { message } = App.useApp()
  const activate = useAct(API.administration.activatePack, [API.administration.packs])
  const end = useAct(API.administration.endPack, [API.administration.packs])
  const [year, setYear] = useState(YEARS[0]!)
  const [showsVersions, setShowsVersions] = useState(false)
  const failed = { onError: (e: Error) => void message.error(wordsOf(e)) }
  const params = { pack: p.id }
  return (
    <tr>
      <th scope="row">
        {p.title}
        <div className="soft">
          {p.id}
          {p.inherits ? `，以 ${p.inherits} 为基础` : ''}
        </div>
      </th>
      <td>{p.own ? `本单位，第 ${p.number ?? 1} 版` : '随程序'}</td>
      <td>
        {p.uses.length === 0 ? <span className="soft">未启用</span> : null}
        {p.uses.map((use) => (
          <div key={`${use.year} ${kindText(use)}`} className="row">
            {use.year} 年{kindText(use)}
            {use.number === undefined ? '' : `，第 ${use.number} 版`}
            {may(API.administration.endPack) ? (
              <Popconfirm
                title={`停用后，${use.year} 年${kindText(use)}改用其他合用的模板包。`}
                onConfirm={() =>
                  end.mutate(
                    { params: { ...params, year: use.year }, query: { stage: use.stage, audience: use.audience } },
                    failed,
                  )
                }
              >
                <Button size="small" aria-label={`停用 ${p.title} ${use.year} 年${kindText(use)}`}>
                  停用
                </Button>
              </Popconfirm>
            ) : null}
          </div>
        ))}
      </td>
      <td>
        {p.problems === 0 ? (
          <Badge tone="success">通过</Badge>
        ) : p.own ? (
          <Badge tone="error">{p.problems} 个问题</Badge>
        ) : (
          <span className="soft">供继承的底稿</span>
        )}
      </td>
      <td>
        <div className="row">
          {p.problems === 0 ? (
            <a href={urlOf(API.administration.previewPack, { params, query: {} })} target="_blank" rel="noreferrer">
              样张
            </a>
          ) : null}
          <a href={urlOf(API.administration.packText, { params, query: {} })} download>
            原文
          </a>
          {p.own ? (
            <Button size="small" aria-label={`${p.title} 各版`} onClick={() => setShowsVersions(true)}>
              各版
            </Button>
          ) : null}
          {showsVersions ? <PackVersions pack={p} onClose={() => setShowsVersions(false)} /> : null}
          {may(API.administration.activatePack) && p.problems === 0 ? (
            <>
              <Select
                aria-label={`${p.title} 启用年度`}
                value={year}
                onChange={setYear}
                options={YEARS.map((y) => ({ value: y, label: `${y} 年` }))}
              />
              <Button
                aria-label={`启用 ${p.title}`}
                disabled={isNewest(p, year)}
                loading={activate.isPending}
                onClick={() =>
                  activate.mutate(
                    { params: { ...params, year }, body: {} },
                    { ...failed, onSuccess: () => void message.success(`已为 ${year} 年启用`) },
                  )
                }
              >
                启用
              </Button>
            </>
          ) : null}
        </div>
      </td>
    </tr>
  )
}

/** Nothing is left to put to use for the year: what is used there is the newest version already. */
const isNewest = (p: Pack, year: number): boolean =>
  p.uses.some((use) => use.year === year) && p.uses.every((use) => use.year !== year || use.number === p.number)
