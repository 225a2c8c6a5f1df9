/**
 * Adopting (立账): any document that was read becomes a ledger as fine as the document allows. A document prints only
 * totals; the joint of function, economy, source, unit and project is chosen so that every printed total holds, and
 * what was chosen without being printed is said.
 */
import type { Budget, Line } from '@gouji/budget'
import type { Report } from '@gouji/check'
import type { Document } from '@gouji/document'
import type { Knowledge } from '@gouji/knowledge'
import type { Reading } from '@gouji/read'
import type { Adopted, Undecided, Wanted } from './adopted.ts'
import { Affinity } from './affinity.ts'
import { type Block, blocksOf, Lineages } from './block.ts'
import type { Scene } from './cells.ts'
import { withCodesOfGoals } from './codes.ts'
import { correctionsOf } from './corrections.ts'
import { spentAsReceived } from './derived.ts'
import { type Distribution, distribute } from './distribution.ts'
import { goalsOf } from './goals.ts'
import { headOf, yearOf } from './head.ts'
import { kindsFound, linesOf } from './lines.ts'
import { measurementsOf } from './measurements.ts'
import { procurementOf } from './procurement.ts'
import { withPrograms } from './programs.ts'
import { projectsOf } from './projects.ts'
import { proofOf } from './proof.ts'
import { textsOf } from './texts.ts'
import { unitsOf } from './units.ts'
import { wantedOf } from './wanted.ts'
import { withCodesOfYear } from './year-codes.ts'

export interface Adoptable {
  readonly reading: Reading
  readonly report: Report
  /** For what the reading does not keep: duties, purposes. */
  readonly document?: Document
}

export async function adopt({ reading, report, document }: Adoptable, knowledge: Knowledge): Promise<Adopted> {
  const undecided: Undecided[] = []
  const units = unitsOf(reading, undecided)
  const projects = projectsOf(reading, units, undecided)
  const head = headOf(reading, units.root, units.units.length, knowledge.catalogue, undecided)
  const year = yearOf(reading) ?? 0
  const corrections = correctionsOf(report)
  const wanted = wantedOf({ reading, units, projects, corrections, year, undecided })
  // Which projects make up one of the first level is found when their amounts are known.
  const ofProgram = new Set(projects.programs.map((p) => p.code))
  const scene: Scene = {
    units: units.units,
    root: units.root,
    projects: projects.projects,
    catalogue: knowledge.catalogue,
    affinity: new Affinity(knowledge.ties, knowledge.catalogue, year),
    lineages: new Lineages(units.root),
  }
  const solved = await distributeAll(blocksOf(wanted.filter((w) => !ofProgram.has(w.asked.project ?? ''))), scene)
  const kinds = kindsFound(projects.projects, solved, undecided)
  const { lines, chosen } = linesOf(solved, { ...scene, projects: kinds }, undecided)
  const kept = await withPrograms(kinds, projects, lines, undecided)
  const procurement = procurementOf(wanted, units, knowledge.catalogue, undecided)
  const spentOn = spendingOf(lines, year, head.stage)
  const goalSources = { reading, units, projects: { ...projects, projects: kept }, spentOn }
  const first: Budget = {
    head,
    units: unitsWithRoot(units.units, units.root, head.name, [...lines, ...procurement]),
    lines,
    projects: kept,
    goals: goalsOf(goalSources, undecided),
    tasks: [],
    procurement,
    measurements: measurementsOf(reading, year),
    texts: textsOf(reading, document, projects),
  }
  const claims = proofOf(first, wanted, knowledge.catalogue, undecided)
  const coded = withCodesOfGoals(first, reading, goalSources)
  // The proof is of the document as it is printed; the ledger has the codes of its year.
  const budget = withCodesOfYear(coded, reading, knowledge.catalogue, undecided)
  return { budget, undecided: [...undecided, ...correctedOf(wanted)], chosen, claims }
}

const spendingOf =
  (lines: readonly Line[], year: number, stage: string) =>
  (project: string): bigint =>
    lines.reduce(
      (sum, l) =>
        l.project === project && l.year === year && l.stage === stage && l.flow === 'expenditure' ? sum + l.fen : sum,
      0n,
    )

/** Income first: what came in under a source, by unit, is what is spent under it. */
async function distributeAll(blocks: readonly Block[], scene: Scene): Promise<[Block, Distribution][]> {
  const solved: [Block, Distribution][] = []
  // The book's own year first: it has the most figures, and its sources are those of the year before.
  const own = [...blocks].sort((a, b) => b.demands.length - a.demands.length)
  for (const block of own.filter((b) => b.flow === 'income')) {
    solved.push([block, await distribute(block, sceneFor(block, solved, scene))])
  }
  for (const block of own.filter((b) => b.flow === 'expenditure')) {
    const income = solved.find(([b]) => b.year === block.year && b.stage === block.stage)
    const whole = income
      ? { ...block, demands: [...block.demands, ...spentAsReceived(income[1], block, scene)] }
      : block
    solved.push([whole, await distribute(whole, sceneFor(whole, solved, scene))])
  }
  return solved
}

function sceneFor(block: Block, solved: readonly [Block, Distribution][], scene: Scene): Scene {
  const first = solved[0]
  if (!first || (first[0].year === block.year && first[0].stage === block.stage)) return scene
  const sources = first[1].placed.flatMap(({ cell }) => cell.line.source ?? [])
  const spenders = new Map<string, Set<string>>()
  for (const [, { placed }] of solved.filter(([b]) => b.year === first[0].year && b.stage === first[0].stage)) {
    for (const { line } of placed.map(({ cell }) => cell)) {
      const { economy, unit } = line
      if (economy !== undefined) spenders.set(economy, (spenders.get(economy) ?? new Set()).add(unit))
    }
  }
  return { ...scene, sources: [...new Set(sources)].sort(), spenders }
}

/** The department stands among the units only where a line is known for no unit below it. */
function unitsWithRoot(
  units: Budget['units'],
  root: string,
  name: string,
  lines: readonly { readonly unit: string }[],
): Budget['units'] {
  if (units.some((u) => u.code === root) || !lines.some((l) => l.unit === root)) return units
  const origin = { file: 'units.csv', line: units.length + 2 }
  const department = { code: root, name, nature: 'administration', natureName: '行政', origin } as const
  return [department, ...units.map((unit) => ({ ...unit, parent: root }))]
}

const correctedOf = (wanted: readonly Wanted[]): Undecided[] =>
  wanted.flatMap((w) =>
    w.corrected === undefined
      ? []
      : [
          {
            code: 'corrected',
            place: w.place,
            facts: { ...factsOfWanted(w), finding: w.corrected, fen: String(w.nominal) },
          },
        ],
  )

const factsOfWanted = ({ where, name, printed }: Wanted): Record<string, string> => ({ where, name, printed })
