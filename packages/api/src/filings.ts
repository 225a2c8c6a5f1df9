import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { BookStage, Day, Id, IdParams, Instant, LongText, Money, Sha256, Version, Year } from './values.ts'

/** unit → department → finance → public; `returned` goes back to the preparer with comments. */
export const STEPS = [
  'draft',
  'submitted',
  'unit_approved',
  'department_approved',
  'finance_approved',
  'published',
  'returned',
] as const
export type Step = (typeof STEPS)[number]
export const STEP_NAMES: Readonly<Record<Step, string>> = {
  draft: '编报中',
  submitted: '待单位审核',
  unit_approved: '待主管部门审核',
  department_approved: '待财政审核',
  finance_approved: '待公开',
  published: '已公开',
  returned: '已退回',
}

export const Filing = z.object({
  id: Id,
  organisation: Id,
  organisationName: z.string(),
  year: Year,
  stage: BookStage,
  step: z.enum(STEPS),
  ledger: Id.optional(),
  document: Id.optional(),
  errors: z.int(),
  warnings: z.int(),
  /** The day by which the law or the calendar wants it public (批复后二十日内). */
  due: Day.optional(),
  version: Version,
})
export type Filing = z.output<typeof Filing>

export const Comment = z.object({
  id: Id,
  at: Instant,
  by: z.string(),
  text: z.string(),
  /** The cell or sentence that it speaks of: an anchor in the composed book or a ledger's row. */
  anchor: z.string().max(200).optional(),
  done: z.boolean(),
})

export type Comment = z.output<typeof Comment>

export const Edition = z.object({
  id: Id,
  filing: Id,
  number: z.int(),
  publishedAt: Instant,
  withdrawnAt: Instant.optional(),
  withdrawnWhy: z.string().optional(),
  files: z.array(z.object({ path: z.string(), sha256: Sha256, bytes: z.int(), mediaType: z.string() })),
  proved: z.boolean(),
  /** Of a correction: figures in tables and sentences that differ from the edition before. */
  changed: z.object({ cells: z.int(), sentences: z.int() }).optional(),
})

export type Edition = z.output<typeof Edition>

export const BoardRow = z.object({
  organisation: Id,
  name: z.string(),
  parent: Id.optional(),
  filing: Filing.optional(),
})

/** A place in a unit's ledger. */
const LedgerPlace = z.object({
  ledger: Id,
  sheet: z.string().optional(),
  row: z.int().optional(),
  field: z.string().optional(),
})
const Both = z.object({ income: Money, expenditure: Money })

export const Consolidation = z.object({
  name: z.string(),
  /** The department's own book, where it has one that tells of its units. */
  ledger: Id.optional(),
  whole: Both.extend({ eliminated: Money }).optional(),
  /** Units added up, without what they hand to each other. */
  total: Both.extend({ eliminated: Money }),
  units: z.array(
    Both.extend({
      code: z.string(),
      name: z.string(),
      nature: z.string(),
      depth: z.int(),
      ledger: Id.optional(),
      filing: Id.optional(),
      step: z.enum(STEPS).optional(),
      /** Errors in its ledger. */
      errors: z.int(),
      whole: Both.optional(),
    }),
  ),
  /** Organisations of the department that have no ledger of the year, or one that cannot be added up. */
  missing: z.array(z.object({ organisation: Id, name: z.string(), ledger: Id.optional(), errors: z.int() })),
  eliminations: z.array(
    z.object({
      kind: z.string(),
      payer: z.string(),
      receiver: z.string(),
      amount: Money,
      places: z.array(LedgerPlace),
    }),
  ),
  problems: z.array(
    z.object({
      code: z.string(),
      severity: z.enum(['error', 'warning']),
      message: z.string(),
      remedy: z.string(),
      place: LedgerPlace.optional(),
    }),
  ),
  differences: z.array(z.object({ unit: z.string(), what: z.string(), whole: Money, own: Money })),
})

const REVIEWERS = ['unit_reviewer', 'department', 'finance_reviewer', 'finance_admin'] as const

