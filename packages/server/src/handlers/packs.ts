import { readFile } from 'node:fs/promises'
import { PACK_NAME, type PackInfo, type PackProblemInfo } from '@gouji/api'
import { type BuiltPack, buildPack, type PackFor, type RawPack } from '@gouji/compose'
import { PACKS_HOME, packNamed, parsePack, shippedPacks } from '@gouji/publish'
import {
  addPack,
  endPackUse,
  listPacks,
  listPackUses,
  newestPacks,
  type Pack,
  packNumbered,
  type Tx,
  usePack,
} from '@gouji/store'
import type { Context, HandlersOf } from '../http/handler.ts'
import { notFound, Refusal } from '../http/problem.ts'
import type { DeskTask } from '../tasks/desk-task.ts'
import { atDesk } from './at-desk.ts'
import { managed, managedIfAny } from './managed.ts'
import { bookStage } from './shapes.ts'

const PACK_BYTES_MAX = 1024 * 1024
const ENDING = /\.ya?ml$/i

type Whom = PackInfo['whom']

const STAGE_OF = { budget: 'budget', final: 'final' } as const
const AUDIENCE_OF = { unit: 'unit', department: 'department' } as const

function whomOf({ for: whom }: RawPack): Whom {
  const { region, stage, audience } = (typeof whom === 'object' && whom !== null ? whom : {}) as PackFor
  return {
    ...(region === undefined ? {} : { region: String(region) }),
    ...(stage !== undefined && stage in STAGE_OF ? { stage: STAGE_OF[stage] } : {}),
    ...(audience !== undefined && audience in AUDIENCE_OF ? { audience: AUDIENCE_OF[audience] } : {}),
  }
}

/** Texts never change under their hash, and parsing one takes as long as many requests. */
const understood = new Map<string, RawPack>()
const UNDERSTOOD_MOST = 100

function rawOf({ sha256, text, name }: Pack): RawPack {
  const known = understood.get(sha256)
  if (known) return known
  // It was read at the desk before it was kept.
  const raw = parsePack(text, name).raw ?? {}
  if (understood.size >= UNDERSTOOD_MOST) understood.clear()
  understood.set(sha256, raw)
  return raw
}

let shippedProblems: ReadonlyMap<string, number> | undefined

function problemsShipped(id: string): number {
  const shelf = shippedPacks()
  shippedProblems ??= new Map([...shelf.raws.keys()].map((one) => [one, packNamed(one, shelf).problems.length]))
  return shippedProblems.get(id) ?? 0
}

const builtOf = (pack: Pack, newest: readonly Pack[]): BuiltPack =>
  buildPack(
    pack.name,
    new Map([
      ...shippedPacks().raws,
      ...newest.map((one) => [one.name, rawOf(one)] as const),
      [pack.name, rawOf(pack)] as const,
    ]),
  )

async function packInfos(tx: Tx): Promise<PackInfo[]> {
  const own = await newestPacks(tx, await managedIfAny(tx))
  const uses = await listPackUses(tx)
  const versions = new Map((await listPacks(tx)).map(({ id, number }) => [id, number]))
  const infoOf = (id: string, raw: RawPack, more: Pick<PackInfo, 'own' | 'number' | 'problems'>): PackInfo => {
    const { title, inherits } = raw as { title?: unknown; inherits?: unknown }
    const mine = uses.flatMap(({ name, year, stage, audience, packs }) => {
      const shown = bookStage(stage)
      const number = packs[0] === undefined ? undefined : versions.get(packs[0])
      if (name !== id || shown === undefined || packs.length > 0 !== more.own) return []
      return [{ year, stage: shown, audience, ...(number === undefined ? {} : { number }) }]
    })
    return {
      ...{ id, title: typeof title === 'string' ? title : id, ...more, whom: whomOf(raw), uses: mine },
      ...(typeof inherits === 'string' ? { inherits } : {}),
      activeYears: [...new Set(mine.map(({ year }) => year))],
    }
  }
  return [
    ...own.map((pack) => {
      const { number } = pack
      return infoOf(pack.name, rawOf(pack), { own: true, number, problems: builtOf(pack, own).problems.length })
    }),
    ...[...shippedPacks().raws].map(([id, raw]) => infoOf(id, raw, { own: false, problems: problemsShipped(id) })),
  ]
}

