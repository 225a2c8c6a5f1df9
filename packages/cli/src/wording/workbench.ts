/** What the commands of the workbench say. */
import type { DemoPerson } from '@gouji/server'
import type { FailureCode } from '@gouji/store'
import type { Language } from './index.ts'

export interface WorkbenchWords {
  readonly listening: (url: string) => string
  readonly firstStart: (key: string) => string
  readonly demo: (people: readonly DemoPerson[]) => string
  readonly badNumber: (option: string, value: string) => string
  readonly stopping: string
  readonly working: string
  readonly failed: (code: FailureCode, facts: string) => string
  readonly noArguments: (given: string) => string
  readonly portTaken: (port: number) => string
}

const FAILED_ZH: Readonly<Partial<Record<FailureCode, string>>> = {
  'folder-in-use': '数据文件夹正被另一个 gouji serve 使用。请先停掉它，或用 --data 另指一个文件夹。',
  'folder-unreachable': '数据文件夹不能读写。请检查路径和权限。',
  'nothing-to-attach': '没有正在运行的服务可以连接。请先启动 gouji serve，或设置 DATABASE_URL。',
  'postgres-missing': '没有找到随附的 PostgreSQL。请重新安装，或用 DATABASE_URL 指定数据库。',
  'postgres-version': '数据文件夹由另一版本的 PostgreSQL 建立。请用原版本备份后恢复。',
  'postgres-start': 'PostgreSQL 没有启动成功。请看数据文件夹中的日志，或运行 gouji doctor。',
  'postgres-too-old': 'PostgreSQL 版本过低，需要 15 或更高。',
  'root-without-account': '以 root 运行时需要一个普通账户来运行 PostgreSQL，建立失败。请改用普通用户运行。',
  'database-lost': '连不上数据库。请检查 DATABASE_URL 和网络。',
  'database-password': '数据库的用户名或密码不对。',
  'database-rights': '数据库用户没有建立角色和模式的权限。',
  'disk-full': '磁盘已满。',
  'migration-changed': '数据库中已执行的升级与本程序不一致。请确认程序版本。',
  'migration-newer': '数据库由更新版本的程序升级过。请升级本程序。',
  'migration-failed': '数据库升级失败，没有改动。',
  'backup-unreadable': '备份文件不能读取。',
  'backup-damaged': '备份文件已损坏，没有恢复。',
  'restore-not-empty': '目标不是空的，没有恢复。',
}

export const WORKBENCH_WORDS: Readonly<Record<Language, WorkbenchWords>> = {
  zh: {
    listening: (url) => `勾稽工作台已启动：${url}`,
    firstStart: (key) =>
      `首次启动：请在浏览器中打开上面的地址，输入初始化口令，设置系统管理员、安全管理员和审计员。\n初始化口令：${key}`,
    demo: (people) =>
      [
        '已装入示例区县。以下初始密码只显示这一次，首次登录须修改：',
        ...people.map(({ login, password, title }) => `  ${login.padEnd(13)}${password}  ${title}`),
      ].join('\n'),
    badNumber: (option, value) => `${option} 应为整数，不是“${value}”。`,
    stopping: '正在停止…',
    working: '已开始处理任务。',
    failed: (code, facts) => `${FAILED_ZH[code] ?? `没有启动成功（${code}）。`}${facts ? `（${facts}）` : ''}`,
    noArguments: (given) => `不需要“${given}”。`,
    portTaken: (port) => `端口 ${port} 已被占用。请用 --port 另选一个。`,
  },
  en: {
    listening: (url) => `The workbench is running: ${url}`,
    firstStart: (key) =>
      `First start: open the address above, enter the key and make the three administrators.\nKey: ${key}`,
    demo: (people) =>
      [
        'The example district is loaded. These passwords are shown once and have to be changed at the first sign-in:',
        ...people.map(({ login, password, title }) => `  ${login.padEnd(13)}${password}  ${title}`),
      ].join('\n'),
    badNumber: (option, value) => `${option} takes a whole number, not “${value}”.`,
    stopping: 'Stopping…',
    working: 'Working.',
    failed: (code, facts) => `Not started: ${code}${facts ? ` (${facts})` : ''}`,
    noArguments: (given) => `“${given}” is not needed.`,
    portTaken: (port) => `Port ${port} is taken. Name another with --port.`,
  },
}
