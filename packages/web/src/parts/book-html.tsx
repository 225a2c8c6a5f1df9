/**
 * A composed book inside our own page, in a shadow root: its looks stay in, its words can be picked, and whatever is not
 * plain text and tables is left out.
 */
import { useEffect, useRef } from 'react'
import { anchorOf, elementAt } from './anchors.ts'

const ALLOWED = new Set(
  'A ARTICLE ASIDE B BLOCKQUOTE BR CAPTION CODE COL COLGROUP DATA DD DEL DIV DL DT EM FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR I INS LI MAIN OL P SECTION SMALL SPAN STRONG SUB SUP TABLE TBODY TD TFOOT TH THEAD TR U UL'.split(
    ' ',
  ),
)
/** Ways around a book (NAV) lead nowhere without its own addresses and are left out. */
const LANDMARKS = new Set(['MAIN', 'HEADER', 'FOOTER', 'ASIDE', 'SECTION', 'ARTICLE'])
const KEPT = new Set(['class', 'colspan', 'rowspan', 'lang', 'scope'])

function sanitised(html: string): { readonly body: DocumentFragment; readonly css: string } {
  const source = new DOMParser().parseFromString(html, 'text/html')
  const css = [...source.querySelectorAll('style')].map((s) => s.textContent ?? '').join('\n')
  const copy = (from: Node, to: Node): void => {
    for (const child of from.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) to.appendChild(document.createTextNode(child.nodeValue ?? ''))
      if (!(child instanceof Element) || !ALLOWED.has(child.tagName)) continue
      // The book is a part of our page here: it has no landmarks of its own.
      const element = document.createElement(LANDMARKS.has(child.tagName) ? 'DIV' : child.tagName)
      for (const { name, value } of child.attributes) if (KEPT.has(name)) element.setAttribute(name, value)
      // A figure is written once or several times, as f12, f12.2: its number says which it is.
      const figure = child.tagName === 'DATA' ? /^f(\d+)(?:\.\d+)?$/.exec(child.id)?.[1] : undefined
      if (figure !== undefined) element.setAttribute('data-figure', figure)
      to.appendChild(element)
      copy(child, element)
    }
  }
  const body = document.createDocumentFragment()
  copy(source.body, body)
  // A style sheet may not fetch anything.
  return { body, css: css.replace(/@import[^;]*;/g, '').replace(/url\([^)]*\)/g, 'none') }
}

const OWN_STYLE = `
:host { display: block; background: #fff; color: #1b1f24; }
.book { background: #fff; padding: 20px 28px 60px; max-width: 1100px; margin: 0 auto; }
.book table { border-collapse: collapse; }
.book div { overflow: visible !important; max-height: none !important; position: static !important; }
.book :is(td, th, p, li, h1, h2, h3, h4).pickable:hover { outline: 1px dashed #0b4fae; cursor: pointer; }
.book.traceable [data-figure] { cursor: pointer; text-decoration: underline dotted #8a94a3; text-underline-offset: 3px; }
.book.traceable [data-figure]:hover { background: #e6eefb; }
.book [data-figure]:focus { outline: 2px solid #0b4fae; outline-offset: 1px; }
.book [data-figure].asked { background: #cfe0fb; }
.book .changed { background: #fff1b8 !important; }
.book .shown { outline: 3px solid #d48806 !important; background: #fff7e0 !important; }
`

interface BookHtmlProps {
  readonly html: string
  readonly onPick?: ((anchor: string) => void) | undefined
  /** A figure was asked about, by its number in the book. */
  readonly onFigure?: ((figure: number) => void) | undefined
  /** Brought into sight and outlined. */
  readonly shown?: string | undefined
  /** Light up what differs from the book shown before. */
  readonly lightChanges?: boolean
}

export function BookHtml({ html, onPick, onFigure, shown, lightChanges = false }: BookHtmlProps) {
  const host = useRef<HTMLElement>(null)
  const before = useRef<Map<string, number> | undefined>(undefined)
  const pick = useRef(onPick)
  pick.current = onPick
  const ask = useRef(onFigure)
  ask.current = onFigure
  useEffect(() => {
    if (!host.current) return
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' })
    const { body, css } = sanitised(html)
    const style = document.createElement('style')
    style.textContent = css.replace(/(^|[\s,}])(?::root|html|body)(?=[\s,{])/g, '$1.book') + OWN_STYLE
    const book = document.createElement('div')
    book.className = 'book'
    book.appendChild(body)
    root.replaceChildren(style, book)
    const leaves = [...book.querySelectorAll('td, th, p, li')].filter((e) => !e.querySelector('td, th, p, li'))
    if (pick.current) for (const e of leaves) e.classList.add('pickable')
    // What stands in the book now and did not before is new, however rows have moved.
    const counts = new Map<string, number>()
    const old = new Map(before.current)
    let first: Element | undefined
    for (const e of leaves) {
      const text = `${e.tagName}${e.parentElement?.firstElementChild?.textContent ?? ''}|${e.textContent ?? ''}`
      counts.set(text, (counts.get(text) ?? 0) + 1)
      const left = old.get(text) ?? 0
      if (left > 0) old.set(text, left - 1)
      else if (lightChanges && before.current) {
        e.classList.add('changed')
        first ??= e
      }
    }
    before.current = counts
    first?.scrollIntoView({ block: 'center' })
    const figures = ask.current ? [...book.querySelectorAll<HTMLElement>('[data-figure]')] : []
    if (ask.current) book.classList.add('traceable')
    // One of the figures is in the order of focus; arrows lead from one to the next.
    for (const [i, e] of figures.entries()) {
      e.setAttribute('role', 'button')
      e.tabIndex = i === 0 ? 0 : -1
    }
    const figureOf = (event: Event): HTMLElement | undefined =>
      (event.target instanceof Element && event.target.closest<HTMLElement>('[data-figure]')) || undefined
    const asked = (figure: HTMLElement): void => {
      for (const e of figures) e.classList.toggle('asked', e === figure)
      ask.current?.(Number(figure.dataset.figure))
    }
    const onClick = (event: Event): void => {
      const figure = ask.current && figureOf(event)
      const anchor = event.target instanceof Element ? anchorOf(event.target, book) : undefined
      if (figure) asked(figure)
      else if (anchor) pick.current?.(anchor)
    }
    const onKey = (event: KeyboardEvent): void => {
      const figure = figureOf(event)
      if (!figure || !ask.current) return
      const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
      if (event.key !== 'Enter' && event.key !== ' ' && by === undefined) return
      event.preventDefault()
      const next = by === undefined ? undefined : figures[figures.indexOf(figure) + by]
      if (by === undefined) asked(figure)
      if (!next) return
      figure.tabIndex = -1
      next.tabIndex = 0
      next.focus()
    }
    book.addEventListener('click', onClick)
    book.addEventListener('keydown', onKey)
    return () => {
      book.removeEventListener('click', onClick)
      book.removeEventListener('keydown', onKey)
    }
  }, [html, lightChanges])
  // A book that came later has the place too.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above.
  useEffect(() => {
    const root = host.current?.shadowRoot
    if (!root || !shown) return
    for (const e of root.querySelectorAll('.shown')) e.classList.remove('shown')
    const book = root.querySelector('.book')
    const element = book ? elementAt(shown, book) : undefined
    element?.classList.add('shown')
    element?.scrollIntoView({ block: 'center', inline: 'center' })
  }, [shown, html])
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable without a mouse.
  return <section ref={host} className="book-html" aria-label="编成的书" tabIndex={0} />
}
