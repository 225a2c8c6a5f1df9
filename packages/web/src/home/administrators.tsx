/** The home of the three administrators, who see no figures. */
import { API } from '@gouji/api'
import { Link } from 'react-router'
import { useRead } from '../client/query.ts'
import { Loaded } from '../parts/loaded.tsx'
import { useMe } from '../shell/me.tsx'

export function AdministratorsHome() {
  const { roles } = useMe()
  if (roles.includes('security_admin')) return <GrantsToApprove />
  const todo = roles.includes('auditor')
    ? [
        {
          to: '/administration/audit',
          name: '查看和核验审计日志',
          why: '每一次登录、改动、公开都有记录，前后以散列相连',
        },
      ]
    : [
        { to: '/administration/organisations', name: '建立机构', why: '可由 Excel 导入' },
        { to: '/administration/people', name: '新增人员、申请授权', why: '授权由安全管理员批准后生效' },
        { to: '/administration/jobs', name: '查看后台任务', why: '读取、校验、编成都在后台进行' },
      ]
  return (
    <section className="panel">
      <h2>您的工作</h2>
      <ul>
        {todo.map((t) => (
          <li key={t.to}>
            <Link to={t.to}>{t.name}</Link>
            <span className="soft"> · {t.why}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function GrantsToApprove() {
  const people = useRead(API.people.list, { query: { limit: 200 } })
  return (
    <section className="panel">
      <h2>待批准的授权</h2>
      <Loaded query={people}>
        {({ items }) => {
          const waiting = items.flatMap((p) => p.grants.filter((g) => !g.approved).map((g) => ({ ...g, person: p })))
          return waiting.length === 0 ? (
            <p className="empty">没有待批准的授权。</p>
          ) : (
            <p>
              有 {waiting.length} 项授权等待批准。<Link to="/administration/people">去办理</Link>
            </p>
          )
        }}
      </Loaded>
    </section>
  )
}
