/** The store's failures and the doctor's findings in words for people: what is wrong and what to do. */
import type { CheckName, Diagnosis } from './doctor.ts'
import type { Facts, FailureCode, StoreFailure } from './failure.ts'

export type Language = 'zh' | 'en'

type Sentence = (facts: Facts) => string

const FAILURES: Readonly<Record<Language, Readonly<Record<FailureCode, Sentence>>>> = {
  zh: {
    'folder-in-use': (f) =>
      `数据目录 ${f.folder} 正被另一个程序使用（进程 ${f.pid ?? '未知'}，主机 ${f.host ?? '未知'}，自 ${f.since ?? '未知'} 起）。请先停止该程序，或另选一个数据目录。`,
    'folder-unreachable': (f) =>
      `数据库进程不能进入数据目录 ${f.folder}${f.closed ? `：上级目录 ${f.closed} 不允许账户 ${f.account} 通过` : ''}。请改用 /var/lib/gouji 一类的目录，或以普通用户运行。`,
    'nothing-to-attach': (f) => `数据目录 ${f.folder} 上没有正在运行的勾稽服务。请先运行 gouji serve。`,
    'postgres-missing': (f) =>
      `找不到内置数据库程序（${f.package ?? f.program ?? f.link}）。请重新安装依赖，或用 DATABASE_URL 指定已有的 PostgreSQL。`,
    'postgres-version': (f) =>
      `数据目录由 PostgreSQL ${f.found} 建立，本程序内置 ${f.expected}。请用原版本程序 gouji backup，再用本版本 gouji restore。`,
    'postgres-start': (f) => `数据库未能启动（${f.step}）。数据库自己的说明：${f.said ?? '无'}`,
    'postgres-too-old': (f) => `PostgreSQL ${f.found} 版本过旧，需要 ${f.expected} 或更高。`,
    'root-without-account': (f) =>
      `以 root 运行时数据库需要系统账户 ${f.account}，但未能建立。请执行 useradd --system ${f.account}，或以普通用户运行。`,
    'database-lost': () => '与数据库的连接中断，恢复后会自动继续。请稍后重试。',
    'database-password': () => '数据库拒绝了密码。请检查 DATABASE_URL，或数据目录中的 secrets/postgres.json。',
    'database-rights': (f) =>
      f.reason === 'application-role'
        ? `数据库角色 ${f.role} 能绕过行级权限，不能使用。请执行 alter role ${f.role} nosuperuser nobypassrls。`
        : f.reason === 'url'
          ? 'DATABASE_URL 应写作 postgres://用户:密码@主机/数据库。'
          : 'DATABASE_URL 的用户不能建立角色或模式。请由数据库管理员授予 CREATEROLE 及该库的 CREATE 权限。',
    'disk-full': () => '磁盘已满，本次操作没有保存。请清理磁盘后重试。',
    'migration-changed': (f) =>
      `数据库结构 ${f.name} 与本程序所带的不一致（库中 ${f.found}，程序 ${f.expected}）。请使用建立该库的发行版，不要改动已发布的迁移。`,
    'migration-newer': (f) => `数据由更新版本的勾稽建立（${f.name}）。请升级本程序。`,
    'migration-failed': (f) => `升级数据库结构 ${f.name ?? ''} 时出错，未作任何改动：${f.said}`,
    'not-found': () => '没有找到，或您无权查看。',
    'not-allowed': () => '您没有进行此项操作的权限。',
    'version-conflict': (f) => `内容已被他人修改（您依据的是第 ${f.yours} 版，现为第 ${f.present} 版）。请刷新后重做。`,
    duplicate: () => '已有相同的记录。',
    refused: (f) => REASONS.zh[String(f.reason)] ?? `操作被拒绝（${f.reason}）。`,
    'blob-too-large': (f) => `文件超过上限 ${f.bytesMax} 字节。`,
    'blob-empty': () => '文件是空的。',
    'blob-missing': (f) => `文件内容 ${f.sha256} 不在数据目录中。请从备份恢复。`,
    'blob-changed': (f) => `文件内容 ${f.sha256} 已被改动。请从备份恢复。`,
    'backup-unreadable': (f) =>
      `备份文件 ${f.path} 不能读写${f.reason === 'exists' ? '：同名文件正在写入，或上次中断后遗留，请删除 .partial 文件' : ''}。`,
    'backup-damaged': (f) =>
      `备份已损坏（${f.name ?? f.path ?? f.table ?? ''} ${f.reason}），没有恢复。请使用另一份备份。`,
    'restore-not-empty': (f) => `${f.folder} 中已有数据。备份只能恢复到空的数据目录。`,
    'already-started': () => '系统已经初始化。',
    'lease-lost': () => '该任务已由其他工作进程接手。',
  },
  en: {
    'folder-in-use': (f) =>
      `The data folder ${f.folder} is in use by another program (process ${f.pid ?? 'unknown'} on ${f.host ?? 'unknown'}, since ${f.since ?? 'unknown'}). Stop that program first, or choose another folder.`,
    'folder-unreachable': (f) =>
      `The database’s process cannot enter the data folder ${f.folder}${f.closed ? `: ${f.closed} does not let the account ${f.account} pass` : ''}. Choose a folder such as /var/lib/gouji, or run as an ordinary user.`,
    'nothing-to-attach': (f) => `No gouji serve is running on ${f.folder}. Start it first.`,
    'postgres-missing': (f) =>
      `The embedded database (${f.package ?? f.program ?? f.link}) is missing. Install the dependencies again, or name a PostgreSQL server in DATABASE_URL.`,
    'postgres-version': (f) =>
      `The data folder was made by PostgreSQL ${f.found}; this program carries ${f.expected}. Run gouji backup with the earlier program and gouji restore with this one.`,
    'postgres-start': (f) => `The database did not start (${f.step}). It says: ${f.said ?? 'nothing'}`,
    'postgres-too-old': (f) => `PostgreSQL ${f.found} is too old; ${f.expected} or later is needed.`,
    'root-without-account': (f) =>
      `Run by root, the database needs the account ${f.account}, which could not be made. Run useradd --system ${f.account}, or run as an ordinary user.`,
    'database-lost': () => 'The connection to the database is lost and comes back by itself. Try again in a moment.',
    'database-password': () =>
      'The database refused the password. Look at DATABASE_URL, or at secrets/postgres.json in the data folder.',
    'database-rights': (f) =>
      f.reason === 'application-role'
        ? `The role ${f.role} passes row-level security and is not used. Run alter role ${f.role} nosuperuser nobypassrls.`
        : f.reason === 'url'
          ? 'DATABASE_URL is written postgres://user:password@host/database.'
          : 'The user of DATABASE_URL may not make roles or schemas. Have the database’s administrator grant CREATEROLE, and CREATE on the database.',
    'disk-full': () => 'The disk is full and nothing was saved. Make room and try again.',
    'migration-changed': (f) =>
      `The schema ${f.name} is not the one that this program carries (found ${f.found}, expected ${f.expected}). Use the release that made the database; released migrations never change.`,
    'migration-newer': (f) => `The data were made by a newer Gouji (${f.name}). Update this program.`,
    'migration-failed': (f) => `Bringing the schema to ${f.name ?? ''} failed, and nothing was changed: ${f.said}`,
    'not-found': () => 'Not found, or not yours to see.',
    'not-allowed': () => 'You may not do this.',
    'version-conflict': (f) =>
      `Somebody has changed it meanwhile (you began with version ${f.yours}, it is at ${f.present}). Reload and do it again.`,
    duplicate: () => 'The same is there already.',
    refused: (f) => REASONS.en[String(f.reason)] ?? `Refused (${f.reason}).`,
    'blob-too-large': (f) => `The file is larger than ${f.bytesMax} bytes.`,
    'blob-empty': () => 'The file is empty.',
    'blob-missing': (f) => `The content ${f.sha256} is not in the data folder. Restore it from a backup.`,
    'blob-changed': (f) => `The content ${f.sha256} has been changed. Restore it from a backup.`,
    'backup-unreadable': (f) =>
      `The backup ${f.path} cannot be read or written${f.reason === 'exists' ? ': one of this name is being written, or was left when it was cut off; delete the .partial file' : ''}.`,
    'backup-damaged': (f) =>
      `The backup is damaged (${f.name ?? f.path ?? f.table ?? ''} ${f.reason}), and nothing was restored. Use another one.`,
    'restore-not-empty': (f) => `There are data in ${f.folder}. A backup is restored into an empty data folder only.`,
    'already-started': () => 'The installation has begun already.',
    'lease-lost': () => 'Another worker has this job by now.',
  },
}