export const filings = {
  board: endpoint({
    method: 'GET',
    path: '/board',
    summary: '单位 × 环节看板',
    who: 'signed-in',
    query: z.object({ year: z.coerce.number().int(), stage: BookStage.default('budget') }),
    response: z.array(BoardRow),
  }),
  waiting: endpoint({
    method: 'GET',
    path: '/waiting',
    summary: '待我办理',
    who: 'signed-in',
    response: z.array(Filing),
  }),
  get: endpoint({
    method: 'GET',
    path: '/filings/:id',
    summary: '一项公开任务',
    who: 'signed-in',
    params: IdParams,
    response: Filing,
  }),
  act: endpoint({
    method: 'POST',
    path: '/filings/:id/steps',
    summary: '提交、通过、退回；提交后还没有审的，可以收回',
    who: ['preparer', ...REVIEWERS],
    params: IdParams,
    body: z.object({ act: z.enum(['submit', 'approve', 'return', 'recall']), text: LongText.optional() }),
    response: Filing,
    versioned: true,
    repeatable: true,
  }),
  comments: endpoint({
    method: 'GET',
    path: '/filings/:id/comments',
    summary: '审核意见',
    who: 'signed-in',
    params: IdParams,
    response: z.array(Comment),
  }),
  comment: endpoint({
    method: 'POST',
    path: '/filings/:id/comments',
    summary: '对一格或一句提意见',
    who: ['preparer', ...REVIEWERS],
    params: IdParams,
    body: z.object({ text: LongText, anchor: z.string().max(200).optional() }),
    response: Comment,
    repeatable: true,
  }),
  resolve: endpoint({
    method: 'POST',
    path: '/comments/:id/done',
    summary: '意见已落实',
    who: ['preparer', ...REVIEWERS],
    params: IdParams,
    response: Comment,
  }),
  publish: endpoint({
    method: 'POST',
    path: '/filings/:id/editions',
    summary: '编成并公开：通过读回核对后成为一个版本',
    who: ['preparer', 'department', 'finance_admin'],
    params: IdParams,
    body: z.object({ pack: z.string().max(80).optional() }),
    response: z.object({ job: Id }),
    versioned: true,
    repeatable: true,
  }),
  editions: endpoint({
    method: 'GET',
    path: '/filings/:id/editions',
    summary: '各版本',
    who: 'signed-in',
    params: IdParams,
    response: z.array(Edition),
  }),
  editionFile: endpoint({
    method: 'GET',
    path: '/editions/:id/files/:sha256',
    summary: '版本中的一个文件',
    who: 'signed-in',
    params: IdParams.extend({ sha256: Sha256 }),
    response: 'file',
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/editions/:id/withdrawal',
    summary: '撤回一个版本',
    who: ['department', 'finance_admin'],
    params: IdParams,
    body: z.object({ why: LongText }),
    response: Edition,
  }),
  consolidation: endpoint({
    method: 'GET',
    path: '/organisations/:id/consolidation',
    summary: '部门汇总：所属单位账册相加、抵销，与部门账册核对，不符的指到单位',
    who: 'signed-in',
    params: IdParams,
    query: z.object({ year: z.coerce.number().int(), stage: BookStage.default('budget') }),
    response: Consolidation,
  }),
  compare: endpoint({
    method: 'GET',
    path: '/compare',
    summary: '两个账册版本或公开版本的差异',
    who: 'signed-in',
    query: z.object({ left: z.string().max(100), right: z.string().max(100) }),
    response: z.object({
      organisation: Id,
      /** What the two are called. */
      left: z.string(),
      right: z.string(),
      tables: z.array(
        z.object({
          title: z.string(),
          rows: z.array(
            z.object({
              label: z.string(),
              column: z.string(),
              left: z.string().optional(),
              right: z.string().optional(),
            }),
          ),
        }),
      ),
      sentences: z.array(z.object({ left: z.string().optional(), right: z.string().optional() })),
    }),
  }),
  versions: endpoint({
    method: 'GET',
    path: '/organisations/:id/versions',
    summary: '一个单位可以互相对照的版本：公开版本和账册版本',
    who: 'signed-in',
    params: IdParams,
    response: z.array(
      z.object({
        /** As `compare` takes it. */
        name: z.string(),
        title: z.string(),
        at: Instant,
        by: z.string(),
        withdrawn: z.boolean(),
      }),
    ),
  }),
}
