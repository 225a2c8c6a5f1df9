/**
 * First-level projects (一级项目): their amounts are sums of projects of the same unit. Which project is whose is found as
 * the only choice that adds up, with names that say so first.
 */
import type { Project } from '@gouji/budget'
import { contains, plainName } from '@gouji/ledger'
import type { Adopted, Undecided } from './adopted.ts'
import { type Row, solve, type Variable } from './program.ts'
import type { Program, Projects } from './projects.ts'

const SCALE = 10_000
const PAIRS_MOST = 400

export async function withPrograms(
  projects: readonly Project[],
  { programs }: Projects,
  lines: Adopted['budget']['lines'],
  undecided: Undecided[],
): Promise<Project[]> {
  const fenOf = (code: string): bigint =>
    lines.reduce((sum, l) => (l.project === code && l.flow === 'expenditure' ? sum + l.fen : sum), 0n)
  const pairs = projects.flatMap((project) =>
    programs.flatMap((program) => (program.unit === project.unit ? [{ project, program }] : [])),
  )
  if (pairs.length === 0 || pairs.length > PAIRS_MOST) return [...projects]
  const variables: Variable[] = pairs.map(({ project, program }) => ({
    cost: plainName(project.name) === plainName(program.name) ? 0 : 1,
    hi: 1,
    integer: true,
  }))
  const of = (test: (pair: (typeof pairs)[number]) => boolean, weight: (code: string) => number): [number, number][] =>
    pairs.flatMap((pair, i): [number, number][] => (test(pair) ? [[i, weight(pair.project.code)]] : []))
  const rows: Row[] = projects.map((p) => ({
    terms: of(
      (pair) => pair.project === p,
      () => 1,
    ),
    lo: 0,
    hi: 1,
  }))
  for (const program of programs) {
    const range = printedOf(program)
    if (!range) continue
    const terms = of(
      (pair) => pair.program === program,
      (code) => Number(fenOf(code)) / SCALE,
    )
    const slack = variables.length
    variables.push({ cost: 1000 }, { cost: 1000 })
    rows.push({
      terms: [...terms, [slack, 1], [slack + 1, -1]],
      lo: Number(range.lo) / SCALE,
      hi: Number(range.hi) / SCALE,
    })
  }
  const solution = await solve(variables, rows)
  if (!solution) return [...projects]
  const children = projects.map((project) => {
    const at = pairs.findIndex((pair, i) => pair.project === project && solution[i]! > 0.5)
    if (at < 0) return project
    const { program } = pairs[at]!
    const sum = pairs.reduce(
      (fen, pair, i) => (pair.program === program && solution[i]! > 0.5 ? fen + fenOf(pair.project.code) : fen),
      0n,
    )
    const range = printedOf(program)
    if (!range || !contains(range, sum)) return project
    undecided.push({ code: 'program-assumed', facts: { name: project.name, program: program.name } })
    return { ...project, parent: program.code }
  })
  // A program is entered where projects name it, so that its name and its goal have a place.
  const named = programs.filter(({ code }) => children.some((p) => p.parent === code))
  const entered = named.map(({ code, name, unit }, i): Project => {
    const origin = { file: 'projects.csv', line: children.length + i + 2 }
    return { code, name, unit, kind: 'project', origin }
  })
  return [...children, ...entered]
}

function printedOf({ table, row }: Program): { lo: bigint; hi: bigint } | undefined {
  const cell = table.cells.find((c) => c.row === row.row && c.figure !== undefined && c.measure === 'amount')
  return cell?.figure?.rounded
}
