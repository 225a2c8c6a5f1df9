import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { packs } from './packs.ts'
import { Day, Id, Instant, PageQuery, pageOf, ShortText, Year } from './values.ts'

export const CalendarEntry = z.object({ id: Id, year: Year, name: ShortText, day: Day, basis: z.string().max(300) })

/** A change that is above both asks for its reason; without either, what the pack says holds. */
const Thresholds = z.object({
  year: Year,
  /** Per cent of what it is compared with, one decimal at most. */
  rate: z
    .string()
    .regex(/^\d{1,4}(?:\.\d)?$/)
    .optional(),
  /** 万元 */
  amount: z
    .string()
    .regex(/^\d{1,9}(?:\.\d{1,2})?$/)
    .optional(),
  source: z.string().max(300).optional(),
})

const JOB_STATES = ['waiting', 'working', 'done', 'dead'] as const
const JobState = z.object({ id: Id, state: z.enum(JOB_STATES) })

export const administration = {
  ...packs,
  calendar: endpoint({
    method: 'GET',
    path: '/calendar',
    summary: '日历',
    who: 'signed-in',
    query: z.object({ year: z.coerce.number().int() }),
    response: z.array(CalendarEntry),
  }),
  setCalendar: endpoint({
    method: 'PUT',
    path: '/calendar',
    summary: '设置日历',
    who: ['finance_admin'],
    body: z.object({ year: Year, entries: z.array(CalendarEntry.omit({ id: true })).max(100) }),
    response: z.array(CalendarEntry),
  }),
  thresholds: endpoint({
    method: 'GET',
    path: '/thresholds',
    summary: '变动多大须写明原因',
    who: 'signed-in',
    query: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
    response: Thresholds,
  }),
  setThresholds: endpoint({
    method: 'PUT',
    path: '/thresholds',
    summary: '规定变动多大须写明原因；两项都不写的，按模板包',
    who: ['finance_admin'],
    body: Thresholds,
    response: Thresholds,
  }),
  audit: endpoint({
    method: 'GET',
    path: '/audit',
    summary: '审计日志',
    who: ['auditor'],
    query: PageQuery.extend({ act: z.string().max(60).optional(), person: Id.optional() }),
    response: pageOf(
      z.object({
        sequence: z.int(),
        at: Instant,
        by: z.string(),
        act: z.string(),
        subject: z.string(),
        detail: z.string(),
        hash: z.string(),
      }),
    ),
  }),
  verifyAudit: endpoint({
    method: 'POST',
    path: '/audit/verification',
    summary: '核验审计链',
    who: ['auditor'],
    response: z.object({ holds: z.boolean(), entries: z.int(), brokenAt: z.int().optional(), message: z.string() }),
  }),
  jobs: endpoint({
    method: 'GET',
    path: '/jobs',
    summary: '后台任务',
    who: ['system_admin'],
    query: PageQuery.extend({ state: z.enum(JOB_STATES).optional() }),
    response: pageOf(
      z.object({
        id: Id,
        kind: z.string(),
        state: z.enum(JOB_STATES),
        attempts: z.int(),
        error: z.string().optional(),
        at: Instant,
      }),
    ),
  }),
  retryJob: endpoint({
    method: 'POST',
    path: '/jobs/:id/retry',
    summary: '重做没有完成的后台任务',
    who: ['system_admin'],
    params: z.object({ id: Id }),
    response: JobState,
  }),
  cancelJob: endpoint({
    method: 'POST',
    path: '/jobs/:id/cancel',
    summary: '取消排队中或进行中的后台任务',
    who: ['system_admin'],
    params: z.object({ id: Id }),
    response: JobState,
  }),
  job: endpoint({
    method: 'GET',
    path: '/jobs/:id',
    summary: '一个后台任务',
    who: 'signed-in',
    params: z.object({ id: Id }),
    response: z.object({
      id: Id,
      kind: z.string(),
      state: z.enum(JOB_STATES),
      progress: z.string().optional(),
      error: z.string().optional(),
      result: z.string().optional(),
    }),
  }),
}
