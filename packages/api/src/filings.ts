import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { BookStage, Day, Id, IdParams, Instant, LongText, Sha256, Version, Year } from './values.ts'

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
})

export type Edition = z.output<typeof Edition>

export const BoardRow = z.object({
  organisation: Id,
  name: z.string(),
  parent: Id.optional(),
  filing: Filing.optional(),
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
  compare: endpoint({
    method: 'GET',
    path: '/compare',
    summary: '两个账册版本或公开版本的差异',
    who: 'signed-in',
    query: z.object({ left: z.string().max(100), right: z.string().max(100) }),
    response: z.object({
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
}
