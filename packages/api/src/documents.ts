import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { BookStage, Id, IdParams, Instant, LongText, PageQuery, pageOf, Sha256, Version, Year } from './values.ts'

export const FORMATS = ['pdf', 'docx', 'xlsx', 'html', 'text', 'doc', 'xls', 'wps'] as const
export const DOCUMENT_STATES = ['waiting', 'working', 'done', 'unreadable', 'failed'] as const
export const VERDICTS = ['pass', 'fail', 'unverified'] as const
export const SEVERITIES = ['error', 'warning', 'info'] as const
export const FINDING_STATES = ['open', 'answered', 'accepted', 'fixed'] as const

/** [left, top, right, bottom] in points. */
const Box = z.tuple([z.number(), z.number(), z.number(), z.number()])
export const Place = z.object({
  page: z.int().optional(),
  line: z.int().optional(),
  column: z.int().optional(),
  box: Box.optional(),
  sheet: z.string().optional(),
  address: z.string().optional(),
  block: z.int().optional(),
})
export type Place = z.output<typeof Place>

/** An uploaded document as one organisation's: the same bytes may have been handed in for two. */
export const DocumentInfo = z.object({
  id: Id,
  organisation: Id.optional(),
  organisationName: z.string().optional(),
  name: z.string(),
  sha256: Sha256,
  bytes: z.int(),
  format: z.enum(FORMATS).optional(),
  year: Year.optional(),
  stage: BookStage.optional(),
  /** What the book calls itself, for confirmation. */
  recognisedAs: z.string().optional(),
  /** Recognised, and confirmed by a person? */
  confirmed: z.boolean(),
  state: z.enum(DOCUMENT_STATES),
  /** Why it could not be read, in words. */
  failure: z.string().optional(),
  verdict: z.enum(VERDICTS).optional(),
  errors: z.int(),
  warnings: z.int(),
  infos: z.int(),
  uploadedAt: Instant,
  /** Another document of the same bytes that the person may see. */
  sameAs: Id.optional(),
  version: Version,
})
export type DocumentInfo = z.output<typeof DocumentInfo>

export const Evidence = z.object({ place: Place, label: z.string(), text: z.string(), table: z.int().optional() })

export const FindingEvent = z.object({
  at: Instant,
  by: z.string(),
  act: z.enum(['found', 'answered', 'accepted', 'reopened', 'fixed']),
  text: z.string().optional(),
})

export type FindingEvent = z.output<typeof FindingEvent>

export const Finding = z.object({
  id: Id,
  document: Id,
  /** As the checker numbers it within one document. */
  number: z.string(),
  rule: z.string(),
  ruleTitle: z.string(),
  group: z.string(),
  severity: z.enum(SEVERITIES),
  verdict: z.enum(['fail', 'unverified']),
  message: z.string(),
  arithmetic: z.string().optional(),
  basis: z.string().optional(),
  printed: z.string().optional(),
  proposed: z.string().optional(),
  place: Place.optional(),
  evidence: z.array(Evidence),
  state: z.enum(FINDING_STATES),
  events: z.array(FindingEvent),
  version: Version,
})
export type Finding = z.output<typeof Finding>

/** One cell of a table as data, and where else the same figure is claimed. */
export const TableCell = z.object({
  row: z.int(),
  column: z.int(),
  rowSpan: z.int(),
  columnSpan: z.int(),
  text: z.string(),
  place: Place,
  coordinates: z.record(z.string(), z.string()).optional(),
  /** Coordinates in words. */
  meaning: z.string().optional(),
})
export const TableData = z.object({
  number: z.int(),
  title: z.string(),
  unit: z.string().optional(),
  place: Place,
  rows: z.int(),
  columns: z.int(),
  cells: z.array(TableCell),
})

