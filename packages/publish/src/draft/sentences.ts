/**
 * Sentences of our own for what a document says: under each heading that has figures in words, which figures it names,
 * what it compares and what it takes shares of. The words are ours; only the kinds of statement follow the document.
 */
import { MEASURE_KEYS } from '@gouji/budget'
import type { Document, Place } from '@gouji/document'
import type { Reading, Statement } from '@gouji/read'
import type { Figures } from './figures.ts'
import type { Words } from './words.ts'

export interface Drafted {
  readonly sections: readonly { readonly name: string; readonly text: string; readonly place: Place }[]
  readonly open: readonly string[]
}

export function draftSentences(reading: Reading, _: Document, figures: Figures, words: Words): Drafted {
  const open: string[] = []
  const tables = reading.tables.flatMap((table) => table.parts.map(keyOf))
  const inProse = reading.statements.filter(({ place }) => !tables.includes(keyOf(place)))
  const sections: { name: string; text: string; place: Place }[] = []
  const headings = [...reading.headings].sort((a, b) => orderOf(a.place) - orderOf(b.place))
  const groups = new Map<number, Statement[]>()
  for (const statement of inProse) {
    const at = headings.findLastIndex((h) => orderOf(h.place) <= orderOf(statement.place))
    groups.set(at, [...(groups.get(at) ?? []), statement])
  }
  for (const [at, statements] of [...groups].sort(([a], [b]) => a - b)) {
    const parts = partsOf(statements, reading, figures, open)
    if (parts.length === 0) continue
    const name = `section-${sections.length + 1}`
    const text = `{年度}年{公开主体}${parts.join('；')}。`
    sections.push({ name, text, place: statements[0]!.place })
    if (at < 0) open.push(`句子 ${name} 前面没有标题，请放到该放的地方`)
  }
  if (words.organisation === undefined) open.push('没有读到公开主体的名称，标题里的名称请换成 {公开主体}')
  return { sections, open }
}

const keyOf = ({ page, line, block }: Place): string => `${page ?? ''}|${line ?? ''}|${block ?? ''}|table`

const orderOf = ({ page = 0, box, line = 0, block = 0 }: Place): number => page * 1e6 + (box ? box[1] : line + block)

function partsOf(statements: readonly Statement[], reading: Reading, figures: Figures, open: string[]): string[] {
  // One part for each figure: a change says its amount too.
  const parts = new Map<string, string>()
  const put = (key: string, text: string, over = false): void => {
    if (over || !parts.has(key)) parts.set(key, text)
  }
  const lists: string[] = []
  for (const level of ['function', 'economy'] as const) {
    const listed = statements.filter((s) => s.kind === 'amount' && s.coordinates?.[level] !== undefined)
    if (listed.length < 2) continue
    const whole = figures.named(withoutLevel(listed[0]!, level))
    if (whole === undefined) continue
    const length = Math.max(...listed.map((s) => s.coordinates![level]!.length))
    const depth = (length - 1) / 2
    lists.push(
      `${whole}按科目分：{each ${level} ${depth} of ${whole}}${depth === 3 ? '{全称}' : '{名称}'}{金额}{sep，}{end}`,
    )
  }
  for (const statement of statements) {
    const { kind, coordinates } = statement
    if (coordinates?.function !== undefined || coordinates?.economy !== undefined) continue
    if (kind === 'count') {
      const key = MEASURE_KEYS.find((known) => known.split('·').at(-1) === statement.subject)
      if (key !== undefined) {
        put(`#${key}`, `${statement.subject}{#${key}}${statement.unit}`)
        continue
      }
      open.push(`正文有“${statement.subject}”${statement.value}${statement.unit}：请用 {#名称} 写明向账册要哪个数`)
      continue
    }
    if (!coordinates) {
      if (kind === 'amount') open.push(`正文的“${statement.quote.slice(-24)}”没有看懂是什么金额`)
      continue
    }
    const of = statement.of === undefined ? undefined : reading.statements[statement.of]
    const name = figures.named(withoutPeriod(kind === 'amount' ? coordinates : (of?.coordinates ?? coordinates)))
    if (name === undefined) continue
    const period = figures.periodOf(statement.base ?? {})
    if (kind === 'amount') {
      const own = figures.periodOf(coordinates)
      if (own === undefined) put(name, `${name}{${name}}`)
    } else if (kind === 'change-amount' || kind === 'change-percent' || kind === 'comparison') {
      put(name, `${name}{${name}}{change ${name} from ${period ?? 'last-budget'}}`, true)
    } else if (kind === 'percent-of') {
      const whole = statement.whole === undefined ? undefined : reading.statements[statement.whole]?.coordinates
      const wholeName = whole && figures.named(withoutPeriod(whole))
      if (wholeName !== undefined && wholeName !== name)
        put(`${name}/${wholeName}`, `${name}占${wholeName}的{share ${name} of ${wholeName}}`)
    } else if (kind === 'nil') {
      put(name, `{if ${name}}${name}{${name}}{else}没有${name}{end}`)
    }
  }
  return [...parts.values(), ...lists]
}

function withoutLevel(
  { coordinates }: Statement,
  level: 'function' | 'economy',
): NonNullable<Statement['coordinates']> {
  const { [level]: _, ...rest } = withoutPeriod(coordinates!)
  return rest
}

function withoutPeriod(coordinates: NonNullable<Statement['coordinates']>): NonNullable<Statement['coordinates']> {
  const { year: _, stage: __, unit: ___, project: ____, ...rest } = coordinates
  return rest
}
