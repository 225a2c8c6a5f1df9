/**
 * Facts: the lines of a budget with all coordinates that follow from them. What the catalogue and the nature of the
 * unit decide (character, government economy, three-public item) is derived here and entered nowhere.
 */
import type { Catalogue, Dimension } from '@gouji/ledger'
import type { Budget, Line, Unit } from './budget.ts'
import { eliminatedLines } from './consolidate/transfers.ts'

/** Dimensions of a fact: those of claims, and one that no document prints: whether its unit is an administration. */
export type FactDimension = Dimension | 'nature'

export type FactCoordinates = Readonly<Partial<Record<FactDimension, string>>>

export interface Fact {
  readonly coordinates: FactCoordinates
  readonly fen: bigint
  /** The line behind it, for `where does it come from`. */
  readonly line?: Line
  /**
   * The other unit of a transfer within the department that stands on both sides: the money counts for either unit and
   * not for the two together (抵销).
   */
  readonly eliminatedAgainst?: string
}

/** The three-public item that a department economy 款 is, wherever the money is fiscal. */
const ITEM_OF: Readonly<Record<string, string>> = {
  '30212': 'abroad',
  '30217': 'reception',
  '30231': 'vehicle-running',
  '31013': 'vehicle-purchase',
}

/** Character by economy 类 of a line without project (部门预算支出经济分类科目). */
const CHARACTER_OF: Readonly<Record<string, string>> = {
  '301': 'wages',
  '302': 'goods',
  '303': 'persons',
  '310': 'assets',
}

/** The character of a line: as entered, else by project, else by economy. Undefined where nothing tells. */
export function characterOf(line: Line, projectKinds: ReadonlyMap<string, string>): string | undefined {
  if (line.character !== undefined) return line.character
  if (line.project !== undefined) return projectKinds.get(line.project) ?? 'project'
  return line.economy === undefined ? undefined : CHARACTER_OF[line.economy.slice(0, 3)]
}

export function factsOf(budget: Budget, catalogue: Catalogue): Fact[] {
  const units = new Map(budget.units.map((unit) => [unit.code, unit]))
  const kinds = new Map(budget.projects.map((project) => [project.code, project.kind]))
  const eliminated = eliminatedLines(budget)
  const facts = budget.lines.map((line): Fact => {
    const coordinates = lineCoordinates(line, units.get(line.unit), kinds, catalogue)
    const against = eliminated.get(line)
    return { coordinates, fen: line.fen, line, ...(against === undefined ? {} : { eliminatedAgainst: against }) }
  })
  for (const item of budget.procurement) {
    facts.push({
      coordinates: known({
        procurement: PROCURED[item.catalogue.slice(0, 1)] ?? 'procured',
        unit: item.unit,
        function: item.function,
        economy: item.economy,
        source: item.source,
        project: item.project,
        year: String(item.year),
        stage: item.stage,
      }),
      fen: item.fen,
    })
  }
  return facts
}

/** First letter of a code of the government procurement catalogue. */
const PROCURED: Readonly<Record<string, string>> = { A: 'procured-goods', B: 'procured-works', C: 'procured-services' }

function lineCoordinates(
  line: Line,
  unit: Unit | undefined,
  kinds: ReadonlyMap<string, string>,
  catalogue: Catalogue,
): FactCoordinates {
  const common = {
    flow: line.flow,
    unit: line.unit,
    source: line.source,
    function: line.function,
    year: String(line.year),
    stage: line.stage,
  }
  if (line.flow === 'income') return known({ ...common, vintage: line.vintage })
  if (line.vintage === 'next') return known({ ...common, vintage: 'carried' })
  if (line.vintage === 'surplus') return known({ ...common, vintage: 'surplus' })
  const nature = unit?.nature
  return known({
    ...common,
    vintage: 'current',
    origin: line.vintage,
    economy: line.economy,
    governmentEconomy:
      line.economy !== undefined && nature !== undefined
        ? catalogue.governmentEconomyOf(line.economy, nature)
        : undefined,
    character: characterOf(line, kinds),
    item: line.economy === undefined ? undefined : ITEM_OF[line.economy],
    project: line.project,
    nature,
  })
}

const known = (all: Partial<Record<FactDimension, string | undefined>>): FactCoordinates =>
  Object.fromEntries(Object.entries(all).filter(([, member]) => member !== undefined)) as FactCoordinates
