// biome-ignore-all lint/suspicious/noExplicitAny: a fixture takes and gives what comes; the schemas of the API check it.
/** DEVELOPMENT ONLY. What the fixture server says: a made-up district, one real reading of a shipped example. */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { SHEETS } from '../../budget/src/index.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const EXAMPLE = `${ROOT}examples/archive-centre-2025.pdf`

export interface Asked {
  readonly params: Record<string, string>
  readonly query: Record<string, string>
  readonly body: any
  readonly raw: Buffer
  readonly role: string | undefined
  readonly response: ServerResponse
}
type Answer = (asked: Asked) => unknown

const now = (): string => new Date().toISOString()
const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)

// --- organisations and filings
const region = '330100'
const bureau = {
  id: randomUUID(),
  kind: 'finance',
  code: '330',
  name: '云湖市财政局',
  nature: '行政',
  region,
  from: '2020-01-01',
  version: 1,
}
const STEMS = ['教育', '卫生健康', '档案', '农业农村', '水利', '民政', '交通运输', '文化广电', '自然资源', '应急管理']
const organisations: any[] = [bureau]
for (let d = 0; d < 60; d++) {
  const name = `云湖市${STEMS[d % 10]}局${d >= 10 ? `第${Math.floor(d / 10)}分局` : ''}`
  const department = {
    id: randomUUID(),
    parent: bureau.id,
    kind: 'department',
    code: String(334 + d),
    name,
    nature: '行政',
    region,
    from: '2020-01-01',
    version: 1,
  }
  organisations.push(department)
  for (let u = 0; u < 5; u++) {
    const of = ['本级', '服务中心', '监测站', '培训学校', '执法队'][u]
    organisations.push({
      id: randomUUID(),
      parent: department.id,
      kind: 'unit',
      code: `${334 + d}00${u + 1}`,
      name: `${name}${of}`,
      nature: u === 0 ? '行政' : '公益一类事业',
      region,
      from: '2020-01-01',
      version: 1,
    })
  }
}
const STEPS = [
  'draft',
  'submitted',
  'unit_approved',
  'department_approved',
  'finance_approved',
  'published',
  'returned',
]
const ledgerId = randomUUID()
const filings: any[] = organisations.slice(1).flatMap((o, i) =>
  i % 9 === 8
    ? []
    : [
        {
          id: randomUUID(),
          organisation: o.id,
          organisationName: o.name,
          year: 2026,
          stage: 'budget',
          step: STEPS[(i * 5) % 7],
          errors: i % 4 === 0 ? i % 13 : 0,
          warnings: i % 3 === 0 ? i % 7 : 0,
          due: day((i % 23) - 4),
          version: 1,
          ledger: ledgerId,
        },
      ],
)

