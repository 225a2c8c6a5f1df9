/** The year and stage that people work on, kept from page to page and shared by address. */
import type { STAGES } from '@gouji/api'
import { API } from '@gouji/api'
import { Segmented, Select } from 'antd'
import { useSearchParams } from 'react-router'
import { useRead } from '../client/query.ts'
import { STAGE_NAMES } from '../words.ts'

type Stage = (typeof STAGES)[number]
export interface BookChoice {
  readonly year: number
  readonly stage: Stage
}

const KEY = 'gouji.book'
const thisYear = new Date().getFullYear()

function remembered(): BookChoice | undefined {
  const [year, stage] = (localStorage.getItem(KEY) ?? '').split(' ')
  return Number(year) ? { year: Number(year), stage: stage === 'final' ? 'final' : 'budget' } : undefined
}

/** Who has not chosen yet sees the newest book there is. */
function useUsual(): BookChoice {
  const before = remembered()
  const ledgers = useRead(API.ledgers.list, { query: {} }, { enabled: before === undefined, staleTime: 300_000 })
  const newest = ledgers.data?.reduce((a, b) => (b.year > a.year ? b : a), ledgers.data[0]!)
  return before ?? { year: newest?.year ?? thisYear, stage: newest?.stage ?? 'budget' }
}

export function useBookChoice(): readonly [BookChoice, (choice: BookChoice) => void] {
  const [params, setParams] = useSearchParams()
  const before = useUsual()
  const stage = params.get('stage')
  const choice: BookChoice = {
    year: Number(params.get('year')) || before.year,
    stage: stage === 'final' || stage === 'budget' ? stage : before.stage,
  }
  const choose = (next: BookChoice): void => {
    localStorage.setItem(KEY, `${next.year} ${next.stage}`)
    setParams(
      (p) => {
        p.set('year', String(next.year))
        p.set('stage', next.stage)
        return p
      },
      { replace: true },
    )
  }
  return [choice, choose]
}

export const YEARS = Array.from({ length: 8 }, (_, i) => thisYear + 1 - i)
const yearOptions = YEARS.map((year) => ({ value: year, label: `${year} 年` }))

interface BookChooserProps {
  readonly value: BookChoice
  readonly onChange: (choice: BookChoice) => void
}

export const BookChooser = ({ value, onChange }: BookChooserProps) => (
  <div className="row no-print">
    <Select
      aria-label="年度"
      value={value.year}
      options={yearOptions}
      onChange={(year) => onChange({ ...value, year })}
      style={{ width: 104 }}
    />
    <Segmented<Stage>
      aria-label="预算或决算"
      value={value.stage}
      options={[
        { value: 'budget', label: STAGE_NAMES.budget },
        { value: 'final', label: STAGE_NAMES.final },
      ]}
      onChange={(stage) => onChange({ ...value, stage })}
    />
  </div>
)
