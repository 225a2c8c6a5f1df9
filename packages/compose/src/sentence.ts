/** Templates to words and figures. */
import { isMoneyUnit, type MoneyUnit, rational } from '@gouji/ledger'
import { membersOf } from './axis.ts'
import type { BookRun } from './book.ts'
import { both, CoordinatesError, PERIOD_NAMES } from './coordinates.ts'
import { reasonFor } from './reason.ts'
import type { Scene, Scope } from './scene.ts'
import { type Condition, type Node, parseTemplate, type Ref, type Template, TemplateError } from './template.ts'
import {
  type Amount,
  type AmountStyle,
  amountText,
  claimCoordinates,
  isSomething,
  percentText,
  type Value,
  withThousands,
  words,
} from './value.ts'

/** The runs of a template. A template that is wrong says so once and leaves a gap. */
export function say(source: string, scene: Scene, scope: Scope, style?: AmountStyle): BookRun[] {
  try {
    return joined(new Speaker(scene, style).runs(parseTemplate(source), scope))
  } catch (error) {
    if (!(error instanceof TemplateError || error instanceof CoordinatesError)) throw error
    const facts = { reason: error.message, template: source.slice(0, 120) }
    scene.problem({ code: 'template-wrong', severity: 'error', path: scope.path, facts })
    return []
  }
}

/** The same as plain words. */
export const sayText = (source: string, scene: Scene, scope: Scope): string =>
  say(source, scene, scope)
    .map((run) => run.text)
    .join('')

export function holds(source: string | undefined, scene: Scene, scope: Scope): boolean {
  if (source === undefined) return true
  // Conditions are written as in a template, without the braces.
  const [node] = parseTemplate(`{if ${source}}x{end}`)
  if (node?.kind !== 'if') return true
  try {
    return new Speaker(scene).isTrue(node.branches[0]!.when!, scope, 0)
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error
    scene.problem({
      code: 'template-wrong',
      severity: 'error',
      path: scope.path,
      facts: { reason: error.message, template: source },
    })
    return false
  }
}

class Speaker {
  readonly #scene: Scene
  readonly #style: AmountStyle
  /** A style of its own (a cell of a form) prints numbers without their unit. */
  readonly #withUnit: boolean

  constructor(scene: Scene, style?: AmountStyle) {
    const { unit, decimals, thousands } = scene.pack.style
    this.#scene = scene
    this.#style = style ?? { unit, decimals, thousands }
    this.#withUnit = style === undefined
  }

  runs(template: Template, scope: Scope): BookRun[] {
    return template.flatMap((node) => this.#node(node, scope))
  }

  #node(node: Node, scope: Scope): BookRun[] {
    switch (node.kind) {
      case 'words':
        return [{ text: node.text }]
      case 'value':
        return this.#printed(node.ref, node.formats, scope, node.at)
      case 'share': {
        const [part, whole] = [node.part, node.whole].map((ref) => this.#amount(ref, scope, node.at))
        return this.#isKnown(whole!, node.whole, scope) ? this.#share(part!, whole!, node.formats) : []
      }
      case 'change':
        return this.#change(this.#amount(node.now, scope, node.at), node.base, node.phrase, scope, node.at)
      case 'text':
        return this.#text(node.of, node.key, scope)
      case 'if': {
        const taken = node.branches.find(({ when }) => when === undefined || this.isTrue(when, scope, node.at))
        return taken ? this.runs(taken.then, scope) : []
      }
      case 'each':
        return this.#each(node, scope)
    }
  }

  isTrue({ left, operator, right, not }: Condition, scope: Scope, at: number): boolean {
    const value = this.#scene.resolve(left, scope, at)
    const answer =
      operator === undefined ? isSomething(value) : compare(value, operator, this.#scene.resolve(right!, scope, at))
    return answer !== not
  }

  /** A figure of another year that nobody entered is told: printed as nothing it would be wrong. */
  #printed(ref: Ref, formats: readonly string[], scope: Scope, at: number): BookRun[] {
    const value = this.#scene.resolve(ref, scope, at)
    return value.kind !== 'amount' || this.#isKnown(value, ref, scope) ? this.#value(value, formats) : []
  }

  #isKnown(value: Amount, ref: Ref, scope: Scope): boolean {
    if (value.known) return true
    const period = PERIOD_NAMES[ref.period ?? ''] ?? PERIOD_NAMES['last-budget']!
    const facts = { figure: value.name, period }
    this.#scene.problem({ code: 'base-missing', severity: 'error', path: scope.path, facts })
    return false
  }

