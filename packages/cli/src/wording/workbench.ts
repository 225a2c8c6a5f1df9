/** What the commands of the workbench say. */
import type { DemoPerson } from '@gouji/server'
import type { BackupOutcome, RestoreOutcome } from '@gouji/store'
import type { Language } from './index.ts'

export interface WorkbenchWords {
  readonly listening: (url: string) => string
  readonly firstStart: (key: string) => string
  readonly demo: (people: readonly DemoPerson[]) => string
  readonly badNumber: (option: string, value: string) => string
  readonly stopping: string
  readonly working: string
  readonly backedUp: (outcome: BackupOutcome) => string
  readonly restored: (outcome: RestoreOutcome) => string
  readonly missing: (hashes: readonly string[]) => string
  readonly auditHolds: (entries: number) => string
  readonly auditBroken: (seq: number, problem: string) => string
  readonly wrongUse: (usage: string) => string
  readonly noArguments: (given: string) => string
  readonly portTaken: (port: number) => string
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
    backedUp: ({ path, bytes, rows, blobs }) =>
      `已备份到 ${path}：${rows} 行，${blobs} 个文件，${bytes} 字节。已核验。`,
    restored: ({ createdAt, rows, blobs }) => `已恢复 ${createdAt} 的备份：${rows} 行，${blobs} 个文件。已核验。`,
    missing: (hashes) => `备份时已缺少的文件：${hashes.join('、')}`,
    auditHolds: (entries) => `审计日志共 ${entries} 条，首尾相接，未被改动。`,
    auditBroken: (seq, problem) => `审计日志第 ${seq} 条起不能连续核验（${problem}）。请保全现场并报告。`,
    wrongUse: (usage) => `用法：${usage}`,
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
    backedUp: ({ path, bytes, rows, blobs }) =>
      `Saved to ${path}: ${rows} rows, ${blobs} files, ${bytes} bytes. Verified.`,
    restored: ({ createdAt, rows, blobs }) =>
      `Restored the backup of ${createdAt}: ${rows} rows, ${blobs} files. Verified.`,
    missing: (hashes) => `Missing already when the backup was made: ${hashes.join(', ')}`,
    auditHolds: (entries) => `The trail of ${entries} entries holds.`,
    auditBroken: (seq, problem) =>
      `The trail does not hold from entry ${seq} on (${problem}). Keep everything as it is and report it.`,
    wrongUse: (usage) => `usage: ${usage}`,
    noArguments: (given) => `“${given}” is not needed.`,
    portTaken: (port) => `Port ${port} is taken. Name another with --port.`,
  },
}
