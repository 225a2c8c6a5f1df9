/** Narratives with figures in braces → the book as text, and where each figure stands in it and what it means. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const FOLDER = import.meta.dirname

export interface Told {
  /** As the narrative names it: `收入总计`, `占比 上年结转/收入总计`. */
  readonly name: string
  readonly kind: 'amount' | 'share' | 'change' | 'rate'
  readonly value: string
  /** 1-based line of the text. */
  readonly line: number
  /** Characters of the line before it. */
  readonly at: number
  /** `flow=income vintage=carried`, without the year and the stage of the book. */
  readonly coordinates: string
  /** The words say what it is. */
  readonly isSaid: boolean
}

export interface Narrative {
  readonly name: string
  readonly text: string
  readonly told: readonly Told[]
}

interface Figure {
  readonly cents: number
  readonly coordinates: string
}

const KINDS = { 占比: 'share', 差: 'change', 幅度: 'rate' } as const

export function readNarratives(book: 'budget' | 'final'): Narrative[] {
  const folder = join(FOLDER, book)
  const figures = new Map(
    readFileSync(join(folder, 'figures.csv'), 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row): [string, Figure] => {
        const [name = '', amount = '', coordinates = ''] = row.split(',')
        return [name, { cents: Math.round(Number(amount) * 100), coordinates }]
      }),
  )
  const tables = readFileSync(join(folder, 'tables.txt'), 'utf8')
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt') && file !== 'tables.txt')
    .sort()
    .map((file) => {
      const lines = readFileSync(join(folder, file), 'utf8').split('\n')
      const told: Told[] = []
      const written = lines
        .filter((line) => !line.startsWith('#'))
        .map((line, i) => writeLine(line, i + 1, (name) => figureOf(figures, name, `${book}/${file}`), told))
      return { name: `${book}/${file.replace('.txt', '')}`, text: `${written.join('\n')}\n${tables}`, told }
    })
}

function figureOf(figures: ReadonlyMap<string, Figure>, name: string, file: string): Figure {
  const figure = figures.get(name)
  if (!figure) throw new Error(`${file}: “${name}” is not in figures.csv`)
  return figure
}

function writeLine(line: string, number: number, figure: (name: string) => Figure, told: Told[]): string {
  let text = ''
  let from = 0
  for (const m of line.matchAll(/\{(\??)(?:(占比|差|幅度) )?([^{}/-]+)(?:[-/]([^{}]+))?\}/g)) {
    text += line.slice(from, m.index)
    from = m.index + m[0].length
    const kind = m[2] === undefined ? 'amount' : KINDS[m[2] as keyof typeof KINDS]
    const a = figure(m[3]!)
    const b = m[4] === undefined ? undefined : figure(m[4])
    const value = printed(kind, a.cents, b?.cents ?? 0)
    const name = m[0].replace(/[{?}]/g, '')
    told.push({ name, kind, value, line: number, at: text.length, coordinates: a.coordinates, isSaid: m[1] === '' })
    text += value
  }
  return text + line.slice(from)
}

function printed(kind: Told['kind'], a: number, b: number): string {
  if (kind === 'amount') return twoDecimals(a)
  if (kind === 'change') return twoDecimals(Math.abs(a - b))
  const part = kind === 'share' ? a : Math.abs(a - b)
  // Half up, in whole hundredths of a per cent.
  return twoDecimals(Math.floor((part * 20_000 + b) / (2 * b)))
}

const twoDecimals = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
