/** The table of contents: headings and tables as nested lists of links. */
import { html, Markup } from './markup.ts'

export interface Entry {
  readonly id: string
  readonly level: number
  readonly text: string
  readonly table: boolean
}

export function contentsMarkup(title: string, entries: readonly Entry[]): Markup {
  return html`<nav class="contents" id="contents" aria-labelledby="contents-title">
<h2 id="contents-title">${title}</h2>
${nested(entries, 0, entries.length)}
</nav>
`
}

/** An entry takes the deeper ones that follow it as its own list. */
function nested(entries: readonly Entry[], from: number, to: number): Markup {
  const items: Markup[] = []
  for (let i = from; i < to; ) {
    const entry = entries[i]!
    let end = i + 1
    while (end < to && entries[end]!.level > entry.level) end++
    items.push(
      html`<li><a href="#${entry.id}"${entry.table && html` class="t"`}>${entry.text}</a>${end > i + 1 && nested(entries, i + 1, end)}</li>\n`,
    )
    i = end
  }
  return items.length === 0 ? new Markup('') : html`<ol>${items}</ol>`
}