const infoNamed = async (tx: Tx, id: string): Promise<PackInfo> => {
  const info = (await packInfos(tx)).find((one) => one.id === id)
  if (!info) throw notFound()
  return info
}

/** The pack with those of a bureau's own that it inherits from, itself first. */
function lineOf(pack: Pack, newest: readonly Pack[]): Pack[] {
  const line = [pack]
  for (;;) {
    const { inherits } = rawOf(line.at(-1)!) as { inherits?: unknown }
    const parent = newest.find(({ name }) => name === inherits)
    if (!parent || line.some(({ name }) => name === parent.name)) return line
    line.push(parent)
  }
}

/** What is wrong with a pack that was handed in: looked at and tried on a thread of the desk. */
async function problemsOf(
  name: string,
  text: string,
  newest: readonly Pack[],
  context: Context<Tx>,
): Promise<PackProblemInfo[]> {
  const error = { path: '', severity: 'error' } as const
  if (!PACK_NAME.test(name)) {
    const message = '文件名就是模板包的名称，应由小写字母、数字和连字符组成，如 hangzhou-unit-2026.yaml'
    return [{ ...error, message, remedy: '请改好文件名再上传。' }]
  }
  if (shippedPacks().raws.has(name)) {
    const remedy = `请另取名称；要在它的基础上改动，写明 inherits: ${name}。`
    return [{ ...error, message: `“${name}”是随程序提供的模板包`, remedy }]
  }
  const { office } = context
  const packs = [{ name, text }, ...newest.filter((one) => one.name !== name)]
  const task: DeskTask = {
    kind: 'pack',
    name,
    packs: packs.map((one) => ({ name: one.name, text: one.text })),
    show: 'problems',
  }
  const { packProblems = [], composeProblems, unproved = [] } = await atDesk(context, task)
  return [
    ...packProblems.map((one) => ({ path: one.path, severity: 'error' as const, ...office.packWords(one) })),
    ...composeProblems.map((one) => ({ path: one.path, severity: one.severity, ...office.composeWords(one) })),
    ...unproved.map(({ ledger, figures, findings }) => ({
      ...{ path: '', severity: 'warning' as const },
      message: `用${ledger === 'full' ? '内容齐全' : '内容很少'}的示例账册试编，读回时有 ${figures} 个数对不上、${findings} 个问题`,
      remedy: '请看样张中相应的表和句子；公开时读不回的书不会放行。',
    })),
  ]
}

async function received(uploads: Parameters<HandlersOf<'administration', Tx>['addPack']>[0]['uploads']) {
  const [upload] = uploads
  if (upload!.bytes > PACK_BYTES_MAX) throw new Refusal('too-large', { limit: PACK_BYTES_MAX })
  return { name: upload!.name.replace(ENDING, ''), bytes: await readFile(upload!.path) }
}

