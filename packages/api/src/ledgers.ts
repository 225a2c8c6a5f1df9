import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { STEPS } from './filings.ts'
import { BookStage, Id, IdParams, Instant, Money, Version, Year } from './values.ts'

/** One row of one sheet of a ledger: values as they are written, by field. Which fields there are says `sheets`. */
export const LedgerRow = z.object({
  sheet: z.string().max(40),
  /** Made by the client when the row is added; stays. */
  key: Id,
  values: z.record(z.string().max(40), z.string().max(20_000)),
})
export type LedgerRow = z.output<typeof LedgerRow>

export const SheetColumn = z.object({
  field: z.string(),
  heading: z.string(),
  kind: z.string(),
  required: z.boolean(),
  help: z.string(),
  choices: z.array(z.string()).optional(),
  width: z.number().optional(),
})
export const SheetInfo = z.object({
  name: z.string(),
  title: z.string(),
  help: z.string(),
  columns: z.array(SheetColumn),
})

export const LedgerInfo = z.object({
  id: Id,
  organisation: Id,
  organisationName: z.string(),
  year: Year,
  stage: BookStage,
  pack: z.string().optional(),
  /** The book that is made public out of it. */
  filing: Id.optional(),
  /** Where that book stands: what was handed in does not change until it is given back. */
  step: z.enum(STEPS).optional(),
  version: Version,
  changedAt: Instant,
  changedBy: z.string(),
})
export type LedgerInfo = z.output<typeof LedgerInfo>

export const LedgerProblem = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  remedy: z.string(),
  sheet: z.string().optional(),
  row: z.int().optional(),
  field: z.string().optional(),
  /** The change whose reason is missing or says the opposite, by its key. */
  change: z.string().optional(),
})

/** A figure that changed and that the book gives a reason for. */
export const ReasonedChange = z.object({
  /** Under which the reason stands in the texts of the ledger. */
  key: z.string(),
  name: z.string(),
  /** 上年预算数, 年初预算数: what it is held against. */
  period: z.string(),
  now: Money,
  base: Money,
  /** Large enough for the pack to insist on a reason. */
  asked: z.boolean(),
  reason: z.string(),
  contradicts: z.boolean(),
  /** What changed most, in words to begin with; empty where the lines do not tell. */
  draft: z.string(),
})

/** A row of a ledger by its place: the number in its sheet, from one. */
const RowPlace = z.object({ sheet: z.string(), row: z.int() })

const Indicator = z.object({
  level1: z.string(),
  level2: z.string(),
  name: z.string(),
  operator: z.string(),
  target: z.string(),
  unit: z.string(),
})

const Change = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('put'), row: LedgerRow }),
  z.object({ kind: z.literal('drop'), sheet: z.string(), key: Id }),
])
export const Conflict = z.object({
  sheet: z.string(),
  key: Id,
  field: z.string(),
  base: z.string(),
  mine: z.string(),
  theirs: z.string(),
})

/** Without it, as it stands. */
const PastVersion = z.coerce.number().int().min(1).max(2_147_483_647).optional()

const WRITERS = ['preparer', 'unit_reviewer'] as const

