/** Projects, goals and indicators of a ledger as people see them together, and indicators to choose from. Pure. */
import type { LedgerInfo, LedgerRow } from '@gouji/api'
import type { IndicatorGuide } from '../client/shapes.ts'
import { parseYuan } from '../money.ts'
import { isOwn } from './sums.ts'

/** Who commits to a goal: a project, a unit as a whole, or the whole department (both empty). */
export interface Commitment {
  readonly id: string
  readonly title: string
  readonly unit: string
  readonly project: string
  readonly row: LedgerRow | undefined
  /** This year's expenditure of the project; undefined for goals of a whole. */
  readonly fen: bigint | undefined
  readonly goal: LedgerRow | undefined
  readonly indicators: readonly LedgerRow[]
}

const codeOf = (told = ''): string => told.trim().split(/\s+/)[0] ?? ''

/** The whole first, then projects in their order; what names a project that is not there stands at the end. */
export function commitmentsOf(rows: readonly LedgerRow[], ledger: LedgerInfo): readonly Commitment[] {
  const of = (sheet: string): LedgerRow[] => rows.filter((r) => r.sheet === sheet)
  const [units, projects, goals, indicators] = ['units', 'projects', 'goals', 'indicators'].map(of) as LedgerRow[][]
  const byName = new Map(projects!.map((p) => [p.values.name ?? '', p.values.code ?? '']))
  const known = new Set(projects!.map((p) => p.values.code ?? ''))
  const projectOf = (row: LedgerRow): string => {
    const told = row.values.project?.trim() ?? ''
    const code = codeOf(told)
    return known.has(code) ? code : (byName.get(told) ?? code)
  }
  const unitNames = new Map(units!.map((u) => [u.values.code ?? '', u.values.name ?? '']))
  const spent = new Map<string, bigint>()
  for (const row of of('expenditure')) {
    if (!row.values.project || !isOwn(row, ledger)) continue
    const code = projectOf(row)
    spent.set(code, (spent.get(code) ?? 0n) + (parseYuan(row.values.fen ?? '') ?? 0n))
  }
  const wholes = [
    ...new Set([
      '',
      ...[...goals!, ...indicators!].filter((r) => projectOf(r) === '').map((r) => codeOf(r.values.unit)),
    ]),
  ]
  const strangers = [...new Set([...goals!, ...indicators!].map(projectOf))].filter(
    (code) => code !== '' && !known.has(code),
  )
  const commitment = (project: string, unit: string, title: string, row?: LedgerRow): Commitment => {
    const isMine = (r: LedgerRow): boolean =>
      projectOf(r) === project && (project !== '' || codeOf(r.values.unit) === unit)
    return {
      id: row?.key ?? (project === '' ? `whole-${unit}` : `project-${project}`),
      ...{ title, unit, project, row },
      fen: project === '' ? undefined : (spent.get(project) ?? 0n),
      goal: goals!.find(isMine),
      indicators: indicators!.filter(isMine),
    }
  }
  return [
    ...wholes.map((unit) => commitment('', unit, unit === '' ? '整体目标' : `${unitNames.get(unit) ?? unit} 整体目标`)),
    ...projects!.map((row) =>
      commitment(
        row.values.code ?? '',
        codeOf(row.values.unit),
        row.values.name || row.values.code || '（未命名项目）',
        row,
      ),
    ),
    ...strangers.map((code) => commitment(code, '', `${code}（项目表中没有）`)),
  ]
}

export interface Suggested {
  readonly level1: string
  readonly level2: string
  readonly name: string
  readonly operator: string
  readonly target: string
  readonly unit: string
  readonly weight: string
  /** Where it was used, or that it is a usual one. */
  readonly from: string
}

/**
 * Indicators that this commitment does not have yet: of the same project last year, of others of this year and of last year,
 * and usual ones, those first that suit the words of the project.
 */
export function suggestedFor(
  commitment: Commitment,
  all: readonly Commitment[],
  guide: IndicatorGuide,
  year: number,
): readonly Suggested[] {
  const told = ({ values: v }: LedgerRow, from: string): Suggested => ({
    ...{ level1: v.level1 ?? '', level2: v.level2 ?? '', name: v.name ?? '', operator: v.operator ?? '' },
    ...{ target: v.target ?? '', unit: v.unitName ?? '', weight: v.weight ?? '', from },
  })
  const last = (isSame: boolean): Suggested[] =>
    guide.lastYear
      .filter(({ project }) => (project === (commitment.project === '' ? '' : commitment.title)) === isSame)
      .map(({ project, ...rest }) => ({ ...rest, from: `${year - 1} 年${isSame ? '本项目' : project || '整体目标'}` }))
  const others = all
    .filter(({ id }) => id !== commitment.id)
    .flatMap(({ title, indicators }) => indicators.map((row) => told(row, title)))
  const words = [commitment.title, commitment.row?.values.content ?? '', commitment.goal?.values.annual ?? ''].join(' ')
  const suits = (when: readonly string[]): boolean => when.length > 0 && when.some((word) => words.includes(word))
  const usual = [...guide.usual]
    .map((one) => ({ one, rank: suits(one.when) ? 0 : one.when.length === 0 ? 1 : 2 }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one: { when: _, ...rest }, rank }) => ({ ...rest, weight: '', from: rank === 2 ? '其他常用' : '常用' }))
  const seen = new Set(commitment.indicators.map(({ values }) => values.name ?? ''))
  return [
    ...last(true),
    ...usual.filter(({ from }) => from === '常用'),
    ...others,
    ...last(false),
    ...usual.filter(({ from }) => from !== '常用'),
  ].filter(({ name }) => {
    const isNew = name !== '' && !seen.has(name)
    seen.add(name)
    return isNew
  })
}
