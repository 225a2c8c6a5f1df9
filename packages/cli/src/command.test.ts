/** The command as people run it: through the launcher, with real files, pipes and signals. */
import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const LAUNCHER = join(ROOT, 'bin', 'gouji')

/** 合计 of 行政运行 should be 135.84; in the clean book it is. */
const book = (total: string): string =>
  [
    '云溪市档案馆2025年单位预算',
    '',
    '2025年单位一般公共预算支出表',
    '单位：万元',
    '科目编码\t科目名称\t合计\t基本支出\t项目支出',
    '\t合计\t148.54\t135.84\t12.70',
    '201\t一般公共服务支出\t148.54\t135.84\t12.70',
    '20126\t档案事务\t148.54\t135.84\t12.70',
    `2012601\t行政运行\t${total}\t135.84\t`,
    '2012602\t一般行政管理事务\t12.70\t\t12.70',
    '',
  ].join('\n')

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gouji-command-'))
  mkdirSync(join(folder, 'books'))
  writeFileSync(join(folder, 'books', 'clean.txt'), book('135.84'))
  writeFileSync(join(folder, 'books', 'wrong.txt'), book('138.54'))
})
afterAll(() => rmSync(folder, { recursive: true }))

interface Ran {
  readonly status: number | null
  readonly output: string
  readonly errors: string
}

function gouji(
  args: readonly string[],
  options: { input?: string; launcher?: string; env?: object } = {},
): Promise<Ran> {
  const child = spawn(options.launcher ?? LAUNCHER, args, {
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C', ...options.env },
  })
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece
  })
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    errors += piece
  })
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  return new Promise((settle) => child.on('close', (status) => settle({ status, output, errors })))
}

it('ends with 0 for a clean book, 1 for findings, 2 for what cannot be read', async () => {
  expect(await gouji(['check', 'books/clean.txt'])).toMatchObject({ status: 0, errors: '' })
  expect(await gouji(['check', 'books/wrong.txt'])).toMatchObject({ status: 1, errors: '' })
  expect(await gouji(['check', 'books/missing.txt'])).toMatchObject({ status: 2 })
  expect(await gouji(['check', 'books', 'books/missing.txt', '-q'])).toMatchObject({ status: 2 })
  expect(await gouji(['read', 'books/wrong.txt'])).toMatchObject({ status: 0, errors: '' })
})

it.each(['pdf', 'docx', 'xlsx', 'html', 'txt'])(
  'prints JSON by the published schemas for the example as %s',
  async (format) => {
    const example = join(ROOT, 'examples', `archive-centre-2025.${format}`)
    const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
    for (const command of ['read', 'check']) {
      const schema = JSON.parse(readFileSync(join(ROOT, 'packages/cli/schema', `${command}.schema.json`), 'utf8'))
      const { output } = await gouji([command, example, '--format', 'json', '--all'])
      ajv.validate(schema, JSON.parse(output))
      expect(ajv.errors ?? [], command).toEqual([])
    }
  },
)

it('ends with 64 for wrong usage and says so on standard error only', async () => {
  const { status, output, errors } = await gouji(['check', '--formt', 'json', 'x'])
  expect({ status, output }).toEqual({ status: 64, output: '' })
  expect(errors).toContain('--format')
})

it('names the wrong cell and its value', async () => {
  const { output } = await gouji(['check', 'books/wrong.txt'])
  expect(output).toMatch(/▶138\.54◀/)
  expect(output).toContain('138.54 → 135.84')
})

it('runs through a symlink, and reads standard input', async () => {
  const link = join(folder, 'link')
  symlinkSync(LAUNCHER, link)
  const { status, output } = await gouji(['check', '-', '--format', 'json'], { input: book('138.54'), launcher: link })
  expect(status).toBe(1)
  expect(JSON.parse(output)).toMatchObject({ name: 'stdin', verdict: 'fail' })
})

it('gives several documents in the order of their names, progress aside', async () => {
  const { output, errors } = await gouji(['check', 'books', '--format', 'json', '--jobs', '2'])
  const names = JSON.parse(output).documents.map((d: { name: string }) => d.name)
  expect(names).toEqual(['books/clean.txt', 'books/wrong.txt'])
  expect(errors).toContain('[2/2]')
})

