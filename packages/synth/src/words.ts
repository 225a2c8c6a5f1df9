/** What synthetic departments do and what they are called: catalogue/synth/*.csv. */

export type WordRow = Readonly<Record<string, string>>

/** The rows of catalogue/synth by file. */
export interface SynthWords {
  readonly fields: readonly WordRow[]
  readonly works: readonly WordRow[]
  readonly sayings: readonly WordRow[]
}

/** A kind of department: 教育局 with its functions, its units and its works. */
export interface Field {
  readonly id: string
  readonly body: string
  /** 行政运行, 一般行政管理事务, and what pays the institutions below. */
  readonly running: string
  readonly affairs: string
  readonly institution: string
  readonly units: readonly string[]
  readonly works: readonly Work[]
  readonly duties: readonly string[]
}

export interface Work {
  readonly name: string
  readonly function: string
  readonly source: string
  readonly economies: readonly string[]
  readonly content: string
  readonly standard: string
  readonly goal: string
  readonly output: { readonly name: string; readonly unit: string; readonly low: number; readonly high: number }
  readonly benefit: string
}

/** Kinds of departments, with the works whose functions hold in the year and in the one before. */
export function fieldsOf({ fields, works, sayings }: SynthWords, holds: (code: string) => boolean): Field[] {
  return fields.map((row) => {
    const functions: Readonly<Record<string, string>> = { affairs: row.affairs!, running: row.running! }
    const own = works.filter(({ field }) => field === row.field || field === '*')
    return {
      id: row.field!,
      body: row.body!,
      running: row.running!,
      affairs: row.affairs!,
      institution: row.institution!,
      units: row.units!.split('、'),
      works: own
        .filter(({ function: code }) => functions[code!] !== undefined || holds(code!))
        .map((work) => ({
          name: work.name!,
          function: functions[work.function!] ?? work.function!,
          source: work.source!,
          economies: work.economies!.split(' '),
          content: work.content!,
          standard: work.standard!,
          goal: work.goal!,
          output: { name: work.output!, unit: work.unit!, low: Number(work.low), high: Number(work.high) },
          benefit: work.benefit!,
        })),
      // What is the field's own comes before what all departments do.
      duties: [...said(sayings, 'duty', row.field!), ...said(sayings, 'duty', '*')],
    }
  })
}

export const said = (sayings: readonly WordRow[], kind: string, field = '*'): string[] =>
  sayings.filter((row) => row.kind === kind && row.field === field).map(({ text }) => text!)
