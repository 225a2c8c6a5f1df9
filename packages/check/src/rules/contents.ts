/**
 * Tables that the table of contents lists and the document does not have, and tables that lost their titles. Titles are
 * compared by what they are about, since the contents often leave out the year, 部门 or the name of the unit.
 */
import type { Block, Place } from '@gouji/document'
import { nameDistance, plainName } from '@gouji/ledger'
import type { Heading, ReadTable } from '@gouji/read'
import type { Finding } from '../report.ts'
import { isBlankForm } from './blank-form.ts'
import { evidenceAt, findingOf, hasFigures, isDamaged, listed, type RuleContext, type RuleInfo } from './rule.ts'

export const STRUCT_CONTENTS: RuleInfo = {
  id: 'STRUCT-CONTENTS',
  severity: 'error',
  title: { zh: '目录列有而正文没有的表', en: 'Table listed in the contents is absent' },
  checks: '目录列出的每张表，正文里应当有同名的表。文件有无法辨认的页的，只作未校验处理。',
  basis: '预算法第十四条（预算、报表向社会公开）；目录与正文一致',
  good: '目录列九张表，正文有同名的九张表',
  bad: '目录列有“部门收入总表”，正文没有这张表',
}

export const STRUCT_TITLE: RuleInfo = {
  id: 'STRUCT-TITLE',
  severity: 'warning',
  title: { zh: '表格没有标题', en: 'Table without a title' },
  checks:
    '每张有金额的表应当印有标题。目录列有而表上没有标题的，只能按目录顺序推定是哪张表；接在另一张表之下、表头说的是另一方面的，上面的标题不算它的标题。',
  basis: '报表要素：标题、年度、编制单位、计量单位',
  good: '2024年单位收支预算总表',
  bad: '表上方只有“2024”',
}

export function structContents(context: RuleContext): Finding[] {
  if (isBlankForm(context)) return []
  const { reading, document } = context
  // An entry such as 部门预算表 names the part that holds the tables, not one of them.
  const listedTables = reading.contents.filter(
    (h) => isTitleLike(h.text.replace(/[.…·\s]+\d*$/, '')) && decidingOf(topicOf(h.text)) !== '',
  )
  const absent = absentOf(listedTables, reading.tables, otherLines(document.blocks, reading.contents))
  if (absent.length === 0) return []
  const names = absent.map((h) => `“${plainName(h.text)}”`)
  const lost = lostParts(context)
  // A table that matches no entry may be the missing one under another name.
  const doubtful =
    isDamaged(context) ||
    reading.tables.some((t) => hasFigures(t) && !listedTables.some((h) => sameTopic(h.text, t.title)))
  return [
    findingOf(STRUCT_CONTENTS, {
      key: absent.map((h) => topicOf(h.text)).join('+'),
      ...(lost.length > 0 ? { state: 'unverified', severity: 'warning', origin: 'possibly-conversion' } : {}),
      ...(lost.length === 0 && doubtful ? { severity: 'warning' } : {}),
      ...(isDamaged(context) ? { origin: 'possibly-conversion' } : {}),
      message:
        lost.length > 0
          ? `目录列有 ${listed(names)}，正文中没有找到；文件有 ${lost.length} 处无法辨认的内容，未校验。请核对原件。`
          : `目录列有 ${listed(names)}，正文中没有这${absent.length === 1 ? '张' : '些'}表。请补上，没有数据的也应列出空表并说明。`,
      expected: `正文有 ${listed(names)}`,
      found: '没有',
      evidence: [
        ...absent.map((h) => evidenceAt(h.place, h.text, '目录')),
        ...lost.slice(0, 3).map((l) => evidenceAt(l.place, l.text, undefined, 'context')),
      ],
    }),
  ]
}

export const structTitle = (context: RuleContext): Finding[] => [...supposedTitles(context), ...stackedTables(context)]

/** Tables below another one in the same grid whose headings say that its title is not theirs. */
function stackedTables(context: RuleContext): Finding[] {
  const inGrid = (t: ReadTable): boolean =>
    context.document.blocks.some(
      (b) => b.kind === 'table' && b.place !== t.place && b.cells.some((c) => c.place === t.place),
    )
  return context.reading.tables
    .filter((t) => t.titleSource === 'none' && hasFigures(t) && inGrid(t))
    .map((t) => {
      const headings = [...new Set(t.columns.map((c) => c.path.at(-1) ?? ''))].filter((h) => h !== '')
      return findingOf(STRUCT_TITLE, {
        key: `stacked.${t.number}`,
        severity: 'info',
        message: `表${t.number} 接在另一张表之下，没有自己的标题，其表头（${listed(headings)}）与上面的标题所说不同。请补印标题。`,
        found: '无标题',
        evidence: [evidenceAt(t.place, headings.join(' '))],
      })
    })
}

function supposedTitles(context: RuleContext): Finding[] {
  const untitled = context.reading.tables.filter((t) => t.titleSource === 'contents' && hasFigures(t))
  if (untitled.length === 0) return []
  const names = untitled.map((t) => `“${t.title}”`)
  return [
    findingOf(STRUCT_TITLE, {
      key: untitled.map((t) => t.number).join('.'),
      origin: 'possibly-conversion',
      message: `${untitled.length} 张表上没有标题，按目录推定为 ${listed(names)}。请在表上方补印标题。`,
      found: '无标题',
      evidence: untitled.flatMap((t) => [
        ...lineAbove(context.document.blocks, t),
        evidenceAt(t.place, `推定为 ${t.title}`, t.title, 'context'),
      ]),
    }),
  ]
}

