/** What was recognised of a document, for a person to confirm or correct. */
import { API, type DocumentInfo, type Organisation } from '@gouji/api'
import { useQueryClient } from '@tanstack/react-query'
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { call } from '../client/call.ts'
import { placeDocument } from '../client/live-documents.ts'
import { wordsOf } from '../client/problem.ts'
import { useRead } from '../client/query.ts'
import { YEARS } from '../parts/book-choice.tsx'
import { STAGE_NAMES } from '../words.ts'

export function useOrganisations(): readonly Organisation[] {
  return useRead(API.organisations.tree, { query: {} }, { staleTime: 300_000 }).data ?? []
}

interface OrganisationSelectProps {
  readonly value: string | undefined
  readonly onChange: (id: string) => void
  readonly label?: string
  readonly width?: number | string
  readonly allowClear?: boolean
  readonly placeholder?: string
}

export function OrganisationSelect(props: OrganisationSelectProps) {
  const { value, onChange, label = '单位', width = 220, allowClear = false, placeholder = '选择单位' } = props
  const organisations = useOrganisations()
  return (
    <Select
      aria-label={label}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={allowClear}
      placeholder={placeholder}
      style={{ width, maxWidth: '100%' }}
      popupMatchSelectWidth={320}
      value={value ?? null}
      options={organisations.map((o) => ({ value: o.id, label: `${o.code} ${o.name}` }))}
      onChange={onChange}
    />
  )
}

const yearOptions = YEARS.map((year) => ({ value: year, label: `${year}` }))
const stageOptions = (['budget', 'final'] as const).map((value) => ({ value, label: STAGE_NAMES[value] }))

export function ConfirmCells({ document: d }: { readonly document: DocumentInfo }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [organisation, setOrganisation] = useState(d.organisation)
  const [year, setYear] = useState(d.year)
  const [stage, setStage] = useState(d.stage)
  const [busy, setBusy] = useState(false)
  const confirm = async (): Promise<void> => {
    if (!organisation || !year || !stage) return void message.warning('请先选好单位、年度和种类。')
    setBusy(true)
    try {
      placeDocument(client, await confirmDocument(d, { organisation, year, stage }))
    } catch (error) {
      void message.error(wordsOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <td>
        <OrganisationSelect value={organisation} onChange={setOrganisation} label={`${d.name} 的单位`} />
      </td>
      <td className="nowrap">
        <Select
          aria-label="年度"
          placeholder="年度"
          value={year}
          options={yearOptions}
          onChange={setYear}
          style={{ width: 80 }}
        />{' '}
        <Select
          aria-label="种类"
          placeholder="种类"
          value={stage}
          options={stageOptions}
          onChange={setStage}
          style={{ width: 76 }}
        />{' '}
        <Button onClick={() => void confirm()} loading={busy}>
          确认
        </Button>
      </td>
    </>
  )
}

type Confirmed = { readonly organisation: string; readonly year: number; readonly stage: 'budget' | 'final' }
const confirmDocument = (d: DocumentInfo, body: Confirmed): Promise<DocumentInfo> =>
  call(API.documents.confirm, { params: { id: d.id }, version: d.version, body })

/** Confirms at once what was recognised completely; what was not, a person has to choose. */
export function ConfirmAll({ documents }: { readonly documents: readonly DocumentInfo[] }) {
  const client = useQueryClient()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const ready = documents.filter((d) => !d.confirmed && d.state === 'done' && d.organisation && d.year && d.stage)
  if (ready.length < 2) return null
  const confirm = async (): Promise<void> => {
    setBusy(true)
    const failed: string[] = []
    for (const d of ready) {
      try {
        placeDocument(
          client,
          await confirmDocument(d, { organisation: d.organisation!, year: d.year!, stage: d.stage! }),
        )
      } catch {
        failed.push(d.name)
      }
    }
    setBusy(false)
    if (failed.length > 0) void message.error(`${failed.length} 份没有确认成功：${failed.slice(0, 3).join('、')}`)
    else void message.success(`已确认 ${ready.length} 份`)
  }
  return (
    <Button onClick={() => void confirm()} loading={busy}>
      认出的 {ready.length} 份全部确认
    </Button>
  )
}
