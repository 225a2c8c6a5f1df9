import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Day, Id, IdParams, Instant, PageQuery, pageOf, RegionCode, ShortText } from './values.ts'

export const ROLES = [
  'preparer',
  'unit_reviewer',
  'department',
  'finance_reviewer',
  'finance_admin',
  'reader',
  'system_admin',
  'security_admin',
  'auditor',
] as const
export type Role = (typeof ROLES)[number]
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  preparer: '编报人',
  unit_reviewer: '单位审核人',
  department: '主管部门',
  finance_reviewer: '财政审核人',
  finance_admin: '财政管理员',
  reader: '只读',
  system_admin: '系统管理员',
  security_admin: '安全管理员',
  auditor: '审计员',
}
/** 三员分立: nobody holds two of these, and none of them sees figures. */
export const SEPARATED: readonly Role[] = ['system_admin', 'security_admin', 'auditor']
const RoleName = z.enum(ROLES)

export const Password = z.string().min(10).max(200)
export const Login = z.string().regex(/^[a-z0-9][a-z0-9._-]{2,39}$/)

export const Grant = z.object({
  id: Id,
  role: RoleName,
  organisation: Id,
  organisationName: z.string(),
  from: Day,
  to: Day.optional(),
  /** Asked for by the system administrator, in force once the security administrator has approved it. */
  approved: z.boolean(),
})

export type Grant = z.output<typeof Grant>

export const Person = z.object({
  id: Id,
  login: Login,
  /** Office or duty (预算股审核岗), not the name of a human being. */
  title: ShortText,
  locked: z.boolean(),
  /** 停用 */
  closed: z.boolean(),
  secondFactor: z.boolean(),
  /** The password was reset and waits to be confirmed by the other office. */
  resetHeld: z.boolean(),
  grants: z.array(Grant),
})
export type Person = z.output<typeof Person>

export const Me = z.object({
  id: Id,
  login: Login,
  title: ShortText,
  roles: z.array(RoleName),
  grants: z.array(Grant),
  mustChangePassword: z.boolean(),
  secondFactor: z.boolean(),
  csrf: z.string(),
})
export type Me = z.output<typeof Me>

export const session = {
  /** Whether the first administrator has yet to be made. */
  state: endpoint({
    method: 'GET',
    path: '/session/state',
    summary: '是否已经初始化、是否已登录',
    who: 'public',
    response: z.object({ initialised: z.boolean(), signedIn: z.boolean(), oidc: z.boolean(), version: z.string() }),
  }),
  initialise: endpoint({
    method: 'POST',
    path: '/session/initialise',
    summary: '首次启动：设置系统管理员、安全管理员和审计员',
    who: 'public',
    body: z.object({
      /** Printed on the console of the server at its first start. */
      key: z.string().min(8).max(100),
      systemAdmin: z.object({ login: Login, password: Password }),
      securityAdmin: z.object({ login: Login, password: Password }),
      auditor: z.object({ login: Login, password: Password }),
      /** The finance bureau at the top of the tree. */
      organisation: z.object({ name: ShortText, code: z.string().regex(/^\d{3,12}$/), region: RegionCode }).optional(),
    }),
    response: 'nothing',
  }),
  signIn: endpoint({
    method: 'POST',
    path: '/session',
    summary: '登录',
    who: 'public',
    body: z.object({
      login: z.string().max(100),
      password: z.string().max(200),
      code: z
        .string()
        .regex(/^\d{6}$/)
        .optional(),
    }),
    response: z.object({ me: Me.optional(), needsCode: z.boolean() }),
  }),
  /** After a sign-on that did not ask for a second factor itself, of somebody who has one here. */
  signOnCode: endpoint({
    method: 'POST',
    path: '/session/oidc/code',
    summary: '统一身份认证之后的动态口令',
    who: 'public',
    body: z.object({ code: z.string().regex(/^\d{6}$/) }),
    response: z.object({ me: Me }),
  }),
  signOut: endpoint({ method: 'DELETE', path: '/session', summary: '退出', who: 'signed-in', response: 'nothing' }),
  me: endpoint({ method: 'GET', path: '/me', summary: '我是谁、能做什么', who: 'signed-in', response: Me }),
  changePassword: endpoint({
    method: 'PUT',
    path: '/me/password',
    summary: '修改密码',
    who: 'signed-in',
    body: z.object({
      old: z.string().max(200),
      new: Password,
      /** What becomes of the API tokens: programs that use one stop where they end. */
      tokens: z.enum(['keep', 'end']).default('keep'),
    }),
    response: 'nothing',
  }),
  beginSecondFactor: endpoint({
    method: 'POST',
    path: '/me/second-factor',
    summary: '开始设置动态口令',
    who: 'signed-in',
    response: z.object({ secret: z.string(), uri: z.string() }),
  }),
  confirmSecondFactor: endpoint({
    method: 'PUT',
    path: '/me/second-factor',
    summary: '确认动态口令',
    who: 'signed-in',
    body: z.object({ code: z.string().regex(/^\d{6}$/) }),
    response: 'nothing',
  }),
  tokens: endpoint({
    method: 'GET',
    path: '/me/tokens',
    summary: '我的接口令牌',
    who: 'signed-in',
    response: z.array(
      z.object({
        id: Id,
        name: ShortText,
        scopes: z.array(z.enum(['read', 'write'])),
        until: Day,
        usedAt: Instant.optional(),
      }),
    ),
  }),
  makeToken: endpoint({
    method: 'POST',
    path: '/me/tokens',
    summary: '新建接口令牌（只显示一次）',
    who: 'signed-in',
    body: z.object({ name: ShortText, scopes: z.array(z.enum(['read', 'write'])).min(1), until: Day }),
    response: z.object({ id: Id, token: z.string() }),
  }),
  dropToken: endpoint({
    method: 'DELETE',
    path: '/me/tokens/:id',
    summary: '作废接口令牌',
    who: 'signed-in',
    params: IdParams,
    response: 'nothing',
  }),
}