export const ledgers = {
  sheets: endpoint({
    method: 'GET',
    path: '/ledger-sheets',
    summary: '账册各表的栏目',
    who: 'signed-in',
    response: z.array(SheetInfo),
  }),
  list: endpoint({
    method: 'GET',
    path: '/ledgers',
    summary: '账册',
    who: 'signed-in',
    query: z.object({ organisation: Id.optional(), year: z.coerce.number().int().optional() }),
    response: z.array(LedgerInfo),
  }),
  begin: endpoint({
    method: 'POST',
    path: '/ledgers',
    summary: '开立账册；可由上年账册、文件或工作簿转来',
    who: WRITERS,
    body: z.object({
      organisation: Id,
      year: Year,
      stage: BookStage,
      from: z.enum(['nothing', 'last-year', 'document']),
      document: Id.optional(),
    }),
    response: LedgerInfo,
    repeatable: true,
  }),
  rows: endpoint({
    method: 'GET',
    path: '/ledgers/:id/rows',
    summary: '账册内容；可取某一版本',
    who: 'signed-in',
    params: IdParams,
    query: z.object({ version: PastVersion }),
    response: z.object({ ledger: LedgerInfo, rows: z.array(LedgerRow) }),
  }),
  /** Saved whole or not at all. With changes of others in between, cells that do not collide are merged. */
  save: endpoint({
    method: 'PATCH',
    path: '/ledgers/:id/rows',
    summary: '保存改动；与他人改动合并，冲突的格列出',
    who: WRITERS,
    params: IdParams,
    body: z.object({ base: Version, changes: z.array(Change).min(1).max(20_000) }),
    response: z.object({ saved: z.boolean(), version: Version, merged: z.int(), conflicts: z.array(Conflict) }),
    repeatable: true,
  }),
  problems: endpoint({
    method: 'GET',
    path: '/ledgers/:id/problems',
    summary: '账册的问题：不平、编码、缺项、缺原因；要写原因的变动',
    who: 'signed-in',
    params: IdParams,
    query: z.object({ version: PastVersion }),
    response: z.object({
      version: Version,
      problems: z.array(LedgerProblem),
      changes: z.array(ReasonedChange),
      /** Words by which a reason speaks of a rise or a fall. */
      directions: z.object({ up: z.array(z.string()), down: z.array(z.string()) }),
    }),
  }),
  preview: endpoint({
    method: 'GET',
    path: '/ledgers/:id/preview',
    summary: '编成的网页预览',
    who: 'signed-in',
    params: IdParams,
    query: z.object({ pack: z.string().max(80).optional(), version: PastVersion }),
    response: 'file',
  }),
  figure: endpoint({
    method: 'GET',
    path: '/ledgers/:id/figures/:number',
    summary: '书稿中的一个数怎样得来，出自账册的哪些行',
    who: 'signed-in',
    params: IdParams.extend({ number: z.coerce.number().int().min(0) }),
    query: z.object({ pack: z.string().max(80).optional(), version: PastVersion }),
    response: z.object({
      text: z.string(),
      unit: z.string(),
      /** In the words of the trade: 支出总计 − 上年执行数. */
      expression: z.string(),
      terms: z.array(z.object({ name: z.string(), text: z.string() })),
      rows: z.array(RowPlace),
    }),
  }),
  lastYear: endpoint({
    method: 'GET',
    path: '/ledgers/:id/last-year',
    summary: '同一单位上年同类账册（已公开的取公开版本）的收支明细',
    who: 'signed-in',
    params: IdParams,
    response: z.object({
      from: z.enum(['edition', 'ledger', 'nothing']),
      year: Year,
      ledger: Id.optional(),
      edition: z.int().optional(),
      rows: z.array(LedgerRow),
    }),
  }),
  indicators: endpoint({
    method: 'GET',
    path: '/ledgers/:id/indicators',
    summary: '绩效指标的分级、常用指标和本单位上年指标',
    who: 'signed-in',
    params: IdParams,
    response: z.object({
      levels: z.array(z.object({ level1: z.string(), level2: z.array(z.string()) })),
      units: z.array(z.string()),
      /** How a hundred points are usually shared among the first levels. */
      schemes: z.array(
        z.object({ name: z.string(), shares: z.array(z.object({ level1: z.string(), points: z.int() })) }),
      ),
      /** `when` are words of projects that it suits; none suits all. */
      usual: z.array(Indicator.extend({ when: z.array(z.string()) })),
      lastYear: z.array(Indicator.extend({ project: z.string(), weight: z.string() })),
    }),
  }),
  subjects: endpoint({
    method: 'GET',
    path: '/subjects',
    summary: '一年有效的科目：编码和名称',
    who: 'signed-in',
    query: z.object({ kind: z.enum(['function', 'economy', 'procured']), year: z.coerce.number().int() }),
    response: z.array(z.object({ code: z.string(), name: z.string(), path: z.string() })),
  }),
  exportWorkbook: endpoint({
    method: 'GET',
    path: '/ledgers/:id/workbook',
    summary: '导出工作簿',
    who: 'signed-in',
    params: IdParams,
    response: 'file',
  }),
  importWorkbook: endpoint({
    method: 'POST',
    path: '/ledgers/:id/workbook',
    summary: '导入工作簿：先预览改动，再确认',
    who: WRITERS,
    params: IdParams,
    query: z.object({ confirm: z.enum(['yes', 'no']).default('no') }),
    body: 'upload',
    response: z.object({
      added: z.int(),
      changed: z.int(),
      removed: z.int(),
      changes: z.array(Change),
      problems: z.array(LedgerProblem),
    }),
  }),
  history: endpoint({
    method: 'GET',
    path: '/ledgers/:id/history',
    summary: '版本历史',
    who: 'signed-in',
    params: IdParams,
    response: z.array(z.object({ version: Version, at: Instant, by: z.string(), rows: z.int() })),
  }),
}
