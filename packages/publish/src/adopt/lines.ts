/** Lines of the ledger from the distribution, in the order of the catalogue, with what was assumed said in their notes. */
import type { Line, Project } from '@gouji/budget'
import type { Choice, Undecided } from './adopted.ts'
import type { Block } from './block.ts'
import type { Scene } from './cells.ts'
import type { Distribution, Placed } from './distribution.ts'
import { membersOf } from './members.ts'

/** Projects whose money all lies under one kind are of that kind (其他运转类, 特定目标类). */
export function kindsFound(
  projects: readonly Project[],
  solved: readonly [Block, Distribution][],
  undecided: Undecided[],
): Project[] {
  const kinds = new Map<string, Set<string>>()
  for (const [, { placed }] of solved) {
    for (const { cell } of placed) {
      const { project, character } = cell.line
      if (project !== undefined) kinds.set(project, (kinds.get(project) ?? new Set()).add(character ?? 'project'))
    }
  }
  const several = new Set([...kinds.values()].flatMap((own) => [...own])).size > 1
  return projects.map((project) => {
    const [only, ...more] = kinds.get(project.code) ?? []
    if (project.kind !== 'project' || only === undefined || only === 'project' || more.length > 0) return project
    if (several) undecided.push({ code: 'kind-assumed', facts: { name: project.name, kind: only } })
    return { ...project, kind: only }
  })
}

export function linesOf(
  solved: readonly [Block, Distribution][],
  scene: Scene,
  undecided: Undecided[],
): { lines: Line[]; chosen: Choice[] } {
  const lines: Line[] = []
  const chosen: Choice[] = []
  const kinds = new Map(scene.projects.map((p) => [p.code, p.kind]))
  for (const [block, { placed }] of solved) {
    const assumed = assumptionsOf(block, placed, scene)
    const kindsOfAssumption = new Map<string, number>()
    for (const { cell, fen } of [...placed].sort(inOrder)) {
      const said = assumed(cell.line)
      for (const what of said) kindsOfAssumption.set(what, (kindsOfAssumption.get(what) ?? 0) + 1)
      if (said.length > 0) {
        const fit =
          cell.line.function && cell.line.economy ? scene.affinity.cost(cell.line.function, cell.line.economy) : 9
        chosen.push({ line: lines.length, reason: fit === 0 ? 'tie' : fit === 1 ? 'name' : 'distribution' })
      }
      const { character, ...line } = cell.line
      const own = character !== undefined && character !== kinds.get(line.project ?? '')
      lines.push({
        ...line,
        ...(own && { character }),
        fen,
        ...(said.length > 0 && { note: `推定：${said.join('、')}` }),
        origin: { file: 'lines.csv', line: lines.length + 2 },
      })
    }
    for (const [what, count] of kindsOfAssumption) {
      const facts = { year: block.year, stage: block.stage, lines: count, what }
      undecided.push({ code: 'joint-assumed', facts })
    }
    undecided.push(...openOf(block, placed, scene))
  }
  return { lines, chosen }
}

const NAMES = {
  function: '功能科目',
  economy: '经济科目',
  source: '资金来源',
  unit: '单位',
  vintage: '年份层次',
} as const

/** A coordinate is assumed where money of the same character, or of the project, lies under several of its members. */
function assumptionsOf(block: Block, placed: readonly Placed[], scene: Scene): (line: Omit<Line, 'fen'>) => string[] {
  const several = new Map<keyof typeof NAMES, boolean>()
  const spent = placed.filter((p) => p.cell.line.vintage !== 'next')
  for (const dimension of Object.keys(NAMES) as (keyof typeof NAMES)[]) {
    several.set(dimension, new Set(spent.map((p) => p.cell.line[dimension])).size > 1)
  }
  const joint = (a: keyof typeof NAMES, b: keyof typeof NAMES | 'project'): boolean =>
    block.demands.some((d) => d.asked[a] !== undefined && d.asked[b] !== undefined && d.hi > 0n)
  return (line) => {
    if (block.flow === 'income') return []
    const said: string[] = []
    const tied = line.function && line.economy && scene.affinity.cost(line.function, line.economy) <= 1
    if (
      line.economy !== undefined &&
      line.function !== undefined &&
      !tied &&
      several.get('function') &&
      !joint('economy', 'function')
    ) {
      said.push(NAMES.economy)
    }
    if (line.project !== undefined && line.function !== undefined && !joint('function', 'project')) {
      const among = new Set(spent.filter((p) => p.cell.line.project !== undefined).map((p) => p.cell.line.function))
      if (among.size > 1) said.push(NAMES.function)
    }
    if (
      scene.units.length > 1 &&
      line.unit !== scene.root &&
      line.project === undefined &&
      !joint('unit', 'function')
    ) {
      said.push(NAMES.unit)
    }
    if (line.vintage === 'carried' && several.get('vintage')) said.push(NAMES.vintage)
    return said
  }
}

/** What the lines leave open, one entry for each kind of gap. */
function openOf(block: Block, placed: readonly Placed[], { units, root }: Scene): Undecided[] {
  if (block.flow === 'income') return []
  const of = { year: block.year, stage: block.stage }
  const spent = placed.filter((p) => p.cell.line.vintage !== 'next')
  const open: Undecided[] = []
  const tell = (code: Undecided['code'], found: readonly Placed[]): void => {
    if (found.length === 0) return
    const fen = found.reduce((sum, p) => sum + p.fen, 0n)
    open.push({ code, facts: { ...of, lines: found.length, fen: String(fen) } })
  }
  const has = (dimension: 'function' | 'economy' | 'source'): boolean => membersOf(block, dimension).length > 0
  tell('function-missing', has('function') ? spent.filter((p) => p.cell.line.function === undefined) : [])
  tell('economy-missing', has('economy') ? spent.filter((p) => p.cell.line.economy === undefined) : [])
  tell('source-missing', has('source') ? spent.filter((p) => p.cell.line.source === undefined) : [])
  tell('unit-open', units.length > 1 ? spent.filter((p) => p.cell.line.unit === root) : [])
  return open
}

const inOrder = ({ cell: a }: Placed, { cell: b }: Placed): number => {
  const key = ({ line: l }: typeof a): string =>
    [
      l.vintage === 'next' ? 'z' : '',
      l.unit,
      l.project ?? '',
      l.function ?? '~',
      l.economy ?? '~',
      l.source ?? '~',
      l.vintage,
    ].join('|')
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0
}
