import { readFile } from 'node:fs/promises'
import type { PackInfo } from '@gouji/api'
import { buildPack, type RawPack } from '@gouji/compose'
import { loadPacks, packNamed } from '@gouji/publish'
import {
  addPack,
  getJob,
  type Job,
  listAudit,
  listCalendar,
  listJobs,
  listPacks,
  powersAt,
  removeCalendarEntry,
  setCalendarEntry,
  setPackState,
  type Tx,
  verifyAndKeep,
} from '@gouji/store'
import { sql } from 'kysely'
import { parseDocument } from 'yaml'
import type { HandlersOf } from '../http/handler.ts'
import { notFound, Refusal } from '../http/problem.ts'
import { cursorOf, partsOf } from './shapes.ts'

const JOB_STATES = { queued: 'waiting', running: 'working', done: 'done', dead: 'dead', cancelled: 'dead' } as const
const PACK_BYTES_MAX = 1024 * 1024
/** What no pack needs, and what keeps a parser busy for long: lists in lists in lists. */
const TOO_DEEP = /(?:[[{]\s*){40}|(?:[-?:][ \t]+){40}/
const NOT_YAML = { message: '不是正确的 YAML', remedy: '请检查缩进、冒号和引号' }

async function packInfos(tx: Tx): Promise<PackInfo[]> {
  const shelf = loadPacks()
  const active = await listPacks(tx, { state: 'active' })
  return [...shelf.raws].map(([id, raw]) => {
    const { title, inherits } = raw as { title?: unknown; inherits?: unknown }
    const own = active.filter(({ name }) => name === id)
    return {
      id,
      title: typeof title === 'string' ? title : id,
      ...(typeof inherits === 'string' ? { inherits } : {}),
      own: false,
      activeYears: [...new Set(own.flatMap(({ years }) => years))].sort((a, b) => a - b),
      problems: packNamed(id, shelf).problems.length,
    }
  })
}

/** Where the person manages: calendars and packs of the bureau hold for all below it. */
async function managed(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select o.id from organisation o
    where o.id in (select gouji.reach('manage')) order by length(o.path), o.code limit 1`.execute(tx.db)
  if (!rows[0]) throw new Refusal('not-allowed')
  return rows[0].id
}

/** The first line of an error says what happened; what follows may quote a book, and is for those who may read it. */
const shownJob = (job: Job, whole: boolean) => ({
  id: job.id,
  kind: job.kind,
  state: JOB_STATES[job.state],
  ...(job.error === null ? {} : { error: whole ? job.error : job.error.split('\n')[0]! }),
})

async function calendarOf(tx: Tx, year: number) {
  const rows = await listCalendar(tx, { year })
  return rows.map(({ id, step, due_on, basis }) => ({ id, year, name: step, day: due_on, basis }))
}

export const administration: HandlersOf<'administration', Tx> = {
  packs: (_, { tx }) => packInfos(tx),

  async checkPack({ uploads }, { office }) {
    const [upload] = uploads
    if (upload!.bytes > PACK_BYTES_MAX) throw new Refusal('too-large', { limit: PACK_BYTES_MAX })
    const text = await readFile(upload!.path, 'utf8')
    if (TOO_DEEP.test(text)) return [{ path: '', ...NOT_YAML }]
    const document = parseDocument(text)
    const broken = document.errors.slice(0, 50).map((error) => ({
      path: `第 ${error.linePos?.[0].line ?? '?'} 行`,
      ...NOT_YAML,
    }))
    if (broken.length > 0) return broken
    let raw: unknown
    try {
      raw = document.toJS({ maxAliasCount: 50 })
    } catch {
      // Names that stand for names that stand for names, until no memory is left.
      return [{ path: '', ...NOT_YAML }]
    }
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
      return [{ path: '', message: '模板包应是一组“名称: 内容”', remedy: '可从现有模板包复制后修改' }]
    }
    const id = upload!.name.replace(/\.ya?ml$/i, '')
    const raws = new Map<string, RawPack>([...loadPacks().raws, [id, raw as RawPack]])
    return buildPack(id, raws).problems.map((problem) => ({ path: problem.path, ...office.packWords(problem) }))
  },

  async activatePack({ params }, { tx }) {
    const { pack: id, year } = params
    const raw = loadPacks().raws.get(id)
    if (!raw) throw notFound()
    if (year < 2000 || year > 2100)
      throw new Refusal('invalid', {}, [{ path: 'year', message: '年度应在 2000 至 2100 之间' }])
    const organisation = await managed(tx)
    const active = (await listPacks(tx, { state: 'active' })).find(({ name }) => name === id)
    const years = [...new Set([...(active?.years ?? []), year])].sort((a, b) => a - b)
    const made = await addPack(tx, { organisation, name: id, years, text: JSON.stringify(raw) })
    await setPackState(tx, { id: made.id, version: made.version, state: 'active' })
    return (await packInfos(tx)).find((one) => one.id === id)!
  },

  calendar: ({ query }, { tx }) => calendarOf(tx, query.year),

  async setCalendar({ body }, { tx }) {
    const organisation = await managed(tx)
    const { year, entries } = body
    const kept = new Set(entries.map(({ name }) => name))
    for (const entry of await listCalendar(tx, { year })) {
      if (entry.organisation === organisation && !kept.has(entry.step)) await removeCalendarEntry(tx, entry.id)
    }
    for (const { name, day, basis } of entries) {
      await setCalendarEntry(tx, { organisation, year, stage: 'budget', step: name, dueOn: day, basis })
    }
    return calendarOf(tx, year)
  },

  async audit({ query }, { tx }) {
    const [before] = partsOf(query.after) ?? []
    const entries = await listAudit(tx, {
      ...(query.act === undefined ? {} : { act: query.act }),
      ...(query.person === undefined ? {} : { person: query.person }),
      ...(typeof before === 'number' ? { before } : {}),
      limit: query.limit + 1,
    })
    const items = entries.slice(0, query.limit).map((entry) => ({
      sequence: entry.seq,
      at: entry.at.toISOString(),
      by: entry.personName,
      act: entry.act,
      subject: `${entry.kind} ${entry.subject}`,
      detail: JSON.stringify(entry.detail),
      hash: entry.hash,
    }))
    const last = items.at(-1)
    return entries.length > items.length && last ? { items, next: cursorOf([last.sequence]) } : { items }
  },

  async verifyAudit(_, { store }) {
    const { entries, breaks } = await verifyAndKeep(store.maintenance, store.dataFolder)
    const first = breaks[0]
    return {
      holds: breaks.length === 0,
      entries,
      ...(first ? { brokenAt: first.seq } : {}),
      message: first
        ? `第 ${first.seq} 条起不能连续核验（${first.problem}），请保全现场并报告。`
        : `共 ${entries} 条，首尾相接，未被改动。`,
    }
  },

  async jobs(_, { tx }) {
    const rows = await listJobs(tx, { limit: 500 })
    return rows.map((job) => ({ ...shownJob(job, false), attempts: job.attempts, at: job.created_at.toISOString() }))
  },

  async job({ params }, { tx }) {
    const job = await getJob(tx, params.id)
    const whole = (await powersAt(tx, job.organisation)).has('see')
    const { step } = (job.progress ?? {}) as { step?: string }
    return {
      ...shownJob(job, whole),
      ...(step === undefined ? {} : { progress: step }),
      ...(job.result === null || !whole ? {} : { result: JSON.stringify(job.result) }),
    }
  },
}
