/** Words of the trade for what the trail records: acts, what they were done to, and what was said of them. */

export const AUDIT_ACTS: Readonly<Record<string, string>> = {
  'session.begin': '登录',
  'session.end': '退出',
  'signin.fail': '登录失败',
  'password.change': '修改密码',
  'credential.set': '设置登录凭据',
  'credential.confirm': '启用二次验证',
  'credential.remove': '取消登录凭据',
  'credential.recover': '用恢复码登录',
  'credential.reset': '重置登录凭据',
  'credential.unlock': '解除锁定',
  'token.create': '建立接口令牌',
  'token.make': '建立接口令牌',
  'token.end': '停用接口令牌',
  'person.create': '新增人员',
  'person.change': '修改人员',
  'grant.propose': '提出授权',
  'grant.active': '批准授权',
  'grant.refused': '不同意授权',
  'grant.ended': '收回授权',
  'organisation.create': '新增机构',
  'organisation.change': '修改机构',
  'document.add': '上传文件',
  'document.confirm': '确认文件归属',
  'document.read': '读取文件',
  'document.remove': '移除文件',
  'finding.record': '记录校验结果',
  'finding.answered': '答复问题',
  'finding.accepted': '认可问题',
  'finding.reopened': '重新打开问题',
  'finding.fixed': '问题已改正',
  'ledger.create': '新建账册',
  'ledger.save': '保存账册',
  'filing.create': '新建送审件',
  'filing.move': '提交、审核或退回',
  'filing.change': '修改送审件',
  'edition.publish': '公开',
  'edition.withdraw': '撤回公开',
  'comment.add': '批注',
  'comment.change': '处理批注',
  'pack.add': '存入模板包',
  'pack.use': '启用模板包',
  'pack.end': '停用模板包',
  'calendar.set': '设置日历',
  'calendar.remove': '删去日历事项',
  'threshold.add': '新增阈值',
  'threshold.change': '修改阈值',
  'threshold.remove': '删去阈值',
  'job.retry': '重做后台任务',
  'job.cancel': '取消后台任务',
  restore: '恢复备份',
}

const KINDS: Readonly<Record<string, string>> = {
  calendar: '日历',
  comment: '批注',
  document: '文件',
  edition: '公开版本',
  filing: '送审件',
  finding: '问题',
  grant: '授权',
  job: '后台任务',
  ledger: '账册',
  organisation: '机构',
  pack: '模板包',
  person: '人员',
  threshold: '阈值',
  token: '接口令牌',
}

const KEYS: Readonly<Record<string, string>> = {
  address: '地址',
  audience: '主体',
  code: '编码',
  createdAt: '备份时间',
  credential: '凭据',
  dueOn: '日期',
  fields: '改动',
  fixed: '已改正',
  from: '从',
  isDisabled: '停用',
  kept: '仍在',
  login: '用户名',
  name: '名称',
  number: '版次',
  on: '对',
  opened: '新发现',
  person: '人员',
  reason: '理由',
  reopened: '重新打开',
  role: '角色',
  rows: '行数',
  scopes: '范围',
  secondFactor: '二次验证',
  sessions: '会话数',
  source: '来源',
  stage: '预决算',
  step: '事项',
  to: '到',
  until: '有效至',
  version: '版本',
  year: '年度',
}

const VALUES: Readonly<Record<string, string>> = {
  adjusted: '调整预算',
  budget: '预算',
  department: '部门',
  final: '决算',
  password: '密码',
  recovery: '恢复码',
  totp: '动态口令',
  unit: '单位',
  true: '是',
  false: '否',
}

/** What has no words yet is shown as it is recorded. */
export const actName = (act: string): string => AUDIT_ACTS[act] ?? act

/** `document 7babbe3a-d059-…` → 文件 7babbe3a */
export function subjectName(subject: string): string {
  const [kind = '', id = ''] = subject.split(' ')
  return [KINDS[kind] ?? kind, id.slice(0, 8)].filter(Boolean).join(' ')
}

/** `{"year":2026,"stage":"budget"}` → 年度：2026；预决算：预算 */
export function detailText(detail: string): string {
  let said: unknown
  try {
    said = JSON.parse(detail)
  } catch {
    return detail
  }
  if (typeof said !== 'object' || said === null) return detail
  return Object.entries(said)
    .map(([key, value]) => `${KEYS[key] ?? key}：${valueText(value)}`)
    .join('；')
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join('、')
  if (typeof value === 'object' && value !== null) return JSON.stringify(value)
  const text = String(value)
  // A digest is known by its beginning.
  return VALUES[text] ?? (/^[0-9a-f]{64}$/.test(text) ? `${text.slice(0, 10)}…` : text)
}
