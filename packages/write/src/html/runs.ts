import type { Book, BookRun } from '@gouji/compose'
import { figureValue } from '../data/value.ts'
import type { Embedded } from './embedded.ts'
import { html, Markup } from './markup.ts'

/** Writes words and figures; knows which figures have been written, so that no id stands twice. */
export class RunWriter {
  readonly #book: Book
  readonly #embedded: Embedded
  readonly #written = new Map<number, number>()

  constructor(book: Book, embedded: Embedded) {
    this.#book = book
    this.#embedded = embedded
  }

  write(runs: readonly BookRun[]): Markup {
    return new Markup(runs.map((run) => this.#run(run).text).join(''))
  }

  #run({ text, figure: index }: BookRun): Markup {
    const figure = index === undefined ? undefined : this.#book.figures[index]
    if (index === undefined || !figure) return lines(text)
    const times = this.#written.get(index) ?? 0
    this.#written.set(index, times + 1)
    const id = times === 0 ? `f${index}` : `f${index}.${times + 1}`
    const context = this.#embedded.contextOf(figure)
    const value = figureValue(figure)
    return html`<data id="${id}" value="${value?.value ?? ''}" data-kind="${figure.kind}"${context !== undefined && html` data-context="c${context}"`} data-unit="${value?.unit ?? ''}" data-scale="${value?.scale ?? 0}" data-decimals="${value?.decimals ?? figure.decimals}">${text}</data>`
  }
}

/** Breaks in a text are breaks on the page. */
function lines(text: string): Markup {
  const parts = text.split('\n')
  return new Markup(parts.map((part) => html`${part}`.text).join('<br>'))
}
