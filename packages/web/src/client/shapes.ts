/** Names for answers that the API gives no type of its own. */
import type { API, ResponseOf } from '@gouji/api'

type Documents = typeof API.documents
type Ledgers = typeof API.ledgers
type Filings = typeof API.filings
type Administration = typeof API.administration
type Explore = typeof API.explore

export type TableData = ResponseOf<Documents['tables']>[number]
export type Sentence = ResponseOf<Documents['sentences']>[number]
export type Content = ResponseOf<Documents['content']>
export type BoardUnit = ResponseOf<Filings['board']>[number]
export type FilingComment = ResponseOf<Filings['comments']>[number]
export type Edition = ResponseOf<Filings['editions']>[number]
export type Comparison = ResponseOf<Filings['compare']>
export type Version = ResponseOf<Filings['versions']>[number]
export type Consolidation = ResponseOf<Filings['consolidation']>
export type Sheet = ResponseOf<Ledgers['sheets']>[number]
export type SheetColumn = Sheet['columns'][number]
export type LedgerCheck = ResponseOf<Ledgers['problems']>
export type LedgerProblem = LedgerCheck['problems'][number]
export type ReasonedChange = LedgerCheck['changes'][number]
export type IndicatorGuide = ResponseOf<Ledgers['indicators']>
export type SaveAnswer = ResponseOf<Ledgers['save']>
export type Conflict = SaveAnswer['conflicts'][number]
export type WorkbookPreview = ResponseOf<Ledgers['importWorkbook']>
export type Pack = ResponseOf<Administration['packs']>[number]
export type CalendarEntry = ResponseOf<Administration['calendar']>[number]
export type AuditEntry = ResponseOf<Administration['audit']>['items'][number]
export type SearchHit = ResponseOf<Explore['search']>['items'][number]