export const documents = {
  list: endpoint({
    method: 'GET',
    path: '/documents',
    summary: '文件清单',
    who: 'signed-in',
    query: PageQuery.extend({
      organisation: Id.optional(),
      year: z.coerce.number().int().optional(),
      stage: BookStage.optional(),
      state: z.enum(DOCUMENT_STATES).optional(),
      text: z.string().max(100).optional(),
    }),
    response: pageOf(DocumentInfo),
  }),
  upload: endpoint({
    method: 'POST',
    path: '/documents',
    summary: '上传一份或多份文件',
    who: ['preparer', 'unit_reviewer', 'department', 'finance_reviewer', 'finance_admin'],
    query: z.object({ organisation: Id.optional(), year: z.coerce.number().int().optional() }),
    body: 'upload',
    response: z.object({
      accepted: z.array(DocumentInfo),
      refused: z.array(z.object({ name: z.string(), message: z.string() })),
    }),
    repeatable: true,
  }),
  get: endpoint({
    method: 'GET',
    path: '/documents/:id',
    summary: '一份文件',
    who: 'signed-in',
    params: IdParams,
    response: DocumentInfo,
  }),
  confirm: endpoint({
    method: 'PATCH',
    path: '/documents/:id',
    summary: '确认或改正单位、年度和种类',
    who: ['preparer', 'unit_reviewer', 'department', 'finance_reviewer', 'finance_admin'],
    params: IdParams,
    body: z.object({ organisation: Id, year: Year, stage: BookStage }),
    response: DocumentInfo,
    versioned: true,
  }),
  checkAgain: endpoint({
    method: 'POST',
    path: '/documents/:id/checks',
    summary: '重新校验',
    who: ['preparer', 'unit_reviewer', 'department', 'finance_reviewer', 'finance_admin'],
    params: IdParams,
    response: DocumentInfo,
    repeatable: true,
  }),
  outdated: endpoint({
    method: 'GET',
    path: '/documents/outdated',
    summary: '由旧版程序校验、可以重新校验的文件有多少份',
    who: ['preparer', 'unit_reviewer', 'department', 'finance_reviewer', 'finance_admin'],
    response: z.object({ documents: z.int(), engine: z.string() }),
  }),
  checkOutdated: endpoint({
    method: 'POST',
    path: '/documents/outdated/checks',
    summary: '把由旧版程序校验的文件重新校验，排在新上传的文件之后；一次最多五百份',
    who: ['preparer', 'unit_reviewer', 'department', 'finance_reviewer', 'finance_admin'],
    response: z.object({ asked: z.int(), left: z.int() }),
    repeatable: true,
  }),
  findings: endpoint({
    method: 'GET',
    path: '/documents/:id/findings',
    summary: '问题清单',
    who: 'signed-in',
    params: IdParams,
    response: z.array(Finding),
  }),
  tables: endpoint({
    method: 'GET',
    path: '/documents/:id/tables',
    summary: '表格数据和坐标',
    who: 'signed-in',
    params: IdParams,
    response: z.array(TableData),
  }),
  /** Amounts that sentences claim, with the coordinates by which the same figure is found in the tables. */
  sentences: endpoint({
    method: 'GET',
    path: '/documents/:id/sentences',
    summary: '说明文字中的金额和坐标',
    who: 'signed-in',
    params: IdParams,
    response: z.array(
      z.object({
        text: z.string(),
        unit: z.string().optional(),
        /** The words around it. */
        quote: z.string(),
        place: Place,
        coordinates: z.record(z.string(), z.string()),
      }),
    ),
  }),
  /** Blocks of the document for showing it: prose and tables with their places. */
  content: endpoint({
    method: 'GET',
    path: '/documents/:id/content',
    summary: '原文',
    who: 'signed-in',
    params: IdParams,
    response: z.object({
      pages: z.array(z.object({ number: z.int(), width: z.number(), height: z.number() })),
      blocks: z.array(
        z.union([
          z.object({ kind: z.literal('paragraph'), text: z.string(), place: Place, heading: z.int().optional() }),
          z.object({
            kind: z.literal('table'),
            number: z.int().optional(),
            place: Place,
            rows: z.int(),
            columns: z.int(),
            cells: z.array(TableCell),
          }),
        ]),
      ),
    }),
  }),
  pageImage: endpoint({
    method: 'GET',
    path: '/documents/:id/pages/:page',
    summary: '一页的图像（PNG）',
    who: 'signed-in',
    params: IdParams.extend({ page: z.coerce.number().int().min(1) }),
    response: 'file',
  }),
  original: endpoint({
    method: 'GET',
    path: '/documents/:id/original',
    summary: '下载原文件',
    who: 'signed-in',
    params: IdParams,
    response: 'file',
  }),
  exportReport: endpoint({
    method: 'GET',
    path: '/documents/:id/report',
    summary: '下载批注 PDF、问题清单或网页报告',
    who: 'signed-in',
    params: IdParams,
    query: z.object({ format: z.enum(['annotated', 'xlsx', 'html', 'csv', 'json']) }),
    response: 'file',
  }),
  events: endpoint({
    method: 'GET',
    path: '/documents/events',
    summary: '读取和校验的进度',
    who: 'signed-in',
    response: 'events',
  }),
}

export const findings = {
  act: endpoint({
    method: 'POST',
    path: '/findings/:id/events',
    summary: '答复、附理由认可、重新打开',
    who: ['preparer', 'unit_reviewer', 'department', 'finance_reviewer', 'finance_admin'],
    params: IdParams,
    body: z.object({ act: z.enum(['answered', 'accepted', 'reopened']), text: LongText }),
    response: Finding,
    versioned: true,
    repeatable: true,
  }),
}
