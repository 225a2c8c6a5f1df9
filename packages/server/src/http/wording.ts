/** What the server says to people, by the code of the problem: what is wrong, and what to do. */

type Facts = Readonly<Record<string, string | number | boolean>>
interface Words {
  readonly title: string
  readonly detail: (facts: Facts) => string
}

const said = (title: string, detail: string | ((facts: Facts) => string)): Words => ({
  title,
  detail: typeof detail === 'string' ? () => detail : detail,
})

const bytesText = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.floor(bytes / 1024)} KB` : `${Math.floor(bytes / 1_048_576)} MB`

export const PROBLEM_WORDS = {
  invalid: said('填写的内容不符合要求', '请按各项提示改正后再提交。'),
  malformed: said('请求格式不对', '请求不是完整的 JSON，或缺少必要的部分。'),
  'not-signed-in': said('尚未登录', '请先登录。'),
  'session-ended': said('登录已失效', '长时间没有操作或已在别处退出，请重新登录。'),
  'wrong-password': said('用户名或密码不对', '请核对后再试。连续输错 5 次将暂时锁定。'),
  'wrong-code': said('动态口令不对', '请输入身份验证器上当前的 6 位数字，并检查手机时间是否准确。'),
  'locked-out': said(
    '已暂时锁定',
    ({ seconds }) => `输错次数过多，请 ${seconds ?? ''} 秒后再试，或请安全管理员解除锁定。`,
  ),
  'reset-held': said('密码刚被重置，还不能使用', '须由系统管理员确认后才能登录，请与系统管理员联系。'),
  'must-change-password': said('请先修改初始密码', '初始密码只能用一次，修改后才能继续。'),
  'not-allowed': said('没有这项权限', '如工作需要，请向系统管理员申请授权。'),
  'scope-missing': said('接口令牌没有这项权限', '请用带有“写入”权限的令牌，或登录后操作。'),
  'csrf-missing': said('请求缺少校验标记', '请刷新页面后再试。'),
  'foreign-origin': said('请求来自其他网站', '请在本系统的页面中操作。'),
  'not-found': said('没有找到', '可能已被删除，或不在您的权限范围内。'),
  'method-missing': said('没有这种操作', '请对照接口说明。'),
  'already-initialised': said('系统已经初始化', '管理员已设置，请直接登录。'),
  'wrong-key': said('初始化口令不对', '请输入服务首次启动时在控制台上显示的口令。'),
  duplicate: said('已经有了', '同样的内容已经存在，请勿重复添加。'),
  'wrong-state': said('现在不能这样做', '当前环节不允许这项操作，请刷新后查看最新状态。'),
  refused: said('不符合规定，没有保存', '请核对填写的内容及其相互关系。'),
  'separated-roles': said('三员不得兼任', '系统管理员、安全管理员、审计员须由不同的人担任，且不得兼任业务角色。'),
  'version-missing': said('缺少版本', '修改前请先读取，并在 If-Match 中带上读到的版本。'),
  'version-conflict': said('内容已被他人修改', '请刷新查看最新内容后再修改。'),
  'key-reused': said('同一请求号对应了不同的内容', '每次新的提交请使用新的 Idempotency-Key。'),
  'key-malformed': said('请求号格式不对', 'Idempotency-Key 应为 8 至 100 个可见字符。'),
  'too-large': said('内容过大', ({ limit }) =>
    typeof limit === 'number' ? `不得超过 ${bytesText(limit)}。请缩小或分批后再提交。` : '请缩小后再提交。',
  ),
  'half-upload': said('上传没有完成', '文件没有传完或是空文件，请重新上传。'),
  'too-many-files': said('一次上传的文件过多', ({ limit }) => `一次最多上传 ${limit ?? ''} 份，请分批上传。`),
  'not-multipart': said('没有收到文件', '请以 multipart/form-data 方式上传文件。'),
  'wrong-media-type': said('不支持的内容类型', '请以 application/json 提交。'),
  'too-many-requests': said('操作过于频繁', ({ seconds }) => `请 ${seconds ?? '几'} 秒后再试。`),
  'disk-full': said('服务器磁盘已满', '没有保存任何内容。请联系系统管理员清理磁盘，之后可直接重试。'),
  'database-lost': said('暂时连不上数据库', '没有保存任何内容。系统会自动恢复，请稍后重试。'),
  'not-ready': said('系统正在启动', '请稍候再试。'),
  'weak-password': said('密码过于简单', '至少 10 位，不得包含用户名，并应含有字母、数字、符号中的至少两类。'),
  'unreadable-file': said('文件无法读取', ({ reason }) =>
    typeof reason === 'string' ? reason : '请检查文件是否完整。',
  ),
  'took-too-long': said('处理时间过长', '请稍后再试，或减少内容。'),
  fault: said('系统内部错误', ({ request }) => `没有保存任何内容。请将编号 ${request ?? ''} 告诉系统管理员。`),
} as const satisfies Readonly<Record<string, Words>>

export type ProblemCode = keyof typeof PROBLEM_WORDS

type Issue = Readonly<Record<string, unknown>>

/** A schema library's own sentences are not for an accountant. */
export function issueText(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || /received undefined/.test(String(issue.message)) ? '必填' : '类型不对'
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array'
        ? Number(issue.minimum) <= 1
          ? '不能为空'
          : `至少 ${issue.minimum} ${issue.origin === 'string' ? '个字' : '项'}`
        : `不能小于 ${issue.minimum}`
    case 'too_big':
      return issue.origin === 'string'
        ? `最多 ${issue.maximum} 个字`
        : issue.origin === 'array'
          ? `最多 ${issue.maximum} 项`
          : `不能大于 ${issue.maximum}`
    case 'invalid_value':
      return '不在可选的范围内'
    case 'unrecognized_keys':
      return '含有不认识的项目'
    case 'invalid_format':
      return FORMAT_WORDS[String(issue.format)] ?? '格式不对'
    default:
      return '不符合要求'
  }
}

const FORMAT_WORDS: Readonly<Record<string, string>> = {
  uuid: '编号格式不对',
  date: '日期应写成 2025-01-31',
  datetime: '时间格式不对',
  regex: '格式不对',
}
