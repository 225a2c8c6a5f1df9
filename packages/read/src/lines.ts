/**
 * What single lines around and inside tables are: units of measure, owners, table numbers, notes.
 */
import { type MoneyUnit, moneyUnitIn, plainName } from '@gouji/ledger'

/** The unit of measure that a line names: `单位：万元`, `金额单位: 元`, also behind an owner's name. */
export function unitInLine(text: string): MoneyUnit | undefined {
  const plain = plainName(text)
  const m = /单位[:;：]?\s*[(（]?((?:人民币)?[百千万亿]?元|万|[百千万亿]元人民币)/.exec(plain)
  if (m) return moneyUnitIn(m[1]!)
  const bracket = /^[(（](?:金额)?(?:单位[:：])?(?:人民币)?([百千万亿]?元)[)）]$/.exec(plain)
  return bracket ? moneyUnitIn(bracket[1]!) : undefined
}

/** A line that says whose table it is, or only leaves room for it. */
export const isOwnerLine = (text: string): boolean =>
  /^(?:部门|单位|编制部门|编制单位|填报单位|填报部门|预算单位|部门\/单位|公开部门|公开单位|单位名称|部门名称|部门\(单位\)|单位\(部门\))(?:名称|编码|代码)?[:：【]/.test(
    plainName(text),
  ) || /^(?!20\d\d年)\d{3,9}[-—_【]?[\u4e00-\u9fff]/.test(plainName(text))

/** `表01`, `附表4-5`, `公开01表`, `预算13表`, `部门预算公开表1`: a number without a name. */
export const isTableNumber = (text: string): boolean =>
  /^(?:附?表|附件|(?:[省市区县]级)?(?:部门|单位)?(?:预算|决算|财决|财预)?(?:信息)?(?:公开)?表?)?\s*[\d一二三四五六七八九十]{1,3}(?:[-—.]\d{1,2})*(?:表|号)?$/.test(
    plainName(text),
  ) || /^(?:附件|附表)$/.test(plainName(text))

/** A line with nothing but a year or a page number. */
export const isBareNumber = (text: string): boolean => /^[-—–·\s\d"“”'第页共/年度()（）]*$/.test(text)

export const isNoteLine = (text: string): boolean => /^(?:备?注|说明)\d?\s*[:：、.]|^备注/.test(plainName(text))

/** Whether a line can be the title of a table: it ends in 表, perhaps with a remark in brackets. */
export function isTableTitle(text: string): boolean {
  const plain = plainName(text)
  if (plain.length < 3 || plain.length > 60 || isTableNumber(plain)) return false
  if (/[。；;，]|[:：]$|详见|见表|如下|附后/.test(plain)) return false
  return (
    /表(?:\([^()]{1,14}\))*(?:\d{1,2})?$/.test(plain) &&
    !/^(?:此|本|该|以上|上述|第[一二三四五六七八九十]+部分)/.test(plain)
  )
}

/** A title without its number: `表5 一般公共预算支出表`, `五、…`, `（五）…`, `附表4-5：…`, `4．2025年…`. */
export function titleText(text: string): string {
  return text
    .trim()
    .replace(/^(?:附?表|附件|公开|预算)\s*[\d一二三四五六七八九十]{1,3}(?:[-—.]\d{1,2})*\s*(?:表)?\s*[:：、.]?\s*/, '')
    .replace(
      /^(?:[（(][\d一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}\s*[、.．](?!\d))\s*/,
      '',
    )
    .replace(/[\s.…·]+\d*$/, (tail) => (/[.…·]/.test(tail) ? '' : tail))
    .replace(/(?<=[\u4e00-\u9fff“”"（）()])\s+(?=[\u4e00-\u9fff“”"（）()])/g, '')
    .trim()
}
