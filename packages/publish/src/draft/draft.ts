/**
 * A first draft of a pack from a document that was read: its forms, their order, its headings, and for each paragraph
 * with figures a sentence of our own with named figures. No sentence of the document is taken over. What could not be
 * understood stands in the draft as comments, for the person who finishes it.
 */
import type { Document, Place } from '@gouji/document'
import { plainName } from '@gouji/ledger'
import type { Reading, ReadTable } from '@gouji/read'
import { stringify } from 'yaml'
import { Figures } from './figures.ts'
import { type DraftedForm, draftForm } from './form.ts'
import { draftSentences } from './sentences.ts'
import { generalised, type Words } from './words.ts'

export interface PackDraft {
  readonly yaml: string
  readonly forms: number
  /** How many things the draft leaves to people. */
  readonly open: number
}

/** `inherits` is the parent with the figures that the document may speak of, `figures` what it declares. */
export function draftPack(
  { document, reading }: { readonly document: Document; readonly reading: Reading },
  parent: { readonly id: string; readonly figures: Readonly<Record<string, string>> },
): PackDraft {
  const { identity } = reading
  const words: Words = {
    year: identity.year,
    ...(identity.organisation === undefined ? {} : { organisation: identity.organisation }),
    ...(identity.audience === undefined ? {} : { audience: identity.audience }),
  }
  const stage = identity.stage ?? 'budget'
  const figures = new Figures(parent.figures, { year: String(identity.year ?? ''), stage })
  const open: string[] = []
  const ids = new Set<string>()
  const forms = reading.tables
    .filter((table) => table.rows.length > 0 && table.columns.length > 0)
    .map((table) => ({ table, form: draftForm(table, { words, figures, stage, id: freeId(nameOf(table), ids) }) }))
  for (const table of reading.tables) {
    if (table.kind === 'performance') open.push(`表“${table.title}”是绩效表，请参照现有模板包的绩效表样写`)
  }
  for (const { form } of forms) open.push(...form.open)
  const sentences = draftSentences(reading, document, figures, words)
  open.push(...sentences.open)
  const book = bookOf({ reading, document, forms, sentences: sentences.sections, words })
  const raw = {
    title: `${identity.organisation ?? document.name}${identity.year ?? ''}年式样（草稿）`,
    inherits: parent.id,
    for: {
      audience: identity.audience ?? 'department',
      stage,
      ...(identity.year === undefined ? {} : { yearFrom: identity.year }),
    },
    ...(figures.own.size > 0 ? { figures: Object.fromEntries(figures.own) } : {}),
    sentences: Object.fromEntries(sentences.sections.map(({ name, text }) => [name, text])),
    glossary: glossaryOf(termsOf(document)),
    book,
    forms: Object.fromEntries(forms.map(({ form }) => [form.id, form.raw])),
  }
  const head = [
    '# 模板包草稿，由一份公开文件的表样起草。请逐项核对：',
    '# 1. for 补上区划（region，如 "3304"），改好 title；',
    '# 2. 各表的栏目、行和口径（at、scope）；',
    '# 3. 句子是按文件里出现的数另写的，不是原文；名词解释只有词条，请用自己的话写；',
    '# 4. 改完用 gouji pack check 检查，再试编一本对照。',
    ...(open.length > 0 ? ['#', '# 没有看懂、要由人定的：'] : []),
    ...open.map((text) => `#   - ${text.replace(/\s+/g, ' ').slice(0, 160)}`),
  ]
  const body = stringify(raw, { lineWidth: 0, singleQuote: true, flowCollectionPadding: true })
  return { yaml: `${head.join('\n')}\n${body}`, forms: forms.length, open: open.length }
}

