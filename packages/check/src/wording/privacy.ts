/** Numbers and names of persons that have no place in a public document. What is found is never repeated in full. */
import type { Cell, Place, Table } from '@gouji/document'
import type { Finding, Severity } from '../report.ts'
import { evidenceAt, findingOf, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { bodyOf, placeIn } from './body.ts'
import { wordsOf } from './words.ts'

export const PRIVACY_NUMBER: RuleInfo = {
  id: 'PRIVACY-NUMBER',
  severity: 'error',
  title: { zh: '公开了个人号码', en: 'Personal number published' },
  checks: '身份证号（校验位相符）、个人银行账号、手机号，包括被空格、单元格拆开的。手机号作警告，固定电话不报。',
  basis: '个人信息保护法第二十八条；政府信息公开条例第十五条',
  good: '联系电话：0571-1234567（办公电话）',
  bad: '联系电话：1391***0000（手机号）',
}

export const PRIVACY_NAME: RuleInfo = {
  id: 'PRIVACY-NAME',
  severity: 'warning',
  title: { zh: '公开了填报人姓名', en: 'Name of a clerk published' },
  checks: '“填报人”“联系人”“经办人”等栏里的姓名，公开时没有必要保留；“负责人”栏作提示。',
  basis: '个人信息保护法第六条（最小范围）；政府信息公开条例第十五条',
  good: '填报人：（公开时删去）',
  bad: '填报人：张某某',
}

interface Number18 {
  readonly kind: '身份证号' | '银行账号' | '手机号'
  readonly masked: string
  readonly severity: Severity
}

const MOBILE = /^1[3-9]\d{9}$/

function judge(digits: string, account: boolean): Number18 | undefined {
  if (MOBILE.test(digits)) {
    return { kind: '手机号', masked: `${digits.slice(0, 4)}****${digits.slice(-3)}`, severity: 'warning' }
  }
  if (isIdentity(digits)) {
    return { kind: '身份证号', masked: `${digits.slice(0, 3)}**************${digits.slice(-1)}`, severity: 'error' }
  }
  if (account && /^(?:62|4|5)\d{14,18}$/.test(digits) && luhn(digits)) {
    return { kind: '银行账号', masked: `${digits.slice(0, 4)}****${digits.slice(-4)}`, severity: 'error' }
  }
  return undefined
}

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11643: a date of birth and a check digit. */
export function isIdentity(text: string): boolean {
  const m = /^[1-9]\d{5}(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/.exec(text)
  if (!m) return false
  const sum = WEIGHTS.reduce((s, w, i) => s + w * Number(text[i]), 0)
  return '10X98765432'[sum % 11] === text[17]!.toUpperCase()
}

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((s, c, i) => {
    const d = Number(c) * (i % 2 === 1 ? 2 : 1)
    return s + (d > 9 ? d - 9 : d)
  }, 0)
  return sum % 10 === 0
}

interface Found extends Number18 {
  readonly place: Place
  readonly label: string
}

export function privacyNumber(context: RuleContext): Finding[] {
  const body = bodyOf(context)
  const found = [...inProse(context), ...body.tables.flatMap(inTable)]
  return found.map((n) =>
    findingOf(PRIVACY_NUMBER, {
      key: `${n.kind}.${n.masked}`,
      severity: n.severity,
      message: `公开文本里有${n.kind}（${n.masked}）。请删去；确需留联系方式的，用办公电话。`,
      found: n.masked,
      evidence: [evidenceAt(n.place, `${n.label}${n.masked}`)],
    }),
  )
}

/** Runs of digits, also with single blanks or hyphens inside. */
const RUN = /(?<![\d.,])\d(?:[ -]?\d){9,18}[ -]?[\dXx](?![\d.,]\d|\d|万元|元|%)/g

function inProse(context: RuleContext): Found[] {
  return bodyOf(context)
    .prose.find(RUN)
    .flatMap(({ line, at, match }) => {
      const before = line.text.slice(Math.max(0, at - 12), at)
      // Numbers that happen to stand in a row are none; a telephone is written in one, or as 3-4-4.
      const whole = /^\d+[Xx]?$|^\d{3}[ -]\d{4}[ -]\d{4}$/.test(match[0])
      if (!whole && !PHONE_LABEL.test(before) && !ACCOUNT_LABEL.test(before)) return []
      const number = judge(match[0].replace(/[ -]/g, ''), ACCOUNT_LABEL.test(before))
      return number ? [{ ...number, place: placeIn(line, at), label: before.replace(/\d/g, '*').slice(-8) }] : []
    })
}

const PHONE_LABEL = /电话|手机|联系方式|联系人/
const ACCOUNT_LABEL = /账号|帐号|卡号|账户|银行|身份证/

function inTable(table: Table): Found[] {
  const found: Found[] = []
  const labels = table.cells.filter((c) => PHONE_LABEL.test(c.text) || ACCOUNT_LABEL.test(c.text))
  for (const label of labels) {
    const inside = digitsOf(label.text)
    const number = (inside && judge(inside, true)) || judgeRow(table, label)
    if (number) found.push({ ...number, place: label.place, label: `${label.text.replace(/[\d\s].*$/, '')} ` })
  }
  // A column of numbers below the heading 联系电话.
  for (const label of labels) {
    for (const cell of table.cells) {
      if (cell.column !== label.column || cell.row <= label.row || cell.row > label.row + 60) continue
      const number = judge(cell.text.replace(/[\s-]/g, ''), true)
      if (number) found.push({ ...number, place: cell.place, label: '' })
    }
  }
  return found
}

const digitsOf = (text: string): string | undefined => RUN_ONE.exec(text.replace(/[\s-]/g, ''))?.[0]
const RUN_ONE = /\d{11,19}[Xx]?/

/** What stands in the cells to the right, joined: a number may be split over them. */
function judgeRow(table: Table, label: Cell): Number18 | undefined {
  const right = rightOf(table, label)
  let digits = ''
  for (const cell of right.slice(0, 4)) {
    const text = cell.text.replace(/[\s-]/g, '')
    if (text === '') continue
    if (!/^\d+[Xx]?$/.test(text)) break
    digits += text
    const number = judge(digits, true)
    if (number) return number
  }
  return undefined
}

const rightOf = (table: Table, label: Cell): Cell[] =>
  table.cells.filter((c) => c.row === label.row && c.column > label.column).sort((a, b) => a.column - b.column)

const CLERK = '填报人|填表人|联系人|经办人|制表人|审核人|复核人|编制人'
const CHIEF = '单位负责人|部门负责人|项目负责人|财务负责人|分管领导|负责人'
const LABEL = new RegExp(`^(?:${CLERK}|${CHIEF})(?:姓名|签名|签字)?:?$`)
const LABELLED = new RegExp(`(${CLERK}|${CHIEF})(?:姓名)?:([\\u4e00-\\u9fff]{2,4})(?![\\u4e00-\\u9fff(])`, 'g')

export function privacyName(context: RuleContext): Finding[] {
  const words = wordsOf(context)
  const body = bodyOf(context)
  if (!words || body.blank) return []
  const isName = (text: string): boolean =>
    /^[\u4e00-\u9fff]{2,4}$/.test(text) &&
    (words.surnames.has(text[0]!) || words.surnames.has(text.slice(0, 2))) &&
    !/单位|部门|局|科|处|室|人$|签|章|电话|日期/.test(text)
  const found: { label: string; name: string; place: Place }[] = []
  for (const { line, at, match } of body.prose.find(LABELLED)) {
    if (isName(match[2]!)) found.push({ label: match[1]!, name: match[2]!, place: placeIn(line, at) })
  }
  for (const table of body.tables) {
    for (const cell of table.cells) {
      if (!/人|领导|审核/.test(cell.text)) continue
      const text = cell.text.replace(/\s/g, '').replace(/：/g, ':')
      const inside = [...text.matchAll(LABELLED)].at(0)
      if (inside && isName(inside[2]!)) found.push({ label: inside[1]!, name: inside[2]!, place: cell.place })
      if (!LABEL.test(text)) continue
      const name = nameIn(rightOf(table, cell))
      if (isName(name)) found.push({ label: text.replace(/:$/, ''), name, place: cell.place })
    }
  }
  return found.map(({ label, name, place }) =>
    findingOf(PRIVACY_NAME, {
      key: `${label}.${name[0]}`,
      ...(new RegExp(`^(?:${CHIEF})`).test(label) ? { severity: 'info' as const } : {}),
      message: `公开文本里有${label}姓名（${name[0]}${'*'.repeat(name.length - 1)}）。没有必要公开的，请删去。`,
      found: `${name[0]}${'*'.repeat(name.length - 1)}`,
      evidence: [evidenceAt(place, `${label} ${name[0]}${'*'.repeat(name.length - 1)}`)],
    }),
  )
}

/** The first words to the right of a label; a name may be split over two cells. */
function nameIn(cells: readonly Cell[]): string {
  let name = ''
  for (const cell of cells.slice(0, 3)) {
    const text = cell.text.replace(/[\s:：]/g, '')
    if (text === '') continue
    if (!/^[\u4e00-\u9fff]{1,4}$/.test(text) || name.length + text.length > 4) break
    name += text
    if (name.length >= 2) break
  }
  return name
}
