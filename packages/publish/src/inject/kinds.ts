/** The kinds of errors that real books hold: for each, the places of a book where it can be made. */
import type { Book } from '@gouji/compose'
import {
  type Chance,
  type Change,
  changedCell,
  changedRuns,
  digitSlip,
  isAmount,
  type Said,
  type Spot,
  saidIn,
  spotsOf,
  textOf,
  withTexts,
} from './places.ts'

export const ERROR_KINDS = [
  'digit',
  'exchanged',
  'sum',
  'statement',
  'verb',
  'title-year',
  'share',
  'code-parent',
  'weight',
  'section',
  'organisation',
] as const
export type ErrorKind = (typeof ERROR_KINDS)[number]

/** Finding the places is cheap, making a change is not: each candidate is made only when it is chosen. */
export type Candidate = (chance: Chance) => Change | undefined

const slipped =
  (spot: Spot): Candidate =>
  (chance) => {
    const text = digitSlip(spot.text, chance)
    return text === undefined ? undefined : changedCell(spot, text)
  }

export const CANDIDATES: Readonly<Record<ErrorKind, (book: Book) => Candidate[]>> = {
  digit: (book) => spotsOf(book).filter(isAmount).map(slipped),

  sum: (book) =>
    spotsOf(book)
      .filter((spot) => isAmount(spot) && (spot.cell.sumOf?.length ?? 0) > 1)
      .map(slipped),

  exchanged: (book) => {
    const columns = Map.groupBy(spotsOf(book).filter(isAmount), ({ block, cell }) => `${block}|${cell.column}`)
    return [...columns.values()].flatMap((own) =>
      own.slice(0, -1).flatMap((a, i) => {
        const b = own[i + 1]!
        const isWhole = [a, b].some(({ cell }) => cell.sumOf !== undefined)
        return a.text === b.text || isWhole ? [] : [() => exchanged(a, b)]
      }),
    )
  },

  statement: (book) =>
    figuresOf(book, 'amount').map((said) => (chance) => {
      const wrong = digitSlip(said.text, chance)
      return wrong === undefined
        ? undefined
        : changedRuns(said, new Map([[said.run, wrong]]), { right: said.text, wrong })
    }),

  verb: (book) => figuresOf(book, 'change').map((said) => () => flipped(said)),

  'title-year': (book) =>
    book.blocks.flatMap((block, i) => {
      if (block.kind !== 'table' || !block.table.title.includes(String(book.year))) return []
      const { table } = block
      const title = table.title.replace(String(book.year), String(book.year - 1))
      const injected = { block: i, where: table.title, right: table.title, wrong: title }
      return [() => ({ injected, blocks: new Map([[i, { kind: 'table' as const, table: { ...table, title } }]]) })]
    }),

  share: (book) => figuresOf(book, 'share').map((said) => (chance) => otherWhole(book, said, chance)),

  'code-parent': (book) => {
    const codes = spotsOf(book).filter(({ cell, text }) => cell.role === 'code' && /^\d{7}$/.test(text))
    return codes.flatMap((spot) => {
      const parents = codes.filter((o) => o.block === spot.block && o.text.slice(0, 5) !== spot.text.slice(0, 5))
      return parents.length === 0
        ? []
        : [(chance: Chance) => changedCell(spot, chance.pick(parents).text.slice(0, 5) + spot.text.slice(5))]
    })
  },

  weight: (book) =>
    spotsOf(book)
      .filter((spot) => /^\d{1,2}$/.test(spot.text) && /权重|分值/.test(headOf(spot)))
      .map((spot) => (chance) => changedCell(spot, String(Number(spot.text) + 5 * chance.int(1, 3)))),

  section: (book) =>
    book.blocks.flatMap((block, i) => {
      if (block.kind !== 'heading' || !REQUIRED.test(textOf(block.runs))) return []
      const after = book.blocks.findIndex((b, n) => n > i && b.kind !== 'paragraph')
      const end = after < 0 ? book.blocks.length : after
      const right = textOf(block.runs)
      const gone = Array.from({ length: end - i }, (_, n) => [i + n, undefined] as const)
      return [() => ({ injected: { block: i, where: right, right, wrong: '' }, blocks: new Map(gone) })]
    }),

  organisation: (book) =>
    saidIn(book)
      .filter(({ text }) => text.includes(book.organisation))
      .map((said) => (chance) => {
        const wrong = stranger(book.organisation, chance)
        const text = said.text.replace(book.organisation, wrong)
        return changedRuns(said, new Map([[said.run, text]]), { right: book.organisation, wrong })
      }),
}

