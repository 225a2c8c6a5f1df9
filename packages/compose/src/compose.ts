/**
 * Budget and pack to book: the entries of the pack in their order.
 *
 *     const { book, problems } = compose(budget, pack, catalogue)
 */
import { type Budget, Cube, type FactCoordinates, factsOf, type Origin } from '@gouji/budget'
import type { Catalogue } from '@gouji/ledger'
import { membersOf } from './axis.ts'
import type { Book, BookBlock, BookRun } from './book.ts'
import { chineseNumber } from './chinese-number.ts'
import { both, parseCoordinates } from './coordinates.ts'
import { tableOf } from './form.ts'
import { NameOf } from './names.ts'
import type { Entry, Pack } from './pack.ts'
import type { ComposeProblem } from './problem.ts'
import type { ReasonedChange } from './reason.ts'
import { Scene, type Scope } from './scene.ts'
import { holds, say, sayText } from './sentence.ts'
import { type Value, words } from './value.ts'

export interface Composed {
  readonly book: Book
  readonly problems: readonly ComposeProblem[]
  readonly cube: Cube
  readonly nameOf: NameOf
  /** The changes that the book gives reasons for, in the order in which it speaks of them. */
  readonly changes: readonly ReasonedChange[]
  /** The entries of the ledger behind the figure that was asked about. */
  readonly traced: readonly Origin[]
  /** What a named figure of the pack is; undefined for one that is counted or put together from others. */
  readonly figureAt: (name: string) => FactCoordinates | undefined
}

export interface ComposeOptions {
  /** Number of a figure of the book: which entries it comes from is told. */
  readonly trace?: number | undefined
}

export function compose(budget: Budget, pack: Pack, catalogue: Catalogue, { trace }: ComposeOptions = {}): Composed {
  const parents = new Map(budget.units.flatMap((unit) => (unit.parent === undefined ? [] : [[unit.code, unit.parent]])))
  const programs = new Map(
    budget.projects.flatMap(({ code, parent }) => (parent === undefined ? [] : [[code, parent]])),
  )
  const cube = new Cube(factsOf(budget, catalogue), parents as Map<string, string>, programs as Map<string, string>)
  const nameOf = new NameOf(budget, catalogue, pack.names)
  const scene = new Scene({ budget, pack, cube, catalogue, nameOf, trace })
  const blocks = new Composer(scene).entries(pack.book, scene.root)
  scene.tellUnsaid()
  const { head } = budget
  const title = blocks.flatMap((b) => (b.kind === 'cover' ? b.lines.filter((l) => l.style === 'title') : []))
  const book: Book = {
    name: `${head.name}${head.year}年${head.audience === 'unit' ? '单位' : '部门'}${head.stage === 'final' ? '决算' : '预算'}`,
    title: title.map((line) => line.text).join(''),
    organisation: head.name,
    code: head.code,
    region: head.region,
    year: head.year,
    stage: head.stage,
    audience: head.audience,
    ...(head.date === undefined ? {} : { date: head.date }),
    pack: { id: pack.id, title: pack.title },
    look: pack.look,
    blocks,
    figures: scene.figures,
  }
  const { problems, traced } = scene
  return {
    book,
    problems,
    cube,
    nameOf,
    changes: [...scene.changes.values()],
    traced: [...new Set(traced)],
    figureAt: figuresOf(pack),
  }
}