/** What packs call such a table: fiscal for the balance of fiscal money, general, fund, capital for expenditure out of one budget. */
function nameOf({ kind, coordinates }: ReadTable): string {
  const { source, flow } = coordinates
  if (kind === 'balance' && source === 'fiscal') return 'fiscal'
  if (kind === 'economy') return 'basic'
  const spends = kind === 'expenditure' || (kind === 'other' && flow === 'expenditure')
  return spends && (source === 'general' || source === 'fund' || source === 'capital') ? source : kind
}

function freeId(kind: string, taken: Set<string>): string {
  let id = kind
  for (let n = 2; taken.has(id); n += 1) id = `${kind}-${n}`
  taken.add(id)
  return id
}

/** Where things stand, so that headings, sentences and tables keep the order of the document. */
function positionOf({ page = 0, box, line = 0, block = 0 }: Place): number {
  return page * 1e6 + (box ? box[1] : line + block)
}

function bookOf({
  reading,
  document,
  forms,
  sentences,
  words,
}: {
  readonly reading: Reading
  readonly document: Document
  readonly forms: readonly { readonly table: { readonly place: Place }; readonly form: DraftedForm }[]
  readonly sentences: readonly { readonly name: string; readonly place: Place }[]
  readonly words: Words
}): unknown[] {
  const contents = new Set(reading.contents.map(({ text }) => plainName(text)))
  const titles = new Set(reading.tables.map(({ title }) => plainName(title)))
  const headings = reading.headings.filter(({ text }) => text.length <= 60 && !titles.has(plainName(text)))
  const lines = [
    ...headings.map((heading) => ({
      at: positionOf(heading.place),
      entry: { heading: generalised(heading.text, words), level: Math.min(6, Math.max(1, heading.level)) } as object,
    })),
    ...sentences.map(({ name, place }) => ({ at: positionOf(place), entry: { say: name } as object })),
    ...forms.map(({ table, form }) => ({ at: positionOf(table.place), entry: { form: form.id } as object })),
  ].sort((a, b) => a.at - b.at)
  const cover = [
    { style: 'title', text: '{公开主体}' },
    { style: 'title', text: `{年度}年{主体}${reading.identity.stage === 'final' ? '决算' : '预算'}` },
    { style: 'date', text: '{年月}' },
  ]
  const glossary = document.blocks.some((b) => b.kind === 'paragraph' && /名词解释/.test(b.text))
  return [
    { cover },
    ...(contents.size > 0 ? [{ contents: '目录', depth: 2 }] : []),
    ...lines.flatMap(({ entry }) => {
      const text = 'heading' in entry ? String(entry.heading) : ''
      if (/职责|职能/.test(text)) return [entry, { list: 'duties', item: '{序号}. {内容}' }]
      if (glossary && /名词解释/.test(text)) return [entry, { list: 'glossary', item: '{序号}. {名称}：{内容}' }]
      return [entry]
    }),
  ]
}

/** Subjects are explained by the pack that is inherited; other terms wait for somebody's own words. */
function glossaryOf(terms: readonly string[]): object[] {
  const own = terms.filter((term) => !/[（(][类款项][）)]/.test(term))
  const subjects = own.length < terms.length ? [{ term: '{each function 3}{全称}', text: '{科目说明}' }] : []
  return [...own.map((term) => ({ term, text: '（请用自己的话解释）' })), ...subjects]
}

/** Terms of the glossary: what stands before the first colon or 指 after the heading 名词解释. */
function termsOf(document: Document): string[] {
  const from = document.blocks.findLastIndex((b) => b.kind === 'paragraph' && /名词解释\s*$/.test(b.text.trim()))
  if (from < 0) return []
  const terms: string[] = []
  for (const block of document.blocks.slice(from + 1)) {
    if (block.kind === 'table') break
    const term = /^[\s（(]*(?:[一二三四五六七八九十]+|\d+)[、.．)）\s]+([^：:，。]{2,24}?)(?:[：:]|是?指)/.exec(
      block.text,
    )?.[1]
    if (term) terms.push(term.trim())
  }
  return [...new Set(terms)]
}
