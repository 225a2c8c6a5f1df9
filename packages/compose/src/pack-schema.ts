/**
 * The shape of a pack's files. A pack that inherits is merged with its parents first and then checked as a whole: maps
 * are merged by key, lists are replaced, null removes a key.
 */
import { MONEY_UNITS } from '@gouji/ledger'
import { z } from 'zod'
import type { Column, Entry, Pack, PackProblem, RowRule } from './pack.ts'

const text = z.string()
const align = z.enum(['left', 'center', 'right'])
const zero = z.enum(['blank', 'decimals', 'zero', 'dash'])
const money = z.enum(MONEY_UNITS)
const decimals = z.int().min(0).max(6)

const column: z.ZodType<Column> = z.lazy(() =>
  z.strictObject({
    head: text.optional(),
    columns: z.array(column).optional(),
    rows: z.int().positive().optional(),
    at: text.optional(),
    show: text.optional(),
    role: z.enum(['code', 'label', 'text', 'number', 'amount']).optional(),
    align: align.optional(),
    width: z.number().positive().optional(),
    merge: z.boolean().optional(),
    indent: z.boolean().optional(),
    ordinal: z.boolean().optional(),
    unit: money.optional(),
    decimals: decimals.optional(),
    zero: zero.optional(),
    ruler: text.optional(),
    when: text.optional(),
  }),
) as z.ZodType<Column>

const cell = z.strictObject({
  text,
  span: z.int().positive().optional(),
  rows: z.int().positive().optional(),
  head: z.boolean().optional(),
  align: align.optional(),
  merge: z.boolean().optional(),
  role: z.enum(['amount', 'number', 'code', 'text', 'label']).optional(),
})

const row: z.ZodType<RowRule> = z.lazy(() =>
  z.strictObject({
    label: text.optional(),
    code: text.optional(),
    at: text.optional(),
    none: z.boolean().optional(),
    indent: z.int().min(0).optional(),
    set: z.record(text, text).optional(),
    role: z.enum(['total', 'body', 'head']).optional(),
    when: text.optional(),
    each: text.optional(),
    rows: z.array(row).optional(),
    own: z.boolean().optional(),
    cells: z.array(cell).optional(),
    blank: z.int().positive().optional(),
  }),
) as z.ZodType<RowRule>

const panel = z.strictObject({
  columns: z.array(column).min(1),
  rows: z.array(row).default([]),
  foot: z.array(row).default([]),
  head: text.optional(),
  scope: text.optional(),
})

const form = z.strictObject({
  title: text,
  number: text.optional(),
  left: text.optional(),
  right: text.optional(),
  unit: money.default('万元'),
  decimals: decimals.default(2),
  thousands: z.boolean().default(false),
  adjust: z.boolean().optional(),
  zero: zero.default('blank'),
  orientation: z.enum(['portrait', 'landscape']).default('portrait'),
  ruler: text.optional(),
  scope: text.default(''),
  panels: z.array(panel).min(1),
  notes: z.array(z.strictObject({ when: text.optional(), text })).default([]),
  each: text.optional(),
  when: text.optional(),
})

const entry: z.ZodType<Entry> = z.lazy(() =>
  z.union([
    z.strictObject({
      cover: z.array(z.strictObject({ style: z.enum(['title', 'subtitle', 'date']), text })),
    }),
    z.strictObject({ contents: text, depth: z.int().min(1).max(4).optional() }),
    z.strictObject({ heading: text, level: z.int().min(1).max(6), id: text.optional() }),
    z.strictObject({ say: text, style: z.enum(['body', 'note', 'center']).optional() }),
    z.strictObject({ form: text }),
    z.strictObject({ forms: z.array(text) }),
    z.strictObject({ list: z.enum(['duties', 'divisions', 'glossary']), item: text }),
    z.strictObject({ when: text, book: z.array(entry), else: z.array(entry).optional() }),
    z.strictObject({ each: text, book: z.array(entry) }),
    z.strictObject({ page: z.literal(true) }),
  ]),
) as z.ZodType<Entry>

const fonts = z.array(text).min(1)