export const people = {
  list: endpoint({
    method: 'GET',
    path: '/people',
    summary: '人员',
    who: ['system_admin', 'security_admin'],
    query: PageQuery.extend({ text: z.string().max(100).optional() }),
    response: pageOf(Person),
  }),
  add: endpoint({
    method: 'POST',
    path: '/people',
    summary: '新增人员，返回一次性初始密码',
    who: ['system_admin'],
    body: z.object({ login: Login, title: ShortText }),
    response: z.object({ person: Person, password: z.string() }),
    repeatable: true,
  }),
  resetPassword: endpoint({
    method: 'POST',
    path: '/people/:id/password',
    summary: '重置密码，返回一次性密码；系统管理员确认后才能使用',
    who: ['security_admin'],
    params: IdParams,
    response: z.object({ password: z.string() }),
  }),
  confirmReset: endpoint({
    method: 'POST',
    path: '/people/:id/password/confirmation',
    summary: '确认安全管理员所做的密码重置',
    who: ['system_admin'],
    params: IdParams,
    response: 'nothing',
  }),
  unlock: endpoint({
    method: 'POST',
    path: '/people/:id/unlock',
    summary: '解除锁定',
    who: ['security_admin'],
    params: IdParams,
    response: 'nothing',
  }),
  close: endpoint({
    method: 'POST',
    path: '/people/:id/closing',
    summary: '停用账号：立即退出，接口令牌全部作废',
    who: ['system_admin'],
    params: IdParams,
    response: 'nothing',
  }),
  reopen: endpoint({
    method: 'DELETE',
    path: '/people/:id/closing',
    summary: '恢复停用的账号；作废的令牌不恢复',
    who: ['system_admin'],
    params: IdParams,
    response: 'nothing',
  }),
  grant: endpoint({
    method: 'POST',
    path: '/people/:id/grants',
    summary: '授予角色（由安全管理员批准后生效）',
    who: ['system_admin'],
    params: IdParams,
    body: z.object({ role: RoleName, organisation: Id, from: Day, to: Day.optional() }),
    response: Grant,
    repeatable: true,
  }),
  approveGrant: endpoint({
    method: 'POST',
    path: '/grants/:id/approval',
    summary: '批准授权',
    who: ['security_admin'],
    params: IdParams,
    response: 'nothing',
  }),
  endGrant: endpoint({
    method: 'DELETE',
    path: '/grants/:id',
    summary: '收回授权',
    who: ['system_admin', 'security_admin'],
    params: IdParams,
    response: 'nothing',
  }),
}