  #amount(ref: Ref, scope: Scope, at: number): Amount {
    const value = this.#scene.resolve(ref, scope, at)
    if (value.kind !== 'amount') throw new TemplateError(at, `not-an-amount:${ref.name}`)
    return value
  }

  #value(value: Value, formats: readonly string[]): BookRun[] {
    if (value.kind === 'words') return value.text === '' ? [] : [{ text: value.text }]
    if (value.kind === 'count') {
      const text = formats.includes('thousands') ? withThousands(String(value.count)) : String(value.count)
      return [
        this.#scene.figure({ text, kind: 'count', count: value.count, decimals: 0, expression: value.name }, value),
        ...(value.unit === '' ? [] : [{ text: value.unit }]),
      ]
    }
    return this.money(value, formats)
  }

  money(amount: Amount, formats: readonly string[]): BookRun[] {
    const style = styled(this.#style, formats)
    const run = this.#scene.figure(figureOf(amount, style), amount)
    if (!this.#withUnit || formats.includes('number')) return [run]
    const { gap } = this.#scene.pack.style
    return [run, { text: `${gap}${style.unit}` }]
  }

  #share(part: Amount, whole: Amount, formats: readonly string[]): BookRun[] {
    if (whole.fen === 0n) return [{ text: '0%' }]
    const decimals = decimalsOf(formats) ?? this.#scene.pack.style.shareDecimals
    const ratio = rational(part.fen, whole.fen)
    return [
      this.#scene.figure(
        {
          text: percentText(ratio, decimals),
          kind: 'share',
          coordinates: claimCoordinates(part.coordinates),
          ratio,
          unit: '%',
          decimals,
          expression: `${part.name} ÷ ${whole.name}`,
          terms: [term(part), term(whole)],
        },
        part,
      ),
      { text: '%' },
    ]
  }

  /** 比上年预算数增加…: the phrase by the sign of the change; with the reason, where the change asks for one. */
  #change(now: Amount, period: string, phraseName: string, scope: Scope, at: number): BookRun[] {
    const phrase = this.#scene.pack.phrases[phraseName]
    if (!phrase) throw new TemplateError(at, `phrase-unknown:${phraseName}`)
    const base = this.#scene.inPeriod(now, period, scope)
    if (!base.known) {
      const facts = { figure: now.name, period: PERIOD_NAMES[period] ?? period }
      this.#scene.problem({ code: 'base-missing', severity: 'error', path: scope.path, facts })
      return phrase.unknown === undefined ? [] : this.runs(parseTemplate(phrase.unknown), scope)
    }
    // Two figures that print alike have not changed for anyone who reads them.
    const alike = amountText(now.fen, this.#style) === amountText(base.fen, this.#style)
    const fen = alike ? 0n : now.fen - base.fen
    const change: Amount = {
      kind: 'amount',
      fen: fen < 0n ? -fen : fen,
      known: true,
      coordinates: now.coordinates,
      name: `${now.name}的变动`,
      facts: [],
      terms: [now, base],
    }
    // A phrase that prints no reason asks for none: the same change may be said twice.
    const asks = [phrase.up, phrase.down, phrase.fresh ?? ''].some((text) => text.includes('原因'))
    const inner: Scope = {
      ...scope,
      variables: new Map<string, Value>([
        ...scope.variables,
        ['额', change],
        ['基数', base],
        ['本数', now],
        ['基期', words(PERIOD_NAMES[period] ?? period)],
        [
          '原因',
          words(asks ? reasonFor(now, fen === 0n ? { ...base, fen: now.fen } : base, this.#scene, scope, period) : ''),
        ],
      ]),
    }
    // A correction below nought has gone down, though there is no base to go down from.
    const rise = base.fen === 0n ? (phrase.fresh ?? phrase.up) : phrase.up
    const which = fen === 0n ? phrase.flat : fen > 0n ? rise : phrase.down
    return this.#phrase(which, inner, change, now, base)
  }

  /** `{率}` is no amount: it is put in here, where both numbers are known. */
  #phrase(source: string, scope: Scope, change: Amount, now: Amount, base: Amount): BookRun[] {
    const parts = source.split('{率}')
    const rate = (): BookRun[] => {
      const decimals = this.#scene.pack.style.rateDecimals
      const ratio = rational(change.fen, base.fen === 0n ? 1n : base.fen)
      const rateFigure: Parameters<Scene['figure']>[0] = {
        text: base.fen === 0n ? '0' : percentText(ratio, decimals),
        kind: 'rate',
        coordinates: claimCoordinates(now.coordinates),
        ratio,
        unit: '%',
        decimals,
        expression: `（${now.name} − 基数）÷ 基数`,
        terms: [term(now), term(base)],
      }
      const run = this.#scene.figure(rateFigure, now, base)
      return [run, { text: '%' }]
    }
    return parts.flatMap((part, i) => [...(i === 0 ? [] : rate()), ...this.runs(parseTemplate(part), scope)])
  }

  #text(of: 'reason' | 'purpose' | 'text', key: string, scope: Scope): BookRun[] {
    const text = this.#scene.told(of, key)
    if (text !== undefined) return [{ text }]
    this.#scene.problem({
      code: 'text-missing',
      severity: 'error',
      path: scope.path,
      facts: { of: TEXT_PARTS[of], key },
    })
    return []
  }

  #each(node: Node & { kind: 'each' }, scope: Scope): BookRun[] {
    const whole = node.of ? this.#amount(node.of, scope, node.at) : undefined
    const { year: _, stage: __, ...of } = whole?.coordinates ?? {}
    const members = membersOf({ axis: node.axis, options: node.options, of }, this.#scene, scope)
    if (!members) throw new TemplateError(node.at, `axis-unknown:${node.axis}`)
    return members.flatMap((member, i) => {
      const at = both(scope.at, member.at) ?? scope.at
      const inner: Scope = {
        ...scope,
        at,
        variables: new Map([...scope.variables, ...Object.entries(member.variables)]),
      }
      const variables = new Map(inner.variables)
      if (whole) {
        const name = member.variables.名称?.kind === 'words' ? member.variables.名称.text : whole.name
        variables.set('金额', this.#scene.amount({ ...of, ...member.at }, { name, scope: inner }))
        variables.set('总额', whole)
      }
      const runs = this.runs(node.body, { ...inner, variables })
      return i < members.length - 1 && node.between !== '' ? [...runs, { text: node.between }] : runs
    })
  }
}

