/**
 * Empty tables and their notes: an empty table says so below, the note speaks of the same money as the title and of the
 * document's year, and no note calls a filled table empty.
 */
import { plainName } from '@gouji/ledger'
import type { ReadTable } from '@gouji/read'
import type { Finding } from '../report.ts'
import { isBlankForm } from './blank-form.ts'
import { evidenceAt, findingOf, hasFigures, nameOfTable, type RuleContext, type RuleInfo } from './rule.ts'

export const STRUCT_EMPTY: RuleInfo = {
  id: 'STRUCT-EMPTY',
  severity: 'warning',
  title: { zh: '空表没有说明', en: 'Empty table without a note' },
  checks: '没有数据的表应当在表下注明没有该项收支，读者才能分清“没有”与“漏填”。正文已说明没有的，不再报告。',
  basis: '公开报表的完整性：空表应当说明',
  good: '注：本单位2024年没有政府性基金预算拨款安排的支出，故本表无数据。',
  bad: '政府性基金预算支出表没有一个数，也没有说明',
}

export const STRUCT_NOTE: RuleInfo = {
  id: 'STRUCT-NOTE',
  severity: 'error',
  title: { zh: '表下说明与表不符', en: 'Note contradicts its table' },
  checks: '称“空表”“无数据”的，表里不应有金额；说明所讲的资金应当与表题相同。',
  basis: '表与说明互相印证',
  good: '国有资本经营预算支出表：注：……无国有资本经营预算财政拨款安排的预算，故本表为空表。',
  bad: '国有资本经营预算支出表：注：……无政府性基金预算财政拨款安排的预算，故本表为空表。',
}

type Note = ReadTable['notes'][number]

/** Conditions (没有……的，仍保留本表) tell what to do and claim nothing. */
const CONDITION = /的[,，、]?(?:仍|应|须|可)|如无|若无|如没有|若没有/
const NOTHING = /(?:无|没有|未安排|不涉及).{0,40}?(?:支出|预算|安排|收入|经费|拨款|数据|项目|采购)/
const EMPTY = /(?:本|此|该)表(?:格)?(?:为空|无数据|没有数据|无内容|无数字)|空表|表(?:中)?无数据/

const deniesAll = (text: string): boolean => EMPTY.test(text) && !CONDITION.test(text)
const denies = (text: string): boolean => !CONDITION.test(text) && (EMPTY.test(text) || NOTHING.test(text))

/** What a table or a note is about, among things that have tables of their own. */
const TOPICS: readonly [string, RegExp][] = [
  ['政府性基金', /政府性基金/],
  ['国有资本经营', /国有资本经营|国有资本预算/],
  ['“三公”经费', /三公/],
  ['政府采购', /政府采购/],
  ['政府购买服务', /购买服务/],
  ['民生项目', /民生项目/],
  ['社会保险基金', /社会保险基金/],
]
const topicsOf = (text: string): string[] =>
  TOPICS.filter(([, form]) => form.test(plainName(text))).map(([name]) => name)

export function structNote(context: RuleContext): Finding[] {
  if (isBlankForm(context)) return []
  return context.reading.tables.flatMap((table) =>
    table.notes.flatMap((note) => {
      const found = otherTopic(table, note) ?? filledTable(table, note)
      return found ? [found] : []
    }),
  )
}

function otherTopic(table: ReadTable, note: Note): Finding | undefined {
  const own = topicsOf(table.title)
  const said = topicsOf(note.text)
  if (own.length === 0 || said.length === 0 || said.some((t) => own.includes(t)) || !denies(note.text)) return undefined
  return findingOf(STRUCT_NOTE, {
    key: `${table.number}.topic`,
    message: `${nameOfTable(table)}：表题是${own.join('、')}，表下说明却讲${said.join('、')}。请把说明改为本表的内容。`,
    expected: own.join('、'),
    found: said.join('、'),
    evidence: [
      evidenceAt(note.place, note.text, nameOfTable(table)),
      evidenceAt(table.titlePlace ?? table.place, table.title, nameOfTable(table), 'context'),
    ],
  })
}

function filledTable(table: ReadTable, note: Note): Finding | undefined {
  const own = topicsOf(table.title)
  const wholly = deniesAll(note.text) || (denies(note.text) && own.some((t) => topicsOf(note.text).includes(t)))
  // 三公 tables often deny one of their parts; only a note on the whole table stands against its figures.
  if (!wholly || (!deniesAll(note.text) && table.kind === 'three-public') || !hasFigures(table)) return undefined
  const figures = table.cells.filter((c) => c.printed !== undefined && !c.noise && c.printed.digits !== 0n)
  return findingOf(STRUCT_NOTE, {
    key: `${table.number}.filled`,
    message: `${nameOfTable(table)}：说明称没有数据，而表里有 ${figures.length} 个不为零的数。请删去说明，或核对表中数字。`,
    found: note.text.trim(),
    evidence: [
      evidenceAt(note.place, note.text, nameOfTable(table)),
      ...figures
        .slice(0, 6)
        .map((c) =>
          evidenceAt(
            c.place,
            [c.rowLabel, c.columnPath.at(-1), c.text].filter(Boolean).join(' / '),
            nameOfTable(table),
            'context',
          ),
        ),
    ],
  })
}

export function structEmpty(context: RuleContext): Finding[] {
  if (isBlankForm(context)) return []
  return context.reading.tables
    .filter((t) => isEmptyForm(t) && !isExplained(context, t))
    .map((table) =>
      findingOf(STRUCT_EMPTY, {
        key: `${table.number}`,
        message: `${nameOfTable(table)}：表里没有数据，也没有说明。请在表下注明没有该项收支，或补填数据。`,
        evidence: [evidenceAt(table.titlePlace ?? table.place, table.title, nameOfTable(table))],
      }),
    )
}

/** A titled form of amounts without one figure, not even a zero. */
const isEmptyForm = (table: ReadTable): boolean =>
  table.titleSource !== 'none' &&
  table.kind !== 'performance' &&
  table.columns.filter((c) => c.understood && c.measure === 'amount').length >= 2 &&
  !table.cells.some((c) => (c.printed !== undefined && !c.noise) || /无|没有/.test(c.text)) &&
  !table.rows.some((r) => /^(?:无|没有|不涉及|空表)/.test(plainName(r.label)))

function isExplained(context: RuleContext, table: ReadTable): boolean {
  if (table.notes.some((n) => denies(n.text))) return true
  const own = topicsOf(table.title)
  const about = own.length > 0 ? (text: string) => topicsOf(text).some((t) => own.includes(t)) : () => false
  return context.document.blocks.some(
    (b) => b.kind === 'paragraph' && sentencesOf(b.text).some((s) => about(s) && (denies(s) || NIL.test(s))),
  )
}

/** 预算数为 0 万元, 预算总额 0.00 元: the text says that there is nothing. */
const NIL = /(?:为|是|额|数|共|计|安排)(?:0(?:\.0+)?(?:[百千万亿]?元)|零)/

const sentencesOf = (text: string): string[] => plainName(text).split(/[。;；]/)