const figuresOf =
  ({ figures }: Pack) =>
  (name: string): FactCoordinates | undefined => {
    const source = figures[name]
    return source === undefined || /^[=#]/.test(source) ? undefined : parseCoordinates(source).coordinates
  }

const ANNOUNCEMENT_MAX = 24

/** A few words without a figure before the paragraphs that they announce. */
const announces = (runs: readonly BookRun[]): boolean =>
  runs.every(({ figure }) => figure === undefined) &&
  runs.reduce((n, { text }) => n + text.length, 0) <= ANNOUNCEMENT_MAX

/** Line breaks in a sentence part paragraphs. */
function paragraphs(runs: readonly BookRun[]): BookRun[][] {
  const all: BookRun[][] = [[]]
  for (const run of runs) {
    if (run.figure !== undefined) {
      all.at(-1)!.push(run)
      continue
    }
    run.text.split('\n').forEach((text, i) => {
      if (i > 0) all.push([])
      const plain = all.at(-1)!.length === 0 ? text.trimStart() : text
      if (plain !== '') all.at(-1)!.push({ text: plain })
    })
  }
  return all.filter((own) => own.length > 0)
}

class Composer {
  readonly #scene: Scene
  #tables = 0
  #headings = 0

  constructor(scene: Scene) {
    this.#scene = scene
  }

  entries(entries: readonly Entry[], scope: Scope): BookBlock[] {
    return entries.flatMap((entry) => this.#entry(entry, scope))
  }

  #entry(entry: Entry, scope: Scope): BookBlock[] {
    const scene = this.#scene
    if ('cover' in entry) {
      const lines = entry.cover.map((line) => ({ style: line.style, text: sayText(line.text, scene, scope) }))
      return [{ kind: 'cover', lines: lines.filter((line) => line.text !== '') }]
    }
    if ('contents' in entry) return [{ kind: 'contents', title: entry.contents, depth: entry.depth ?? 2 }]
    if ('heading' in entry) {
      this.#headings += 1
      const runs = say(entry.heading, scene, { ...scope, path: 'book.heading' })
      return [{ kind: 'heading', level: entry.level, id: entry.id ?? `h${this.#headings}`, runs }]
    }
    if ('say' in entry) return this.#say(entry.say, entry.style ?? 'body', scope)
    if ('form' in entry) return this.#form(entry.form, scope)
    if ('forms' in entry) return entry.forms.flatMap((form) => this.#form(form, scope))
    if ('list' in entry) return this.#list(entry.list, entry.item, scope)
    if ('page' in entry) return [{ kind: 'page-break' }]
    if ('when' in entry) return this.entries(holds(entry.when, scene, scope) ? entry.book : (entry.else ?? []), scope)
    return this.#each(entry.each, entry.book, scope)
  }

  /** A sentence by its name, or the sentence itself. Line breaks part paragraphs. */
  #say(what: string, style: 'body' | 'note' | 'center', scope: Scope): BookBlock[] {
    const named = /^[a-z][\w-]*$/.test(what)
    const source = named ? this.#scene.pack.sentences[what] : what
    if (source === undefined) {
      this.#scene.problem({ code: 'sentence-unknown', severity: 'error', path: 'book', facts: { name: what } })
      return []
    }
    const inside = { ...scope, path: named ? `sentences.${what}` : 'book' }
    const all = paragraphs(say(source.trim(), this.#scene, inside))
    return all.map((runs, i) => ({
      kind: 'paragraph',
      style,
      runs,
      ...(i < all.length - 1 && announces(runs) ? { keepsNext: true } : {}),
    }))
  }

  #form(name: string, scope: Scope): BookBlock[] {
    const form = this.#scene.pack.forms[name]
    if (!form) {
      this.#scene.problem({ code: 'form-unknown', severity: 'error', path: 'book', facts: { name } })
      return []
    }
    if (!holds(form.when, this.#scene, scope)) return []
    const scopes = form.each === undefined ? [scope] : this.#scopes(form.each, scope)
    return scopes.map((inside) => {
      this.#tables += 1
      return { kind: 'table', table: tableOf(form, this.#scene, inside, `t${this.#tables}`, this.#tables) }
    })
  }

  #list(which: 'duties' | 'divisions' | 'glossary', item: string, scope: Scope): BookBlock[] {
    const { texts } = this.#scene.budget
    const items: { term: string; text: string }[] =
      which === 'glossary'
        ? this.#scene.pack.glossary
            .filter((entry) => holds(entry.when, this.#scene, scope))
            .flatMap((entry) => this.#explained(entry.term, entry.text, scope))
        : texts[which].map((text) => ({ term: '', text }))
    return items.map(({ term, text }, n) => {
      const variables = new Map<string, Value>([
        ...scope.variables,
        ['序号', words(String(n + 1))],
        ['中文序号', words(chineseNumber(n + 1))],
        ['名称', words(term)],
        ['内容', words(text)],
      ])
      return {
        kind: 'paragraph',
        style: 'body',
        runs: say(item, this.#scene, { ...scope, variables, path: `book.${which}` }),
      }
    })
  }

  /** One entry, or one for each subject where the term runs over an axis (`{each function 3}`). */
  #explained(term: string, text: string, scope: Scope): { term: string; text: string }[] {
    const each = /^\{each (.+?)\}(.*)$/s.exec(term)
    if (!each) return [{ term: sayText(term, this.#scene, scope), text: sayText(text, this.#scene, scope) }]
    return this.#scopes(each[1]!, scope)
      .map((inside) => ({ term: sayText(each[2]!, this.#scene, inside), text: sayText(text, this.#scene, inside) }))
      .filter((entry) => entry.text !== '')
  }

  #each(call: string, entries: readonly Entry[], scope: Scope): BookBlock[] {
    return this.#scopes(call, scope).flatMap((inside) => this.entries(entries, inside))
  }

  #scopes(call: string, scope: Scope): Scope[] {
    const [axis, ...list] = call.trim().split(/\s+/)
    const options = Object.fromEntries(
      list.map((word) => (word.includes('=') ? (word.split('=') as [string, string]) : (['level', word] as const))),
    )
    const members = membersOf({ axis: axis!, options, of: {} }, this.#scene, scope)
    if (!members) {
      this.#scene.problem({ code: 'axis-unknown', severity: 'error', path: 'book.each', facts: { axis: axis! } })
      return []
    }
    return members.map((member, n) => ({
      ...scope,
      at: both(scope.at, member.at) ?? scope.at,
      variables: new Map([
        ...scope.variables,
        ...Object.entries(member.variables),
        ['中文序号', words(chineseNumber(n + 1))] as const,
      ]),
    }))
  }
}