/** Why a trigger refused, by the name that it raises. */
const REASONS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  zh: {
    'filing-step': '当前状态下不能进行这一步，或不由您办理。',
    'filing-frozen': '已报送的内容不能修改。需要修改时请先退回。',
    'filing-publish-edition': '公开须通过发布版本完成。',
    'ledger-frozen': '账已随公开件报送，审核期间不能修改。需要修改时请先退回。',
    'edition-needs-approval': '财政审核通过后才能公开。',
    'edition-immutable': '已公开的版本不能修改，只能撤回或发布更正版本。',
    'grant-four-eyes': '授权须由提出人和被授权人以外的安全管理员批准。',
    'grant-step': '这项授权已经办结，不能再改。仍需要时请重新提出授权。',
    'grant-separated': '系统管理员、安全管理员、审计员不得兼任，也不得兼任业务角色。',
    'credential-separated': '三员的密码不能由他人重设，请在服务器上用命令恢复。',
    'finding-step': '该问题的当前状态不允许这一操作。',
    'organisation-ring': '不能把机构移到它自己的下级。',
    'organisation-top': '机构不能脱离上级。需要时请移到另一个上级之下。',
    'pack-immutable': '模板包的内容不能修改，请添加新版本。',
    'pack-use-foreign': '启用的模板包须是本单位或上级的。',
    'already-started': '系统已经初始化。',
    'credential-reset': '密码由安全管理员重置，且不能重置自己的。',
    'credential-confirm': '没有待确认的重置，或不由您确认。',
    'credential-held': '重置的密码须由系统管理员确认。',
    'begin-needs-both': '首次启动须分别设立系统管理员和安全管理员。',
    'audit-append-only': '审计记录不能修改或删除。',
    'idempotency-other-request': '同一请求编号已用于另一请求。',
  },
  en: {
    'filing-step': 'From where it stands this step cannot be taken, or it is not yours.',
    'filing-frozen': 'What was handed in does not change. Have it returned first.',
    'filing-publish-edition': 'Publishing is done by an edition.',
    'ledger-frozen':
      'The ledger was handed in with its filing and does not change during review. Have it returned first.',
    'edition-needs-approval': 'Publishing needs the approval of the finance bureau.',
    'edition-immutable': 'A published edition never changes; withdraw it or publish a correction.',
    'grant-four-eyes': 'A grant is approved by a security administrator who neither proposed nor receives it.',
    'grant-step': 'This grant has been decided and does not change. Propose a new one.',
    'grant-separated':
      'System administrator, security administrator and auditor are separate from each other and from all other roles.',
    'credential-separated':
      'Nobody resets the password of one of the three administrators; recover it by the command on the server.',
    'finding-step': 'From the state of this finding that cannot be done.',
    'organisation-ring': 'An organisation cannot be moved below itself.',
    'organisation-top': 'An organisation cannot leave its superior; move it below another one.',
    'pack-immutable': 'The text of a pack never changes; add the next number.',
    'pack-use-foreign': 'Packs that are put to use are one’s own or those of somebody above.',
    'already-started': 'The installation has begun already.',
    'credential-reset': 'Passwords are reset by the security administrator, and never one’s own.',
    'credential-confirm': 'There is no reset to confirm, or not by you.',
    'credential-held': 'A reset password is confirmed by the system administrator.',
    'begin-needs-both': 'The first start needs a system administrator and a security administrator.',
    'audit-append-only': 'The trail is never changed.',
    'idempotency-other-request': 'The key of this request was used for another one.',
  },
}

