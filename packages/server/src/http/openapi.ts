/** The table of endpoints as OpenAPI 3.1: schemas, roles and refusals come from what is enforced, not from a second list. */
import { API, type Endpoint, isList, Problem, ROLE_NAMES, STEP_NAMES, WindowQuery } from '@gouji/api'
import { z } from 'zod'
import { STATUS_OF } from './problem.ts'
import { PREFIX } from './registrar.ts'
import { PROBLEM_WORDS, type ProblemCode } from './wording.ts'

export const GROUP_NAMES: Readonly<Record<keyof typeof API, string>> = {
  session: '登录与账户',
  people: '人员与授权',
  organisations: '机构',
  documents: '文件',
  findings: '问题',
  ledgers: '账册',
  filings: '审核与公开',
  explore: '分析与查询',
  administration: '管理',
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
  return rest
}

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, unknown>>
  readonly required?: readonly string[]
}

const parametersOf = (schema: z.ZodType | undefined, where: 'path' | 'query'): object[] => {
  if (!schema) return []
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as ObjectSchema
  return Object.entries(properties).map(([name, own]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: own,
  }))
}

export function whoText({ who }: Endpoint): string {
  if (who === 'public') return '任何人'
  if (who === 'signed-in') return '已登录的人'
  return who.map((role) => ROLE_NAMES[role]).join('、')
}

/** Refusals that an endpoint may answer with, by status. */
function refusalsOf(endpoint: Endpoint): ProblemCode[] {
  const codes: ProblemCode[] = ['too-many-requests', 'fault', 'database-lost']
  if (endpoint.query || endpoint.body) codes.push('invalid')
  if (endpoint.params) codes.push('not-found')
  if (endpoint.who !== 'public') codes.push('not-signed-in', 'not-allowed')
  if (endpoint.method !== 'GET') codes.push('csrf-missing', 'foreign-origin', 'refused', 'disk-full')
  if (endpoint.versioned) codes.push('version-conflict', 'version-missing')
  if (endpoint.repeatable) codes.push('key-reused')
  if (endpoint.body === 'upload') codes.push('too-large', 'not-multipart', 'half-upload')
  return codes
}

function responsesOf(endpoint: Endpoint): Record<string, object> {
  const out: Record<string, object> = {}
  const { response } = endpoint
  if (response === 'nothing') out['204'] = { description: '完成，没有内容' }
  else if (response === 'file') {
    out['200'] = { description: '文件', content: { '*/*': { schema: { type: 'string', format: 'binary' } } } }
  } else if (response === 'events') {
    out['200'] = { description: '服务器推送事件', content: { 'text/event-stream': { schema: { type: 'string' } } } }
  } else {
    out['200'] = {
      description: '完成',
      headers: {
        ETag: { schema: { type: 'string' }, description: '版本；修改时作为 If-Match 送回' },
        ...(isList(endpoint)
          ? {
              Link: { schema: { type: 'string' }, description: '分批取清单时，rel="next" 是下一批的地址' },
              'X-Total-Count': { schema: { type: 'integer' }, description: '分批取清单时，共有多少条' },
            }
          : {}),
      },
      content: { 'application/json': { schema: schemaOf(response, 'output') } },
    }
  }
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of refusalsOf(endpoint))
    byStatus.set(STATUS_OF[code], [...(byStatus.get(STATUS_OF[code]) ?? []), code])
  for (const [status, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
    out[String(status)] = {
      description: codes.map((code) => PROBLEM_WORDS[code].title).join('；'),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }
  }
  return out
}

function operationOf(group: keyof typeof API, name: string, endpoint: Endpoint): object {
  const { method, body } = endpoint
  const isJson = typeof endpoint.response !== 'string'
  const fields = {
    ...{ name: 'fields', in: 'query', required: false, schema: { type: 'string' } },
    description: '只要这些栏目，用逗号分开',
  }
  const headers = [
    ...(method === 'GET' && isJson ? [fields] : []),
    ...(endpoint.versioned ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } }] : []),
    ...(endpoint.repeatable
      ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } }]
      : []),
    ...(method !== 'GET' && endpoint.who !== 'public'
      ? [
          {
            name: 'X-CSRF-Token',
            in: 'header',
            required: false,
            schema: { type: 'string' },
            description: '用 Cookie 登录时必须',
          },
        ]
      : []),
  ]
  return {
    operationId: `${group}.${name}`,
    tags: [GROUP_NAMES[group]],
    summary: endpoint.summary,
    description: `谁可以用：${whoText(endpoint)}。能看到和修改的内容另由授权范围决定。`,
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...(isList(endpoint) ? parametersOf(WindowQuery, 'query') : []),
      ...headers,
    ],
    ...(body === 'upload'
      ? {
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  properties: { file: { type: 'array', items: { type: 'string', format: 'binary' } } },
                },
              },
            },
          },
        }
      : body
        ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } }
        : {}),
    responses: responsesOf(endpoint),
    ...(endpoint.who === 'public' ? { security: [] } : {}),
  }
}

export function openApi(version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const [group, endpoints] of Object.entries(API)) {
    for (const [name, endpoint] of Object.entries(endpoints) as [string, Endpoint][]) {
      const path = endpoint.path.replace(/:(\w+)/g, '{$1}')
      paths[path] ??= {}
      paths[path][endpoint.method.toLowerCase()] = operationOf(group as keyof typeof API, name, endpoint)
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '勾稽 Gouji',
      version,
      description: `预算公开的编制、校验、审核与公开。环节：${Object.values(STEP_NAMES).join(' → ')}。`,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: PREFIX }],
    tags: Object.values(GROUP_NAMES).map((name) => ({ name })),
    security: [{ session: [] }, { token: [] }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'gouji_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  }
}