it('writes one file, or one per document into a folder, and leaves no part behind', async () => {
  const { output } = await gouji(['check', 'books', '--out', 'all.csv', '--quiet'])
  expect(output).toBe('')
  expect(readFileSync(join(folder, 'all.csv'), 'utf8')).toContain('wrong.txt')
  await gouji(['check', 'books', '--out', 'reports/', '--format', 'html', '--quiet'])
  expect(readdirSync(join(folder, 'reports')).sort()).toEqual(['books_clean.txt.html', 'books_wrong.txt.html'])
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
})

it('says clearly that it cannot write', async () => {
  writeFileSync(join(folder, 'file'), '')
  const { status, errors } = await gouji(['check', 'books/clean.txt', '--out', 'file/report.json'])
  expect(status).toBe(2)
  expect(errors).toContain('无法写入“file/report.json”')
})

it('ends quietly when its reader has gone', async () => {
  const shell = spawn('sh', ['-c', `"${LAUNCHER}" read books books books --format json | head -c 1`], { cwd: folder })
  let errors = ''
  shell.stderr.setEncoding('utf8').on('data', (piece: string) => {
    errors += piece
  })
  await new Promise((settle) => shell.on('close', settle))
  expect(errors).not.toMatch(/EPIPE|Error/)
})

it('ends with 130 when interrupted and takes away what it has begun', async () => {
  const fifoWaits = spawn(LAUNCHER, ['check', '-', '--out', 'never.json'], { cwd: folder })
  const ended = new Promise((settle) => fifoWaits.on('close', settle))
  await new Promise((wake) => setTimeout(wake, 700))
  fifoWaits.kill('SIGINT')
  expect(await ended).toBe(130)
  expect(existsSync(join(folder, 'never.json'))).toBe(false)
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
})

it('says in both languages what to run where dependencies are missing', async () => {
  const bare = join(folder, 'bare')
  mkdirSync(join(bare, 'bin'), { recursive: true })
  const launcher = join(bare, 'bin', 'gouji')
  writeFileSync(launcher, readFileSync(LAUNCHER), { mode: 0o755 })
  const { status, errors } = await gouji(['--version'], { launcher })
  expect(status).toBe(69)
  expect(errors).toContain('请先运行')
  expect(errors).toContain('npm install')
})

it('keeps colours out of pipes unless asked for', async () => {
  expect((await gouji(['check', 'books/wrong.txt'])).output).not.toContain('\u001b')
  expect((await gouji(['check', 'books/wrong.txt', '--color'])).output).toContain('\u001b')
})

const EXAMPLE = join(ROOT, 'examples', 'archive-centre-2025.pdf')

it('writes notes into a copy of the PDF and never over the original', async () => {
  const before = readFileSync(EXAMPLE)
  const { status, output } = await gouji(['check', EXAMPLE, '--annotate', '--out', 'notes.pdf'])
  expect(status).toBe(1)
  expect(output).toContain('notes.pdf')
  const notes = readFileSync(join(folder, 'notes.pdf'))
  expect(notes.subarray(0, before.length).equals(before)).toBe(true)
  expect(notes.includes('/Subtype/Square')).toBe(true)
  writeFileSync(join(folder, 'own.pdf'), before)
  expect((await gouji(['check', 'own.pdf', '--annotate', '--out', './own.pdf'])).status).toBe(64)
  expect((await gouji(['check', 'own.pdf', '--annotate', '-q'])).output).toBe('')
  expect(existsSync(join(folder, 'own.annotated.pdf'))).toBe(true)
  expect((await gouji(['check', 'own.pdf', '--annotate', '-o', '-'])).output.startsWith('%PDF')).toBe(true)
  expect((await gouji(['check', 'books/wrong.txt', '--annotate'])).status).toBe(2)
})

