/** Sections that come in another order than the table of contents says. */
import { numbering, plainName } from '@gouji/ledger'
import type { Finding } from '../report.ts'
import { evidenceAt, findingOf, type RuleContext, type RuleInfo } from '../rules/rule.ts'
import { bodyOf, type Line } from './body.ts'

export const WORDING_ORDER: RuleInfo = {
  id: 'WORDING-ORDER',
  severity: 'warning',
  title: { zh: '章节次序与目录不同', en: 'Order differs from the contents' },
  checks: '目录和正文都有的标题，正文的先后应当与目录相同。',
  basis: '目录与正文一致',
  good: '目录：三公经费、政府采购；正文先三公经费，后政府采购',
  bad: '目录：三公经费、政府采购；正文先政府采购，后三公经费',
}

export function wordingOrder(context: RuleContext): Finding[] {
  const { contents } = context.reading
  const { prose, blank } = bodyOf(context)
  if (blank || contents.length < 4) return []
  const titles = new Map<string, Line | 'several'>()
  for (const line of prose.lines) {
    if (!line.title) continue
    const key = keyOf(line.text)
    titles.set(key, titles.has(key) ? 'several' : line)
  }
  let last: { line: Line; text: string } | undefined
  for (const entry of contents) {
    const key = keyOf(entry.text)
    const line = key.length < 4 ? undefined : titles.get(key)
    // A title that stands in several places cannot be told from a mention.
    if (line === undefined || line === 'several') continue
    if (last && line.start < last.line.start) {
      return [
        findingOf(WORDING_ORDER, {
          key,
          message: `目录里“${plainName(entry.text)}”在“${plainName(last.text)}”之后，正文却在它之前。请调整目录或正文的次序。`,
          evidence: [
            evidenceAt(line.place, line.text, '正文'),
            evidenceAt(last.line.place, last.line.text, '正文', 'context'),
            evidenceAt(entry.place, entry.text, '目录', 'context'),
          ],
        }),
      ]
    }
    last = { line, text: entry.text }
  }
  return []
}

function keyOf(text: string): string {
  const plain = plainName(text).replace(/[.…·]+\d*$/, '')
  return (numbering(plain)?.rest ?? plain).replace(/["():、]/g, '')
}
