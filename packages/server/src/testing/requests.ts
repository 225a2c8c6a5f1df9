/**
 * A valid request for every endpoint of the table, made from its schemas, so that an endpoint that is added tomorrow is
 * tried tomorrow. Whatever identifies something names something of one department.
 */
import { API, type Endpoint } from '@gouji/api'
import { z } from 'zod'
import { Form } from './client.ts'
import type { Things } from './district.ts'

export interface Asked {
  readonly name: string
  readonly endpoint: Endpoint
}

export const ENDPOINTS: readonly Asked[] = Object.entries(API).flatMap(([group, own]) =>
  Object.entries(own as Record<string, Endpoint>).map(([name, endpoint]) => ({ name: `${group}.${name}`, endpoint })),
)

interface Schema {
  readonly type?: string
  readonly format?: string
  readonly pattern?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly minimum?: number
  readonly minItems?: number
  readonly default?: unknown
}

const NONE = '00000000-0000-4000-8000-000000000000'
/** Texts that satisfy the patterns of the interface. */
const CANDIDATES = ['330000', 'somebody', '12.00', '123456', 'a'.repeat(64)]

function sample(schema: Schema, name: string, things: Things): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [choice] = schema.anyOf ?? schema.oneOf ?? []
  if (choice) return sample(choice, name, things)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([field]) => schema.required?.includes(field))
          .map(([field, own]) => [field, sample(own, field, things)]),
      )
    case 'array':
      return schema.items && (schema.minItems ?? 0) > 0 ? [sample(schema.items, name, things)] : []
    case 'integer':
    case 'number':
      return name === 'year' ? 2025 : Math.max(1, schema.minimum ?? 1)
    case 'boolean':
      return false
    default:
      return text(schema, name, things)
  }
}

function text({ format, pattern }: Schema, name: string, things: Things): unknown {
  if (format === 'uuid') return Object.hasOwn(things, name) ? things[name as keyof Things] : NONE
  if (format === 'date') return '2025-01-31'
  if (format === 'date-time') return '2025-01-31T00:00:00Z'
  if (pattern !== undefined) {
    const found = CANDIDATES.find((candidate) => new RegExp(pattern).test(candidate))
    if (found === undefined) throw new Error(`add a text to CANDIDATES for ${name}: ${pattern}`)
    return found
  }
  if (name === 'text') return '预算'
  if (name === 'figure') return '支出总计'
  if (name === 'left' || name === 'right') return `ledger:${things.ledger}`
  return 'Somewhat-long-text-1'
}

const schemaOf = (schema: z.ZodType): Schema =>
  z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema

/** What `:id` stands for below each first word of a path. */
const KEYS: Readonly<Record<string, keyof Things>> = {
  organisations: 'organisation',
  documents: 'document',
  findings: 'finding',
  ledgers: 'ledger',
  filings: 'filing',
  editions: 'edition',
  comments: 'comment',
  jobs: 'job',
  people: 'person',
  grants: 'grant',
}
const OTHERS: Readonly<Record<string, string>> = { page: '1', pack: 'national', year: '2025', number: '0' }

export interface Prepared {
  readonly method: string
  readonly path: string
  readonly body: unknown
  readonly headers: Record<string, string>
}

/** `all` also names in the query whatever may be named there. */
export function requestFor({ endpoint }: Asked, things: Things): Prepared {
  const first = endpoint.path.split('/')[1]!
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    if (name === 'sha256') return things.editionFile
    if (name === 'id') return KEYS[first] ? things[KEYS[first]] : NONE
    const other = OTHERS[name]
    if (other === undefined) throw new Error(`say in OTHERS what :${name} of ${endpoint.path} stands for`)
    return other
  })
  const { properties = {}, required = [] } = endpoint.query ? schemaOf(endpoint.query) : {}
  const query = Object.entries(properties)
    .filter(([name]) => required.includes(name) || name === 'organisation' || name === 'text')
    .map(([name, own]) => `${name}=${encodeURIComponent(String(sample(own, name, things)))}`)
    .join('&')
  const { body } = endpoint
  const isUpload = body === 'upload'
  return {
    method: endpoint.method,
    path: query === '' ? path : `${path}?${query}`,
    body: isUpload
      ? new Form().add('book.txt', '某局2025年部门预算')
      : body
        ? sample(schemaOf(body), '', things)
        : endpoint.method === 'GET'
          ? undefined
          : {},
    headers: endpoint.versioned ? { 'if-match': '"v1"' } : {},
  }
}