const pack = z.strictObject({
  title: text,
  inherits: text.optional(),
  for: z
    .strictObject({
      region: text.regex(/^\d{1,6}$/).optional(),
      audience: z.enum(['department', 'unit']).optional(),
      stage: z.enum(['budget', 'final']).optional(),
      yearFrom: z.int().optional(),
      yearTo: z.int().optional(),
    })
    .optional(),
  style: z.strictObject({
    unit: money,
    decimals,
    shareDecimals: decimals,
    rateDecimals: decimals,
    gap: z.enum(['', ' ']),
    thousands: z.boolean(),
  }),
  look: z.strictObject({
    paper: z.literal('a4'),
    bodySize: z.number().min(8).max(24),
    tableSize: z.number().min(6).max(16),
    fonts: z.strictObject({ title: fonts, heading1: fonts, heading2: fonts, body: fonts, table: fonts }),
  }),
  figures: z.record(text, text),
  names: z.record(text, text).default({}),
  phrases: z.record(
    text,
    z.strictObject({ up: text, down: text, flat: text, fresh: text.optional(), unknown: text.optional() }),
  ),
  sentences: z.record(text, text).default({}),
  forms: z.record(text, form),
  book: z.array(entry).min(1),
  glossary: z.array(z.strictObject({ term: text, text, when: text.optional() })).default([]),
  explanations: z.record(text, text).default({}),
  reasons: z.strictObject({ ratePermille: z.int().min(0), yuan: z.int().min(0) }),
  rounding: z
    .strictObject({
      mode: z.literal('half-up').default('half-up'),
      adjust: z.boolean().default(false),
      note: text.default(''),
    })
    .default({ mode: 'half-up', adjust: false, note: '' }),
})

/** The same as a JSON schema: for editors, and for the list of keys in docs/packs.md. */
export const packJsonSchema = (): object => z.toJSONSchema(pack, { io: 'input' })

/** A pack's file as it was parsed from YAML. */
export type RawPack = Readonly<Record<string, unknown>>

export interface BuiltPack {
  readonly pack?: Pack
  readonly problems: readonly PackProblem[]
}

/** The pack of that name with everything that it inherits. `raws` holds the files by name. */
export function buildPack(id: string, raws: ReadonlyMap<string, RawPack>): BuiltPack {
  const line: string[] = []
  let merged: RawPack = {}
  for (let next: string | undefined = id; next !== undefined; ) {
    const raw = raws.get(next)
    if (!raw) {
      const code = next === id ? 'pack-unknown' : 'pack-parent-unknown'
      return {
        problems: [
          {
            code,
            pack: line.at(-1) ?? id,
            path: next === id ? '' : 'inherits',
            facts: { name: next, known: [...raws.keys()].join('、') },
          },
        ],
      }
    }
    if (line.includes(next)) {
      return {
        problems: [
          { code: 'pack-inherits-itself', pack: next, path: 'inherits', facts: { line: [...line, next].join(' → ') } },
        ],
      }
    }
    line.push(next)
    // What a pack is called and whom it is for is its own affair: one that inherits from it is another and for others.
    const { for: _, title: __, ...inherited } = raw
    merged = merge(next === id ? raw : inherited, merged) as RawPack
    next = typeof raw.inherits === 'string' ? raw.inherits : undefined
  }
  const checked = pack.safeParse(merged)
  if (!checked.success) return { problems: checked.error.issues.flatMap((issue) => problemsOf(issue, id, merged)) }
  const { inherits: _, reasons, forms, ...rest } = checked.data
  return {
    pack: {
      ...(rest as unknown as Omit<Pack, 'id' | 'line' | 'forms' | 'reasons'>),
      id,
      line,
      forms: Object.fromEntries(Object.entries(forms).map(([name, f]) => [name, { ...f, id: name }])) as Pack['forms'],
      reasons: { ratePermille: reasons.ratePermille, fen: BigInt(reasons.yuan) * 100n },
    },
    problems: [],
  }
}

/** What the child says, over what its parent says. */
function merge(parent: unknown, child: unknown): unknown {
  if (!isMap(parent) || !isMap(child)) return child === undefined ? parent : child
  const all: Record<string, unknown> = { ...parent }
  for (const [key, value] of Object.entries(child)) {
    if (value === null) delete all[key]
    else all[key] = key in parent ? merge(parent[key], value) : value
  }
  return all
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether there is anything at the path at all. */
function isThere(value: unknown, path: readonly PropertyKey[]): boolean {
  const [key, ...rest] = path
  if (key === undefined) return value !== undefined
  return typeof value === 'object' && value !== null && isThere((value as Record<PropertyKey, unknown>)[key], rest)
}

function problemsOf(issue: z.core.$ZodIssue, id: string, merged: RawPack): PackProblem[] {
  const path = issue.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
  const at = { pack: id, path }
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ ...at, code: 'pack-key-unknown', facts: { key } }))
    case 'invalid_type':
      return [
        {
          ...at,
          code: isThere(merged, issue.path) ? 'pack-value-wrong' : 'pack-key-missing',
          facts: { expected: issue.expected },
        },
      ]
    case 'invalid_value':
      return [{ ...at, code: 'pack-value-wrong', facts: { expected: issue.values.join('、') } }]
    case 'invalid_union':
      return [{ ...at, code: 'pack-entry-unknown', facts: {} }]
    default:
      return [{ ...at, code: 'pack-value-wrong', facts: { expected: issue.code } }]
  }
}
