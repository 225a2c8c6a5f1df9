/** The character (支出性质) that was entered against what the economy and the project say. */
import { FIXED_MEMBERS, isUnder } from '@gouji/ledger'
import type { Budget } from '../budget.ts'
import { placeOfLine } from './place.ts'
import type { Validation } from './validate.ts'

/** Each narrow character is one 类 of the economies; 309 is the capital spending of the development commission. */
const ECONOMIES: Readonly<Record<string, readonly string[]>> = {
  wages: ['301'],
  goods: ['302'],
  persons: ['303'],
  assets: ['309', '310'],
}

/** Localities count some 商品和服务支出 (工会经费, 其他交通费用) as 人员经费: beyond these it is only unusual. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  personnel: ['301', '303', '302'],
  public: ['302', '309', '310', '307', '399'],
}

const NAMES = new Map((FIXED_MEMBERS.character ?? []).map(({ id, name }) => [id, name]))
const nameOf = (character: string): string => NAMES.get(character) ?? character

/** Kinds of projects that are basic expenditure, where a form lists it as projects. */
const BASIC_KINDS: ReadonlySet<string> = new Set(['personnel', 'public'])

export function validateCharacters({ lines, projects }: Budget, { problems }: Validation): void {
  const kinds = new Map(projects.map(({ code, kind }) => [code, kind]))
  for (const line of lines) {
    const { character, economy, project } = line
    if (line.flow !== 'expenditure' || character === undefined) continue
    const at = placeOfLine(line, 'character')
    const head = economy?.slice(0, 3)
    if (head !== undefined) {
      const only = ECONOMIES[character]
      const facts = { character: nameOf(character), economy: economy! }
      if (only && !only.includes(head)) problems.error('character-contradicts-economy', at, facts)
      const usual = USUAL[character]
      if (usual && !usual.includes(head)) problems.warn('character-contradicts-economy', at, facts)
    }
    const kind = project === undefined ? undefined : kinds.get(project)
    if (kind === undefined) continue
    const isBasic = character === 'basic' || isUnder('character', character, 'basic')
    const isProject = character === 'project' || isUnder('character', character, 'project')
    if (BASIC_KINDS.has(kind) ? isProject : isBasic || (isProject && character !== 'project' && character !== kind)) {
      problems.error('character-contradicts-project', at, {
        character: nameOf(character),
        project: project!,
        kind: nameOf(kind),
      })
    }
  }
}
