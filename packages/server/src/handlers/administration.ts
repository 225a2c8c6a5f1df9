import {
  cancelJob,
  getJob,
  type Job,
  listAudit,
  listCalendar,
  listJobs,
  listOrganisations,
  listThresholds,
  powersAt,
  reasonsAsked,
  removeCalendarEntry,
  retryJob,
  setCalendarEntry,
  setReasonsAsked,
  type Tx,
  verifyAndKeep,
} from '@gouji/store'
import { cursorOf, partsOf } from '../http/cursor.ts'
import type { HandlersOf } from '../http/handler.ts'
import { Refusal } from '../http/problem.ts'
import { managed } from './managed.ts'
import { packs } from './packs.ts'

const JOB_STATES = { queued: 'waiting', running: 'working', done: 'done', dead: 'dead', cancelled: 'dead' } as const

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

const FEN_IN_WAN = 1_000_000n

/** 12.5 万元 → 12500000 fen. */
function wanInFen(text: string): bigint {
  const [whole = '0', part = ''] = text.split('.')
  return BigInt(whole) * FEN_IN_WAN + BigInt(part.padEnd(2, '0')) * 10_000n
}

/** What holds at the highest place that the person sees, in per cent and 万元. */
async function thresholdsOf(tx: Tx, year: number) {
  const [top] = await listOrganisations(tx)
  const asked = top && (await reasonsAsked(tx, { organisation: top.id, year }))
  if (!asked) return { year }
  const [first] = await listThresholds(tx, { year })
  return {
    year,
    rate: String(asked.permille / 10),
    amount: `${asked.fen / FEN_IN_WAN}.${String((asked.fen % FEN_IN_WAN) / 10_000n).padStart(2, '0')}`,
    ...(first?.source ? { source: first.source } : {}),
  }
}

export const administration: HandlersOf<'administration', Tx> = {
  ...packs,

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

  thresholds: ({ query }, { tx }) => thresholdsOf(tx, query.year),

  async setThresholds({ body }, { tx }) {
    const { year, rate, amount, source = '' } = body
    const organisation = await managed(tx)
    const thresholds =
      rate === undefined && amount === undefined
        ? undefined
        : { permille: Math.round(Number(rate ?? '0') * 10), fen: wanInFen(amount ?? '0') }
    await setReasonsAsked(tx, { organisation, year, thresholds, source })
    return thresholdsOf(tx, year)
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

  async jobs({ query }, { tx }) {
    const [at, id] = partsOf(query.after) ?? []
    const states = (Object.keys(JOB_STATES) as Job['state'][]).filter((s) => JOB_STATES[s] === query.state)
    const rows = await listJobs(tx, {
      ...(query.state === undefined ? {} : { states }),
      ...(typeof at === 'string' && typeof id === 'string' ? { after: { at, id } } : {}),
      limit: query.limit + 1,
    })
    const jobs = rows.slice(0, query.limit)
    const items = jobs.map((job) => ({
      ...shownJob(job, false),
      attempts: job.attempts,
      at: job.created_at.toISOString(),
    }))
    const last = jobs.at(-1)
    return rows.length > jobs.length && last ? { items, next: cursorOf([last.cursor, last.id]) } : { items }
  },

  async retryJob({ params: { id } }, { tx }) {
    if (!(await retryJob(tx, id))) await refuseFor(tx, id, '只有没有完成的任务可以重做')
    return stateOf(await getJob(tx, id))
  },

  async cancelJob({ params: { id } }, { tx }) {
    if (!(await cancelJob(tx, id))) await refuseFor(tx, id, '任务已经结束，不能取消')
    return stateOf(await getJob(tx, id))
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

const stateOf = ({ id, state }: Job) => ({ id, state: JOB_STATES[state] })

/** A job that nobody may see is not there; one that is there is in no state for what was asked. */
async function refuseFor(tx: Tx, id: string, message: string): Promise<never> {
  await getJob(tx, id)
  throw new Refusal('invalid', {}, [{ path: 'id', message }])
}
