import type { ORGANISATION_KINDS, Organisation } from '@gouji/api'
import {
  changeOrganisation,
  createOrganisation,
  getOrganisation,
  listOrganisations,
  type OrganisationKind,
  type Organisation as Row,
  type Tx,
} from '@gouji/store'
import type { HandlersOf, Upload } from '../http/handler.ts'
import { Refusal } from '../http/problem.ts'
import { atDesk } from './at-desk.ts'
import { today } from './shapes.ts'

type Kind = (typeof ORGANISATION_KINDS)[number]
const NATURES = ['行政', '参公', '公益一类事业', '公益二类事业', '事业', '其他'] as const

const kindOf = (kind: OrganisationKind): Kind => (kind === 'bureau' || kind === 'region' ? 'finance' : kind)
const rowKind = (kind: Kind): OrganisationKind => (kind === 'finance' ? 'bureau' : kind)

export function shownOrganisation(row: Row): Organisation {
  return {
    id: row.id,
    ...(row.parent === null ? {} : { parent: row.parent }),
    kind: kindOf(row.kind),
    code: row.code,
    name: row.name,
    nature: NATURES.find((nature) => nature === row.nature) ?? '其他',
    region: row.region,
    from: row.valid_from,
    ...(row.valid_to === null ? {} : { to: row.valid_to }),
    version: row.version,
  }
}

export type EnteredOrganisation = Omit<Organisation, 'id' | 'version'>

export async function addOrganisation(tx: Tx, entered: EnteredOrganisation): Promise<Organisation> {
  // There is one organisation at the top, made at the first start.
  if (entered.parent === undefined) {
    throw new Refusal('invalid', {}, [{ path: 'parent', message: '请选择上级机构' }])
  }
  const made = await createOrganisation(tx, {
    parent: entered.parent,
    code: entered.code,
    name: entered.name,
    kind: rowKind(entered.kind),
    nature: entered.nature,
    region: entered.region,
    validFrom: entered.from,
  })
  if (entered.to !== undefined) {
    await changeOrganisation(tx, { id: made.id, version: made.version, validTo: entered.to })
  }
  return shownOrganisation(await getOrganisation(tx, made.id))
}

async function change(tx: Tx, id: string, version: number, entered: EnteredOrganisation): Promise<Organisation> {
  const before = await getOrganisation(tx, id)
  await changeOrganisation(tx, {
    id,
    version,
    // Moving is told to the database only where something moves: the top has no superior to name.
    ...(entered.parent !== undefined && entered.parent !== before.parent ? { parent: entered.parent } : {}),
    code: entered.code,
    name: entered.name,
    kind: rowKind(entered.kind),
    nature: entered.nature,
    region: entered.region,
    validFrom: entered.from,
    validTo: entered.to ?? null,
  })
  return shownOrganisation(await getOrganisation(tx, id))
}

export const organisations: HandlersOf<'organisations', Tx> = {
  async tree({ query }, { tx }) {
    const on = query.on ?? today()
    const rows = await listOrganisations(tx, { includeEnded: true })
    return rows
      .filter((row) => row.valid_from <= on && (row.valid_to === null || row.valid_to >= on))
      .map(shownOrganisation)
  },

  add: ({ body }, { tx }) => addOrganisation(tx, body),

  change: ({ params, body, version }, { tx }) => change(tx, params.id, version, body),

  async importWorkbook({ query, uploads }, context) {
    const { tx } = context
    const known = (await listOrganisations(tx)).map(shownOrganisation)
    const [{ path, name }] = uploads as readonly [Upload]
    const { organisations } = await atDesk(context, { kind: 'organisations', path, name, known })
    const { entries, problems } = organisations!
    const byCode = new Map(known.map((one) => [one.code, one]))
    const added = entries.filter(({ entered }) => !byCode.has(entered.code))
    const changed = entries.flatMap(({ entered }) => {
      const before = byCode.get(entered.code)
      return before && isOther(before, entered) ? [{ before, after: entered }] : []
    })
    if (query.confirm === 'yes' && problems.length === 0) {
      for (const { before, after } of changed) await change(tx, before.id, before.version, after)
      const made = new Map<string, string>()
      for (const { entered, parentCode } of added) {
        // A superior of the same workbook stands before those below it.
        const parent = entered.parent ?? (parentCode === undefined ? undefined : made.get(parentCode))
        made.set(entered.code, (await addOrganisation(tx, { ...entered, ...(parent ? { parent } : {}) })).id)
      }
    }
    return { added: added.map(({ entered }) => entered), changed, problems }
  },
}

/** A superior that the same workbook adds is not known before it is there. */
const isOther = (before: Organisation, after: EnteredOrganisation): boolean =>
  (['name', 'kind', 'nature', 'region', 'from', 'to'] as const).some((field) => after[field] !== before[field]) ||
  (after.parent !== undefined && after.parent !== before.parent)
