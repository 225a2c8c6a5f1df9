/**
 * A linear program over money, handed to HiGHS. Amounts go in and come out in units of a hundred yuan, so that the
 * numbers are of a size that its tolerances are made for; the fen are exact again afterwards (settle.ts).
 */
import * as library from 'highs'

export interface Row {
  /** Variable and coefficient. */
  readonly terms: readonly (readonly [number, number])[]
  readonly lo: number
  readonly hi: number
}

export interface Variable {
  readonly cost: number
  readonly lo?: number
  /** Undefined: no upper bound. */
  readonly hi?: number
  readonly integer?: boolean
}

/** Its types describe the CommonJS build; what is imported here is the other one, whose default is the loader itself. */
const loadHighs = library.default as unknown as () => Promise<library.Highs>

let loaded: Promise<library.Highs> | undefined

/** Undefined where there is no solution, or none was found within the limits. */
export async function solve(variables: readonly Variable[], rows: readonly Row[]): Promise<number[] | undefined> {
  if (variables.length === 0) return []
  loaded ??= loadHighs()
  const highs = await loaded
  const integer = variables.some((v) => v.integer)
  // Nodes, not seconds: the same document gives the same ledger on every machine.
  const solution = highs.solve(textOf(variables, rows), {
    output_flag: false,
    ...(integer && { mip_max_nodes: 20_000, mip_rel_gap: 0, mip_abs_gap: 0.5 }),
  })
  const columns = solution.Columns as Record<string, { Primal?: number }>
  const values = variables.map((_, i) => columns[`x${i}`]?.Primal)
  const good = solution.Status === 'Optimal' || (integer && values.every((v) => v !== undefined && Number.isFinite(v)))
  return good ? values.map((v) => v ?? 0) : undefined
}

/** In the format that CPLEX calls LP. A row with two bounds is two rows there. */
function textOf(variables: readonly Variable[], rows: readonly Row[]): string {
  const lines = ['Minimize', ' obj:']
  for (const [i, v] of variables.entries()) if (v.cost !== 0) lines.push(` ${term(v.cost, i)}`)
  lines.push('Subject To')
  for (const [n, { terms, lo, hi }] of rows.entries()) {
    if (terms.length === 0) continue
    const sum = terms.map(([i, c]) => term(c, i)).join('\n ')
    if (lo === hi) lines.push(` r${n}: ${sum} = ${decimal(lo)}`)
    else {
      if (Number.isFinite(lo)) lines.push(` l${n}: ${sum} >= ${decimal(lo)}`)
      if (Number.isFinite(hi)) lines.push(` h${n}: ${sum} <= ${decimal(hi)}`)
    }
  }
  lines.push('Bounds')
  for (const [i, { lo = 0, hi }] of variables.entries()) {
    if (hi !== undefined) lines.push(` ${decimal(lo)} <= x${i} <= ${decimal(hi)}`)
    else if (lo !== 0) lines.push(` x${i} >= ${decimal(lo)}`)
  }
  const whole = variables.flatMap((v, i) => (v.integer ? [`x${i}`] : []))
  if (whole.length > 0) lines.push('Generals', ` ${whole.join('\n ')}`)
  lines.push('End')
  return lines.join('\n')
}

const term = (coefficient: number, index: number): string =>
  `${coefficient < 0 ? '-' : '+'} ${decimal(Math.abs(coefficient))} x${index}`

/** Without an exponent, which the format takes for a name. */
const decimal = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Math.round(value * 1_000_000) / 1_000_000)
