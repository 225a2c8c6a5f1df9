/** Administration: what each of the administrators may do, one tab each. */
import { API, type Role } from '@gouji/api'
import { Tabs } from 'antd'
import { lazy, Suspense } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { NotAllowed } from '../shell/error-pages.tsx'
import { useMe } from '../shell/me.tsx'

const part = (load: () => Promise<{ default: React.ComponentType }>) => lazy(load)
const TABS: readonly {
  readonly key: string
  readonly label: string
  readonly roles: readonly Role[]
  readonly Part: React.ComponentType
}[] = [
  {
    key: 'organisations',
    label: '机构',
    roles: ['system_admin', 'finance_admin'],
    Part: part(() => import('./organisations.tsx')),
  },
  {
    key: 'people',
    label: '人员和授权',
    roles: ['system_admin', 'security_admin'],
    Part: part(() => import('./people.tsx')),
  },
  { key: 'packs', label: '模板包', roles: ['finance_admin'], Part: part(() => import('./packs.tsx')) },
  { key: 'calendar', label: '日历', roles: ['finance_admin'], Part: part(() => import('./calendar.tsx')) },
  { key: 'thresholds', label: '阈值', roles: ['finance_admin'], Part: part(() => import('./thresholds.tsx')) },
  { key: 'jobs', label: '后台任务', roles: [...API.administration.jobs.who], Part: part(() => import('./jobs.tsx')) },
  {
    key: 'audit',
    label: '审计日志',
    roles: [...API.administration.audit.who],
    Part: part(() => import('./audit.tsx')),
  },
]

export default function Administration() {
  const { roles } = useMe()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const open = TABS.filter((t) => t.roles.some((r) => roles.includes(r)))
  if (open.length === 0) return <NotAllowed />
  const wanted = pathname.split('/')[2]
  const current = open.find((t) => t.key === wanted) ?? (wanted ? undefined : open[0])
  if (!current) return <NotAllowed />
  return (
    <>
      <div className="page-head">
        <h1>系统管理</h1>
      </div>
      <Tabs
        activeKey={current.key}
        onChange={(key) => void navigate(`/administration/${key}`)}
        items={open.map(({ key, label }) => ({ key, label, children: null }))}
      />
      <Suspense>
        <current.Part />
      </Suspense>
    </>
  )
}
