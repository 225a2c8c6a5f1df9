/**
 * A unit's year as it is entered: the ledger (账) of a budget. Every table and every sentence follows from it, and
 * nothing stands in it twice (一数一源).
 *
 * A line may be coarser than a form asks for: a coordinate that is left out is not known, and a form that needs it says
 * which line it cannot place. Amounts are whole fen.
 */
import type { UnitNature } from '@gouji/ledger'

/** Where an entry stands: in a file of the folder (`line`), or on a sheet of the workbook (`line` is its row). */
export interface Origin {
  readonly file: string
  readonly line?: number
  readonly column?: string
}

export const STAGES = ['budget', 'adjusted', 'executed', 'final'] as const
export type Stage = (typeof STAGES)[number]

export interface BudgetHead {
  readonly year: number
  /** A book of budgets (预算) or of final accounts (决算). */
  readonly stage: 'budget' | 'final'
  /** A department with its units (部门), or one unit (单位). */
  readonly audience: 'department' | 'unit'
  readonly name: string
  /** What the sentences call it; the name where it is not given. */
  readonly short?: string
  readonly code: string
  /** Six digits of GB/T 2260. */
  readonly region: string
  /** 市级, 区级: the level of government, as titles of tables print it. */
  readonly level?: string
  /** The pack that composes it unless another is asked for. */
  readonly pack?: string
  /** Date of the book, `2023-02-15`. */
  readonly date?: string
}

/** A unit (单位): the department's own level (本级) or one below it. */
export interface Unit {
  readonly code: string
  readonly name: string
  readonly short?: string
  readonly nature: UnitNature
  /** 行政, 参公, 事业, as entered. */
  readonly natureName: string
  readonly parent?: string
  /** Posts (编制) and people in post. */
  readonly posts?: number
  readonly staff?: number
  readonly origin: Origin
}

/** One amount of income or expenditure (明细), as fine as it is known. */
export interface Line {
  readonly flow: 'income' | 'expenditure'
  readonly unit: string
  /** 项, seven digits; five or three where nothing finer is known. */
  readonly function?: string
  /** 部门经济科目 款, five digits; three where nothing finer is known. */
  readonly economy?: string
  /** Member of the dimension source. */
  readonly source?: string
  /**
   * Income: of this year (`current`), carried over from last year (`carried`), or the unit's own surplus of earlier
   * years that covers what this year's income does not (`reserve`, 使用非财政拨款结余).
   * Expenditure: out of this year's money, out of what was carried over, or not spent and carried to next year (`next`);
   * in final accounts also what is taken out of the surplus for taxes and funds (`surplus`, 结余分配).
   */
  readonly vintage: 'current' | 'carried' | 'next' | 'reserve' | 'surplus'
  /** Member of the dimension character; derived from project and economy where it is not entered. */
  readonly character?: string
  readonly project?: string
  /** The other unit of a transfer (上级补助, 附属单位上缴): its code, or its name where only that was entered. */
  readonly counterpart?: string
  readonly year: number
  readonly stage: Stage
  readonly fen: bigint
  readonly note?: string
  readonly origin: Origin
}

export interface Project {
  readonly code: string
  readonly name: string
  readonly unit: string
  /** Member `operating` (其他运转类), `target` (特定目标类), or `personnel`/`public` where a form lists these as projects. */
  readonly kind: string
  /** Code of the first-level project (一级项目) that it belongs to. */
  readonly parent?: string
  readonly yearFrom?: number
  readonly yearTo?: number
  /** Amount of all years, fen. */
  readonly whole?: bigint
  readonly content?: string
  readonly standard?: string
  /** 民生项目 */
  readonly livelihood?: boolean
  readonly origin: Origin
}

/** A goal (绩效目标) of a project, or of the whole department where `project` is not set. */
export interface BudgetGoal {
  readonly unit?: string
  readonly project?: string
  readonly midterm?: string
  readonly annual: string
  readonly indicators: readonly BudgetIndicator[]
  readonly origin: Origin
}

export interface BudgetIndicator {
  readonly level1: string
  readonly level2: string
  readonly name: string
  /** ≥ ≤ = > < or 定性. */
  readonly operator: string
  readonly target: string
  readonly unit?: string
  /** Whole points. */
  readonly weight?: number
  readonly note?: string
  readonly origin: Origin
}

/** What the whole department is to do this year (年度主要任务). */
export interface Task {
  readonly name: string
  readonly content: string
  readonly fen?: bigint
  readonly origin: Origin
}

export interface ProcurementItem {
  readonly unit: string
  readonly project?: string
  /** Code of the procurement catalogue, such as C03040000. */
  readonly catalogue: string
  readonly name: string
  readonly function?: string
  readonly economy?: string
  readonly source?: string
  readonly quantity?: string
  readonly quantityUnit?: string
  readonly priceFen?: bigint
  readonly fen: bigint
  /** Of it set aside for small and middle enterprises, and of that for small and micro ones. */
  readonly smallFen?: bigint
  readonly microFen?: bigint
  readonly year: number
  readonly stage: Stage
  readonly origin: Origin
}

/**
 * A count or an amount that is no line of this budget: vehicles, equipment, delegations, guests, assets; and a total of
 * another year or stage that is known only as a total (上年预算数 of 公务接待费), by the name of the figure.
 */
export interface Measurement {
  /** A key of the vocabulary, such as 车辆·机要通信用车, or the name of a figure, such as 公务接待费. */
  readonly key: string
  readonly unit?: string
  readonly year: number
  /** For totals of another year or stage. */
  readonly stage?: Stage
  /** Fen where `money` is set, else a count. */
  readonly value: bigint
  readonly money: boolean
  readonly origin: Origin
}

/** What is described, not counted: each text knows where it stands. */
export interface Texts {
  /** Duties (职责) and divisions (内设机构), each an item. */
  readonly duties: readonly string[]
  readonly divisions: readonly string[]
  /** Reasons for changes by the name of the figure that changes (收入总计, 公务接待费). */
  readonly reasons: ReadonlyMap<string, string>
  /** What money is for, by code of the subject or name of the project. */
  readonly purposes: ReadonlyMap<string, string>
  /** Anything else that a pack asks for, by key. */
  readonly others: ReadonlyMap<string, string>
}

export interface Budget {
  readonly head: BudgetHead
  readonly units: readonly Unit[]
  readonly lines: readonly Line[]
  readonly projects: readonly Project[]
  readonly goals: readonly BudgetGoal[]
  readonly tasks: readonly Task[]
  readonly procurement: readonly ProcurementItem[]
  readonly measurements: readonly Measurement[]
  readonly texts: Texts
}

/** Something wrong with what was entered, as data; the wording stands in a table of its own. */
export interface BudgetProblem {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly origin: Origin
  readonly facts: Readonly<Record<string, string | number>>
}