const REQUIRED = /“三公”经费|机关运行经费|政府采购|国有资产|收入预算|支出预算|绩效/

/** The runs of sentences that hold figures of a kind. */
const figuresOf = (book: Book, kind: string): Said[] =>
  saidIn(book).filter(({ paragraph, run, text }) => {
    const { figure } = paragraph.runs[run]!
    return figure !== undefined && book.figures[figure]?.kind === kind && /[1-9]/.test(text)
  })

function exchanged(a: Spot, b: Spot): Change {
  const table = withTexts(a.table, [
    { spot: a, text: b.text },
    { spot: b, text: a.text },
  ])
  const { injected } = changedCell(a, b.text)
  return { injected, blocks: new Map([[a.block, { kind: 'table', table }]]) }
}

const OPPOSITE: Readonly<Record<string, string>> = { 增加: '减少', 减少: '增加', 增长: '下降', 下降: '增长' }

/** The verb before a change, and that of its rate behind it. */
function flipped(said: Said): Change | undefined {
  const { runs } = said.paragraph
  const before = runs[said.run - 1]?.text ?? ''
  const verb = /(?:增加|减少)$/.exec(before)?.[0]
  if (verb === undefined) return undefined
  const texts = new Map([[said.run - 1, before.slice(0, -2) + OPPOSITE[verb]!]])
  const behind = runs[said.run + 1]?.text ?? ''
  const rate = /^[^，。]*，(增长|下降)/.exec(behind)
  if (rate) texts.set(said.run + 1, rate[0].slice(0, -2) + OPPOSITE[rate[1]!]! + behind.slice(rate[0].length))
  return changedRuns(said, texts, { right: `${verb}${said.text}`, wrong: `${OPPOSITE[verb]!}${said.text}` })
}

/** A share of another whole: what the book says of one amount is taken from another. */
function otherWhole(book: Book, said: Said, chance: Chance): Change | undefined {
  const { ratio, decimals, fen } = book.figures[said.paragraph.runs[said.run]!.figure!]!
  if (!ratio || fen !== undefined) return undefined
  const wholes = book.figures.flatMap((f) => (f.kind === 'amount' && (f.fen ?? 0n) > ratio.n ? [f.fen!] : []))
  const others = wholes.filter((whole) => percent(ratio.n, whole, decimals) !== said.text)
  if (ratio.n <= 0n || others.length === 0) return undefined
  const wrong = percent(ratio.n, chance.pick(others), decimals)
  return changedRuns(said, new Map([[said.run, wrong]]), { right: said.text, wrong })
}

/** Hundredths of a whole, rounded half up. */
function percent(part: bigint, whole: bigint, decimals: number): string {
  const scale = 100n * 10n ** BigInt(decimals)
  const digits = String((2n * part * scale + whole) / (2n * whole)).padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

function headOf({ table, cell }: Spot): string {
  const heads = table.rows.slice(0, table.headRows).flatMap((row) => row.cells)
  return textOf(
    heads.filter((h) => h.column <= cell.column && cell.column < h.column + h.columnSpan).flatMap(({ runs }) => runs),
  )
}

const STRANGERS = ['梅岭市统计局', '鹤山县审计局', '东湖区司法局', '柳江市商务局', '平川县水利局']

const stranger = (own: string, chance: Chance): string => chance.pick(STRANGERS.filter((name) => name !== own))
