/**
 * A book as one self-contained page: accessible, printable, and with every figure tagged with what it claims. It needs
 * no network, and no script to be read.
 */
import { createHash } from 'node:crypto'
import type { Book, BookBlock, BookTable, CoverLine } from '@gouji/compose'
import { type MemberNames, namesInBook, textOf } from '../data/member-names.ts'
import { contentsMarkup, type Entry } from './contents.ts'
import { embeddedOf } from './embedded.ts'
import { html, Markup, scriptJson } from './markup.ts'
import { RunWriter } from './runs.ts'
import { SCRIPT } from './script.ts'
import { lookCss, STYLE } from './styles.ts'
import { tableMarkup } from './table.ts'

export function writeHtml(book: Book, names: MemberNames = namesInBook(book)): Uint8Array {
  const embedded = embeddedOf(book, names)
  const { body, css } = bodyOf(book, new RunWriter(book, embedded))
  const style = STYLE + lookCss(book.look) + css
  const page = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style)}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="generator" content="Gouji">
<meta name="author" content="${book.organisation}">
${book.date !== undefined && html`<meta name="dcterms.issued" content="${book.date}">\n`}<title>${book.title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<nav class="skip" aria-label="跳转"><a href="#main">跳到正文</a><a href="#contents">跳到目录</a></nav>
<main id="main" tabindex="-1">
${body}</main>
<script type="application/json" id="gouji-data">${scriptJson(embedded.json)}</script>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>
`
  return new TextEncoder().encode(page.text)
}

/** Only this page's own style and script may act, and nothing may be loaded or sent. */
function policy(style: string): string {
  const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  return `default-src 'none'; style-src ${hash(style)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`
}

function bodyOf(book: Book, runs: RunWriter): { body: readonly Markup[]; css: string } {
  const ids = idsOf(book.blocks)
  const contents = contentsOf(book.blocks, ids)
  const body: Markup[] = []
  let css = ''
  let level = 2
  let tables = 0
  let newPage = false
  book.blocks.forEach((block, i) => {
    const classes = newPage ? ['new-page'] : []
    newPage = false
    if (block.kind === 'cover') body.push(coverMarkup(block.lines))
    else if (block.kind === 'contents') body.push(contents)
    else if (block.kind === 'page-break') newPage = true
    else if (block.kind === 'heading') {
      level = Math.min(6, block.level + 1)
      const tag = new Markup(`h${level}`)
      const form = formBelow(book.blocks, i)
      if (form && book.blocks[i - 1]?.kind !== 'heading') classes.push('new-page')
      if (form?.orientation === 'landscape') classes.push('wide')
      body.push(html`<${tag} id="${ids.get(block)}"${classOf(classes)}>${runs.write(block.runs)}</${tag}>\n`)
    } else if (block.kind === 'paragraph') {
      if (block.keepsNext) classes.push('announces')
      body.push(html`<p${classOf([block.style, ...classes])}>${runs.write(block.runs)}</p>\n`)
    } else {
      const place = { number: tables++, id: ids.get(block)!, level: level + 1 }
      const titled = book.blocks[i - 1]?.kind === 'heading'
      const written = tableMarkup(block.table, { ...place, titled }, runs, book.look.tableSize)
      body.push(written.markup)
      css += written.css
    }
  })
  // Links and headings lead through the page, also where the book prints no cover or no contents.
  const has = (kind: BookBlock['kind']): boolean => book.blocks.some((block) => block.kind === kind)
  const cover = book.blocks.filter(({ kind }) => kind !== 'page-break').findIndex(({ kind }) => kind === 'cover')
  if (!has('contents')) body.splice(cover + 1, 0, contents)
  if (!has('cover')) body.unshift(coverMarkup([{ style: 'title', text: book.title }]))
  return { body, css }
}

const classOf = (names: readonly string[]): Markup | false =>
  names.length > 0 && html` class="${[...new Set(names)].join(' ')}"`

/** On paper a form begins a page, and the headings right above it go with it. */
function formBelow(blocks: readonly BookBlock[], from: number): BookTable | undefined {
  const next = blocks.slice(from).find(({ kind }) => kind !== 'heading')
  return next?.kind === 'table' ? next.table : undefined
}

function coverMarkup(lines: readonly CoverLine[]): Markup {
  const title = lines.filter(({ style }) => style === 'title')
  const rest = lines.filter(({ style }) => style !== 'title')
  return html`<header class="cover">
<h1>${title.map(({ text }) => html`<span>${text}</span>`)}</h1>
${rest.map(({ style, text }) => html`<p class="${style}">${text}</p>\n`)}</header>
`
}

/** Ids that links name: those of the book where they are usable, each once. */
function idsOf(blocks: readonly BookBlock[]): Map<BookBlock, string> {
  const ids = new Map<BookBlock, string>()
  const taken = new Set<string>()
  for (const block of blocks) {
    if (block.kind !== 'heading' && block.kind !== 'table') continue
    const own = block.kind === 'heading' ? `s-${block.id}` : `t-${block.table.id}`
    const base = own.replace(/[^\w\u4e00-\u9fff.-]+/g, '-')
    let id = base
    for (let n = 2; taken.has(id); n++) id = `${base}-${n}`
    taken.add(id)
    ids.set(block, id)
  }
  return ids
}

function contentsOf(blocks: readonly BookBlock[], ids: ReadonlyMap<BookBlock, string>): Markup {
  const asked = blocks.find((block) => block.kind === 'contents')
  const depth = asked?.depth ?? 2
  const entries: Entry[] = []
  for (const block of blocks) {
    const id = ids.get(block)
    if (id === undefined) continue
    if (block.kind === 'heading' && block.level <= depth) {
      entries.push({ id, level: block.level, text: textOf(block.runs), table: false })
    } else if (block.kind === 'table') {
      const { number, title } = block.table
      entries.push({ id, level: depth + 1, text: number === undefined ? title : `${number} ${title}`, table: true })
    }
  }
  return contentsMarkup(asked?.title ?? '目录', entries)
}
