/** Sections that the table of contents lists: under the same words in the body, under others, or not at all. */
import type { Block, Place } from '@gouji/document'
import { nameDistance, numbering, plainName } from '@gouji/ledger'
import { type Heading, readPassages } from '@gouji/read'
import type { Finding } from '../report.ts'
import { isBlankForm } from './blank-form.ts'
import { isTitleLike } from './contents.ts'
import { evidenceAt, findingOf, isDamaged, type RuleContext, type RuleInfo } from './rule.ts'

export const STRUCT_HEADING: RuleInfo = {
  id: 'STRUCT-HEADING',
  severity: 'warning',
  title: { zh: '目录与正文标题不一致', en: 'Contents and headings differ' },
  checks: '目录所列的章节，正文里应当有同样文字的标题。只剩几个字的作警告，文字有出入或者没有找到的作提示。',
  basis: '目录与正文一致',
  good: '目录“（三）收入预算情况说明”，正文“（三）收入预算情况说明”',
  bad: '目录“（三）收入预算情况说明”，正文“（三）收入”',
}

interface Line {
  readonly key: string
  /** Together with the line below, for headings that go on there. */
  readonly joined: string
  /** The heading to its end, however many lines it takes, as far as its lines show that it goes on. */
  readonly whole: string
  readonly text: string
  readonly place: Place
  readonly numbered: boolean
}

export function structHeading(context: RuleContext): Finding[] {
  const { contents } = context.reading
  if (contents.length < 4 || isBlankForm(context)) return []
  const body = bodyLines(context.document.blocks, contents)
  const entries = contents.filter((h) => !isTitleLike(h.text.replace(/[.…·\s]+\d*$/, '')) && keyOf(h.text).length >= 4)
  const judged = entries.map((entry) => ({ entry, ...judge(entry, body, contents) }))
  // A file whose headings are mostly not found was read wrong, or has none.
  const found = judged.filter((j) => j.verdict === 'same').length
  if (found * 3 < judged.length * 2) return []
  return judged.flatMap(({ entry, verdict, line }) => {
    if (verdict === 'same') return []
    // A heading may hide in a long line or in a table; only one that is plainly cut short is more than a hint.
    const severity = verdict === 'short' && !isDamaged(context) ? 'warning' : 'info'
    const should = `目录写“${plainName(entry.text)}”`
    return [
      findingOf(STRUCT_HEADING, {
        key: keyOf(entry.text),
        severity,
        message: line
          ? `${should}，正文标题写“${plainName(line.text)}”。请改为一致。`
          : `${should}，正文没有找到这个标题。请核对正文标题与目录。`,
        expected: plainName(entry.text),
        found: line ? plainName(line.text) : '没有',
        evidence: [
          ...(line ? [evidenceAt(line.place, line.text, '正文')] : []),
          evidenceAt(entry.place, entry.text, '目录'),
        ],
      }),
    ]
  })
}

type Verdict = { readonly verdict: 'same' | 'near' | 'short' | 'absent'; readonly line?: Line }

function judge(entry: Heading, body: readonly Line[], contents: readonly Heading[]): Verdict {
  const key = keyOf(entry.text)
  const others = contents.filter((h) => h !== entry).map((h) => keyOf(h.text))
  // The list of contents may run on into the first headings of the body.
  if (others.includes(key)) return { verdict: 'same' }
  if (body.some((l) => [l.key, l.joined, l.whole].some((k) => k.startsWith(key)))) return { verdict: 'same' }
  if (isRest(entry, body)) return { verdict: 'same' }
  // A heading that another entry names belongs to that one.
  const free = body.filter((l) => l.numbered && !others.some((o) => l.key.startsWith(o) || l.joined.startsWith(o)))
  const limit = Math.ceil(key.length / 3)
  const near = free.find((l) => [l.whole, l.key].some((k) => nameDistance(k, key, limit) !== undefined))
  if (near) return { verdict: 'near', line: near }
  // Of a heading that goes on below, the first line alone is no short heading.
  const part = free.find((l) => l.whole.length >= 4 && key.includes(l.whole))
  return part ? { verdict: 'short', line: part } : { verdict: 'absent' }
}

/** The second line of a long entry, to which the number of the page may stick where no dots found room. */
function isRest(entry: Heading, body: readonly Line[]): boolean {
  const rest = plainName(entry.text).replace(/[.…·\s]*\d*$/, '')
  const isNumbered = numbering(plainName(entry.text)) !== undefined
  return !isNumbered && rest.length >= 6 && body.some((l) => l.numbered && plainName(l.text).endsWith(rest))
}

/** Without number, blanks, page number, brackets, and the words 关于…2024年 that only name the owner. */
function keyOf(text: string): string {
  const plain = plainName(text).replace(/[.…·\s]+\d*$/, '')
  const bare = numbering(plain)?.rest ?? plain
  return bare
    .replace(/["():]/g, '')
    .replace(/^关于(?:.{0,40}?20\d\d年度?|.{2,30}?(?:局|委|办|办公室|中心|院|厅|馆|所|校)(?=[^、]{6}))(?=.{4})/, '')
}

/** What is longer is no heading. */
const LONGEST = 90

/** A line of a page or of a text, to find again what begins there. */
const spotOf = ({ page, line, block, box }: Place): string => [page, line, block, box?.[1]].join(' ')

function bodyLines(blocks: readonly Block[], contents: readonly Heading[]): Line[] {
  const own = new Set(contents.map((h) => h.place))
  const wholes = new Map(
    readPassages(
      blocks.filter((b) => !own.has(b.place)),
      0,
    ).flatMap((p) =>
      p.text === '' || p.text.length > LONGEST ? [] : [[spotOf(p.placeOf(0)), p.printed(0, p.text.length)] as const],
    ),
  )
  const lines = blocks.filter((b) => b.kind === 'paragraph' && !own.has(b.place) && b.text.length <= LONGEST)
  return lines.flatMap((b, i): Line[] => {
    if (b.kind !== 'paragraph') return []
    const next = lines[i + 1]
    const key = keyOf(b.text)
    const joined = keyOf(b.text + (next?.kind === 'paragraph' ? next.text : ''))
    const numbered = numbering(plainName(b.text)) !== undefined
    const text = wholes.get(spotOf(b.place)) ?? b.text
    return key.length < 2 ? [] : [{ key, joined, whole: keyOf(text), text, place: b.place, numbered }]
  })
}