/** What the parts of texts.yaml are called. */
const TEXT_PARTS = { reason: '原因', purpose: '用途', text: '其他' } as const

export function figureOf(amount: Amount, style: AmountStyle): Parameters<Scene['figure']>[0] {
  const terms = amount.terms?.map(term) ?? termsOf(amount)
  return {
    text: amountText(amount.fen, style),
    kind: amount.name.endsWith('的变动') ? 'change' : 'amount',
    coordinates: claimCoordinates(amount.coordinates),
    fen: amount.fen,
    unit: style.unit,
    decimals: style.decimals,
    expression: amount.terms ? expressionOf(amount) : amount.name,
    ...(terms.length > 0 ? { terms } : {}),
  }
}

const expressionOf = ({ terms = [], name }: Amount): string =>
  name.endsWith('的变动')
    ? `${terms[0]!.name} − 基数`
    : terms.map((t, i) => `${t.fen < 0n ? '−' : i === 0 ? '' : '+'}${t.name}`).join(' ')

const yuan = (fen: bigint): string => `${amountText(fen, { unit: '元', decimals: 2, thousands: true })}元`

const term = (amount: Amount): { name: string; text: string } => ({ name: amount.name, text: yuan(amount.fen) })

/** What goes into an amount, line by line, as long as a person would read it. */
const TERMS_MAX = 24

function termsOf({ facts }: Amount): { name: string; text: string }[] {
  if (facts.length < 2 || facts.length > TERMS_MAX) return []
  return facts.flatMap(({ line, fen }) =>
    line
      ? [{ name: line.note ?? [line.function, line.economy, line.project].filter(Boolean).join(' '), text: yuan(fen) }]
      : [],
  )
}

function styled(style: AmountStyle, formats: readonly string[]): AmountStyle {
  const unit = formats.find((format): format is MoneyUnit => isMoneyUnit(format))
  const decimals = decimalsOf(formats)
  return {
    ...style,
    ...(unit === undefined ? {} : { unit }),
    ...(decimals === undefined ? {} : { decimals }),
    ...(formats.includes('thousands') ? { thousands: true } : {}),
    ...(formats.includes('trim') ? { trim: true } : {}),
  }
}

function decimalsOf(formats: readonly string[]): number | undefined {
  const found = formats.find((format) => /^\d$/.test(format))
  return found === undefined ? undefined : Number(found)
}

function compare(left: Value, operator: '=' | '≠' | '>' | '<', right: Value): boolean {
  if (left.kind === 'words' || right.kind === 'words') {
    const same = textOf(left) === textOf(right)
    return operator === '=' ? same : operator === '≠' ? !same : false
  }
  const a = numberOf(left)
  const b = right.kind === 'count' && left.kind === 'amount' ? right.count * 100n : numberOf(right)
  return operator === '=' ? a === b : operator === '≠' ? a !== b : operator === '>' ? a > b : a < b
}

const textOf = (value: Value): string => (value.kind === 'words' ? value.text : String(numberOf(value)))
const numberOf = (value: Value): bigint =>
  value.kind === 'amount' ? value.fen : value.kind === 'count' ? value.count : 0n

/** Words that follow each other are one run: writers and readers see sentences, not pieces. */
function joined(runs: readonly BookRun[]): BookRun[] {
  const all: BookRun[] = []
  for (const run of runs) {
    if (run.text === '') continue
    const last = all.at(-1)
    if (last && last.figure === undefined && run.figure === undefined)
      all[all.length - 1] = { text: last.text + run.text }
    else all.push(run)
  }
  return all
}