const NOT_UTF8 = {
  ...{ path: '', severity: 'error' as const },
  message: '文件不是 UTF-8 编码的文字',
  remedy: '请用文本编辑器另存为 UTF-8。',
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** A kept version, or the newest; undefined for a pack of the program. */
async function kept(tx: Tx, name: string, number: number | undefined): Promise<Pack | undefined> {
  const at = await managedIfAny(tx)
  const found =
    number === undefined
      ? (await newestPacks(tx, at)).find((one) => one.name === name)
      : await packNumbered(tx, { name, number, at })
  if (!found && (number !== undefined || !shippedPacks().raws.has(name))) throw notFound()
  return found
}

/** For which kinds of book: as is asked, else as the pack says of itself, else for departments and units alike. */
function kindsOf(
  asked: { readonly stage?: Whom['stage'] | undefined; readonly audience?: Whom['audience'] | undefined },
  whom: Whom,
) {
  const stage = asked.stage ?? whom.stage ?? 'budget'
  const audience = asked.audience ?? whom.audience
  return (audience === undefined ? (['department', 'unit'] as const) : [audience]).map((one) => ({
    stage,
    audience: one,
  }))
}

/** As far as the asker may see these people. */
async function namesOf(tx: Tx, people: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (people.length === 0) return new Map()
  const rows = await tx.db.selectFrom('person').select(['id', 'name']).where('id', 'in', people).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

export const packs: Pick<
  HandlersOf<'administration', Tx>,
  'packs' | 'checkPack' | 'addPack' | 'packVersions' | 'packText' | 'previewPack' | 'activatePack' | 'endPack'
> = {
  packs: (_, { tx }) => packInfos(tx),

  async checkPack({ uploads }, context) {
    const { name, bytes } = await received(uploads)
    const text = textOf(bytes)
    if (text === undefined) return [NOT_UTF8]
    return problemsOf(name, text, await newestPacks(context.tx, await managed(context.tx)), context)
  },

  async addPack({ uploads }, context) {
    const { tx } = context
    const organisation = await managed(tx)
    const { name, bytes } = await received(uploads)
    const text = textOf(bytes)
    if (text === undefined) return { problems: [NOT_UTF8] }
    const newest = await newestPacks(tx, organisation)
    const problems = await problemsOf(name, text, newest, context)
    if (problems.some(({ severity }) => severity === 'error')) return { problems }
    const last = newest.find((one) => one.name === name && one.organisation === organisation)
    // The same text once more is no correction.
    if (last?.text !== text) await addPack(tx, { organisation, name, text })
    return { pack: await infoNamed(tx, name), problems }
  },

  async packVersions({ params }, { tx }) {
    const versions = await listPacks(tx, { name: params.pack })
    const uses = await listPackUses(tx)
    const makers = await namesOf(
      tx,
      versions.map((one) => one.created_by),
    )
    return versions.map(({ id, number, sha256, created_at, created_by, state }) => ({
      ...{ number, sha256, at: created_at.toISOString(), by: makers.get(created_by) ?? '', state },
      uses: uses.flatMap(({ packs, year, stage, audience }) => {
        const shown = bookStage(stage)
        return packs.includes(id) && shown !== undefined ? [{ year, stage: shown, audience, number }] : []
      }),
    }))
  },

  async packText({ params, query }, { tx }) {
    const { pack: name } = params
    const own = await kept(tx, name, query.number)
    return {
      ...{ kind: 'file', name: `${name}.yaml`, mediaType: 'application/yaml; charset=utf-8' },
      content: own ? own.text : await readFile(new URL(`${name}.yaml`, PACKS_HOME)),
    }
  },

  async previewPack({ params, query }, context) {
    const { tx, office } = context
    const { pack: name } = params
    const own = await kept(tx, name, query.number)
    const line = own ? lineOf(own, await newestPacks(tx, own.organisation)) : []
    const packs = line.map((one) => ({ name: one.name, text: one.text }))
    const result = await atDesk(context, { kind: 'pack', name, packs, show: 'sample' })
    if (!result.bytes) {
      const errors = (result.packProblems ?? []).map((one) => ({
        path: one.path,
        message: office.packWords(one).message,
      }))
      throw new Refusal('invalid', {}, errors.slice(0, 50))
    }
    return {
      ...{ kind: 'file', name: `${name}.html`, mediaType: 'text/html; charset=utf-8', inline: true },
      content: result.bytes,
    }
  },

  async activatePack({ params, body }, { tx, office }) {
    const { pack: name, year } = params
    const wrong = (path: string, message: string) => new Refusal('invalid', {}, [{ path, message }])
    if (year < 2000 || year > 2100) throw wrong('year', '年度应在 2000 至 2100 之间')
    const organisation = await managed(tx)
    const own = await kept(tx, name, body.number)
    const newest = await newestPacks(tx, organisation)
    const built = own ? builtOf(own, newest) : packNamed(name, shippedPacks())
    if (!built.pack) {
      const errors = built.problems.map((one) => ({ path: one.path, message: office.packWords(one).message }))
      throw new Refusal('invalid', {}, errors.slice(0, 50))
    }
    const ids = own ? lineOf(own, newest).map(({ id }) => id) : []
    const raw = own ? rawOf(own) : shippedPacks().raws.get(name)!
    for (const kind of kindsOf(body, whomOf(raw))) await usePack(tx, { organisation, year, ...kind, name, packs: ids })
    return infoNamed(tx, name)
  },

  async endPack({ params, query }, { tx }) {
    const { pack: name, year } = params
    const organisation = await managed(tx)
    const uses = (await listPackUses(tx)).filter(
      (use) =>
        use.organisation === organisation &&
        use.name === name &&
        use.year === year &&
        (query.stage === undefined || use.stage === query.stage) &&
        (query.audience === undefined || use.audience === query.audience),
    )
    if (uses.length === 0) throw notFound()
    for (const { stage, audience } of uses) await endPackUse(tx, { organisation, year, stage, audience })
    return infoNamed(tx, name)
  },
}
