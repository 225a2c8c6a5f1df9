/** The part that explains terms (名词解释), entry by entry. */
import { bareName, looseName, plainName } from '@gouji/ledger'
import { remembered } from '../memo.ts'
import type { RuleContext } from '../rules/rule.ts'
import { type Body, bodyOf, type Line } from './body.ts'

export interface Term {
  readonly line: Line
  /** As printed, without its number: 一般公共服务支出（类）…（项）. */
  readonly term: string
  /** The last subject of a chain, or the term itself, for comparison. */
  readonly name: string
  /** Set when the term is a chain that ends in （项）. */
  readonly item: boolean
  readonly explanation: string
  /** Where the explanation begins in the line. */
  readonly from: number
}

export interface Glossary {
  readonly terms: readonly Term[]
  /** Lines of the part, which do not count as use of a term. */
  readonly lines: ReadonlySet<Line>
  readonly heading: Line
}

const TITLE = /(?:名词|术语)(?:解释|说明|注释)$/
const ENTRY = /^([^:。;]{2,90}?)(?::(?:是指|指|反映|是)?|(?:是指|指的是|指反映|指|反映))(?=.{4})/

export const glossaryOf = (context: RuleContext): Glossary | undefined => glossaryIn(bodyOf(context))

const glossaryIn = remembered((body: Body) => readGlossary(body.prose.lines))

function readGlossary(lines: readonly Line[]): Glossary | undefined {
  const at = lines.findIndex((l) => l.title && l.text.length <= 24 && TITLE.test(plainName(l.text)))
  if (at < 0) return undefined
  const terms: Term[] = []
  const own = new Set<Line>([lines[at]!])
  for (const [i, line] of lines.entries()) {
    if (i <= at) continue
    const term = termOf(line) ?? termOver(line, lines[i + 1])
    // The next title ends the part; a line that explains nothing is the rest of the one above.
    if (!term && line.title && !/[。;:]$/.test(line.text)) break
    own.add(line)
    if (term) terms.push(term)
  }
  return { terms, lines: own, heading: lines[at]! }
}

function termOf(line: Line): Term | undefined {
  const number = /^(?:\([\d一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}[、.]|\d{1,2}[、.)])/.exec(line.text)
  const begin = number?.[0].length ?? 0
  const entry = ENTRY.exec(line.text.slice(begin))
  if (!entry) return undefined
  const term = entry[1]!
  const item = /\(项\)$/.test(term)
  const from = begin + entry[0].length
  return { line, term, name: nameOf(term), item, explanation: line.text.slice(from), from }
}

/** A page may end right behind the colon: the next one begins with the explanation. */
function termOver(line: Line, next: Line | undefined): Term | undefined {
  if (!next || !line.text.endsWith(':') || next.title || termOf(next)) return undefined
  const term = termOf({ ...line, text: line.text + next.text })
  return term && { ...term, line: next, explanation: next.text, from: 0 }
}

/** 类（类）款（款）项（项） → 项, ready to be compared. */
export function nameOf(chain: string): string {
  const parts = chain.split(/\([类款项]\)/).filter((p) => p !== '')
  return looseName(bareName(parts.at(-1) ?? chain))
}
