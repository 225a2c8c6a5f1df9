import { expect, it } from 'vitest'
import { parseCommandLine } from './arguments.ts'
import { nearest } from './nearest.ts'

const parse = (line: string, environment: Record<string, string> = {}) =>
  parseCommandLine(line === '' ? [] : line.split(' '), environment)

it('reads a whole command line', () => {
  expect(parse('check a.pdf -f json --out x.json -j 3 --year 2025 -q b.pdf')).toEqual({
    kind: 'run',
    command: 'check',
    options: {
      files: ['a.pdf', 'b.pdf'],
      format: 'json',
      out: 'x.json',
      language: 'zh',
      jobs: 3,
      quiet: true,
      year: 2025,
      all: false,
      annotate: false,
    },
  })
})

it.each([
  ['check a --out r.html', 'html'],
  ['check a --out r.SARIF', 'sarif'],
  ['check a --out r.xlsx', 'xlsx'],
  ['check a --out r/', 'text'],
  ['check a --out r.html --format csv', 'csv'],
])('%s writes %s', (line, format) => {
  expect(parse(line)).toMatchObject({ options: { format } })
})

it.each([
  ['chek a.pdf', '没有命令“chek”。 是不是要写“check”？'],
  ['check a.pdf --formt json', '没有选项“--formt”。 是不是要写“--format”？'],
  ['check a.pdf -x', '没有选项“-x”。'],
  ['check a.pdf --format', '选项“--format”后面缺少值。'],
  ['check a.pdf --quiet=yes', '选项“--quiet”不带值。'],
  ['check a.pdf --format xml', '选项“--format”的值“xml”不对，可用：text, json, csv, xlsx, sarif, html。'],
  ['read a.pdf --format sarif', '选项“--format”的值“sarif”不对，可用：text, json, csv, html。'],
  ['read a.pdf --annotate', '选项“--annotate”只用于“gouji check”。'],
  ['check a.pdf --annotate -f json', '“--annotate”写出加了批注的 PDF，不能再用“--format”指定格式。'],
  ['check a.pdf --jobs 0', '选项“--jobs”要一个正整数，得到的是“0”。'],
  ['check a.pdf --year 25', '选项“--year”要四位年份（如 2025），得到的是“25”。'],
  ['check', '没有指定文件。'],
  ['check - -', '标准输入“-”只能指定一次。'],
])('%s is wrong: %s', (line, message) => {
  expect(parse(line)).toMatchObject({ kind: 'wrong', messages: [message] })
})

it('tells every mistake, not only the first', () => {
  expect(parse('check --colour --jobs x')).toMatchObject({ kind: 'wrong', messages: { length: 3 } })
})

it('says in English what is wrong where English is asked for', () => {
  expect(parse('check --lang en')).toMatchObject({ language: 'en', messages: ['no file given.'] })
  expect(parse('check', { LANG: 'en_US.UTF-8' })).toMatchObject({ messages: ['no file given.'] })
})

it('lets the option decide before NO_COLOR', () => {
  expect(parse('check a', { NO_COLOR: '1' })).toMatchObject({ options: { color: false } })
  expect(parse('check a --color', { NO_COLOR: '1' })).toMatchObject({ options: { color: true } })
  expect(parse('check a')).not.toHaveProperty('options.color')
})

it('shows help when asked, and where there is nothing else to do', () => {
  expect(parse('')).toEqual({ kind: 'help', topic: 'gouji', language: 'zh', asked: false })
  expect(parse('check --help')).toMatchObject({ kind: 'help', topic: 'check', asked: true })
  expect(parse('help read')).toMatchObject({ kind: 'help', topic: 'read' })
})

it('does not propose what is not near', () => {
  expect(nearest('--verbose', ['--version', '--year'])).toBeUndefined()
})
