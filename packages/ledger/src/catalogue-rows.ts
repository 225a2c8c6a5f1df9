/** What the files of the catalogue hold, row by row, and the answers that the catalogue gives. */

export const SUBJECT_TABLES = ['function', 'economy', 'governmentEconomy', 'procurement'] as const
export type SubjectTable = (typeof SUBJECT_TABLES)[number]

/** How well a row is confirmed; only `document` carries an error, the others a hint. */
export const EVIDENCES = ['document', 'older-list', 'unverified'] as const
export type Evidence = (typeof EVIDENCES)[number]

/** A subject (科目) as one official list names it. One code may have several rows, for several years. */
export interface Subject {
  readonly table: SubjectTable
  readonly code: string
  readonly name: string
  readonly level: string
  readonly parent?: string
  /** First and last year of validity; absent where no bound is known. */
  readonly yearFrom?: number
  readonly yearTo?: number
  readonly evidence: Evidence
  readonly note?: string
  /** Which of the four budgets a function belongs to. */
  readonly budget?: string
}

/** Another name that documents print for a subject. */
export interface Synonym {
  readonly table: SubjectTable
  readonly code: string
  readonly name: string
  readonly yearFrom?: number
  readonly yearTo?: number
  readonly evidence: Evidence
  readonly note?: string
}

/** Department 款 → government 款, which depends on what kind of unit spends the money. */
export interface EconomyLink {
  readonly code: string
  readonly administration: string
  readonly institution: string
  readonly note?: string
}

export interface RevenueName {
  readonly id: string
  readonly name: string
  readonly group: string
  readonly synonym: string
  /** Members of the dimensions source and vintage; absent where the name does not limit them. */
  readonly source?: string
  readonly vintage?: string
  /** The name means this only below a column heading with this word. */
  readonly column?: string
  readonly note?: string
}

export interface Region {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly parent?: string
  /** The name is also a word of every text (老城区, 港口区), and alone says nothing of a place. */
  readonly isPlainWord?: true
}

/** The least that anybody is paid under an economy, fen a month, from year to year. */
export interface LeastPay {
  readonly economy: string
  readonly yearFrom?: number
  readonly yearTo?: number
  readonly fenMonth: bigint
}

export interface CatalogueRows {
  readonly subjects: readonly Subject[]
  readonly synonyms: readonly Synonym[]
  readonly economyLinks: readonly EconomyLink[]
  readonly revenue: readonly RevenueName[]
  readonly regions: readonly Region[]
  readonly leastPay?: readonly LeastPay[]
}

/**
 * How a printed name came to its subject: by its official name, a synonym, the name without 支出, a name of another
 * year, without the little words, cut off at a cell's edge, or damaged.
 */
export type MatchKind = 'official' | 'synonym' | 'short' | 'outdated' | 'loose' | 'cut' | 'damaged'

export interface Match {
  readonly subject: Subject
  readonly how: MatchKind
  /** 0 for a name that is known as printed. */
  readonly distance: number
  /** The known name that was met, which may be a synonym. */
  readonly met: string
  readonly note?: string
}
