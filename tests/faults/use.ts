/** People at work while parts are killed, and the proof that what they were promised was kept. */
import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { openStore, verifyAudit } from '@gouji/store'
import type { Answer } from '../workbench/visitor.ts'
import type { Installation } from './installation.ts'

const PAUSE_MS = 40
/** What people may be told while a part is away: wait, or nobody answers at all. */
const TOLD = new Set([503])

export interface Use {
  stop(): Promise<void>
  /** Answers that nobody should ever see: neither a success nor the advice to wait. */
  readonly wrong: string[]
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export function startUse(installation: Installation): Use {
  const { people, promised, ledger, filing } = installation
  let isOver = false
  const wrong: string[] = []
  /** Undefined where nobody answered: then nothing was promised. */
  const tried = async (asking: Promise<Answer>): Promise<Answer | undefined> => {
    const answer = await asking.catch(() => undefined)
    if (!answer || answer.status < 300) return answer
    if (!TOLD.has(answer.status)) wrong.push(`${answer.status} ${answer.bytes.toString().slice(0, 300)}`)
    return undefined
  }
  const repeated = async (act: () => Promise<void>): Promise<void> => {
    while (!isOver) {
      await act()
      await pause(PAUSE_MS)
    }
  }
  const upload = async (): Promise<void> => {
    const mark = randomUUID()
    const bytes = Buffer.from(`${mark}\n${BOOK}${'　\n'.repeat(2000)}`)
    const answer = await tried(people.uploader.upload('/documents', [{ name: `${mark}.txt`, bytes }]))
    const id = answer?.json.accepted[0]?.id
    if (id) promised.uploads.push({ id, sha256: sha256Of(bytes) })
  }
  const edit = async (): Promise<void> => {
    const [key, value] = [randomUUID(), randomUUID()]
    const changes = [{ kind: 'put', row: { sheet: 'projects', key, values: { name: value } } }]
    const answer = await tried(people.editor.call('PATCH', `/ledgers/${ledger}/rows`, { base: 1, changes }))
    if (answer?.json.saved) promised.edits.push({ key, value })
  }
  const publish = async (): Promise<void> => {
    const last = promised.jobs.at(-1)
    const state = last && (await tried(people.publisher.call('GET', `/filings/${filing}/editions`)))
    if (last && (!state || (await isWaiting(last)))) return
    const { json } = (await tried(people.publisher.call('GET', `/filings/${filing}`))) ?? {}
    if (!json) return
    const answer = await tried(
      people.publisher.call('POST', `/filings/${filing}/editions`, {}, { 'if-match': `"v${json.version}"` }),
    )
    if (answer) promised.jobs.push(answer.json.job)
  }
  const isWaiting = async (job: string): Promise<boolean> => {
    const answer = await tried(people.publisher.call('GET', `/jobs/${job}`))
    return !answer || ['queued', 'running', 'waiting', 'working'].includes(answer.json.state)
  }
  const working = [repeated(upload), repeated(upload), repeated(edit), repeated(edit), repeated(publish)]
  return {
    wrong,
    async stop() {
      isOver = true
      await Promise.all(working)
    },
  }
}

const BOOK = `测试局2025年部门预算

表1 2025年部门收支预算总表
单位：万元
收入\t预算数\t支出\t预算数
一般公共预算拨款收入\t100.00\t一般公共服务支出\t100.00
本年收入合计\t100.00\t本年支出合计\t100.00
`

export interface Kept {
  readonly broken: string[]
  readonly editions: number
}

/** Looks at everything that was promised since `from`, and at everything that can be seen. */
export async function proveKept(
  installation: Installation,
  from: { uploads: number; editions: number },
): Promise<Kept> {
  const { people, promised, ledger, filing, folder } = installation
  const broken: string[] = []
  for (const { id, sha256 } of promised.uploads.slice(from.uploads)) {
    const { status, bytes } = await people.uploader.call('GET', `/documents/${id}/original`)
    if (status !== 200 || sha256Of(bytes) !== sha256) broken.push(`upload ${id}: ${status}`)
  }
  const { json } = await people.editor.call('GET', `/ledgers/${ledger}/rows`)
  const rows = new Map<string, string>(
    json.rows.map((row: { key: string; values: { name: string } }) => [row.key, row.values.name]),
  )
  for (const { key, value } of promised.edits) if (rows.get(key) !== value) broken.push(`edit ${key}`)
  const editions = (await people.publisher.call('GET', `/filings/${filing}/editions`)).json as Edition[]
  for (const { id, files } of editions.slice(0, Math.max(0, editions.length - from.editions))) {
    broken.push(...(await proveEdition(installation, id, files)))
  }
  broken.push(...(await proveRecords(folder, promised.jobs, editions.length)))
  return { broken, editions: editions.length }
}

interface Edition {
  readonly id: string
  readonly files: readonly { readonly path: string; readonly sha256: string }[]
}

/** All files are there, and the manifest tells the hash of each. */
async function proveEdition({ people }: Installation, id: string, files: Edition['files']): Promise<string[]> {
  const broken: string[] = []
  let manifest: Edition['files'] | undefined
  for (const { path, sha256 } of files) {
    const { status, bytes } = await people.publisher.call('GET', `/editions/${id}/files/${sha256}`)
    if (status !== 200 || sha256Of(bytes) !== sha256) broken.push(`edition ${id}, ${path}: ${status}`)
    if (path === 'manifest.json') manifest = JSON.parse(bytes.toString()).files
  }
  if (!manifest) return [...broken, `edition ${id} without a manifest`]
  const known = new Map(files.map(({ path, sha256 }) => [path, sha256]))
  for (const { path, sha256 } of manifest) {
    if (known.get(path) !== sha256) broken.push(`edition ${id}: the manifest and ${path} differ`)
  }
  if (manifest.length !== files.length - 1) broken.push(`edition ${id}: the manifest tells of ${manifest.length} files`)
  return broken
}

/** What nobody may see half: documents without bytes, jobs that are gone or were done twice; and the trail. */
async function proveRecords(folder: string, jobs: readonly string[], editions: number): Promise<string[]> {
  const store = await openStore({ dataFolder: folder, attach: true })
  try {
    const broken: string[] = []
    const { rows } = await store.maintenancePool.query<{ id: string; sha256: string }>(
      `select id, sha256 from gouji.document union select document, report from gouji.reading where report is not null`,
    )
    for (const { id, sha256 } of rows) {
      if ((await store.blobs.verifyOne(sha256)) !== 'sound') broken.push(`document ${id} without its bytes`)
    }
    const told = await store.maintenancePool.query<{ id: string; state: string; edition: string | null }>(
      `select j.id, j.state, e.id as edition from gouji.job j left join gouji.edition e on e.id = (j.result ->> 'edition')::uuid
       where j.kind = 'edition.publish'`,
    )
    const known = new Set(told.rows.map(({ id }) => id))
    for (const id of jobs) if (!known.has(id)) broken.push(`job ${id} is gone`)
    const done = told.rows.filter(({ state }) => state === 'done')
    if (done.some(({ edition }) => edition === null)) broken.push('a job of publishing is done without an edition')
    if (editions > done.length) broken.push(`${editions} editions of ${done.length} jobs`)
    const twice = await store.maintenancePool.query(
      `select document from gouji.reading group by document having count(*) > 1`,
    )
    if (twice.rows.length > 0) broken.push(`${twice.rows.length} documents were read twice`)
    const { breaks } = await verifyAudit(store.maintenance)
    if (breaks.length > 0) broken.push(`the trail is broken: ${JSON.stringify(breaks[0])}`)
    return broken
  } finally {
    await store.close()
  }
}
