/** What a preparer wants at hand: the codes of the year, last year's figures, and indicators to choose from. */
import { TABLE_OF } from '@gouji/budget'
import { type Knowledge, loadKnowledge } from '@gouji/knowledge'
import type { Catalogue, SubjectTable } from '@gouji/ledger'
import { getLedger, type Ledger, type Tx } from '@gouji/store'
import { sql } from 'kysely'
import type { HandlersOf } from '../http/handler.ts'
import type { StoredRow } from '../tasks/ledger-rows.ts'
import { storedRows } from './ledger-infos.ts'

/** Sheets whose rows are held beside those of this year, and those that name what the rows are of. */
const COMPARED: readonly string[] = ['units', 'projects', 'expenditure', 'income']

export const guidance: Pick<HandlersOf<'ledgers', Tx>, 'lastYear' | 'indicators' | 'subjects'> = {
  async lastYear({ params }, { tx }) {
    const ledger = await getLedger(tx, params.id)
    const year = ledger.year - 1
    const last = await lastYearOf(tx, ledger)
    if (!last) return { from: 'nothing', year, rows: [] }
    const rows = (await storedRows(tx, last.ledger, last.version ?? undefined))
      .filter(({ sheet }) => COMPARED.includes(sheet))
      .map(({ sheet, key, values }) => ({ sheet, key, values: { ...values } }))
    return {
      ...{ year, ledger: last.ledger, rows },
      ...(last.edition === null ? { from: 'ledger' } : { from: 'edition', edition: last.edition }),
    }
  },

  async indicators({ params }, { tx }) {
    const ledger = await getLedger(tx, params.id)
    const last = await lastYearOf(tx, ledger)
    const rows = last ? await storedRows(tx, last.ledger, last.version ?? undefined) : []
    return { ...vocabularyOf(loadKnowledge()), lastYear: indicatorsOf(rows) }
  },

  async subjects({ query }) {
    const { catalogue } = loadKnowledge()
    return listed(catalogue, TABLE_OF[query.kind], query.year)
  },
}

interface LastYear {
  readonly ledger: string
  /** Of the edition; null where nothing was published, or nothing says from which version. */
  readonly version: number | null
  readonly edition: number | null
}

/** The ledger of the year before: as it was when its last edition was published, else as it stands. */
async function lastYearOf(tx: Tx, { organisation, year, stage }: Ledger): Promise<LastYear | undefined> {
  const { rows } = await sql<LastYear>`
    select l.id as ledger, e.ledger_version as version, e.number as edition
    from ledger l
    left join filing f on f.ledger = l.id
    left join lateral (select ledger_version, number from edition
      where filing = f.id and withdrawn_at is null and ledger_version is not null order by number desc limit 1) e on true
    where l.organisation = ${organisation} and l.year = ${year - 1}::int and l.stage = ${stage}`.execute(tx.db)
  return rows[0]
}

function indicatorsOf(rows: readonly StoredRow[]) {
  const named = new Map<string, string>()
  for (const { sheet, values } of rows) {
    if (sheet === 'projects' && values.code) named.set(values.code, values.name ?? '')
  }
  const projectOf = (told = ''): string => named.get(told.split(/\s/)[0]!) ?? told
  return rows
    .filter(({ sheet }) => sheet === 'indicators')
    .map(({ values }) => ({
      project: projectOf(values.project),
      ...{ level1: values.level1 ?? '', level2: values.level2 ?? '', name: values.name ?? '' },
      ...{ operator: values.operator ?? '', target: values.target ?? '', unit: values.unitName ?? '' },
      weight: values.weight ?? '',
    }))
}

/** Which second levels a first level has, where its name does not tell: 满意度 has one of its own. */
const LEVELS: Readonly<Record<string, readonly string[]>> = {
  成本指标: ['经济成本指标', '社会成本指标', '生态环境成本指标'],
  产出指标: ['数量指标', '质量指标', '时效指标', '成本指标'],
  效益指标: ['经济效益指标', '社会效益指标', '生态效益指标', '可持续影响指标'],
  满意度指标: ['服务对象满意度指标'],
}
const SHARES = { cost: '成本指标', output: '产出指标', benefit: '效益指标', satisfaction: '满意度指标' } as const

function vocabularyOf({ tables }: Knowledge) {
  const rows = (name: string) => (tables.get(`performance/${name}`)?.rows ?? []).map(({ values }) => values)
  return {
    levels: Object.entries(LEVELS).map(([level1, level2]) => ({ level1, level2: [...level2] })),
    units: [...new Set(rows('units').map((row) => row.same_as!))],
    schemes: rows('weights').map((row) => ({
      name: row.scheme!,
      shares: Object.entries(SHARES)
        .map(([column, level1]) => ({ level1, points: Number(row[column]) }))
        .filter(({ points }) => points > 0),
    })),
    usual: rows('indicators').map((row) => ({
      ...{ level1: row.level1!, level2: row.level2!, name: row.name!, operator: row.operator!, target: row.target! },
      ...{ unit: row.unit!, when: row.when!.split('|').filter(Boolean) },
    })),
  }
}

const kept = new Map<string, readonly { code: string; name: string; path: string }[]>()

/** The subjects of a year in their order, each with the names above it: 行政运行 stands below many. */
function listed(catalogue: Catalogue, table: SubjectTable, year: number) {
  const key = `${table} ${year}`
  const before = kept.get(key)
  if (before) return [...before]
  const all: { code: string; name: string; path: string }[] = []
  const walk = (parent: string | undefined, path: string): void => {
    for (const { code, name } of catalogue.children(table, parent, year)) {
      all.push({ code, name, path })
      walk(code, path === '' ? name : `${path} / ${name}`)
    }
  }
  walk(undefined, '')
  // Years are few, and whoever asks for others than there are gets the same list under another key.
  if (kept.size < 60) kept.set(key, all)
  return all
}