export const describeFailure = (failure: StoreFailure, language: Language): string =>
  FAILURES[language][failure.code](failure.facts)

interface CheckWords {
  readonly name: string
  /** What to do when it is not sound. */
  readonly remedy: string
}

const CHECK_WORDS: Readonly<Record<Language, Readonly<Record<CheckName, CheckWords>>>> = {
  zh: {
    database: {
      name: '数据库可用',
      remedy: '检查数据库进程及 postgres/server.log；使用外部数据库时检查 DATABASE_URL。',
    },
    version: {
      name: '数据库版本与落盘设置',
      remedy: '使用 PostgreSQL 15 及以上，并保持 fsync、synchronous_commit 打开。',
    },
    folder: { name: '数据目录权限', remedy: '使目录 blobs 只归运行程序的用户读写：chmod 700。' },
    secrets: { name: '密码文件权限', remedy: '执行 chmod 600 secrets/postgres.json。' },
    disk: { name: '磁盘空间', remedy: '清理磁盘，或把数据目录移到更大的磁盘。' },
    clock: { name: '时钟', remedy: '为服务器和数据库启用时间同步（NTP）。' },
    migrations: {
      name: '数据库结构',
      remedy: '用本版本程序启动一次 gouji serve 以升级；若提示不一致，请使用原发行版。',
    },
    'row-security': {
      name: '行级权限',
      remedy: '有人关闭了行级权限。请停止服务，用 alter table … enable/force row level security 恢复，并查明原因。',
    },
    guards: {
      name: '数据库守护规则',
      remedy:
        '守护数据的函数、策略或触发器与本版本不符。请停止服务并查明原因；用 gouji backup 备份后以 gouji restore 恢复到新的安装，规则即重新建立。',
    },
    'application-role': {
      name: '应用角色权限',
      remedy:
        '收回 gouji_app 多余的权限：alter role gouji_app nosuperuser nobypassrls nocreaterole nocreatedb；trail=true 时 revoke insert, update, delete, truncate, trigger on gouji.audit from gouji_app；recover=true 时 revoke execute on function gouji.credential_recover from gouji_app。',
    },
    administrators: { name: '三员设置', remedy: '补设缺少的管理员，或停用兼任者的授权。' },
    audit: { name: '审计链', remedy: '审计记录被改动。保留现场，与最近的备份比对并报告安全管理员和审计员。' },
    'blobs-present': { name: '文件内容齐全', remedy: '从备份恢复缺失的文件。' },
    'blobs-sound': { name: '文件内容未变', remedy: '从备份恢复被改动的文件，并检查磁盘。' },
    'jobs-dead': { name: '失败的任务', remedy: '查看原因，改正后重试或取消。' },
    'jobs-stuck': { name: '久等的任务', remedy: '确认 gouji serve 或 gouji worker 正在运行。' },
  },
  en: {
    database: {
      name: 'The database answers',
      remedy: 'Look at its process and at postgres/server.log, or at DATABASE_URL.',
    },
    version: {
      name: 'Version and durability of the database',
      remedy: 'Use PostgreSQL 15 or later with fsync and synchronous_commit on.',
    },
    folder: {
      name: 'Rights on the data folder',
      remedy: 'Let only the program’s user read and write blobs: chmod 700.',
    },
    secrets: { name: 'Rights on the password file', remedy: 'Run chmod 600 secrets/postgres.json.' },
    disk: { name: 'Room on the disk', remedy: 'Make room, or move the data folder to a larger disk.' },
    clock: { name: 'Clock', remedy: 'Let server and database keep time by NTP.' },
    migrations: {
      name: 'Schema',
      remedy: 'Start gouji serve of this version once; where it is said to differ, use the release that made it.',
    },
    'row-security': {
      name: 'Row-level security',
      remedy:
        'Somebody switched it off. Stop the service, enable and force it again with alter table, and find out why.',
    },
    guards: {
      name: 'What guards the rows',
      remedy:
        'Functions, policies or triggers are not those of this version. Stop the service and find out why; gouji backup, and gouji restore into a new installation, make them anew.',
    },
    'application-role': {
      name: 'Rights of the application’s role',
      remedy:
        'Take them back: alter role gouji_app nosuperuser nobypassrls nocreaterole nocreatedb; where trail=true, revoke insert, update, delete, truncate, trigger on gouji.audit from gouji_app; where recover=true, revoke execute on function gouji.credential_recover from gouji_app.',
    },
    administrators: {
      name: 'The three administrators',
      remedy: 'Appoint who is missing, or end the grants of whoever holds two offices.',
    },
    audit: {
      name: 'Chain of the trail',
      remedy:
        'The trail was changed. Keep everything as it is, compare with the last backup, and tell security administrator and auditor.',
    },
    'blobs-present': { name: 'All contents are there', remedy: 'Restore the missing ones from a backup.' },
    'blobs-sound': {
      name: 'No content has changed',
      remedy: 'Restore the changed ones from a backup, and have the disk checked.',
    },
    'jobs-dead': { name: 'Jobs that failed', remedy: 'Look at the reason, mend it, and retry or cancel them.' },
    'jobs-stuck': { name: 'Jobs that wait for long', remedy: 'See that gouji serve or gouji worker is running.' },
  },
}

export interface DiagnosisInWords {
  readonly name: string
  readonly facts: string
  /** Undefined when there is nothing to mend. */
  readonly remedy: string | undefined
}

export function describeDiagnosis(diagnosis: Diagnosis, language: Language): DiagnosisInWords {
  const { name, remedy } = CHECK_WORDS[language][diagnosis.check]
  const told = Object.entries(diagnosis.facts).filter(([, value]) => value !== undefined)
  const facts = told.map(([fact, value]) => `${fact}=${value}`).join(' ')
  return { name, facts, remedy: diagnosis.state === 'sound' ? undefined : remedy }
}
