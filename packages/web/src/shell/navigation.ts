import type { Role } from '@gouji/api'
import { ADMIN_ROLES, FIGURE_ROLES } from './me.tsx'

export interface Destination {
  readonly path: string
  readonly name: string
  readonly roles: readonly Role[]
  /** After g, as in `g d`. */
  readonly key: string
}

export const DESTINATIONS: readonly Destination[] = [
  { path: '/', name: '首页', roles: [...FIGURE_ROLES, ...ADMIN_ROLES], key: 'h' },
  { path: '/documents', name: '文件校验', roles: FIGURE_ROLES, key: 'd' },
  { path: '/ledgers', name: '编制', roles: FIGURE_ROLES, key: 'c' },
  { path: '/filings', name: '审核公开', roles: FIGURE_ROLES, key: 'r' },
  { path: '/explore', name: '查询分析', roles: FIGURE_ROLES, key: 'e' },
  { path: '/administration', name: '系统管理', roles: ADMIN_ROLES, key: 'a' },
]

export const destinationsOf = (roles: readonly Role[]): readonly Destination[] =>
  DESTINATIONS.filter((d) => d.roles.some((role) => roles.includes(role)))