// --- documents: the engine's own report of a shipped example
const report = JSON.parse(runGouji(['check', EXAMPLE, '--format', 'json']))
const reading = report
function runGouji(args: string[]): string {
  try {
    return execFileSync(`${ROOT}bin/gouji`, args, { encoding: 'utf8', maxBuffer: 1e9 })
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}
const exampleId = randomUUID()
const placeOf = (e: any) => ({ ...(e.page ? { page: e.page } : {}), ...(e.box ? { box: e.box } : {}) })
const findings: any[] = reading.findings.map((f: any) => ({
  id: randomUUID(),
  document: exampleId,
  number: f.id,
  rule: f.rule,
  ruleTitle: f.rule,
  group: 'sums',
  severity: f.severity,
  verdict: f.state,
  message: f.message,
  arithmetic: f.arithmetic,
  basis: f.basis,
  printed: f.found,
  proposed: f.suspects?.[0]?.proposed ?? f.expected,
  place: f.suspects?.[0] ? placeOf(f.suspects[0]) : placeOf(f.evidence[0]),
  evidence: f.evidence.map((e: any) => ({ place: placeOf(e), label: e.where ?? '', text: e.text })),
  state: 'open',
  events: [{ at: now(), by: '系统', act: 'found' }],
  version: 1,
}))
const documentOf = (name: string, extra = {}) => ({
  id: randomUUID(),
  organisation: organisations[14].id,
  organisationName: organisations[14].name,
  name,
  sha256: reading.sha256,
  bytes: reading.bytes,
  format: 'pdf',
  year: 2025,
  stage: 'budget',
  confirmed: false,
  state: 'done',
  verdict: 'fail',
  errors: 5,
  warnings: 1,
  infos: 1,
  uploadedAt: now(),
  version: 1,
  ...extra,
})
const documents: any[] = [documentOf('archive-centre-2025.pdf', { id: exampleId, confirmed: true })]
for (let i = 0; i < 80; i++)
  documents.push(
    documentOf(`2025年部门预算（${i}）.docx`, {
      format: 'docx',
      verdict: i % 3 ? 'pass' : 'fail',
      errors: i % 3 ? 0 : i,
      confirmed: i % 2 === 0,
    }),
  )

const listeners = new Set<ServerResponse>()
const emit = (name: string, data: unknown) => {
  for (const l of listeners) l.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
}

// --- ledger
const sheets = Object.values(SHEETS).map((s) => ({
  name: s.name,
  title: s.title,
  help: s.help,
  columns: s.columns.map((c) => ({
    field: c.field,
    heading: c.heading,
    kind: c.kind,
    required: !!c.required,
    help: c.help,
    ...(c.choices ? { choices: c.choices.map((x) => x.name) } : {}),
    width: c.width,
  })),
}))
const rows: any[] = globSync('*.csv', { cwd: `${ROOT}examples/ledgers/archive-centre-2025` }).flatMap((file) => {
  const sheet = Object.values(SHEETS).find((s) => s.file === file)
  if (!sheet) return []
  const [head, ...lines] = readFileSync(`${ROOT}examples/ledgers/archive-centre-2025/${file}`, 'utf8')
    .replace('\ufeff', '')
    .trim()
    .split(/\r?\n/)
  const fields = head!.split(',').map((h) => sheet.columns.find((c) => c.heading === h)?.field)
  return lines.map((line) => {
    const cells = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((m) => m[1]!.replace(/^"|"$/g, ''))
    const values = Object.fromEntries(fields.flatMap((f, i) => (f && cells[i] ? [[f, cells[i]]] : [])))
    return { sheet: sheet.name, key: randomUUID(), values }
  })
})
let version = 3
const ledger = () => ({
  id: ledgerId,
  organisation: organisations[14].id,
  organisationName: organisations[14].name,
  year: 2025,
  stage: 'budget',
  pack: 'zhejiang',
  version,
  changedAt: now(),
  changedBy: '预算编报岗',
})

// --- people
const ROLE_TITLES: Record<string, string> = {
  preparer: '预算编报岗',
  finance_admin: '预算科管理岗',
  system_admin: '系统管理员',
  security_admin: '安全管理员',
  auditor: '审计员',
}
const me = (role: string) => ({
  id: randomUUID(),
  login: role,
  title: ROLE_TITLES[role] ?? role,
  roles: [role],
  grants: [
    {
      id: randomUUID(),
      role,
      organisation: bureau.id,
      organisationName: bureau.name,
      from: '2025-01-01',
      approved: true,
    },
  ],
  mustChangePassword: false,
  secondFactor: false,
  csrf: 'fixture-token',
})
const people: any[] = Array.from({ length: 30 }, (_, i) => ({
  id: randomUUID(),
  login: `user${i}`,
  title: `预算编报岗 ${i}`,
  locked: i === 3,
  closed: false,
  secondFactor: i % 2 === 0,
  grants: [
    {
      id: randomUUID(),
      role: 'preparer',
      organisation: organisations[i + 2].id,
      organisationName: organisations[i + 2].name,
      from: '2025-01-01',
      approved: i % 5 !== 0,
    },
  ],
}))
const comments: any[] = [
  {
    id: randomUUID(),
    at: now(),
    by: '财政审核岗',
    text: '三公经费说明与表格不一致，请核对。',
    anchor: 'expenditure',
    done: false,
  },
]
const byId = (list: any[], id: string | undefined) => list.find((x) => x.id === id)

const YUAN = ['教育支出', '卫生健康支出', '社会保障和就业支出', '一般公共服务支出', '农林水支出', '住房保障支出']

export const answers: Readonly<Record<string, Answer>> = {
  'session.state': ({ role }) => ({
    initialised: role !== 'first',
    signedIn: !!role && role !== 'first',
    oidc: false,
    version: '0.1.0',
  }),
  'session.initialise': () => undefined,
  'session.signIn': ({ body, response }) => {
    if (body.login === 'code' && !body.code) return { needsCode: true }
    const role = body.login in ROLE_TITLES || body.login.includes('_') ? body.login : 'finance_admin'
    response.setHeader('set-cookie', `fixture=${role}; Path=/; HttpOnly`)
    return { me: me(role), needsCode: false }
  },
  'session.signOnCode': ({ response }) => {
    response.setHeader('set-cookie', 'fixture=finance_admin; Path=/; HttpOnly')
    return { me: me('finance_admin') }
  },
  'session.signOut': ({ response }) => response.setHeader('set-cookie', 'fixture=; Path=/; Max-Age=0'),
  'session.me': ({ role }) => me(role ?? 'finance_admin'),
  'session.tokens': () => [],
  'session.beginSecondFactor': () => ({ secret: 'ABCDEFGH', uri: 'otpauth://totp/gouji?secret=ABCDEFGH' }),
  'session.confirmSecondFactor': () => undefined,
  'session.changePassword': () => undefined,
  'session.makeToken': () => ({ id: randomUUID(), token: 'gouji_example' }),
  'people.list': () => ({ items: people }),
  'people.add': ({ body }) => {
    const person = {
      id: randomUUID(),
      ...body,
      locked: false,
      closed: false,
      secondFactor: false,
      resetHeld: false,
      grants: [],
    }
    people.unshift(person)
    return { person, password: 'once-only-1234' }
  },
  'people.resetPassword': () => ({ password: 'once-only-1234' }),
  'people.confirmReset': () => undefined,
  'people.unlock': () => undefined,
  'people.close': ({ params }) => {
    byId(people, params.id).closed = true
  },
  'people.reopen': ({ params }) => {
    byId(people, params.id).closed = false
  },
  'people.grant': ({ body, params }) => {
    const grant = {
      id: randomUUID(),
      ...body,
      organisationName: byId(organisations, body.organisation).name,
      approved: false,
    }
    byId(people, params.id).grants.push(grant)
    return grant
  },
  'people.approveGrant': ({ params }) => {
    for (const p of people) for (const g of p.grants) if (g.id === params.id) g.approved = true
  },
  'people.endGrant': ({ params }) => {
    for (const p of people) p.grants = p.grants.filter((g: any) => g.id !== params.id)
  },
  'organisations.tree': () => organisations,
  'organisations.importWorkbook': () => ({
    added: [],
    changed: [],
    problems: [{ sheet: '机构', cell: 'B7', message: '上级机构编码不存在' }],
  }),
  'organisations.add': ({ body }) => {
    organisations.push({ id: randomUUID(), version: 1, ...body })
    return organisations.at(-1)
  },
  'organisations.change': ({ body, params }) => Object.assign(byId(organisations, params.id), body),
  'documents.list': ({ query }) => {
    const from = Number(query.after ?? 0)
    const limit = Number(query.limit ?? 50)
    return {
      items: documents.slice(from, from + limit),
      total: documents.length,
      ...(from + limit < documents.length ? { next: String(from + limit) } : {}),
    }
  },
  'documents.upload': ({ raw }) => {
    const names = [...raw.toString('latin1').matchAll(/filename="([^"]+)"/g)].map((m) =>
      Buffer.from(m[1]!, 'latin1').toString(),
    )
    const accepted = names.map((name) =>
      documentOf(name, {
        state: 'waiting',
        verdict: undefined,
        errors: 0,
        warnings: 0,
        infos: 0,
        sameAs: name.includes('archive') ? exampleId : undefined,
      }),
    )
    documents.unshift(...accepted)
    for (const [i, d] of accepted.entries()) {
      setTimeout(() => emit('document', Object.assign(d, { state: 'working' })), 800 + i * 300)
      setTimeout(
        () => emit('document', Object.assign(d, { state: 'done', verdict: 'fail', errors: 5 })),
        2500 + i * 500,
      )
    }
    return { accepted, refused: [] }
  },
  'documents.get': ({ params }) => byId(documents, params.id),
  'documents.confirm': ({ params, body }) => Object.assign(byId(documents, params.id), body, { confirmed: true }),
  'documents.checkAgain': ({ params }) => byId(documents, params.id),
  'documents.findings': () => findings,
  'documents.tables': () => [
    {
      number: 1,
      title: '表3 2025 年单位支出预算总表',
      unit: '万元',
      place: { page: 8 },
      rows: 2,
      columns: 3,
      cells: [
        ['科目', '总计', '人员支出'],
        ['2080505 机关事业单位基本养老保险缴费支出', '44.12', '48.12'],
      ].flatMap((r, row) =>
        r.map((text, column) => ({
          row,
          column,
          rowSpan: 1,
          columnSpan: 1,
          text,
          place: { page: 8, box: [100 + column * 60, 100 + row * 20, 150 + column * 60, 118 + row * 20] },
          ...(row > 0 && column > 0
            ? {
                coordinates: { function: '2080505', flow: 'expenditure' },
                meaning: '2025 年预算 支出 机关事业单位基本养老保险缴费支出',
              }
            : {}),
        })),
      ),
    },
  ],
  'documents.content': ({ params }) => {
    const pdf = byId(documents, params.id).format === 'pdf'
    return pdf
      ? {
          pages: Array.from({ length: reading.pages }, (_, i) => ({ number: i + 1, width: 595, height: 842 })),
          blocks: [],
        }
      : {
          pages: [],
          blocks: [
            { kind: 'paragraph', text: '2025 年部门预算', heading: 1, place: { block: 0 } },
            {
              kind: 'paragraph',
              text: '一般公共预算支出 1,234.56 万元，比上年增加 12.30 万元，增长 1.0%。',
              place: { block: 1 },
            },
          ],
        }
  },
  'documents.pageImage': ({ params }) => ({
    type: 'image/png',
    data: execFileSync('pdftoppm', ['-png', '-r', '110', '-f', params.page!, '-l', params.page!, EXAMPLE], {
      maxBuffer: 1e8,
    }),
  }),
  'documents.original': () => ({ type: 'application/pdf', data: readFileSync(EXAMPLE) }),
  'documents.exportReport': () => ({ type: 'text/csv', data: 'a,b' }),
  'documents.events': ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': \n\n')
    listeners.add(response)
    response.on('close', () => listeners.delete(response))
  },
  'findings.act': ({ params, body }) => {
    const f = byId(findings, params.id)
    f.events.push({ at: now(), by: '预算编报岗', ...body })
    f.state = body.act === 'reopened' ? 'open' : body.act
    f.version++
    return f
  },
  'ledgers.sheets': () => sheets,
  'ledgers.list': () => [ledger()],
  'ledgers.begin': () => ledger(),
  'ledgers.rows': () => ({ ledger: ledger(), rows }),
  'ledgers.save': ({ body }) => {
    for (const c of body.changes) {
      const at = rows.findIndex((r) => r.key === (c.key ?? c.row.key))
      if (c.kind === 'drop') rows.splice(at, 1)
      else if (at >= 0) rows[at] = c.row
      else rows.push(c.row)
    }
    return { saved: true, version: ++version, merged: 0, conflicts: [] }
  },
  'ledgers.problems': () => ({
    version,
    problems: [
      {
        code: 'unknown-code',
        severity: 'error',
        message: '功能科目 2012601 在 2025 年科目表中没有',
        remedy: '改成项级科目',
        sheet: 'expenditure',
        row: 3,
        field: 'function',
      },
      {
        code: 'reason-missing',
        severity: 'warning',
        message: '项目支出比上年增长 42%，没有说明原因',
        remedy: '在“原因”中写明',
        sheet: 'projects',
        row: 1,
      },
    ],
  }),
  'ledgers.preview': () => ({ type: 'text/html', data: '<h1>2025 年部门预算</h1><p>预览</p>' }),
  'ledgers.exportWorkbook': () => ({ type: 'application/octet-stream', data: 'x' }),
  'ledgers.importWorkbook': () => ({
    added: 1,
    changed: 1,
    removed: 0,
    changes: [{ kind: 'put', row: { ...rows[0], values: { ...rows[0].values, fen: '1.00' } } }],
    problems: [],
  }),
  'ledgers.history': () => [{ version: 3, at: now(), by: '预算编报岗', rows: 12 }],
  'filings.board': () =>
    organisations.slice(1).map((o) => ({
      organisation: o.id,
      name: o.name,
      parent: o.parent,
      filing: filings.find((f) => f.organisation === o.id),
    })),
  'filings.waiting': () => filings.filter((f) => f.step === 'department_approved').slice(0, 12),
  'filings.get': ({ params }) => byId(filings, params.id),
  'filings.act': ({ params, body }) => {
    const f = byId(filings, params.id)
    f.step = body.act === 'return' ? 'returned' : STEPS[Math.min(STEPS.indexOf(f.step) + 1, 4)]
    f.version++
    return f
  },
  'filings.comments': () => comments,
  'filings.comment': ({ body }) => {
    comments.push({ id: randomUUID(), at: now(), by: '财政审核岗', done: false, ...body })
    return comments.at(-1)
  },
  'filings.resolve': ({ params }) => Object.assign(byId(comments, params.id), { done: true }),
  'filings.publish': () => ({ job: randomUUID() }),
  'filings.editions': ({ params }) => [
    {
      id: randomUUID(),
      filing: params.id,
      number: 1,
      publishedAt: now(),
      proved: true,
      files: [{ path: '2025年部门预算.pdf', sha256: reading.sha256, bytes: 103344, mediaType: 'application/pdf' }],
    },
  ],
  'filings.compare': () => ({
    tables: [
      {
        title: '支出明细',
        rows: [{ label: '2012601 基本工资', column: '金额(元)', left: '612384.00', right: '620000.00' }],
      },
    ],
    sentences: [{ left: '支出 1,000.00 万元。', right: '支出 1,010.00 万元。' }],
  }),
  'explore.breakdown': () =>
    YUAN.map((name, i) => ({ key: String(201 + i), name, amount: `${(i + 1) * 12_345_678}.50` })),
  'explore.flow': () => ({
    nodes: [
      { key: 's1', name: '一般公共预算' },
      { key: 's2', name: '事业收入' },
      ...YUAN.map((name, i) => ({ key: `f${i}`, name })),
    ],
    links: YUAN.flatMap((_, i) => [
      { from: 's1', to: `f${i}`, amount: `${(i + 1) * 9_000_000}` },
      { from: 's2', to: `f${i}`, amount: `${(i + 1) * 900_000}` },
    ]),
  }),
  'explore.trend': () =>
    [2021, 2022, 2023, 2024, 2025].map((year, i) => ({
      year,
      stage: 'budget',
      amount: `${90_000_000 + i * 4_000_000}`,
      units: 60,
    })),
  'explore.comparison': () =>
    organisations.slice(1, 60).map((o, i) => ({ organisation: o.id, name: o.name, amount: `${(60 - i) * 1_000_000}` })),
  'explore.search': ({ query }) => ({
    items: [
      {
        kind: 'figure',
        title: '一般公共预算支出',
        excerpt: `……${query.text}……`,
        document: exampleId,
        place: '第 8 页',
      },
    ],
  }),
  'administration.packs': () => [
    { id: 'zhejiang', title: '浙江省部门预算', own: false, whom: {}, uses: [], activeYears: [2025], problems: 0 },
  ],
  'administration.checkPack': () => [],
  'administration.activatePack': () => ({
    id: 'zhejiang',
    title: '浙江省部门预算',
    own: false,
    whom: {},
    uses: [],
    activeYears: [2025, 2026],
    problems: 0,
  }),
  'administration.calendar': () => [
    { id: randomUUID(), year: 2026, name: '批复部门预算', day: day(-12), basis: '预算法第五十二条' },
    { id: randomUUID(), year: 2026, name: '部门预算公开截止', day: day(8), basis: '预算法第十四条：批复后二十日内' },
  ],
  'administration.setCalendar': ({ body }) =>
    body.entries.map((e: object) => ({ id: randomUUID(), year: body.year, ...e })),
  'administration.audit': () => ({
    items: Array.from({ length: 50 }, (_, i) => ({
      sequence: 50 - i,
      at: now(),
      by: 'finance_admin',
      act: 'finding.accept',
      subject: 'SUM-ROWS@3',
      detail: '表内四舍五入',
      hash: reading.sha256,
    })),
  }),
  'administration.verifyAudit': () => ({ holds: true, entries: 50, message: '50 条记录首尾相连，没有改动。' }),
  'administration.jobs': () => [
    { id: randomUUID(), kind: 'check', state: 'dead', attempts: 5, error: '文件读不了', at: now() },
  ],
  'administration.job': ({ params }) => ({ id: params.id, kind: 'publish', state: 'done', progress: '已完成' }),
}
