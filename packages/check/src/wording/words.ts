/**
 * The lists of words below catalogue/wording/, made into patterns once. Without them the rules that need them are
 * silent: a rule without its data has nothing to say.
 */
import type { DataTable } from '../check.ts'
import { remembered } from '../memo.ts'
import type { Severity } from '../report.ts'
import type { RuleContext } from '../rules/rule.ts'

export interface Entry {
  readonly pattern: RegExp
  readonly right: string
  readonly note: string
  /** `subject`: only in names of subjects; empty: everywhere. */
  readonly where: string
}

export interface Section {
  readonly name: string
  readonly words: readonly string[]
  readonly severity: Severity
  readonly basis: string
}

export interface Words {
  readonly confusable: readonly Entry[]
  readonly doubled: readonly Entry[]
  readonly drafting: readonly Entry[]
  readonly sections: readonly Section[]
  readonly foreign: ReadonlySet<string>
  readonly surnames: ReadonlySet<string>
}

export function wordsOf(context: RuleContext): Words | undefined {
  const { tables } = context.knowledge
  return tables && wordsIn(tables)
}

const wordsIn = remembered((tables: ReadonlyMap<string, DataTable>): Words => {
  const rows = (name: string): Readonly<Record<string, string>>[] =>
    (tables.get(`wording/${name}`)?.rows ?? []).map((row) => row.values)
  const severity = (text: string | undefined): Severity => (text === 'error' || text === 'warning' ? text : 'info')
  const entries = (name: string): Entry[] =>
    rows(name).map((row) => ({
      pattern: new RegExp(row.pattern ?? '(?!)', 'g'),
      right: row.right ?? '',
      note: row.note ?? '',
      where: row.where ?? '',
    }))
  return {
    confusable: entries('confusable'),
    doubled: entries('doubled'),
    drafting: entries('drafting'),
    sections: rows('sections').map((row) => ({
      name: row.name ?? '',
      words: (row.words ?? '').split(' ').filter((w) => w !== ''),
      severity: severity(row.severity),
      basis: row.basis ?? '',
    })),
    foreign: new Set(rows('foreign').map((row) => (row.word ?? '').toLowerCase())),
    surnames: new Set(rows('surnames').map((row) => row.surname ?? '')),
  }
})