it('shows the pages of a PDF in the report, each as a picture', async () => {
  const { output } = await gouji(['check', EXAMPLE, '--format', 'html'])
  expect(output.match(/<img src="data:image\/png;base64,/g)).toHaveLength(17)
  expect(output).toMatch(/<a class="goto" href="#d1f\d+m">/)
})

it('accepts the findings that a file beside the document names, and tells what no longer fits', async () => {
  const waiver = (finding: string, until: string): string =>
    `  - finding: ${JSON.stringify(finding)}\n    reason: 已核对\n    by: 财务室\n    until: ${until}\n`
  writeFileSync(join(folder, 'accepted.txt'), book('138.54'))
  const { output } = await gouji(['check', 'accepted.txt', '--format', 'json'])
  const ids: string[] = JSON.parse(output).findings.map((f: { id: string }) => f.id)
  const beside = join(folder, 'accepted.txt.waivers.yaml')
  const write = (until: string): void =>
    writeFileSync(beside, `waivers:\n${[...ids, 'SUM-ROWS@none'].map((id) => waiver(id, until)).join('')}`)
  write('2099-12-31')
  const accepted = await gouji(['check', 'accepted.txt'])
  expect(accepted.status).toBe(0)
  expect(accepted.output).toContain('已说明：已核对（财务室，有效至 2099-12-31）')
  expect(accepted.output).toContain('（SUM-ROWS@none）没有对应的问题')
  write('2020-12-31')
  const expired = await gouji(['check', 'accepted.txt'])
  expect(expired).toMatchObject({ status: 1 })
  expect(expired.output).toContain('已于 2020-12-31 到期')
  writeFileSync(beside, 'waivers:\n  - finding: X\n')
  const wrong = await gouji(['check', 'accepted.txt'])
  expect(wrong).toMatchObject({ status: 2, output: '' })
  expect(wrong.errors).toContain('accepted.txt.waivers.yaml:2：缺少“reason”')
})

it('keeps the schema when findings are accepted, in the example too', async () => {
  const waivers = join(ROOT, 'examples', 'accepted.waivers.yaml')
  const { output } = await gouji(['check', EXAMPLE, '--format', 'json', '--waivers', waivers])
  const schema = JSON.parse(readFileSync(join(ROOT, 'packages/cli/schema/check.schema.json'), 'utf8'))
  const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true })
  ajv.validate(schema, JSON.parse(output))
  expect(ajv.errors ?? []).toEqual([])
  const { waivers: uses } = JSON.parse(output)
  expect(uses.map(({ state }: { state: string }) => state)).toEqual(['applied', 'expired'])
})

it('explains a rule and proposes the one that was meant', async () => {
  expect((await gouji(['explain', 'SUM-ROWS'])).output).toContain('反例')
  expect(await gouji(['explain', 'SUM-ROW'])).toMatchObject({ status: 64, output: '' })
})

it('checks what is said of last year against what was published then', async () => {
  const tables = (year: number, total: string): string =>
    book(total).replaceAll('2025年', `${year}年`).replaceAll('148.54', total).replaceAll('135.84', total)
  const now = book('135.84').replace('\n\n', '\n\n2025年一般公共预算支出148.54万元，比上年预算数增加8.54万元。\n\n')
  writeFileSync(join(folder, 'now.txt'), now)
  for (const [name, year] of [
    ['before.txt', 2024],
    ['long-ago.txt', 2020],
  ] as const) {
    const lines = tables(year, '127.30').split('\n')
    const rows = lines.map((line) => line.replace(/^(\t合计|201\t[^\t]+|20126\t[^\t]+)\t127.30/, '$1\t140.00'))
    writeFileSync(join(folder, name), rows.join('\n'))
  }
  expect(await gouji(['check', 'now.txt', '--previous', 'before.txt'])).toMatchObject({ status: 0, errors: '' })
  writeFileSync(join(folder, 'now.txt'), now.replace('增加8.54', '增加5.54'))
  const wrong = await gouji(['check', 'now.txt', '--previous', 'before.txt'])
  expect(wrong.status).toBe(1)
  expect(wrong.output).toContain('143.00（由增减额推出） 万元')
  const other = await gouji(['check', 'now.txt', '--previous', 'long-ago.txt'])
  expect(other.output).toContain('给出的上年公开文件是 2020 年度的')
  const missing = await gouji(['check', 'now.txt', '--previous', 'missing.txt'])
  expect(missing.status).toBe(2)
  expect(missing.output).toContain('上年公开文件“missing.txt”：找不到这个文件')
  expect(await gouji(['check', 'books', '--previous', 'before.txt'])).toMatchObject({ status: 64, output: '' })
})
