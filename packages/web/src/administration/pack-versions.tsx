/** All versions of a bureau's own pack: who kept each and when, what it is used for, and taking an older one again. */
import { API, type ResponseOf } from '@gouji/api'
import { App, Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { urlOf } from '../client/call.ts'
import { wordsOf } from '../client/problem.ts'
import { useAct, useRead } from '../client/query.ts'
import type { Pack } from '../client/shapes.ts'
import { YEARS } from '../parts/book-choice.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { useMay } from '../shell/me.tsx'
import { instantName } from '../words.ts'
import { yearAndKind } from './pack-use.ts'

type Version = ResponseOf<typeof API.administration.packVersions>[number]

interface PackVersionsProps {
  readonly pack: Pack
  readonly onClose: () => void
}

export function PackVersions({ pack, onClose }: PackVersionsProps) {
  const params = { pack: pack.id }
  const versions = useRead(API.administration.packVersions, { params }, { staleTime: 0 })
  return (
    <Modal open title={`${pack.title}：各版`} onCancel={onClose} footer={null} width={860} destroyOnHidden>
      <p className="soft">存入的版次不再改动。启用旧版只影响以后编成的书，已公开的版本仍是当时的模板。</p>
      <Loaded query={versions}>
        {(list) => (
          <div className="scroll">
            <table className="data">
              <thead>
                <tr>
                  <th>版次</th>
                  <th>存入</th>
                  <th>启用</th>
                  <th>操作</th>
                </tr>
              </thead>
              <tbody>
                {list.map((version) => (
                  <VersionLine key={version.number} pack={pack} version={version} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </Modal>
  )
}

function VersionLine({ pack, version: v }: { readonly pack: Pack; readonly version: Version }) {
  const may = useMay()
  const { message } = App.useApp()
  const activate = useAct(API.administration.activatePack, [API.administration.packs, API.administration.packVersions])
  const [year, setYear] = useState(YEARS[0]!)
  const params = { pack: pack.id }
  const query = { number: v.number }
  const take = (): void =>
    activate.mutate(
      { params: { ...params, year }, body: { number: v.number } },
      {
        onSuccess: () => void message.success(`${year} 年已启用第 ${v.number} 版`),
        onError: (error) => void message.error(wordsOf(error)),
      },
    )
  return (
    <tr>
      <th scope="row">第 {v.number} 版</th>
      <td>
        {instantName(v.at)}
        <div className="soft">{v.by}</div>
      </td>
      <td>
        {v.uses.length === 0 ? <span className="soft">未启用</span> : null}
        {v.uses.map((use) => (
          <div key={yearAndKind(use)}>{yearAndKind(use)}</div>
        ))}
      </td>
      <td>
        <div className="row">
          <a href={urlOf(API.administration.previewPack, { params, query })} target="_blank" rel="noreferrer">
            样张
          </a>
          <a href={urlOf(API.administration.packText, { params, query })} download>
            原文
          </a>
          {may(API.administration.activatePack) ? (
            <>
              <Select
                aria-label={`第 ${v.number} 版启用年度`}
                value={year}
                onChange={setYear}
                options={YEARS.map((y) => ({ value: y, label: `${y} 年` }))}
              />
              <Button
                aria-label={`启用第 ${v.number} 版`}
                disabled={v.uses.some((use) => use.year === year)}
                loading={activate.isPending}
                onClick={take}
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