/** What stands where the title should be. */
function lineAbove(blocks: readonly Block[], table: ReadTable): ReturnType<typeof evidenceAt>[] {
  const at = blocks.findIndex((b) => b.kind === 'table' && isWithin(b.place, table.place, b.cells.at(-1)?.place))
  for (let i = at - 1; i >= 0 && i >= at - 5; i--) {
    const block = blocks[i]!
    if (block.kind === 'table') break
    if (/^\s*[\d年度]+\s*$/.test(block.text)) return [evidenceAt(block.place, block.text, table.title)]
  }
  return []
}

const isWithin = (from: Place, place: Place, to: Place | undefined): boolean =>
  place.line !== undefined &&
  from.line !== undefined &&
  from.line <= place.line &&
  place.line <= (to?.line ?? from.line)

/** Words that decide which table it is; titles that differ in one of them are different tables. */
const DECIDING =
  /收支|收入|支出|基金|国有资本|财政拨款|一般公共|基本|项目|三公|绩效|采购|经济|整体|民生|机关运行|购买服务/g

/** A title without year, owner, level and the words 预算, 决算, 情况 and 部门 that contents leave out. */
export function topicOf(title: string): string {
  return plainName(title)
    .replace(/^.*?[:：](?=.{3})/, '')
    .replace(/[.…·\s]+\d*$/, '')
    .replace(/^(?:附?表|附件)?[\d一二三四五六七八九十]{1,3}(?:-\d+)?[、.．:]/, '')
    .replace(/^.*?(?=20\d\d年)/, '')
    .replace(/20\d\d年度?|["()]|(?:省|市|县|区|本)级|预算|决算|情况|总体|公开|部门|单位|本|总表|汇总/g, '')
    .replace(/表$/, '')
}

/** 支出 is left out of many titles that something else decides: 项目支出表, 项目表. */
function decidingOf(title: string): string {
  const words = new Set(plainName(title).match(DECIDING) ?? [])
  if (words.size > 1) words.delete('支出')
  return [...words].sort().join(' ')
}

/** Whether the two titles are of one table. */
export function sameTopic(a: string, b: string): boolean {
  const [x, y] = [topicOf(a), topicOf(b)]
  if (x === y) return true
  if (decidingOf(x) !== decidingOf(y)) return false
  const limit = Math.floor(Math.max(x.length, y.length) / 4)
  return x !== '' && y !== '' && (x.includes(y) || y.includes(x) || nameDistance(x, y, limit) !== undefined)
}

function absentOf(entries: readonly Heading[], tables: readonly ReadTable[], lines: readonly string[]): Heading[] {
  const taken = new Set<ReadTable>()
  const matched = entries.map((entry) => {
    const table = tables.find((t) => t.title !== '' && sameTopic(entry.text, t.title))
    if (table) taken.add(table)
    return table?.number ?? (lines.some((l) => sameTopic(entry.text, l)) ? 0 : undefined)
  })
  // A run of entries without a match may be the tables between its neighbours whose titles cannot be read.
  return entries.filter((_, i) => {
    if (matched[i] !== undefined) return false
    let from = i
    while (from > 0 && matched[from - 1] === undefined) from--
    let to = i
    while (to < entries.length - 1 && matched[to + 1] === undefined) to++
    const low = from > 0 ? (matched[from - 1] ?? 0) : 0
    const high = to < entries.length - 1 && matched[to + 1]! > 0 ? matched[to + 1]! : Number.POSITIVE_INFINITY
    const free = tables.filter((t) => !taken.has(t) && t.number > low && t.number < high && t.cells.length > 0)
    return free.length < to - from + 1
  })
}

/** Short lines of the body, which may be titles of tables that were not read as tables. */
function otherLines(blocks: readonly Block[], contents: readonly Heading[]): string[] {
  const own = new Set(contents.map((h) => h.place))
  return blocks.flatMap((b) => {
    if (b.kind === 'paragraph') return !own.has(b.place) && isTitleLike(b.text) ? [b.text] : []
    return b.cells.filter((c) => c.row < 3 && !own.has(c.place) && isTitleLike(c.text)).map((c) => c.text)
  })
}

/** A short line that ends in 表, perhaps with a remark in brackets. */
export const isTitleLike = (text: string): boolean =>
  text.length < 70 && !/[。；]/.test(text) && /表(?:\([^()]{1,20}\))?\d{0,2}$/.test(plainName(text))

/** Pages and pictures without text, and marks that a conversion left for what it could not read. */
function lostParts(context: RuleContext): { place: Place; text: string }[] {
  const pages = context.document.pages.filter((p) => !p.hasText)
  const marks = context.document.blocks.filter(
    (b) =>
      b.kind === 'paragraph' &&
      /^\s*(?:\[(?:illegible|图片|无法识别|image)[^\]]*\]|!\[[^\]]*\]\([^)]*\))\s*$/i.test(b.text),
  )
  return [
    ...pages.map((p) => ({ place: { page: p.number }, text: `第 ${p.number} 页没有文字` })),
    ...marks.map((b) => ({ place: b.place, text: b.kind === 'paragraph' ? b.text : '' })),
    ...context.document.doubts
      .filter((d) => d.code === 'embedded-image')
      .map((d) => ({ place: d.place, text: '图片' })),
  ]
}
